package trial

import (
	"math"

	"charley/stats"
)

// read fills everything that is estimated.
func (r *Result) read(nights []Night, o Options, f fits) error {
	effect, weight := f.effects()
	s, err := stats.NewSample(effect, weight)
	if err != nil {
		return err
	}
	scale := f.designs[0].scale
	sign := 1.0
	if o.HigherIsBetter {
		sign = -1
	}
	better := s.Below(0)
	if o.HigherIsBetter {
		better = 1 - better
	}
	r.PBetter, r.PWorse = pointer(better), pointer(1-better)
	switch o.Outcome {
	case Count:
		r.LogRR = intervalOf(s, nil)
		r.RateRatio = intervalOf(s, math.Exp)
	case Value:
		r.Difference = intervalOf(s, func(v float64) float64 { return v * scale })
	default:
		r.LogOR = intervalOf(s, nil)
	}
	curve := newCurve(s)
	r.Overlap = pointer(curve.overlap())
	r.LikelihoodTop = pointer(curve.top())
	r.Sceptical = sceptical(effect, weight, sign)
	if err := r.standardise(nights, o, f); err != nil {
		return err
	}
	if *r.Overlap > mostPrior {
		r.State = StateNoInformation
		r.Difference, r.Level, r.EventNight = nil, [2]*Interval{}, nil // a width without a footing
		r.warn(WarnPrior, "no information yet: the nights have hardly changed what was believed before")
	}
	return nil
}

// effects are the draws of the effect over all half-lives.
func (f fits) effects() (effect, weight []float64) {
	for i, p := range f.post {
		effect = append(effect, p.Coef[f.designs[i].effect]...)
		for _, w := range p.Weight {
			weight = append(weight, w*f.share[i])
		}
	}
	return effect, weight
}

// intervalOf reads an interval of a sample, or of a monotone rising function of it.
func intervalOf(s stats.Sample, to func(float64) float64) *Interval {
	if to == nil {
		to = func(v float64) float64 { return v }
	}
	mapped := s.Map(to)
	const tail = (1 - level95) / 2
	return &Interval{
		Mean: mapped.Mean(), Median: mapped.Quantile(0.5), SD: mapped.SD(),
		Lo: mapped.Quantile(tail), Hi: mapped.Quantile(1 - tail), Level: level95,
	}
}

// sceptical reweights the draws to a narrower prior of the effect.
func sceptical(effect, weight []float64, sign float64) *Sceptical {
	w := make([]float64, len(weight))
	for i, v := range effect {
		w[i] = weight[i] * math.Exp(-v*v/2*(1/(scepticalSD*scepticalSD)-1/(effectSD*effectSD)))
	}
	s, err := stats.NewSample(effect, w)
	if err != nil {
		return nil
	}
	better := s.Below(0)
	if sign < 0 {
		better = 1 - better
	}
	return &Sceptical{Effect: *intervalOf(s, nil), PBetter: better}
}

// A curve is a smoothed density of the effect on a grid.
type curve struct{ at, density []float64 }

const (
	curvePoints = 121
	curveReach  = 4.0 // prior standard deviations
)

func newCurve(s stats.Sample) curve {
	c := curve{make([]float64, curvePoints), make([]float64, curvePoints)}
	for i := range c.at {
		c.at[i] = curveReach * effectSD * (2*float64(i)/(curvePoints-1) - 1)
	}
	s.Smooth(c.at, c.density)
	return c
}

func priorDensity(x float64) float64 {
	z := x / effectSD
	return math.Exp(-z*z/2) / (effectSD * math.Sqrt(2*math.Pi))
}

// overlap is the area that the density shares with the prior's: 1 where nothing was learnt.
func (c curve) overlap() float64 {
	sum, h := 0.0, c.at[1]-c.at[0]
	for i, x := range c.at {
		sum += math.Min(c.density[i], priorDensity(x)) * h
	}
	return math.Min(1, sum)
}

// top is where the likelihood of the effect is greatest, all else integrated out: the
// density divided by the prior's. It is what the nights say without any belief; the
// posterior's mean is drawn to none by the prior.
func (c curve) top() float64 {
	best, most := 0, math.Inf(-1)
	greatest := 0.0
	for _, d := range c.density {
		greatest = math.Max(greatest, d)
	}
	ratio := func(i int) float64 { return c.density[i] / priorDensity(c.at[i]) }
	for i, d := range c.density {
		if d < greatest*1e-3 { // there a handful of draws is divided by next to nothing
			continue
		}
		if v := ratio(i); v > most {
			best, most = i, v
		}
	}
	if best == 0 || best == len(c.at)-1 {
		return c.at[best]
	}
	a, b, d := math.Log(math.Max(ratio(best-1), 1e-300)), math.Log(most), math.Log(math.Max(ratio(best+1), 1e-300))
	if bend := a - 2*b + d; bend < 0 {
		return c.at[best] + math.Max(-1, math.Min(1, (a-d)/(2*bend)))*(c.at[1]-c.at[0])
	}
	return c.at[best]
}
