package stats

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// madeSelection is a series of some family with candidates of which the first matters.
func madeSelection(f Family, n, candidates int, effect float64, seed uint64) Selection {
	r := rand.New(rand.NewPCG(seed, 11))
	s := Selection{SD: 0.7}
	one, trend := make([]float64, n), make([]float64, n)
	for t := range n {
		one[t], trend[t] = 1, (float64(t)+0.5)/float64(n)-0.5
	}
	for range candidates {
		x := make([]float64, n)
		for t := range x {
			x[t] = -0.4
			if r.Float64() < 0.4 {
				x[t] = 0.6
			}
		}
		s.Maybe = append(s.Maybe, Maybe{Forms: [][]float64{x}, Share: []float64{1}})
	}
	m := Model{Family: f, Y: make([]float64, n), X: [][]float64{one, trend}, Coef: []Normal{{SD: 1.5}, {SD: 1}}}
	if f == Ordered {
		m.X, m.Coef, m.Levels = m.X[1:], m.Coef[1:], 4
	}
	u := 0.0
	for t := range n {
		u = 0.5*u + 0.4*r.NormFloat64()
		eta := u + effect*s.Maybe[0].Forms[0][t]
		switch f {
		case Counts:
			m.Y[t] = float64(poissonOf(r, math.Exp(eta-0.2)))
		case Binary:
			if r.Float64() < logistic(eta) {
				m.Y[t] = 1
			}
		case Ordered:
			z := eta + math.Log(1/r.Float64()-1)
			for _, c := range []float64{-0.5, 0.7, 2} {
				if z > c {
					m.Y[t]++
				}
			}
		case Continuous:
			m.Y[t] = eta + 0.7*r.NormFloat64()
		}
		if r.Float64() < 0.1 {
			m.Y[t] = math.NaN()
		}
	}
	s.Model = m
	return s
}

func poissonOf(r *rand.Rand, mean float64) int {
	limit, p, n := math.Exp(-mean), 1.0, 0
	for {
		if p *= r.Float64(); p <= limit {
			return n
		}
		n++
	}
}

var everyFamily = map[string]Family{"counts": Counts, "yes or no": Binary, "levels": Ordered, "values": Continuous}

// The average over sets of which most were only reckoned is that over every one of them, fitted.
func TestTheAverageIsThatOverEverySet(t *testing.T) {
	for name, f := range everyFamily {
		for seed := range uint64(3) {
			s, err := NewSelector(madeSelection(f, 80, 5, 0.5, seed), 1)
			if err != nil {
				t.Fatal(err)
			}
			got := s.Average(Scope{})
			want, total := make([]float64, 5), math.Inf(-1)
			logs := make([]float64, 32)
			for set := range logs {
				logs[set] = s.look(bits(set)).log + logPrior(len(bits(set)), 5, 5)
				total = logSum(total, logs[set])
			}
			for set, log := range logs {
				for _, j := range bits(set) {
					want[j] += math.Exp(log - total)
				}
			}
			for j := range want {
				if math.Abs(got.Probability[j]-want[j]) > 0.02 {
					t.Errorf("%s, series %d, candidate %d: got %.3f, every set fitted gives %.3f", name, seed, j, got.Probability[j], want[j])
				}
			}
		}
	}
}

func bits(set int) (in []int) {
	for j := range 5 {
		if set>>j&1 == 1 {
			in = append(in, j)
		}
	}
	return in
}

// What a set adds to another is what the exact integral over everything says.
func TestSetsAreComparedAsTheWholePosteriorDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	for name, f := range everyFamily {
		of := madeSelection(f, 90, 2, 0.5, 5)
		s, err := NewSelector(of, 1)
		if err != nil {
			t.Fatal(err)
		}
		with := of.Model
		with.X, with.Coef = append([][]float64{of.Maybe[0].Forms[0]}, with.X...), append([]Normal{{SD: of.SD}}, with.Coef...)
		a, err := Fit(of.Model, Options{Seed: 1, Draws: 8000})
		if err != nil {
			t.Fatal(err)
		}
		b, err := Fit(with, Options{Seed: 1, Draws: 8000})
		if err != nil {
			t.Fatal(err)
		}
		got, want := s.look([]int{0}).log-s.look(nil).log, b.Evidence-a.Evidence
		if math.Abs(got-want) > 0.1+0.05*want {
			t.Errorf("%s: a column that matters adds %.3f, want %.3f", name, got, want)
		}
	}
}

// One step from a fitted set tells nearly what fitting the next one does.
func TestWhatAStepTellsIsNearWhatAFitTells(t *testing.T) {
	for name, f := range everyFamily {
		s, err := NewSelector(madeSelection(f, 100, 4, 0.4, 7), 1)
		if err != nil {
			t.Fatal(err)
		}
		l := s.look([]int{0})
		for j := 1; j < 4; j++ {
			next := s.look([]int{0, j})
			if d := l.add[j] - next.log; math.Abs(d) > 0.15 {
				t.Errorf("%s, adding %d: off by %.3f", name, j, d)
			}
			if d := next.take[1] - l.log; math.Abs(d) > 0.15 {
				t.Errorf("%s, taking out %d: off by %.3f", name, j, d)
			}
		}
	}
}

// A ladder over a matrix says what the matrix says.
func TestALadderIsTheMatrix(t *testing.T) {
	q := quadratic{log: 2, slope: []float64{3, -1, 2}, info: []float64{4, 1, 5, -0.5, 2, 6}}
	const precision = 2.0
	var l ladder
	l.begin(&q)
	l.try(0, precision)
	l.push()
	got := l.try(2, precision)
	// By hand: A = [[4+2, -0.5], [-0.5, 6+2]], b = (3, 2): b'A^-1 b/2 - log(det A/4)/2 + 2.
	det := 6.0*8 - 0.25
	want := 2 + (3*(8*3+0.5*2)+2*(0.5*3+6*2))/det/2 - math.Log(det/4)/2
	if math.Abs(got-want) > 1e-12 {
		t.Errorf("got %.12f, want %.12f", got, want)
	}
	l.pop()
	if got, want := l.try(1, precision), 2+1.0/7/2-math.Log(7.0/2)/2; math.Abs(got-want) > 1e-12 {
		t.Errorf("after taking it off: got %.12f, want %.12f", got, want)
	}
}

// The weights of the spots are those of an integral over the prior: together about 1.
func TestTheSpotsStandForTheWholePrior(t *testing.T) {
	for name, f := range everyFamily {
		of := madeSelection(f, 60, 2, 0.5, 3)
		w := newWork(of.Model)
		w.start()
		r := rand.New(rand.NewPCG(1, 1))
		c, ok := w.pilot(96, r)
		if !ok {
			t.Fatal("no cloud")
		}
		sum := 0.0
		for _, s := range w.spots([]cloud{c}, 4000, r) {
			sum += math.Exp(s.logWeight)
		}
		if math.Abs(sum-1) > 0.05 {
			t.Errorf("%s: the weights sum to %.3f", name, sum)
		}
	}
}

func TestWhatIsAlwaysInAndNeverIn(t *testing.T) {
	s, err := NewSelector(madeSelection(Counts, 120, 4, 1, 9), 1)
	if err != nil {
		t.Fatal(err)
	}
	a := s.Average(Scope{Always: []int{1}, Never: []int{2}})
	if a.Probability[1] < 1-1e-9 || a.Probability[2] != 0 {
		t.Errorf("got %.4f of what is always in and %.4f of what never is", a.Probability[1], a.Probability[2])
	}
	if a.Probability[0] < 0.5 {
		t.Errorf("what matters got %.3f", a.Probability[0])
	}
	if b := s.Average(Scope{Always: []int{1}, Never: []int{2}}); math.Abs(b.Probability[0]-a.Probability[0]) > 1e-5 {
		t.Errorf("the same question got %.9f and %.9f", a.Probability[0], b.Probability[0])
	}
}

// The chance of each form of a candidate follows the outcomes.
func TestTheFormThatMattersIsTheLikelier(t *testing.T) {
	of := madeSelection(Counts, 200, 3, 1, 4)
	x := of.Maybe[0].Forms[0]
	before := append([]float64{0}, x[:len(x)-1]...)
	of.Maybe[0] = Maybe{Forms: [][]float64{before, x}, Share: []float64{0.5, 0.5}}
	s, err := NewSelector(of, 1)
	if err != nil {
		t.Fatal(err)
	}
	if a := s.Average(Scope{}); a.Form[0][1] < 0.9 || a.Probability[0] < 0.9 {
		t.Errorf("got forms %v, probability %.3f", a.Form[0], a.Probability[0])
	}
}

func TestMixturesOfNormals(t *testing.T) {
	m := Mixture{weight: []float64{0.3, 0.7}, mean: []float64{-1, 2}, sd: []float64{1, 0.5}}
	for _, p := range []float64{0.01, 0.2, 0.5, 0.975} {
		if got := m.Below(m.Quantile(p)); math.Abs(got-p) > 1e-6 {
			t.Errorf("below the quantile of %.3f lies %.6f", p, got)
		}
	}
	if !math.IsNaN(Mixture{}.Quantile(0.5)) || !math.IsNaN(Mixture{}.Below(0)) {
		t.Error("an empty mixture answers")
	}
}

// Two columns that are the same share what one would have; nothing breaks.
func TestTheSameColumnTwice(t *testing.T) {
	of := madeSelection(Counts, 150, 3, 1.2, 6)
	of.Maybe[1] = of.Maybe[0]
	s, err := NewSelector(of, 1)
	if err != nil {
		t.Fatal(err)
	}
	a := s.Average(Scope{})
	if d := a.Probability[0] - a.Probability[1]; math.Abs(d) > 0.02 || a.Probability[0]+a.Probability[1] < 0.9 {
		t.Errorf("got %.3f and %.3f", a.Probability[0], a.Probability[1])
	}
}

func TestSelectionsThatMakeNoSense(t *testing.T) {
	for name, change := range map[string]func(*Selection){
		"no spread":            func(s *Selection) { s.SD = 0 },
		"a short column":       func(s *Selection) { s.Maybe[0].Forms[0] = s.Maybe[0].Forms[0][1:] },
		"a column with a hole": func(s *Selection) { s.Maybe[0].Forms[0][3] = math.NaN() },
		"no form":              func(s *Selection) { s.Maybe[0] = Maybe{} },
		"shares beyond 1":      func(s *Selection) { s.Maybe[0].Share = []float64{1.5} },
		"a share of nothing":   func(s *Selection) { s.Maybe[0].Share = []float64{0} },
		"a short probe":        func(s *Selection) { s.Probe = [][]float64{{1}} },
		"a count of a half":    func(s *Selection) { s.Model.Y[0] = 0.5 },
	} {
		s := madeSelection(Counts, 30, 2, 0.5, 1)
		change(&s)
		if _, err := NewSelector(s, 1); !errors.Is(err, ErrModel) && !errors.Is(err, ErrNotFinite) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
