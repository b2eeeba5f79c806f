package stats

import (
	"flag"
	"math"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
)

// sbc is how many series each family is calibrated on. The figures in
// docs/statistics.md are with -sbc 1000.
var sbc = flag.Int("sbc", 60, "series a family for simulation-based calibration")

// Where true values are drawn from the prior and series from them, the place of each
// true value in its posterior is uniform, and intervals hold it as often as they say.
// Every quantity of every family is one of a family of tests at 1 %.
func TestEveryFamilyIsCalibrated(t *testing.T) {
	for name, f := range families {
		names := []string{"effect", "weekend", "trend", "sigma", "psi"}
		switch f {
		case Ordered:
			names = append(names, "first cutpoint", "last cutpoint")
		case Counts, Continuous:
			names = append(names, "level", "rest")
		default:
			names = append(names, "level")
		}
		var withheld atomic.Int64
		c, err := Calibrate(names, *sbc, runtime.GOMAXPROCS(0), 20261126+uint64(f), func(i int, r *rand.Rand) (Replicate, error) {
			m, tr := series(f, 42, r)
			p, err := Fit(m, Options{Seed: uint64(i)})
			if err != nil {
				return Replicate{}, err
			}
			if p.Path == Withheld {
				withheld.Add(1)
			}
			return place42(p, tr, f), nil
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, q := range c.Quantities {
			t.Logf("%-10s %-14s n %d, KS %.3f p %.3f, chi-square p %.3f, 95 %% intervals hold %.3f", name, q.Name, q.N, q.Distance, q.P, q.ChiP, q.Coverage)
			if off := math.Abs(q.Coverage - 0.95); off > 0.02+3*math.Sqrt(0.95*0.05/float64(q.N)) {
				t.Errorf("%s, %s: 95 %% intervals hold %.3f", name, q.Name, q.Coverage)
			}
		}
		t.Logf("%s: %d withheld", name, withheld.Load())
		if c.Departs {
			t.Errorf("%s: the places are not uniform", name)
		}
	}
}

func place42(p Posterior, tr truth, f Family) Replicate {
	var rep Replicate
	add := func(truth float64, draws []float64) {
		rep.Place = append(rep.Place, PlaceOf(truth, draws, p.Weight))
		s, err := NewSample(draws, p.Weight)
		rep.Covered = append(rep.Covered, err == nil && s.Quantile(0.025) <= truth && truth <= s.Quantile(0.975))
	}
	from := len(tr.coef) - 3
	for j := range 3 {
		add(tr.coef[from+j], p.Coef[from+j])
	}
	add(tr.at.sigma, p.Sigma)
	add(tr.at.psi, p.Psi)
	switch f {
	case Ordered:
		add(tr.cut[0], p.Cut[0])
		add(tr.cut[len(tr.cut)-1], p.Cut[len(p.Cut)-1])
		return rep
	case Counts, Continuous:
		add(tr.coef[0], p.Coef[0])
		add(tr.at.rest, p.Rest)
	default:
		add(tr.coef[0], p.Coef[0])
	}
	return rep
}
