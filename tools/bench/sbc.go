package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"sync/atomic"

	"gonum.org/v1/gonum/stat/distuv"

	"charley/stats"
)

// What is believed before, for calibration: of intercept, arm, weekend and trend.
// The spread's priors are those of package stats: exponential of rate tauRate for tau,
// normal (0.4, 0.5) for psi, uniform for the split.
var sbcPriors = []stats.Normal{{SD: 1.5}, {SD: 1}, {SD: 0.5}, {SD: 1}}

const tauRate = 2

// A likelihood is one family to be calibrated.
type likelihood struct {
	name   string
	family stats.Family
	levels int
}

var likelihoods = []likelihood{
	{"count", stats.Counts, 0},
	{"bad", stats.Binary, 0},
	{"severity", stats.Ordered, 6}, // as many as are left of eleven when those with hardly a night are joined
	{"value", stats.Continuous, 0},
}

// sbcNights is how long the simulated series are.
const sbcNights = 42

// sbc draws true values from what is believed before and nights from them, and looks
// where the true values lie among the draws of the analysis (Talts 2018,
// arXiv:1804.06788).
func sbc(out io.Writer, s settings, families []string) error {
	n := s.first
	if n == 0 {
		n = 1000
	}
	for _, l := range likelihoods {
		if len(families) > 0 && !slices.Contains(families, l.name) {
			continue
		}
		began := s.now()
		c, paths, err := l.calibrate(n, s)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d replicates of %d nights, %.0f s; paths is %d, redraw %d, chains %d, withheld %d\n", l.name, n, sbcNights, s.now().Sub(began).Seconds(),
			paths[0].Load(), paths[1].Load(), paths[2].Load(), paths[3].Load())
		least := 1.0
		for _, q := range c.Quantities {
			fmt.Fprintf(out, "  %-10s KS p %.4f, chi-square p %.4f, coverage %.3f\n", q.Name, q.P, q.ChiP, q.Coverage)
			least = min(least, q.P)
		}
		fmt.Fprintf(out, "  smallest KS p %.4f of %d, bar %.5f: departs %v\n", least, len(c.Quantities), c.Level/float64(len(c.Quantities)), c.Departs)
	}
	return nil
}

// calibrate runs the replicates of one family.
func (l likelihood) calibrate(n int, s settings) (stats.Calibration, *[4]atomic.Int64, error) {
	var paths [4]atomic.Int64
	c, err := stats.Calibrate(l.quantities(), n, s.workers, s.seed, func(i int, r *rand.Rand) (stats.Replicate, error) {
		truth := l.truth(r)
		m := l.nights(truth, r)
		post, err := stats.Fit(m, stats.Options{Seed: uint64(i), Draws: s.draws})
		if err != nil {
			return stats.Replicate{}, err
		}
		paths[slices.Index([]stats.Path{stats.Importance, stats.Redraw, stats.Chains, stats.Withheld}, post.Path)].Add(1)
		return l.replicate(truth, post)
	})
	return c, &paths, err
}

// A drawn is one set of true values.
type drawn struct {
	coef, cut                    []float64
	tau, psi, split, sigma, rest float64
}

func (l likelihood) split() bool { return l.family == stats.Counts || l.family == stats.Continuous }

// priors are those of the coefficients; ordered levels have cutpoints for an intercept.
func (l likelihood) priors() []stats.Normal {
	if l.family == stats.Ordered {
		return sbcPriors[1:]
	}
	return sbcPriors
}

// truth draws true values.
func (l likelihood) truth(r *rand.Rand) drawn {
	d := drawn{tau: r.ExpFloat64() / tauRate, psi: 0.4 + 0.5*r.NormFloat64(), split: r.Float64()}
	for _, p := range l.priors() {
		d.coef = append(d.coef, p.Mean+p.SD*r.NormFloat64())
	}
	for range l.levels - 1 {
		u := r.Float64()
		d.cut = append(d.cut, math.Log(u/(1-u)))
	}
	slices.Sort(d.cut)
	d.sigma = d.tau
	if l.split() {
		d.sigma, d.rest = d.tau*math.Cos(d.split*math.Pi/2), d.tau*math.Sin(d.split*math.Pi/2)
	}
	if l.family == stats.Counts {
		d.rest = max(d.rest, 0.01)
	}
	return d
}

// nights draws a series: nights in blocks of four, one in twelve missing.
func (l likelihood) nights(d drawn, r *rand.Rand) stats.Model {
	m := stats.Model{Family: l.family, Coef: l.priors(), Levels: l.levels}
	one, arm, weekend, trend := make([]float64, sbcNights), make([]float64, sbcNights), make([]float64, sbcNights), make([]float64, sbcNights)
	first := r.IntN(7)
	for t := range sbcNights {
		if t%4 == 0 {
			for k, to := range r.Perm(4) {
				if t+to < sbcNights {
					arm[t+to] = float64(k%2) - 0.5
				}
			}
		}
		one[t], trend[t] = 1, float64(t)/sbcNights-0.5
		weekend[t] = -2.0 / 7
		if (t+first)%7 >= 5 {
			weekend[t] += 1
		}
	}
	m.X = [][]float64{one, arm, weekend, trend}
	if l.family == stats.Ordered {
		m.X = m.X[1:]
	}
	phi := math.Tanh(d.psi)
	u := d.sigma * r.NormFloat64()
	for t := range sbcNights {
		if t > 0 {
			u = phi*u + d.sigma*math.Sqrt(1-phi*phi)*r.NormFloat64()
		}
		eta := u
		for j, x := range m.X {
			eta += x[t] * d.coef[j]
		}
		y := l.outcome(eta, d, r)
		if r.Float64() < 1.0/12 {
			y = math.NaN()
		}
		m.Y = append(m.Y, y)
	}
	return m
}

// outcome draws one night.
func (l likelihood) outcome(eta float64, d drawn, r *rand.Rand) float64 {
	switch l.family {
	case stats.Counts:
		k := 1 / (d.rest * d.rest)
		rate := distuv.Gamma{Alpha: k, Beta: k / math.Exp(eta), Src: r}.Rand()
		return distuv.Poisson{Lambda: max(rate, 1e-300), Src: r}.Rand()
	case stats.Binary:
		return yes(r.Float64() < 1/(1+math.Exp(-eta)))
	case stats.Ordered:
		u := r.Float64()
		z := eta + math.Log(u/(1-u))
		level := 0.0
		for _, c := range d.cut {
			level += yes(z > c)
		}
		return level
	}
	return eta + d.rest*r.NormFloat64()
}

// quantities are what is looked at.
func (l likelihood) quantities() []string {
	names := []string{"intercept", "arm", "weekend", "trend"}
	if l.family == stats.Ordered {
		names = append(names[1:], "cut first", "cut middle", "cut last")
	}
	names = append(names, "tau", "psi")
	if l.split() {
		names = append(names, "sigma", "rest")
	}
	return names
}

// replicate places the true values among the draws.
func (l likelihood) replicate(d drawn, p stats.Posterior) (stats.Replicate, error) {
	var r stats.Replicate
	var err error
	add := func(truth float64, draws []float64) {
		place := stats.PlaceOf(truth, draws, p.Weight)
		r.Place = append(r.Place, place)
		s, bad := stats.NewSample(draws, p.Weight)
		if bad != nil {
			err = bad
			return
		}
		r.Covered = append(r.Covered, s.Quantile(0.025) <= truth && truth <= s.Quantile(0.975))
	}
	for j, c := range d.coef {
		add(c, p.Coef[j])
	}
	if m := len(d.cut); m > 0 {
		for _, j := range []int{0, m / 2, m - 1} {
			add(d.cut[j], p.Cut[j])
		}
	}
	add(d.tau, p.Tau)
	add(d.psi, p.Psi)
	if l.split() {
		add(d.sigma, p.Sigma)
		add(d.rest, p.Rest)
	}
	return r, err
}
