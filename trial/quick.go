package trial

import (
	"math"

	"charley/measure"
	"charley/stats"
)

// Nights lays outcomes out as the plan has them: y is by night from the first one, NaN
// where missing, and may be shorter than the plan.
func (p Plan) NightsOf(arms []int, y []float64) []Night {
	out := make([]Night, min(len(y), len(arms)))
	for i := range out {
		k := i + 1
		out[i] = Night{Index: k, Arm: arms[i], Y: y[i], Period: p.PeriodOf(k), Block: p.BlockOf(k), Washout: p.IsWashout(k)}
		if !p.Start.IsZero() {
			out[i].Weekend = isWeekend(p.Start.Add(i))
		}
	}
	return out
}

// Quick is the effect, on the scale of the model, by an approximation that is good
// enough for planning and quick enough for thousands of simulated trials. Better is
// negative whatever the measure.
func Quick(nights []Night, o Options) (mean, sd float64, ok bool) {
	if standing(nights) != StateOK {
		return 0, 0, false
	}
	h := 0.0
	if len(o.HalfLife) > 0 {
		h = o.HalfLife[0]
	}
	d, err := newDesign(nights, o, h)
	if err != nil || d.constant {
		return 0, 0, false
	}
	mean, sd, err = stats.Quick(d.model, d.effect)
	if err != nil || math.IsNaN(mean) || !(sd > 0) {
		return 0, 0, false
	}
	if o.HigherIsBetter {
		mean = -mean
	}
	return mean, sd, true
}

// QuickReading reads simulated trials for Power.
func QuickReading(p Plan, arms []int, y []float64) (mean, sd float64, ok bool) {
	m, known := measure.Of(p.Measure)
	if !known {
		return 0, 0, false
	}
	return Quick(p.NightsOf(arms, y), Options{Outcome: m.Outcome, HigherIsBetter: m.HigherIsBetter, HalfLife: []float64{p.HalfLife}})
}
