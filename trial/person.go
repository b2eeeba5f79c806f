package trial

import (
	"math"
	"math/rand/v2"

	"charley/measure"
)

// person makes up the nights of somebody like the one who planned: her level,
// and how strongly nights hang together, vary and drift drawn from where the
// people of the reference simulation lie (docs/statistics.md). The effect is a
// ratio of what is measured, of a full Dose.
func (p Plan) person(effect float64, arms []int, r *rand.Rand) []float64 {
	m, _ := measure.Of(p.Measure)
	between := func(lo, hi float64) float64 { return lo + (hi-lo)*r.Float64() }
	phi, sd, size := between(.2, .7), between(.3, .8), between(1.5, 6)
	weekend, drift := .2*r.NormFloat64(), .3*r.NormFloat64()
	level := p.level(m, r)
	gone := 1 - float64(p.RunIn.Logged)/float64(max(1, p.RunIn.Nights))
	dose := Dose(arms, p.HalfLife)
	y, u := make([]float64, len(arms)), sd*r.NormFloat64()
	for i := range arms {
		x := u + drift*(float64(i)/float64(len(arms))-.5)
		if isWeekend(p.Start.Add(i)) {
			x += weekend
		}
		y[i] = level.night(m, effect, dose[i], x, size, r)
		if r.Float64() < gone {
			y[i] = math.NaN()
		}
		u = phi*u + sd*math.Sqrt(1-phi*phi)*r.NormFloat64()
	}
	return y
}

// A level is what a person is like without the remedy.
type level struct {
	mean float64 // counts, values: a night; else the share of nights with anything
	sd   float64 // values: between nights
	mid  float64 // log of the mean, or its log odds, for a night like most
}

// level draws it from the run-in, with what a fortnight leaves unknown.
func (p Plan) level(m measure.Measure, r *rand.Rand) level {
	in := p.RunIn
	n := float64(max(1, in.Logged))
	switch m.Outcome {
	case measure.Count:
		unsure := math.Sqrt((in.SD*in.SD + in.Mean) / n / math.Max(in.Mean*in.Mean, 1e-6) / 2)
		mean := math.Max(in.Mean, .5/n) * math.Exp(unsure*r.NormFloat64()-unsure*unsure/2)
		return level{mean: mean, mid: math.Log(mean) - .15} // a spread of 0.3 to 0.8 lifts the mean by a seventh
	case measure.Value:
		return level{mean: in.Mean + in.SD/math.Sqrt(n)*r.NormFloat64(), sd: math.Max(in.SD, 1e-6)}
	}
	a, b := gamma(float64(in.EventNights)+.5, r), gamma(n-float64(in.EventNights)+.5, r)
	share := a / (a + b)
	return level{mean: share, mid: math.Log(a / b)}
}

// night is one night, x above the usual on the scale of the model.
func (l level) night(m measure.Measure, effect, dose, x, size float64, r *rand.Rand) float64 {
	switch m.Outcome {
	case measure.Count:
		return float64(poisson(gamma(size, r)/size*math.Exp(math.Min(l.mid+math.Log(effect)*dose+x, 3.5)), r))
	case measure.Value:
		better := (effect - 1) * l.mean * dose
		if m.HigherIsBetter {
			better = -better
		}
		return l.mean + better + l.sd*(x+r.NormFloat64())/math.Sqrt(1.35)
	}
	fewer := math.Min(l.mean*effect, 1-1e-9)
	z := l.mid + (math.Log(fewer/(1-fewer))-l.mid)*dose + x + logistic(r)
	if z <= 0 {
		return 0
	}
	switch m.Outcome {
	case measure.Severity:
		return math.Min(10, 1+math.Floor(z/.6)) // ten steps of 0.6, the width of the reference simulation's cuts
	case measure.Minutes:
		return math.Round(8 * math.Exp(.5*z+.6*r.NormFloat64()))
	}
	return 1
}

func logistic(r *rand.Rand) float64 {
	u := r.Float64()
	return math.Log((u + 1e-12) / (1 - u + 1e-12))
}

// gamma has shape a and scale 1: Marsaglia and Tsang (2000), doi:10.1145/358407.358414.
func gamma(a float64, r *rand.Rand) float64 {
	if a < 1 {
		return gamma(a+1, r) * math.Pow(r.Float64()+1e-300, 1/a)
	}
	d := a - 1./3
	for {
		x := r.NormFloat64()
		v := 1 + x/math.Sqrt(9*d)
		if v <= 0 {
			continue
		}
		v *= v * v
		if math.Log(r.Float64()+1e-300) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// poisson counts by multiplying, which is quick for the few events of a night.
func poisson(mean float64, r *rand.Rand) int {
	left, n := math.Exp(-math.Min(mean, 700)), 0
	for p := r.Float64(); p > left; p *= r.Float64() {
		n++
	}
	return n
}
