package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// An outcome is the word for how a test ended, as it stands in the tally.
type outcome string

const (
	passed  outcome = "passed"
	failed  outcome = "failed"
	skipped outcome = "skipped"
)

// A result is how one test ended. A test that only groups others counts through them.
type result struct {
	outcome outcome
	name    string // package and test: "charley/diary TestNight/a_tap_at_03:10"
	reason  string // why it was skipped or where it failed; empty when it passed
}

func count(results []result, want outcome) int {
	n := 0
	for _, r := range results {
		if r.outcome == want {
			n++
		}
	}
	return n
}

// closing prints every skip with its reason and every failure by name, then the one line that counts.
func closing(out io.Writer, results []result) {
	for _, r := range results {
		if r.outcome == skipped {
			fmt.Fprintf(out, "skipped  %s: %s\n", r.name, r.reason)
		}
	}
	for _, r := range results {
		if r.outcome == failed {
			fmt.Fprintf(out, "FAILED   %s\n", r.name)
		}
	}
	fmt.Fprintf(out, "go test: %d passed, %d failed, %d skipped\n", count(results, passed), count(results, failed), count(results, skipped))
}

func appendTally(path string, results []result) (err error) {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	oneLine := strings.NewReplacer("\t", " ", "\n", " ")
	for _, r := range results {
		if _, err := fmt.Fprintf(f, "%s\t%s\t%s\n", r.outcome, oneLine.Replace(r.name), oneLine.Replace(r.reason)); err != nil {
			return err
		}
	}
	return nil
}
