package main

import (
	"fmt"
	"io"
	"math"

	"charley/cause"
	"charley/measure"
)

// scoreCauses searches every diary and prints how well that went.
func scoreCauses(out io.Writer, b diaryBench, s causesSettings) error {
	var all []searched
	var calibration bins
	began := s.now()
	writeMarksHead(out)
	for _, nights := range s.nights {
		found, err := search(b, nights, s)
		if err != nil {
			return err
		}
		all = append(all, found...)
		writeTiers(out, b, nights, found, s)
		for _, d := range found {
			calibration.add(b, d)
		}
	}
	fmt.Fprintf(out, "%d searches, %d workers, %.1f s\n", len(all), s.workers, s.now().Sub(began).Seconds())
	calibration.write(out)
	writeCoverage(out, b, all, s)
	for _, nights := range s.nights {
		writeCost(out, nights, all)
	}
	return nil
}

// rulesOf are the tiers that are scored.
var rulesOf = []struct {
	name  string
	names func(cause.Pattern) bool
}{
	{"very likely", func(p cause.Pattern) bool { return p.Tier == cause.VeryLikely }},
	{"both upper tiers", func(p cause.Pattern) bool { return p.Tier.Named() }},
}

func writeTiers(out io.Writer, b diaryBench, nights int, found []searched, s causesSettings) {
	var ms []float64
	for _, d := range found {
		ms = append(ms, d.ms)
	}
	for _, rule := range rulesOf {
		all, cover := namings(b, found, rule.names)
		share := cover.share()
		if s.outcome != measure.Count {
			share = math.NaN() // the truth is a ratio of rates
		}
		mark(b, all).write(out, nights, rule.name, share, quantile(ms, 0.5))
	}
}

// namings are what a rule names in each diary, and whether the intervals of that hold
// the truth.
func namings(b diaryBench, found []searched, names func(cause.Pattern) bool) (all []naming, cover coverage) {
	for _, d := range found {
		n := naming{d.diary, map[string]bool{}}
		for _, p := range d.found.Found {
			if names(p) {
				n.named[p.Exposure] = true
				cover.add(p, b.truth[d.diary][p.Exposure])
			}
		}
		all = append(all, n)
	}
	return all, cover
}

// edges are those of the bins of probabilities.
var edges = []float64{0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 1}

// bins gather probabilities beside how often they came true.
type bins [8]struct {
	n, hits int
	sum     float64
}

func (c *bins) add(b diaryBench, d searched) {
	for _, p := range d.found.Found {
		if p.Probability == nil {
			continue
		}
		i := 0
		for i < len(c)-1 && *p.Probability > edges[i+1] {
			i++
		}
		c[i].n++
		c[i].sum += *p.Probability
		if b.truth[d.diary][p.Exposure].trigger {
			c[i].hits++
		}
	}
}

// leastInBin is how many a bin must hold to be judged, and closeEnough how far its
// mean may be from the share that came true, if it is not within that share's interval.
const (
	leastInBin  = 30
	closeEnough = 0.1
)

func (c *bins) write(out io.Writer) {
	fmt.Fprintf(out, "probabilities, nights pooled: bin, number, mean, came true (95 %% binomial), verdict\n")
	for i, bin := range c {
		if bin.n == 0 {
			continue
		}
		predicted, share := bin.sum/float64(bin.n), float64(bin.hits)/float64(bin.n)
		lo, hi := binomial(bin.hits, bin.n)
		verdict := "off"
		switch {
		case bin.n < leastInBin:
			verdict = "too few"
		case math.Abs(predicted-share) <= closeEnough || lo <= predicted && predicted <= hi:
			verdict = "ok"
		}
		fmt.Fprintf(out, "  %.2f-%.2f %6d  %.3f  %.3f (%.3f to %.3f)  %s\n", edges[i], edges[i+1], bin.n, predicted, share, lo, hi, verdict)
	}
}

// writeCoverage prints how often an interval holds the truth, of what is named and of
// everything.
func writeCoverage(out io.Writer, b diaryBench, all []searched, s causesSettings) {
	if s.outcome != measure.Count {
		return // the truth is a ratio of rates
	}
	var named, right, triggers, every coverage
	for _, d := range all {
		for _, p := range d.found.Found {
			e := b.truth[d.diary][p.Exposure]
			every.add(p, e)
			if e.trigger {
				triggers.add(p, e)
			}
			if p.Tier.Named() {
				named.add(p, e)
			}
			if p.Tier.Named() && e.trigger {
				right.add(p, e)
			}
		}
	}
	fmt.Fprintf(out, "95 %% intervals hold the truth: of both upper tiers %.3f (%d), of the triggers among them %.3f (%d), of all triggers %.3f (%d), of all exposures %.3f (%d)\n",
		named.share(), named.of, right.share(), right.of, triggers.share(), triggers.of, every.share(), every.of)
}

// writeCost prints how long it took, how much was weighed, and what was said of
// exposures, by tier.
func writeCost(out io.Writer, nights int, all []searched) {
	var ms, models []float64
	tiers := map[cause.Tier]int{}
	for _, d := range all {
		if d.nights != nights {
			continue
		}
		ms, models = append(ms, d.ms), append(models, float64(d.found.Models))
		for _, p := range d.found.Found {
			tiers[p.Tier]++
		}
	}
	fmt.Fprintf(out, "%d nights: ms a diary median %.1f, 90 %% %.1f, most %.1f; models median %.0f, most %.0f; tiers", nights,
		quantile(ms, 0.5), quantile(ms, 0.9), quantile(ms, 1), quantile(models, 0.5), quantile(models, 1))
	for _, t := range cause.Tiers() {
		fmt.Fprintf(out, " %s %d", t, tiers[t])
	}
	fmt.Fprintln(out)
}

// nullDiaries counts false findings in diaries without any trigger.
func nullDiaries(out io.Writer, b diaryBench, s causesSettings) error {
	for _, nights := range s.nights {
		found, err := search(b, nights, s)
		if err != nil {
			return err
		}
		for _, rule := range rulesOf {
			with := 0
			for _, d := range found {
				for _, p := range d.found.Found {
					if rule.names(p) {
						with++
						break
					}
				}
			}
			lo, hi := binomial(with, len(found))
			fmt.Fprintf(out, "%d diaries of %d nights, %s: any finding in %d, %.4f (95 %% binomial %.4f to %.4f)\n", len(found), nights, rule.name, with, float64(with)/float64(len(found)), lo, hi)
		}
		writeCost(out, nights, found)
	}
	return nil
}
