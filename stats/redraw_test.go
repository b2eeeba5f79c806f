package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// attempts are the three ways to the same posterior, each forced: only the first is
// taken as a rule.
func attempts(m Model) (first, second, third Posterior) {
	w := newWork(m)
	r := rand.New(rand.NewPCG(1, 2))
	cells := w.strata()
	d := newDraws(w, 4000)
	d.fill(cells, r)
	weight, k, _ := smooth(d.logWeight)
	first = d.posterior(weight, k, Importance)
	second = again(w, cells, d, weight, r)
	third = chains(d, k, r)
	return first, second, third
}

// The second attempt and the chains lead to the same posterior as the first, on series
// on which the first can be trusted.
func TestEveryWayLeadsToTheSamePosterior(t *testing.T) {
	for name, f := range families {
		r := rand.New(rand.NewPCG(21, uint64(f)))
		m, tr := series(f, 42, r)
		tr.at = variationAt(f, place{0.8, 0.4}, 0.5)
		tr.outcomes(&m, r)
		first, second, third := attempts(m)
		if second.Path != Redraw || third.Path != Chains {
			t.Errorf("%s: got the paths %s and %s", name, second.Path, third.Path)
		}
		at := len(m.X) - 3
		read := func(p Posterior) Sample {
			s, err := NewSample(p.Coef[at], p.Weight)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		want := read(first)
		for way, p := range map[string]Posterior{"the second attempt": second, "chains": third} {
			got := read(p)
			if math.Abs(got.Mean()-want.Mean()) > 0.12*want.SD() || math.Abs(got.SD()/want.SD()-1) > 0.12 {
				t.Errorf("%s, %s: got %.3f (%.3f), want %.3f (%.3f)", name, way, got.Mean(), got.SD(), want.Mean(), want.SD())
			}
		}
	}
}

// Chains that do not agree are not believed.
func TestChainsThatStickAreWithheld(t *testing.T) {
	m, tr := series(Counts, 20, rand.New(rand.NewPCG(1, 1)))
	tr.outcomes(&m, rand.New(rand.NewPCG(2, 2)))
	w := newWork(m)
	d := newDraws(w, 400)
	r := rand.New(rand.NewPCG(3, 3))
	d.fill(w.strata(), r)
	for i := range d.logWeight { // hardly one draw in a hundred is worth going to
		if i%100 != 0 {
			d.logWeight[i] -= 40
		}
	}
	if p := chains(d, 2, r); p.Path != Withheld {
		t.Errorf("got %s with R-hat %g", p.Path, p.RHat)
	}
}
