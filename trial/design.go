package trial

import (
	"fmt"
	"math"

	"charley/measure"
	"charley/stats"
)

// What was believed before a trial, on the scale of the model. They are the priors
// that were checked by simulation-based calibration, not clinical figures
// (docs/statistics.md).
const (
	effectSD    = 1.0
	scepticalSD = 0.35
)

// leastWithin is the least spread within arms, as a share of the spread over all nights,
// at which a continuous outcome is taken for measured: below it, each arm has a value of
// its own, to which no estimate of chance can be given.
const leastWithin = 0.01

// A design is a trial as a model, with what is needed to read its posterior.
type design struct {
	model    stats.Model
	effect   int       // the effect's column
	level    int       // the intercept's column; -1 for ordered outcomes
	values   []float64 // Ordered: the outcome that each level stands for
	centre   float64   // Value: what was taken off, and divided by
	scale    float64
	constant bool // all outcomes alike, where that leaves nothing to compare
	dose     []float64
}

// newDesign makes the model of one half-life. It is an error if an outcome is none of
// its family.
func newDesign(nights []Night, o Options, halfLife float64) (design, error) {
	d := design{level: -1, scale: 1, dose: Dose(armsOf(nights), halfLife)}
	y, err := d.outcomes(nights, o)
	if err != nil || d.constant {
		return d, err
	}
	d.model.Y = y
	add := func(c measure.Column, there bool) {
		if there {
			d.model.X, d.model.Coef = append(d.model.X, c.X), append(d.model.Coef, c.Prior)
		}
	}
	level, there := o.Outcome.Level(y)
	if there {
		d.level = 0
	}
	add(level, there)
	d.effect = len(d.model.X)
	effect, weekend := make([]float64, len(nights)), make([]bool, len(nights))
	for t, n := range nights {
		effect[t], weekend[t] = d.dose[t]-0.5, n.Weekend
	}
	add(measure.Column{X: effect, Prior: stats.Normal{SD: effectSD}}, true)
	add(measure.Weekends(weekend))
	add(measure.Trend(len(nights)))
	return d, nil
}

func armsOf(nights []Night) []int {
	arms := make([]int, len(nights))
	for t, n := range nights {
		arms[t] = n.Arm
	}
	return arms
}

// outcomes are the nights' outcomes as the family wants them, NaN where they do not count.
func (d *design) outcomes(nights []Night, o Options) ([]float64, error) {
	y := make([]float64, len(nights))
	for t, n := range nights {
		y[t] = math.NaN()
		if n.Y == n.Y {
			if err := o.Outcome.Check(n.Y); err != nil {
				return nil, fmt.Errorf("night %d: %w", n.Index, err)
			}
		}
		if n.used() {
			y[t] = n.Y
		}
	}
	family, ok := o.Outcome.Family()
	if !ok {
		return nil, fmt.Errorf("the outcome %q is none: %w", o.Outcome, stats.ErrModel)
	}
	switch d.model.Family = family; family {
	case stats.Binary:
		d.values = []float64{0, 1}
	case stats.Continuous:
		d.standardise(y, armsOf(nights))
	case stats.Ordered:
		d.values = o.Outcome.Levels(y, math.NaN())
		d.model.Levels, d.constant = len(d.values), len(d.values) < 2
	}
	return y, nil
}

// standardise gives a continuous outcome mean 0 and, within the arms, standard
// deviation 1, for which the priors are meant. The spread within arms it must be: one
// over all nights holds the effect itself.
func (d *design) standardise(y []float64, arms []int) {
	var n, sum, ss [2]float64
	for t, v := range y {
		if v == v && arms[t] >= 0 {
			n[arms[t]], sum[arms[t]] = n[arms[t]]+1, sum[arms[t]]+v
		}
	}
	total := n[0] + n[1]
	d.centre = (sum[0] + sum[1]) / math.Max(1, total)
	all := 0.0
	for t, v := range y {
		if v == v && arms[t] >= 0 {
			own := v - sum[arms[t]]/n[arms[t]]
			ss[arms[t]] += own * own
			all += (v - d.centre) * (v - d.centre)
		}
	}
	d.scale = math.Sqrt((ss[0] + ss[1]) / math.Max(1, total-2))
	spread := math.Sqrt(all / math.Max(1, total))
	if !(d.scale > leastWithin*spread) || !(spread > 1e-12*math.Max(1, math.Abs(d.centre))) {
		d.constant = true
		return
	}
	for t := range y {
		y[t] = (y[t] - d.centre) / d.scale
	}
}
