package stats

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// A Mixture is a mixture of normal distributions; it is what is believed of a coefficient
// if its column is in. The zero Mixture is empty, and all that is asked of it is NaN.
type Mixture struct {
	weight, mean, sd []float64
}

// Of the sets that hold a candidate, so much of the weight is enough for its effect.
const enoughWeight = 0.99

// Effect is the coefficient of a candidate if it is in, over the sets that hold it and that
// were fitted; the likeliest that holds it is fitted if none was.
//
//	Units  of the linear predictor, per unit of the candidate's columns.
func (a *Averaged) Effect(candidate int) Mixture {
	var m Mixture
	s := a.s
	sets := a.holding(candidate)
	if len(sets) == 0 {
		return m
	}
	s.look(sets[0].in)
	total, top := 0.0, sets[0].log
	for _, x := range sets {
		if s.looked[keyOf(x.in)] != nil {
			total += math.Exp(x.log - top)
		}
	}
	had := 0.0
	for _, x := range sets {
		l := s.looked[keyOf(x.in)]
		if l == nil {
			continue
		}
		share := math.Exp(x.log - top)
		i := slices.IndexFunc(l.in, func(c int) bool { return s.maybe[c] == candidate })
		for _, f := range l.at {
			if w := share * math.Exp(f.log-l.log); w > 1e-4*share {
				m.weight, m.mean, m.sd = append(m.weight, w), append(m.mean, f.mean[i]), append(m.sd, math.Sqrt(f.variance[i]))
			}
		}
		if had += share; had > enoughWeight*total {
			break
		}
	}
	sum := 0.0
	for _, w := range m.weight {
		sum += w
	}
	for i := range m.weight {
		m.weight[i] /= sum
	}
	return m
}

// holding are the sets that hold a candidate, the likeliest first.
func (a *Averaged) holding(candidate int) []waiting {
	var out []waiting
	for _, x := range a.sets {
		if a.s.holds(x.in, candidate) {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(x, y waiting) int { return cmp.Or(cmp.Compare(y.log, x.log), slices.Compare(x.in, y.in)) })
	return out
}

// Below is the probability of at most x.
func (m Mixture) Below(x float64) float64 {
	if len(m.weight) == 0 {
		return math.NaN()
	}
	p := 0.0
	for i, w := range m.weight {
		p += w * math.Erfc((m.mean[i]-x)/(m.sd[i]*math.Sqrt2)) / 2
	}
	return p
}

// Quantile is the value below which a share p lies.
func (m Mixture) Quantile(p float64) float64 {
	if len(m.weight) == 0 {
		return math.NaN()
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range m.mean {
		lo, hi = math.Min(lo, m.mean[i]-8*m.sd[i]), math.Max(hi, m.mean[i]+8*m.sd[i])
	}
	for range 30 { // to a thousand-millionth of the range
		if mid := (lo + hi) / 2; m.Below(mid) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// Variance is that of the mixture's likeliest parts: how well the coefficient is known
// where the others are as they are.
func (m Mixture) Variance() float64 {
	v := 0.0
	for i, w := range m.weight {
		v += w * m.sd[i] * m.sd[i]
	}
	return v
}

// A Shift is what changes in the log marginal likelihood.
type Shift struct {
	In    float64 // by the candidate, beside the rest of the likeliest set that holds it
	Probe float64 // by a probe, beside that set
	Odds  float64 // log prior odds of one more in that set
}

// Shifts compare what a candidate tells with what a probe does beside it: the one that
// was given under the same number.
func (a *Averaged) Shifts(candidate int) (Shift, bool) {
	s := a.s
	sets := a.holding(candidate)
	if len(sets) == 0 || candidate >= len(s.of.Probe) {
		return Shift{}, false
	}
	l := s.look(sets[0].in)
	i := slices.IndexFunc(l.in, func(c int) bool { return s.maybe[c] == candidate })
	rest := s.look(without(l.in, l.in[i]))
	k := len(l.in) - len(a.scope.Always)
	return Shift{In: l.log - rest.log, Probe: l.probed[candidate] - l.log, Odds: logPrior(k+1, a.free+1, len(s.of.Maybe)) - logPrior(k, a.free+1, len(s.of.Maybe))}, true
}

// A Drawn is draws of everything unknown in the likeliest set that holds a candidate.
//
//	Shapes  Coef: first the columns that are always in, then those of the set.
type Drawn struct {
	Weight     []float64
	Coef, Cut  [][]float64
	Sigma      []float64 // of the night effect
	Rest       []float64 // see Posterior
	Candidates []int     // of each column of the set, which candidate it is
	Forms      []int     // and which of its forms
}

// Draw draws from the normal approximations at every spot, in mirrored pairs, each spot in
// proportion to its weight.
func (a *Averaged) Draw(candidate, draws int) Drawn {
	s, w := a.s, a.s.w
	sets := a.holding(candidate)
	if len(sets) == 0 {
		return Drawn{}
	}
	l := s.look(sets[0].in)
	s.shape(l.in)
	d := Drawn{Coef: make([][]float64, w.p), Cut: make([][]float64, w.m)}
	for _, c := range l.in {
		d.Candidates, d.Forms = append(d.Candidates, s.maybe[c]), append(d.Forms, c-slices.Index(s.maybe, s.maybe[c]))
	}
	even := newLattice(w.q, rand.New(rand.NewPCG(drawSeed, 0)))
	point := 0
	for k, spot := range s.spots {
		weight := math.Exp(l.at[k].log - l.log)
		pairs := int(math.Round(weight * float64(draws) / 2))
		if pairs == 0 {
			continue
		}
		s.stand(k)
		copy(w.beta[len(s.of.Model.X):], l.at[k].mean)
		if _, ok := w.mode(spot.of); !ok {
			continue
		}
		for range pairs {
			d.pair(w, even, point)
			point++
			for range 2 {
				d.Weight, d.Sigma, d.Rest = append(d.Weight, weight/float64(pairs)), append(d.Sigma, spot.of.sigma), append(d.Rest, spot.of.rest)
			}
		}
	}
	return d
}

// drawSeed shifts the points at which a set is drawn from.
const drawSeed = 0x2545f4914f6cdd1d

// pair adds two draws, mirrored at the mode.
func (d *Drawn) pair(w *work, even lattice, point int) {
	z := w.normal
	for j := range z {
		z[j] = normalQuantile(even.coordinate(point, j))
	}
	w.arrow.back(z)
	for _, sign := range [2]float64{1, -1} {
		for j := range d.Coef {
			d.Coef[j] = append(d.Coef[j], w.beta[j]+sign*z[j])
		}
		for j := range d.Cut {
			d.Cut[j] = append(d.Cut[j], w.cut[j]+sign*z[w.p+j])
		}
	}
}
