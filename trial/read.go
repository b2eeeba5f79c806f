package trial

import (
	"math"

	"charley/measure"
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
	better := o.better(s)
	r.PBetter, r.PWorse = pointer(better), pointer(1-better)
	switch o.Outcome {
	case measure.Count:
		r.LogRR = intervalOf(s, nil)
		r.RateRatio = intervalOf(s, math.Exp)
	case measure.Value:
		r.Difference = intervalOf(s, func(v float64) float64 { return v * scale })
	default:
		r.LogOR = intervalOf(s, nil)
	}
	r.Overlap = pointer(overlap(s))
	if top, ok := likelihoodTop(s); ok {
		r.LikelihoodTop = pointer(top * scale)
	}
	r.Sceptical = o.sceptical(effect, weight)
	if err := r.standardise(nights, o, f, s); err != nil {
		return err
	}
	if *r.Overlap > mostPrior {
		r.State = StateNoInformation
		// What has hardly any footing: a ratio of next to nothing, and what a sceptic makes of it.
		r.Difference, r.Level, r.EventNight = nil, [2]*Interval{}, nil
		r.PBetter20, r.PSame10, r.Sceptical = nil, nil, nil
		r.warn(WarnPrior, "no information yet: the nights have hardly changed what was believed before")
	}
	return nil
}

// better is the probability that an effect is for the better.
func (o Options) better(s stats.Sample) float64 {
	if o.HigherIsBetter {
		return 1 - s.Below(0)
	}
	return s.Below(0)
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

// leastDraws is how many draws a reweighted answer must rest on, in effect.
const leastDraws = 50

// sceptical reweights the draws to a narrower prior of the effect; nil where hardly any
// draw lies where a sceptic looks.
func (o Options) sceptical(effect, weight []float64) *Sceptical {
	w := make([]float64, len(weight))
	sum, squares := 0.0, 0.0
	for i, v := range effect {
		w[i] = weight[i] * math.Exp(-v*v/2*(1/(scepticalSD*scepticalSD)-1/(effectSD*effectSD)))
		sum, squares = sum+w[i], squares+w[i]*w[i]
	}
	if !(sum*sum >= leastDraws*squares) {
		return nil
	}
	s, err := stats.NewSample(effect, w)
	if err != nil {
		return nil
	}
	return &Sceptical{Effect: *intervalOf(s, nil), PBetter: o.better(s)}
}

// The grid on which densities of an effect are compared.
const (
	gridPoints = 121
	gridReach  = 4.0 // prior standard deviations
)

// overlap is the area that the smoothed density of an effect shares with its prior's: 1
// where nothing was learnt.
func overlap(s stats.Sample) float64 {
	at, density := make([]float64, gridPoints), make([]float64, gridPoints)
	for i := range at {
		at[i] = gridReach * effectSD * (2*float64(i)/(gridPoints-1) - 1)
	}
	s.Smooth(at, density)
	sum, h := 0.0, at[1]-at[0]
	for i, x := range at {
		z := x / effectSD
		prior := math.Exp(-z*z/2) / (effectSD * math.Sqrt(2*math.Pi))
		sum += math.Min(density[i], prior) * h
	}
	return math.Min(1, sum)
}

// likelihoodTop is where the likelihood of the effect is greatest, all else integrated out:
// what the nights say without any belief. The posterior's mean is drawn to none by the
// prior; where both are normal, dividing by one less the share of the variance that is
// left takes that back. Not ok where hardly any is taken off the prior's variance.
//
// The mode of a smoothed density divided by the prior's was tried, and a parabola through
// its logarithm: both scatter more, because they rest on a few draws far out.
func likelihoodTop(s stats.Sample) (at float64, ok bool) {
	const leastLearnt = 0.2
	learnt := 1 - s.SD()*s.SD()/(effectSD*effectSD)
	return s.Mean() / learnt, learnt > leastLearnt
}
