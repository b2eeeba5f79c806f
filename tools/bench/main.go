// Command bench measures how well trials and diaries are analysed, on simulated
// ones whose truth is known. It is a developer's tool, no part of the program; the
// figures of docs/statistics.md are its answers.
//
//	go run ./tools/bench score FILE                  # errors, power, coverage, bias, time
//	go run ./tools/bench score -half-life 1 -carry yes FILE  # the same where something carries over, modelled
//	go run ./tools/bench peers FILE RESULT.csv.gz …  # the same table of stored results
//	go run ./tools/bench nuts FILE RESULT.csv.gz     # trial by trial beside a reference posterior
//	go run ./tools/bench sbc [count bad severity value]  # simulation-based calibration
//	go run ./tools/bench wealth FILE                  # false claims of the bet on the lot
//	go run ./tools/bench looks FILE                  # false claims of looking early
//
//	go run ./tools/bench causes score DIARIES                  # false findings, power, calibration, coverage, time
//	go run ./tools/bench causes peers DIARIES RESULT.csv.gz …  # the same table of stored results
//	go run ./tools/bench causes mcmc DIARIES RESULT.csv.gz     # probability by probability beside chains
//	go run ./tools/bench causes null -nights 90 DIARIES        # false findings where nothing is a trigger
//	go run ./tools/bench causes make 1800x12                   # a diary of that size, as CSV, to measure time
//
// FILE is a table such as testdata/bench/trials.csv.gz, with trial_truth.csv.gz beside it,
// DIARIES one such as testdata/bench/diaries.csv.gz, with diary_truth.csv.gz.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// settings are what can be typed.
type settings struct {
	halfLife float64
	draws    int
	seed     uint64
	workers  int
	first    int
	carry    string
	now      func() time.Time
}

func run(args []string, out io.Writer) error {
	if len(args) == 0 {
		return fmt.Errorf("say what to do: score, peers, nuts, sbc, wealth, looks or causes")
	}
	if args[0] == "causes" {
		return runCauses(args[1:], out)
	}
	s := settings{now: time.Now}
	f := flag.NewFlagSet("bench "+args[0], flag.ContinueOnError)
	f.Float64Var(&s.halfLife, "half-life", 0, "nights of carry-over that are modelled")
	f.IntVar(&s.draws, "draws", 0, "draws of the analysis; 0 is its default")
	f.Uint64Var(&s.seed, "seed", 1, "seed of the analysis")
	f.IntVar(&s.workers, "workers", runtime.GOMAXPROCS(0), "how many at a time")
	f.IntVar(&s.first, "first", 0, "only so many trials or replicates; 0 is all, or 1000")
	f.StringVar(&s.carry, "carry", "all", "which trials: with carry-over in truth (yes), without (no), all")
	if err := f.Parse(args[1:]); err != nil {
		return err
	}
	if args[0] == "sbc" {
		return sbc(out, s, f.Args())
	}
	if f.NArg() == 0 {
		return fmt.Errorf("name the table of the trials")
	}
	b, err := readBench(f.Arg(0))
	if err != nil {
		return err
	}
	b = b.only(s.carry, s.first)
	switch args[0] {
	case "score":
		return score(out, b, s)
	case "peers":
		return peers(out, b, f.Args()[1:])
	case "nuts":
		return nuts(out, b, s, f.Args()[1:])
	case "wealth":
		return wealth(out, b, s)
	case "looks":
		return looks(out, b, s)
	}
	return fmt.Errorf("%q is not one of score, peers, nuts, sbc, wealth, looks and causes", args[0])
}
