package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"charley/appraise"
	"charley/cause"
	"charley/ingest"
	"charley/knowledge"
	"charley/measure"
)

// A causesSettings is what can be typed for diaries.
type causesSettings struct {
	outcome measure.Outcome
	nights  []int // each diary is looked at after so many
	workers int
	first   int
	lags    bool
	finder  appraise.Searcher
	now     func() time.Time
}

// runCauses is bench causes.
func runCauses(args []string, out io.Writer) error {
	if len(args) == 0 {
		return fmt.Errorf("say what to do: score, peers, mcmc, null or make")
	}
	base, err := knowledge.Default()
	if err != nil {
		return err
	}
	s := causesSettings{finder: cause.New(base), now: time.Now}
	f := flag.NewFlagSet("bench causes "+args[0], flag.ContinueOnError)
	outcome := f.String("outcome", "count", "what nights are compared by")
	nights := f.String("nights", "90,180", "after how many nights each diary is looked at")
	seed := f.Uint64("seed", 1, "seed of a diary that is made")
	f.IntVar(&s.workers, "workers", runtime.GOMAXPROCS(0), "how many at a time")
	f.IntVar(&s.first, "first", 0, "only so many diaries; 0 is all")
	f.BoolVar(&s.lags, "lags", false, "exposures may also act a day later")
	if err := f.Parse(args[1:]); err != nil {
		return err
	}
	if args[0] == "make" {
		return makeDiary(out, f.Arg(0), *seed)
	}
	s.outcome = measure.Outcome(*outcome)
	for _, text := range strings.Split(*nights, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number of nights", text)
		}
		s.nights = append(s.nights, n)
	}
	if f.NArg() == 0 {
		return fmt.Errorf("name the table of the diaries")
	}
	b, err := readDiaries(f.Arg(0), s)
	if err != nil {
		return err
	}
	switch args[0] {
	case "score":
		return scoreCauses(out, b, s)
	case "peers":
		return peersOfCauses(out, b, s, f.Args()[1:])
	case "mcmc":
		return mcmc(out, b, s, f.Args()[1:])
	case "null":
		return nullDiaries(out, b, s)
	}
	return fmt.Errorf("%q is not one of score, peers, mcmc, null and make", args[0])
}

// An effect is what an exposure did in truth.
type effect struct {
	logRR   float64 // for one unit
	unit    float64 // in the table's own
	trigger bool
}

// A diaryBench is a table of simulated diaries.
type diaryBench struct {
	diaries []ingest.Diary
	truth   map[string]map[string]effect // by diary and exposure
}

// readDiaries reads the diaries of a file, diaries….csv.gz, and their truth beside
// it, diary_truth….csv.gz, compressed or not. A folder stands for its diaries.csv.gz.
func readDiaries(path string, s causesSettings) (diaryBench, error) {
	b := diaryBench{truth: map[string]map[string]effect{}}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "diaries.csv.gz")
	}
	dir, name := filepath.Split(path)
	rows, err := readTable(filepath.Join(dir, strings.Replace(name, "diaries", "diary_truth", 1)))
	if err != nil {
		return b, err
	}
	for _, r := range rows {
		id := r.text("diary")
		if b.truth[id] == nil {
			b.truth[id] = map[string]effect{}
		}
		b.truth[id][r.text("exposure")] = effect{r.number("log_rr_per_unit"), r.number("unit"), r.number("trigger") == 1}
	}
	table, err := ingest.Diaries(func() (io.ReadCloser, error) { return os.Open(path) }, string(s.outcome), nil)
	if err != nil {
		return b, err
	}
	return b, table.Each(func(d ingest.Diary) error {
		if d.Err != nil {
			return fmt.Errorf("diary %s: %w", d.Name, d.Err)
		}
		if b.truth[d.Name] == nil {
			return fmt.Errorf("diary %s has no truth", d.Name)
		}
		if s.first == 0 || len(b.diaries) < s.first {
			b.diaries = append(b.diaries, d)
		}
		return nil
	})
}

// A searched is what was found in the first nights of one diary.
type searched struct {
	diary  string
	nights int
	found  cause.Patterns
	ms     float64
}

// search looks at the first nights of every diary.
func search(b diaryBench, nights int, s causesSettings) ([]searched, error) {
	return inParallel(b.diaries, s.workers, func(d ingest.Diary) (searched, error) {
		if nights < len(d.Days) {
			d.Days = d.Days[:nights]
		}
		began := s.now()
		p, err := s.finder.Search(appraise.Series(d, appraise.CausesOptions{Outcome: s.outcome, Lags: s.lags}), cause.Options{})
		if err != nil {
			return searched{}, fmt.Errorf("diary %s: %w", d.Name, err)
		}
		return searched{d.Name, nights, p, s.now().Sub(began).Seconds() * 1000}, nil
	})
}
