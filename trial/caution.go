package trial

import (
	"fmt"
	"math"
	"slices"

	"charley/measure"
)

func (r *Result) warn(code, text string) { r.Warnings = append(r.Warnings, Warning{code, text}) }

// warnState says what is missing where nothing can be compared.
func (r *Result) warnState() {
	if r.State == StateNoNights {
		r.warn(WarnNoNights, "no night has an outcome yet")
		return
	}
	have := "remedy"
	if r.NByArm[0] > 0 {
		have = "comparison"
	}
	r.warn(WarnOneArm, "outcomes on "+have+" nights only: there is nothing to compare them with")
}

// cannotCompare tells, with a warning, where all nights are alike or too few for a value
// whose spread has to be learnt from them.
func (r *Result) cannotCompare(nights []Night, d design) bool {
	switch {
	case d.constant && r.Outcome == measure.Value:
		r.warn(WarnConstant, "the values hardly differ within the arms: nothing can be said of chance")
	case d.constant:
		r.warn(WarnConstant, "every night has the same outcome: nothing can be compared")
	case min(r.NByArm[0], r.NByArm[1]) < r.least():
		r.warn(WarnFewNights, fmt.Sprintf("%d nights with the remedy and %d without: at least %d of each are needed", r.NByArm[1], r.NByArm[0], r.least()))
	case allAlike(nights):
		r.warn(WarnConstant, "every night has the same outcome: is that what happened?")
	default:
		return false
	}
	return true
}

// least is how many nights an arm must have. A value's own spread has to be learnt from
// them: with fewer than five, values without any effect were called one in 7 of 100 trials.
func (r *Result) least() int {
	if r.Outcome == measure.Value {
		return leastValues
	}
	return leastNights
}

// allAlike tells that something happened on every night, and always the same.
func allAlike(nights []Night) bool {
	first, n := math.NaN(), 0
	for _, w := range nights {
		if !w.used() {
			continue
		}
		if n++; n == 1 {
			first = w.Y
		} else if w.Y != first {
			return false
		}
	}
	return n > 1 && first > 0
}

const (
	leastNights   = 3    // an arm
	leastValues   = 5    // nights an arm, where a value is measured
	unevenMissing = 0.15 // difference of the shares of missing nights
	tangled       = 0.7  // correlation of dose and trend
	giant         = 5.0  // times the next greatest count, and more than giantLeast
	giantLeast    = 10.0
	fewNights     = 14
	largeCount    = 1000.0
)

// cautions are what a reader must know before using a number.
func (r *Result) cautions(nights []Night, d design) {
	events := r.Events[0] + r.Events[1]
	if r.Outcome != measure.Value {
		switch {
		case events == 0:
			r.warn(WarnNoEvents, "nothing happened on any night: the result is what was believed before")
		case events < fewEvents:
			r.warn(WarnFewEvents, fmt.Sprintf("something happened on %d nights only: the result is mostly what was believed before", events))
		case r.Events[0] == 0 || r.Events[1] == 0:
			r.warn(WarnEventsOne, "something happened in one arm only: how large the effect is rests on what was believed before")
		}
	}
	if slices.Max(r.HalfLife) > 0 && r.Unknown > 0 {
		r.warn(WarnHalfLife, fmt.Sprintf("it is not known what was drawn for %d nights: what carries over from them is taken half-way", r.Unknown))
	}
	if r.N < fewNights {
		r.warn(WarnFewNights, fmt.Sprintf("%d nights with an outcome", r.N))
	}
	if nights := [2]int{r.Missing[0] + r.NByArm[0], r.Missing[1] + r.NByArm[1]}; apart(r.Missing, nights) > unevenMissing {
		r.warn(WarnMissing, fmt.Sprintf("%d of %d remedy nights and %d of %d comparison nights have no outcome: what is missing may decide",
			r.Missing[1], nights[1], r.Missing[0], nights[0]))
	}
	if c := withTrend(nights, d.dose); math.Abs(c) > tangled {
		r.warn(WarnTrend, fmt.Sprintf("remedy nights and the passing of time go together (correlation %.2f): they are hard to tell apart", c))
	}
	if r.Outcome == measure.Count {
		r.countCautions(nights)
	}
}

func (r *Result) countCautions(nights []Night) {
	var y []float64
	for _, n := range nights {
		if n.used() {
			y = append(y, n.Y)
		}
	}
	slices.Sort(y)
	if n := len(y); n > 1 && y[n-1] > giantLeast && y[n-1] > giant*math.Max(1, y[n-2]) {
		r.warn(WarnGiant, fmt.Sprintf("one night has %.0f, the next most is %.0f: that night may decide", y[n-1], y[n-2]))
	}
	if n := len(y); n > 0 && y[n-1] > largeCount {
		r.warn(WarnBigNumbers, fmt.Sprintf("a count of %.0f in one night: is that what was meant?", y[n-1]))
	}
}

// withTrend is the correlation of the dose with time over the nights that count.
func withTrend(nights []Night, dose []float64) float64 {
	var n, sx, sy, sxx, syy, sxy float64
	for t, w := range nights {
		if !w.used() {
			continue
		}
		x, y := float64(t), dose[t]
		n, sx, sy, sxx, syy, sxy = n+1, sx+x, sy+y, sxx+x*x, syy+y*y, sxy+x*y
	}
	v := (n*sxx - sx*sx) * (n*syy - sy*sy)
	if !(v > 0) {
		return 0
	}
	return (n*sxy - sx*sy) / math.Sqrt(v)
}

// badValue is what a bad night of this person looks like: the upper quartile of the
// nights on which something happened; the other end where more is better.
func badValue(nights []Night, o Options) float64 {
	var y []float64
	for _, n := range nights {
		if n.used() && (o.Outcome == measure.Value || n.Y > 0) {
			y = append(y, n.Y)
		}
	}
	if len(y) == 0 {
		return 1
	}
	slices.Sort(y)
	if o.HigherIsBetter {
		return y[len(y)/4]
	}
	return y[min(len(y)-1, len(y)*3/4)]
}
