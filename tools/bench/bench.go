package main

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"charley/ingest"
)

// A truth is what a trial was simulated with.
type truth struct {
	design string
	nights int
	rr     float64
	logRR  float64
	carry  bool // the effect fades with a half-life of one night
}

// A bench is a folder of simulated trials.
type bench struct {
	trials []ingest.Trial
	truth  map[string]truth
}

// readBench reads the counts of all trials of a file, trials….csv.gz, and their
// truth beside it, trial_truth….csv.gz. A folder stands for its trials.csv.gz.
func readBench(path string) (bench, error) {
	b := bench{truth: map[string]truth{}}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "trials.csv.gz")
	}
	dir, name := filepath.Split(path)
	rows, err := readTable(filepath.Join(dir, strings.Replace(name, "trials", "trial_truth", 1)))
	if err != nil {
		return b, err
	}
	for _, r := range rows {
		b.truth[r.text("trial")] = truth{r.text("design"), int(r.number("nights")), r.number("rr"), r.number("log_rr"), r.number("carry") == 1}
	}
	table, err := ingest.Trials(func() (io.ReadCloser, error) { return os.Open(path) }, "count")
	if err != nil {
		return b, err
	}
	return b, table.Each(func(t ingest.Trial) error {
		if t.Err != nil {
			return fmt.Errorf("trial %s: %w", t.Name, t.Err)
		}
		if _, ok := b.truth[t.Name]; !ok {
			return fmt.Errorf("trial %s has no truth", t.Name)
		}
		b.trials = append(b.trials, t)
		return nil
	})
}

// only keeps the trials with or without carry-over, and of those the first so many.
func (b bench) only(carry string, first int) bench {
	kept := bench{truth: b.truth}
	for _, t := range b.trials {
		if carry == "all" || carry == yesNo(b.truth[t.Name].carry) {
			kept.trials = append(kept.trials, t)
		}
	}
	if first > 0 {
		kept.trials = kept.trials[:min(first, len(kept.trials))]
	}
	return kept
}

// A row of a table that R wrote, by the names of its columns.
type row map[string]string

func (r row) text(name string) string { return r[name] }

// number is a cell as a number; NaN where it is NA, empty or not there.
func (r row) number(name string) float64 {
	x, err := strconv.ParseFloat(r[name], 64)
	if err != nil {
		return math.NaN()
	}
	return x
}

// readTable reads a whole table, compressed or not.
func readTable(path string) ([]row, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("unpack %s: %w", path, err)
		}
	}
	all, err := csv.NewReader(in).ReadAll()
	if err != nil || len(all) == 0 {
		return nil, fmt.Errorf("read %s: no table: %w", path, err)
	}
	var out []row
	for _, cells := range all[1:] {
		r := row{}
		for i, name := range all[0] {
			r[name] = cells[i]
		}
		out = append(out, r)
	}
	return out, nil
}
