package trial

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"charley/stats"
)

// What was believed before a trial, on the scale of the model. They are the priors
// that were checked by simulation-based calibration, not clinical figures
// (docs/statistics.md).
const (
	effectSD    = 1.0
	scepticalSD = 0.35
	levelSD     = 1.5
	weekendSD   = 0.5
	trendSD     = 1.0
)

// Bins of minutes: the greatest of each but the last. A bin's value is the middle of
// its limits; the last one's is minutesAbove.
var minuteBins = []float64{0, 5, 15, 30, 60, 120}

// leastWithin is the least spread within arms, as a share of the spread over all nights,
// at which a continuous outcome is taken for measured: below it, each arm has a value of
// its own, to which no estimate of chance can be given.
const leastWithin = 0.01

var minuteValues = []float64{0, 3, 10, 22.5, 45, 90, 180}

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
	n := float64(len(nights))
	add := func(prior stats.Normal, at func(t int) float64) {
		col := make([]float64, len(nights))
		for t := range col {
			col[t] = at(t)
		}
		d.model.X, d.model.Coef = append(d.model.X, col), append(d.model.Coef, prior)
	}
	if d.model.Family != stats.Ordered {
		d.level = 0
		add(stats.Normal{Mean: d.expected(y), SD: levelSD}, func(int) float64 { return 1 })
	}
	d.effect = len(d.model.X)
	add(stats.Normal{SD: effectSD}, func(t int) float64 { return d.dose[t] - 0.5 })
	weekend := 0.0
	for _, w := range nights {
		if w.Weekend {
			weekend += 1 / n
		}
	}
	if weekend > 0 && weekend < 1 {
		add(stats.Normal{SD: weekendSD}, func(t int) float64 {
			if nights[t].Weekend {
				return 1 - weekend
			}
			return -weekend
		})
	}
	if len(nights) > 1 {
		middle := (n + 1) / 2 / n
		add(stats.Normal{SD: trendSD}, func(t int) float64 { return float64(t+1)/n - middle })
	}
	return d, nil
}

func armsOf(nights []Night) []int {
	arms := make([]int, len(nights))
	for t, n := range nights {
		arms[t] = n.Arm
	}
	return arms
}

// expected is where the prior of a level is centred: at 0, but for rates so far from
// one a night that the prior would pull at them.
func (d *design) expected(y []float64) float64 {
	if d.model.Family != stats.Counts {
		return 0
	}
	sum, n := 0.0, 0.0
	for _, v := range y {
		if v == v {
			sum, n = sum+v, n+1
		}
	}
	log := math.Log(math.Max(sum/n, 0.05))
	return math.Copysign(math.Max(0, math.Abs(log)-levelSD), log)
}

// outcomes are the nights' outcomes as the family wants them, NaN where they do not count.
func (d *design) outcomes(nights []Night, o Options) ([]float64, error) {
	y := make([]float64, len(nights))
	var seen []float64
	for t, n := range nights {
		y[t] = math.NaN()
		if n.Y == n.Y {
			if err := checkOutcome(n.Y, o.Outcome); err != nil {
				return nil, fmt.Errorf("night %d: %w", n.Index, err)
			}
		}
		if n.used() {
			y[t] = n.Y
			seen = append(seen, n.Y)
		}
	}
	switch o.Outcome {
	case Count:
		d.model.Family = stats.Counts
	case Bad:
		d.model.Family, d.values = stats.Binary, []float64{0, 1}
	case Value:
		d.model.Family = stats.Continuous
		d.standardise(y, armsOf(nights))
	case Severity:
		d.levels(y, seen, func(v float64) float64 { return v })
	case Minutes:
		d.levels(y, seen, func(v float64) float64 { return minuteValues[minuteBin(v)] })
	default:
		return nil, fmt.Errorf("the outcome %q is none: %w", o.Outcome, stats.ErrModel)
	}
	return y, nil
}

// checkOutcome says why a value is no outcome of its family.
func checkOutcome(v float64, o Outcome) error {
	bad := func(must string) error { return fmt.Errorf("%g must be %s: %w", v, must, stats.ErrModel) }
	whole := v == math.Trunc(v)
	switch {
	case math.IsInf(v, 0):
		return bad("a finite number")
	case o == Count && !(v >= 0 && v <= stats.MaxCount && whole):
		return bad("a whole number from 0")
	case o == Severity && !(v >= 0 && v <= 10 && whole):
		return bad("a whole number from 0 to 10")
	case o == Minutes && !(v >= 0 && v <= 1440):
		return bad("a number of minutes from 0 to 1440")
	case o == Bad && v != 0 && v != 1:
		return bad("0 or 1")
	case o == Value && math.Abs(v) > 1e12:
		return bad("between -1e12 and 1e12")
	}
	return nil
}

func minuteBin(v float64) int {
	i, _ := slices.BinarySearch(minuteBins, v)
	return i
}

// levels puts outcomes into ordered levels: those that occur, joined with a neighbour
// where fewer than leastLevel nights have them. A cutpoint for a single night tells nothing
// of the effect, and makes the posterior one that is hard to draw from. What is joined
// does not depend on the arms. A joined level stands for the mean of its outcomes.
func (d *design) levels(y, seen []float64, value func(float64) float64) {
	d.model.Family = stats.Ordered
	var joined []joint
	values := make([]float64, len(seen))
	for i, v := range seen {
		values[i] = value(v)
	}
	slices.Sort(values)
	for _, v := range values {
		if n := len(joined); n > 0 && joined[n-1].top == v {
			joined[n-1].nights++
			joined[n-1].sum += v
		} else {
			joined = append(joined, joint{top: v, nights: 1, sum: v})
		}
	}
	joined = join(joined)
	for _, j := range joined {
		d.values = append(d.values, j.sum/float64(j.nights))
	}
	d.model.Levels = len(d.values)
	d.constant = len(d.values) < 2
	for t, v := range y {
		if v == v {
			level, _ := slices.BinarySearchFunc(joined, value(v), func(j joint, v float64) int { return cmp.Compare(j.top, v) })
			y[t] = float64(level)
		}
	}
}

// leastLevel is how many nights a level must have.
const leastLevel = 3

// A joint is outcomes that are one level.
type joint struct {
	top    float64 // its greatest outcome
	nights int
	sum    float64
}

// join joins levels that have too few nights with the rarer of their neighbours, as
// long as more than two are left.
func join(levels []joint) []joint {
	for len(levels) > 2 {
		least := 0
		for i, l := range levels {
			if l.nights < levels[least].nights {
				least = i
			}
		}
		if levels[least].nights >= leastLevel {
			break
		}
		into := least - 1
		if into < 0 || least+1 < len(levels) && levels[least+1].nights < levels[into].nights {
			into = least // with the one above
		}
		levels[into] = joint{levels[into+1].top, levels[into].nights + levels[into+1].nights, levels[into].sum + levels[into+1].sum}
		levels = slices.Delete(levels, into+1, into+2)
	}
	return levels
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
