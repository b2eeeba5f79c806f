package main

import (
	"fmt"
	"io"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"charley/cause"
)

// trap is the exposure that is caused by the night before, and is never a trigger.
const trap = "poor_sleep_prev"

// A naming is what one rule names in one diary.
type naming struct {
	diary string
	named map[string]bool // by exposure
}

// marks are how well one rule names triggers.
type marks struct {
	diaries, null int     // null: without any trigger
	fdr           float64 // mean over diaries of false among named, 0 where none is named
	pooled        float64 // false among named of all diaries together
	anyFalse      float64 // share of diaries with a false one
	nullFalse     float64 // the same of those without any trigger
	power         float64 // triggers that are named
	trapped       float64 // diaries in which the trap is named
	named         int
}

// mark compares what a rule names with the truth.
func mark(b diaryBench, all []naming) marks {
	m := marks{diaries: len(all)}
	var fdr, anyFalse, nullFalse, trapped []float64
	falseOnes, trueOnes, triggers := 0, 0, 0
	for _, n := range all {
		wrong, right, of := 0, 0, 0
		for exposure, e := range b.truth[n.diary] {
			switch {
			case e.trigger && n.named[exposure]:
				right++
			case n.named[exposure]:
				wrong++
			}
			of += int(yes(e.trigger))
		}
		fdr = append(fdr, float64(wrong)/math.Max(float64(wrong+right), 1))
		anyFalse = append(anyFalse, yes(wrong > 0))
		if of == 0 {
			nullFalse = append(nullFalse, yes(wrong > 0))
		}
		trapped = append(trapped, yes(n.named[trap]))
		falseOnes, trueOnes, triggers = falseOnes+wrong, trueOnes+right, triggers+of
	}
	m.null, m.named = len(nullFalse), falseOnes+trueOnes
	m.fdr, m.anyFalse, m.nullFalse, m.trapped = mean(fdr), mean(anyFalse), mean(nullFalse), mean(trapped)
	m.pooled, m.power = float64(falseOnes)/math.Max(float64(m.named), 1), float64(trueOnes)/float64(triggers)
	return m
}

func writeMarksHead(out io.Writer) {
	fmt.Fprintf(out, "%6s %-28s %7s %6s %6s %6s %6s %7s %6s %6s %7s %8s\n", "nights", "rule", "diaries", "named", "FDR", "pooled", "power", "any-fls", "null", "trap", "cover", "ms")
}

func (m marks) write(out io.Writer, nights int, rule string, cover, ms float64) {
	fmt.Fprintf(out, "%6d %-28s %7d %6d %6.3f %6.3f %6.3f %7.3f %6.3f %6.3f %7.3f %8.1f\n", nights, rule, m.diaries, m.named, m.fdr, m.pooled, m.power, m.anyFalse, m.nullFalse, m.trapped, cover, ms)
}

// A coverage counts intervals that hold the truth.
type coverage struct{ of, held int }

// add looks at the interval of one exposure, as the ratio of a night with it to a
// night without: the truth is written for one unit.
func (c *coverage) add(p cause.Pattern, e effect) {
	if p.Ratio == nil || p.With == p.Without {
		return
	}
	perUnit := func(ratio float64) float64 { return math.Log(ratio) / (p.With - p.Without) * e.unit }
	lo, hi := perUnit(p.Ratio.Lo), perUnit(p.Ratio.Hi)
	c.of++
	if math.Min(lo, hi) <= e.logRR && e.logRR <= math.Max(lo, hi) {
		c.held++
	}
}

func (c coverage) share() float64 { return float64(c.held) / float64(c.of) }

// binomial is the exact 95 % interval of a share (Clopper and Pearson 1934).
func binomial(hits, n int) (lo, hi float64) {
	lo, hi = 0, 1
	if hits > 0 {
		lo = distuv.Beta{Alpha: float64(hits), Beta: float64(n - hits + 1)}.Quantile(0.025)
	}
	if hits < n {
		hi = distuv.Beta{Alpha: float64(hits + 1), Beta: float64(n - hits)}.Quantile(0.975)
	}
	return lo, hi
}
