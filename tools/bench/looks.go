package main

import (
	"fmt"
	"io"
	"math"
	"slices"

	"charley/appraise"
	"charley/ingest"
	"charley/trial"
)

// thresholds are the probabilities at which a look might stop a trial; the shipped one is 0.995.
var thresholds = [...]float64{0.975, 0.99, 0.995, 0.9975}

// looks counts, in trials without an effect, how often one of the looks that are
// allowed makes a claim.
func looks(out io.Writer, b bench, s settings) error {
	trials := b.trials
	hits := make([]int, len(thresholds))
	atEnd := make([]int, len(thresholds))
	most := make([]float64, len(trials))
	var nights []int
	for i := 0; ; i++ {
		var cut []ingest.Trial
		var of []int
		for j, t := range trials {
			plan := lookNights(t)
			if i < len(plan) {
				short := t
				short.Rows = t.Rows[:min(plan[i], len(t.Rows))]
				cut, of, nights = append(cut, short), append(of, j), plan
			}
		}
		if len(cut) == 0 {
			break
		}
		all, err := judge(cut, s)
		if err != nil {
			return err
		}
		for k, j := range all {
			p := math.Max(j.pLess, 1-j.pLess)
			if math.IsNaN(p) {
				continue // withheld: no claim
			}
			most[of[k]] = math.Max(most[of[k]], p)
			if i == len(lookNights(trials[of[k]]))-1 {
				for n, limit := range thresholds {
					if p > limit {
						atEnd[n]++
					}
				}
			}
		}
	}
	for _, p := range most {
		for n, limit := range thresholds {
			if p > limit {
				hits[n]++
			}
		}
	}
	fmt.Fprintf(out, "%d trials, looks after nights %v\n", len(trials), nights)
	for n, limit := range thresholds {
		fmt.Fprintf(out, "P over %.4f either way: in any look %.4f, at the end alone %.4f\n", limit, float64(hits[n])/float64(len(trials)), float64(atEnd[n])/float64(len(trials)))
	}
	return nil
}

// lookNights are the looks that a plan of this length and block allows.
func lookNights(t ingest.Trial) []int {
	block := 1
	for block < len(t.Rows) && t.Rows[block].Block == t.Rows[0].Block {
		block++
	}
	return trial.Plan{Nights: len(t.Rows), Block: block}.Looks()
}

// enough is the wealth at which the bet on the lot makes its claim.
const enough = 20

// wealth counts how often the bet on the lot makes a claim at any time, and how
// often the randomisation test does at the end.
func wealth(out io.Writer, b bench, s settings) error {
	type kind struct {
		design string
		rr     float64
	}
	n, claims, tests := map[kind]int{}, map[kind]int{}, map[kind]int{}
	for _, t := range b.trials {
		l, err := appraise.LotOf(t, s.options())
		if err != nil {
			return fmt.Errorf("trial %s: %w", t.Name, err)
		}
		k := kind{b.truth[t.Name].design, b.truth[t.Name].rr}
		n[k]++
		if slices.Max(l.Wealth) >= enough {
			claims[k]++
		}
		if p := l.Randomisation.P; p != nil && *p <= 0.05 {
			tests[k]++
		}
	}
	for _, design := range []string{"week_pairs", "night_blocks4"} {
		for _, rr := range []float64{1, 0.7, 0.5, 0.3} {
			if k := (kind{design, rr}); n[k] > 0 {
				fmt.Fprintf(out, "%-14s ratio %.1f, %4d trials: wealth %d or more at any time %.4f, randomisation p <= 0.05 %.4f\n", design, rr, n[k], enough,
					float64(claims[k])/float64(n[k]), float64(tests[k])/float64(n[k]))
			}
		}
	}
	return nil
}
