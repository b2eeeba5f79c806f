package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

var families = map[string]Family{"counts": Counts, "yes or no": Binary, "levels": Ordered, "any value": Continuous}

// series is a simulated model of one family with 30 steps, some of them missing, and
// what it was simulated from.
func series(f Family, n int, r *rand.Rand) (Model, truth) {
	m := Model{Family: f, Y: make([]float64, n)}
	col := func(at func(t int) float64) []float64 {
		x := make([]float64, n)
		for t := range x {
			x[t] = at(t)
		}
		return x
	}
	if f != Ordered {
		m.X, m.Coef = append(m.X, col(func(int) float64 { return 1 })), append(m.Coef, Normal{SD: 1.5})
	} else {
		m.Levels = 4
	}
	arms := make([]float64, n)
	for t := range arms {
		if t%4 == 0 {
			first := r.IntN(2)
			for i, a := range []int{first, 1 - first, 1 - first, first} {
				if t+i < n {
					arms[t+i] = float64(a) - 0.5
				}
			}
		}
	}
	m.X = append(m.X, arms, col(func(t int) float64 {
		if t%7 > 4 {
			return 5.0 / 7
		}
		return -2.0 / 7
	}), col(func(t int) float64 { return float64(t+1)/float64(n) - (float64(n)+1)/2/float64(n) }))
	m.Coef = append(m.Coef, Normal{SD: 1}, Normal{SD: .5}, Normal{SD: 1})
	tr := drawTruth(m, r)
	tr.outcomes(&m, r)
	return m, tr
}

// A truth is a draw from the prior.
type truth struct {
	coef, cut []float64
	at        variation
	tau       float64
}

func drawTruth(m Model, r *rand.Rand) truth {
	tau := r.ExpFloat64() / tauRate
	t := truth{tau: tau, at: variationAt(m.Family, place{math.Sqrt(tau), psiMean + psiSD*r.NormFloat64()}, r.Float64())}
	for _, c := range m.Coef {
		t.coef = append(t.coef, c.Mean+c.SD*r.NormFloat64())
	}
	sum := 0.0
	share := make([]float64, m.Levels)
	for j := range share {
		share[j] = r.ExpFloat64()
		sum += share[j]
	}
	below := 0.0
	for j := range max(0, m.Levels-1) {
		below += share[j] / sum
		t.cut = append(t.cut, logit(below))
	}
	return t
}

func (tr truth) outcomes(m *Model, r *rand.Rand) {
	u := tr.at.sigma * r.NormFloat64()
	for t := range m.Y {
		if t > 0 {
			u = tr.at.phi*u + tr.at.sigma*math.Sqrt(1-tr.at.phi*tr.at.phi)*r.NormFloat64()
		}
		eta := u
		for j, b := range tr.coef {
			eta += m.X[j][t] * b
		}
		switch m.Family {
		case Counts:
			k := 1 / (tr.at.rest * tr.at.rest)
			rate := distuv.Gamma{Alpha: k, Beta: k / math.Exp(eta), Src: r}.Rand()
			m.Y[t] = distuv.Poisson{Lambda: math.Max(rate, 1e-12), Src: r}.Rand()
		case Binary:
			m.Y[t] = 0
			if r.Float64() < logistic(eta) {
				m.Y[t] = 1
			}
		case Ordered:
			z := logit(r.Float64())
			m.Y[t] = 0
			for _, c := range tr.cut {
				if eta+z > c {
					m.Y[t]++
				}
			}
		case Continuous:
			m.Y[t] = eta + tr.at.rest*r.NormFloat64()
		}
		if r.Float64() < 0.1 {
			m.Y[t] = math.NaN()
		}
	}
}

// put places the search somewhere without asking for a mode.
func (w *work) put(r *rand.Rand) {
	w.start()
	for j := range w.beta {
		w.beta[j] = 0.3 * r.NormFloat64()
	}
	for t := range w.u {
		w.u[t] = 0.3 * r.NormFloat64()
	}
}

// The derivatives of every family are those of its own log density, by central
// differences.
func TestSlopesAreTheDerivatives(t *testing.T) {
	for name, f := range families {
		r := rand.New(rand.NewPCG(1, uint64(f)))
		m, tr := series(f, 30, r)
		w := newWork(m)
		w.put(r)
		at := func() float64 {
			w.predict()
			w.slope(tr.at)
			return w.objective(tr.at)
		}
		at()
		w.curvature(tr.at)
		grad, chain := append([]float64(nil), w.arrow.gb...), append([]float64(nil), w.arrow.gu...)
		check := func(what string, x *float64, got, h float64) {
			was := *x
			*x = was + h
			up := at()
			*x = was - h
			down := at()
			*x = was
			if want := (up - down) / (2 * h); math.Abs(got-want) > 1e-4*(1+math.Abs(want)) {
				t.Errorf("%s: %s: got %g, want %g", name, what, got, want)
			}
		}
		for j := range w.beta {
			check("a coefficient", &w.beta[j], grad[j], 1e-5)
		}
		for j := range w.cut {
			check("a cutpoint", &w.cut[j], grad[w.p+j], 1e-5)
		}
		for _, i := range []int{0, 7, 29} {
			check("a step's effect", &w.u[i], chain[i], math.Min(1e-5, tr.at.sigma*1e-3))
		}
	}
}

// dense is the arrow as an ordinary matrix.
func (a *arrow) dense() *mat.SymDense {
	d := mat.NewSymDense(a.n+a.q, nil)
	for t := range a.n {
		d.SetSym(t, t, a.diag[t])
		if t < a.n-1 {
			d.SetSym(t, t+1, a.off[t])
		}
		for j := range a.q {
			d.SetSym(t, a.n+j, a.z[t*a.q+j])
		}
	}
	for i := range a.q {
		for j := range i + 1 {
			d.SetSym(a.n+i, a.n+j, a.b[i*a.q+j])
		}
	}
	return d
}

// The arrow's factor solves as gonum's dense Cholesky does, and knows its determinant
// and the variances of the border.
func TestTheArrowSolvesAsADenseMatrixDoes(t *testing.T) {
	for name, f := range families {
		r := rand.New(rand.NewPCG(2, uint64(f)))
		m, tr := series(f, 30, r)
		w := newWork(m)
		w.put(r)
		w.predict()
		w.slope(tr.at)
		w.curvature(tr.at)
		a := &w.arrow
		var chol mat.Cholesky
		if !chol.Factorize(a.dense()) {
			t.Fatalf("%s: the dense matrix is not positive definite", name)
		}
		rhs := mat.NewVecDense(a.n+a.q, append(append([]float64(nil), a.gu...), a.gb...))
		var want mat.VecDense
		if err := chol.SolveVecTo(&want, rhs); err != nil {
			t.Fatal(err)
		}
		if !a.factor() {
			t.Fatalf("%s: the arrow is not positive definite", name)
		}
		a.chain()
		for i, got := range append(append([]float64(nil), a.rhs...), a.sol...) {
			if math.Abs(got-want.AtVec(i)) > 1e-7*(1+math.Abs(want.AtVec(i))) {
				t.Fatalf("%s: place %d: got %g, want %g", name, i, got, want.AtVec(i))
			}
		}
		if got, want := a.logDet, chol.LogDet(); math.Abs(got-want) > 1e-6 {
			t.Errorf("%s: log determinant: got %g, want %g", name, got, want)
		}
		var inverse mat.SymDense
		if err := chol.InverseTo(&inverse); err != nil {
			t.Fatal(err)
		}
		for j := range a.q {
			if got, want := a.variance(j), inverse.At(a.n+j, a.n+j); math.Abs(got-want) > 1e-7*want {
				t.Errorf("%s: variance %d: got %g, want %g", name, j, got, want)
			}
		}
	}
}

// brute integrates the night effect by simple summation on a grid so fine and so wide
// that nothing is left to argue.
func (w *work) brute(s variation, density func(t int, eta float64) float64) float64 {
	const size = 801
	reach := 7 * s.sigma
	h := 2 * reach / (size - 1)
	inner := s.sigma * math.Sqrt(1-s.phi*s.phi)
	state, next := make([]float64, size), make([]float64, size)
	total := 0.0
	for t := range w.n {
		sum := 0.0
		for i := range size {
			u := -reach + float64(i)*h
			v := 0.0
			if t == 0 {
				v = math.Exp(-u*u/(2*s.sigma*s.sigma)) / s.sigma
			} else {
				for j := range size {
					d := u - s.phi*(-reach+float64(j)*h)
					v += state[j] * math.Exp(-d*d/(2*inner*inner)) / inner
				}
			}
			next[i] = v * h / math.Sqrt(2*math.Pi)
			if w.y[t] == w.y[t] {
				eta := u
				for j, b := range w.beta {
					eta += w.x[t*w.p+j] * b
				}
				next[i] *= density(t, eta)
			}
			sum += next[i]
		}
		total += math.Log(sum)
		for i := range next {
			next[i] /= sum
		}
		state, next = next, state
	}
	return total
}

// The filter's likelihood is that of a far finer grid, with densities written down
// anew: gonum's binomial coefficients for counts, plain differences for levels.
func TestTheFilterIsExact(t *testing.T) {
	for name, f := range families {
		for seed := range uint64(3) {
			r := rand.New(rand.NewPCG(3+seed, uint64(f)))
			m, tr := series(f, 12, r)
			tr.at = variationAt(f, place{0.5 + 0.2*float64(seed), 0.4 * float64(seed)}, 0.4)
			tr.coef = make([]float64, len(m.X))
			tr.outcomes(&m, r)
			w := newWork(m)
			w.put(r)
			density := func(t int, eta float64) float64 {
				y := w.y[t]
				switch f {
				case Counts:
					k := 1 / (tr.at.rest * tr.at.rest)
					p := k / (k + math.Exp(eta))
					a, _ := math.Lgamma(y + k)
					b, _ := math.Lgamma(k)
					c, _ := math.Lgamma(y + 1)
					return math.Exp(a - b - c + k*math.Log(p) + y*math.Log1p(-p))
				case Binary:
					return y*logistic(eta) + (1-y)*(1-logistic(eta))
				case Continuous:
					return distuv.Normal{Mu: eta, Sigma: tr.at.rest}.Prob(y)
				}
				j, hi, lo := int(y), 1.0, 0.0
				if j < w.m {
					hi = logistic(w.cut[j] - eta)
				}
				if j > 0 {
					lo = logistic(w.cut[j-1] - eta)
				}
				return hi - lo
			}
			got, want := w.likelihood(tr.at), w.brute(tr.at, density)
			if math.Abs(got-want) > 2e-3 {
				t.Errorf("%s, seed %d: got %.6f, want %.6f", name, seed, got, want)
			}
		}
	}
}

// A series of normal outcomes has a posterior that can be written down: at every
// weight the coefficients are right on average.
func TestWithoutANightEffectItIsOrdinaryRegression(t *testing.T) {
	const n = 200
	r := rand.New(rand.NewPCG(9, 9))
	m := Model{Family: Continuous, Y: make([]float64, n), X: [][]float64{make([]float64, n)}, Coef: []Normal{{SD: 10}}}
	sxx, sxy := 0.0, 0.0
	for t := range n {
		m.X[0][t] = float64(t%2) - 0.5
		m.Y[t] = 1.5*m.X[0][t] + r.NormFloat64()
		sxx, sxy = sxx+m.X[0][t]*m.X[0][t], sxy+m.X[0][t]*m.Y[t]
	}
	p, err := Fit(m, Options{Seed: 1, Draws: 4000})
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSample(p.Coef[0], p.Weight)
	if err != nil {
		t.Fatal(err)
	}
	if want := sxy / sxx; math.Abs(s.Mean()-want) > 0.05 || math.Abs(s.SD()-1/math.Sqrt(sxx)) > 0.03 {
		t.Errorf("got %g (%g), want least squares %g (%g)", s.Mean(), s.SD(), want, 1/math.Sqrt(sxx))
	}
}

// Same data, same seed: same digits.
func TestTheSameAgain(t *testing.T) {
	m, _ := series(Counts, 40, rand.New(rand.NewPCG(5, 5)))
	a, err := Fit(m, Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Fit(m, Options{Seed: 3})
	for i := range a.Weight {
		if a.Weight[i] != b.Weight[i] || a.Coef[1][i] != b.Coef[1][i] {
			t.Fatalf("draw %d differs", i)
		}
	}
}

// Quick is near enough to Fit to plan by.
func TestQuickIsNearEnoughToPlanBy(t *testing.T) {
	for name, f := range families {
		r := rand.New(rand.NewPCG(11, uint64(f)))
		for range 10 {
			m, tr := series(f, 56, r)
			tr.at = variationAt(f, place{0.8, 0.4}, 0.5) // as people have it
			tr.outcomes(&m, r)
			at := len(m.X) - 3 // the arm
			mean, sd, err := Quick(m, at)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			p, err := Fit(m, Options{Seed: 1})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			s, _ := NewSample(p.Coef[at], p.Weight)
			if math.Abs(mean-s.Mean()) > 0.6*s.SD() || sd < 0.5*s.SD() || sd > 1.7*s.SD() {
				t.Errorf("%s: got %.3f (%.3f), want about %.3f (%.3f)", name, mean, sd, s.Mean(), s.SD())
			}
		}
	}
}

func TestModelsThatCannotBeFittedAreNamed(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	one := [][]float64{{1, 1}}
	for name, m := range map[string]Model{
		"no steps":            {},
		"half a cramp":        {Y: []float64{1, .5}, X: one, Coef: []Normal{{SD: 1}}},
		"minus one":           {Y: []float64{1, -1}, X: one, Coef: []Normal{{SD: 1}}},
		"endless cramps":      {Y: []float64{1, inf}, X: one, Coef: []Normal{{SD: 1}}},
		"neither yes nor no":  {Family: Binary, Y: []float64{1, 2}, X: one, Coef: []Normal{{SD: 1}}},
		"beyond the levels":   {Family: Ordered, Levels: 3, Y: []float64{1, 3}, X: one, Coef: []Normal{{SD: 1}}},
		"one level":           {Family: Ordered, Levels: 1, Y: []float64{0, 0}, X: one, Coef: []Normal{{SD: 1}}},
		"a column of nothing": {Y: []float64{1, 2}, X: [][]float64{{1, nan}}, Coef: []Normal{{SD: 1}}},
		"a short column":      {Y: []float64{1, 2}, X: [][]float64{{1}}, Coef: []Normal{{SD: 1}}},
		"no prior":            {Y: []float64{1, 2}, X: one},
		"a flat prior":        {Y: []float64{1, 2}, X: one, Coef: []Normal{{SD: inf}}},
		"no such family":      {Family: 9, Y: []float64{1}, X: [][]float64{{1}}, Coef: []Normal{{SD: 1}}},
	} {
		if _, err := Fit(m, Options{}); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
	if _, err := Fit(Model{Y: []float64{1, 2}, X: one, Coef: []Normal{{SD: 1}}}, Options{Draws: 3}); err == nil {
		t.Error("three draws: got no error")
	}
}
