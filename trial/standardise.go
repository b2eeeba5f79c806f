package trial

import (
	"math"

	"charley/measure"
	"charley/stats"
)

// Standardising costs a sum over nights and places of the night effect, so it is done
// for draws picked by weight, and over nights spread evenly through the trial.
const (
	pickedDraws  = 400
	pickedNights = 16
)

// Places and weights of a Gauss-Hermite rule of nine points for a standard normal
// (Abramowitz and Stegun, table 25.10, rescaled).
var (
	hermiteAt     = [...]float64{-4.512745863399783, -3.205429002856470, -2.076847978677830, -1.023255663789133, 0, 1.023255663789133, 2.076847978677830, 3.205429002856470, 4.512745863399783}
	hermiteWeight = [...]float64{2.234584400774664e-05, 2.789141321231769e-03, 4.991640676521787e-02, 2.440975028949394e-01, 4.063492063492064e-01, 2.440975028949394e-01, 4.991640676521787e-02, 2.789141321231769e-03, 2.234584400774664e-05}
)

// standardise works out what the effect, of which s is the sample, means in the outcome's
// own unit: the mean outcome of the same nights with all of the remedy and with none of it.
func (r *Result) standardise(nights []Night, o Options, f fits, s stats.Sample) error {
	per := make([][2]float64, 0, pickedDraws) // mean outcome without and with
	var events []float64
	ones := make([]float64, 0, pickedDraws)
	for i, post := range f.post {
		count := int(math.Round(f.share[i] * pickedDraws))
		if count == 0 {
			continue
		}
		m := f.designs[i].marginal(nights, post)
		for _, draw := range stats.Pick(post.Weight, count) {
			without, with, saved := m.at(draw)
			per = append(per, [2]float64{without, with})
			events = append(events, saved)
			ones = append(ones, 1)
		}
	}
	difference, ratio := make([]float64, len(per)), make([]float64, len(per))
	level := [2][]float64{make([]float64, len(per)), make([]float64, len(per))}
	positive := true
	for i, p := range per {
		difference[i], level[0][i], level[1][i] = p[1]-p[0], p[0], p[1]
		ratio[i] = p[1] / p[0]
		positive = positive && p[0] > 0 && p[1] > 0
	}
	read := func(v []float64) (*Interval, error) {
		s, err := stats.NewSample(v, ones)
		if err != nil {
			return nil, err
		}
		return intervalOf(s, nil), nil
	}
	var err error
	if o.Outcome != measure.Value {
		if r.Difference, err = read(difference); err != nil {
			return err
		}
	}
	for arm := range level {
		if r.Level[arm], err = read(level[arm]); err != nil {
			return err
		}
	}
	if o.Outcome == measure.Count {
		if r.EventNight, err = read(events); err != nil {
			return err
		}
	}
	switch {
	case !positive:
		return nil
	case o.Outcome == measure.Count: // the ratio is the same on all nights, and every draw can be used
		s = s.Map(math.Exp)
	default:
		if s, err = stats.NewSample(ratio, ones); err != nil {
			return err
		}
	}
	r.ratios(o, s)
	return nil
}

// ratios are the probabilities that hang on the ratio of outcomes.
func (r *Result) ratios(o Options, s stats.Sample) {
	if o.HigherIsBetter {
		r.PBetter20 = pointer(1 - s.Below(1/fifthBetter))
	} else {
		r.PBetter20 = pointer(s.Below(fifthBetter))
	}
	r.PSame10 = pointer(s.Below(2-sameRatio) - s.Below(sameRatio))
}

// A marginal is the mean outcome of a trial's nights with the night effect averaged out.
type marginal struct {
	d    design
	post stats.Posterior
	rows []int // nights that stand for all
}

func (d design) marginal(nights []Night, post stats.Posterior) marginal {
	m := marginal{d: d, post: post}
	var used []int
	for t, n := range nights {
		if n.used() {
			used = append(used, t)
		}
	}
	step := max(1, float64(len(used))/pickedNights)
	for at := step / 2; int(at) < len(used); at += step {
		m.rows = append(m.rows, used[int(at)])
	}
	return m
}

// at is the mean outcome of one draw without and with the remedy, and how much less
// often anything happens.
func (m marginal) at(draw int) (without, with, events float64) {
	for _, t := range m.rows {
		base := 0.0
		for j, x := range m.d.model.X {
			if j != m.d.effect {
				base += x[t] * m.post.Coef[j][draw]
			}
		}
		effect := m.post.Coef[m.d.effect][draw]
		a, any := m.outcome(base-effect/2, draw)
		b, anyWith := m.outcome(base+effect/2, draw)
		without, with, events = without+a, with+b, events+anyWith-any
	}
	n := float64(len(m.rows))
	return without / n, with / n, events / n
}

// outcome is the mean outcome at a predictor with the night effect averaged out, and
// for counts the chance of any event.
func (m marginal) outcome(eta float64, draw int) (mean, any float64) {
	sigma := m.post.Sigma[draw]
	switch m.d.model.Family {
	case stats.Continuous:
		return m.d.centre + m.d.scale*eta, 0
	case stats.Counts:
		size := 1 / (m.post.Rest[draw] * m.post.Rest[draw])
		for i, z := range hermiteAt {
			mu := math.Exp(math.Min(eta+sigma*z, 50))
			any += hermiteWeight[i] * (1 - math.Exp(-size*math.Log1p(mu/size)))
		}
		return math.Exp(math.Min(eta+sigma*sigma/2, 50)), any
	case stats.Binary:
		for i, z := range hermiteAt {
			mean += hermiteWeight[i] / (1 + math.Exp(-eta-sigma*z))
		}
		return mean, 0
	}
	for i, z := range hermiteAt {
		value := m.d.values[len(m.d.values)-1]
		for j := range m.post.Cut {
			below := 1 / (1 + math.Exp(eta+sigma*z-m.post.Cut[j][draw]))
			value -= below * (m.d.values[j+1] - m.d.values[j])
		}
		mean += hermiteWeight[i] * value
	}
	return mean, 0
}
