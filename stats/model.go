package stats

import (
	"errors"
	"fmt"
	"math"
)

// A Family is how outcomes scatter round the linear predictor.
type Family int

// The families.
const (
	Counts     Family = iota // negative binomial, log link: whole numbers from 0
	Binary                   // Bernoulli, logit link: 0 or 1
	Ordered                  // cumulative logit: levels 0, 1, … Levels-1
	Continuous               // Gaussian, identity link
)

// A Normal is a normal distribution.
type Normal struct{ Mean, SD float64 }

// A Model is one series of outcomes, what may explain it, and what was believed of
// the coefficients before.
//
//	Shapes   Y: n steps in time order, evenly spaced. X: p columns of n values.
//	         Coef: p priors. For Ordered there is no intercept among the columns: the
//	         cutpoints are it.
//	Range    Y by Family; NaN is a missing step. X finite. n from 1 to MaxSteps.
//	Missing  A missing step keeps its place in time and has no likelihood.
type Model struct {
	Family Family
	Y      []float64
	X      [][]float64
	Coef   []Normal
	Levels int // Ordered: number of levels, from 2 to MaxLevels
}

// Limits of a model.
const (
	MaxSteps  = 20000
	MaxLevels = 16
	MaxCoef   = 64
	MaxCount  = 1e9
)

// What is believed of the night effect before any data. Source: the priors under
// which the method was checked by simulation-based calibration (docs/statistics.md);
// the exponential one shrinks to the simpler model (Simpson 2017,
// doi:10.1214/16-STS576).
const (
	tauRate = 2.0 // rate of the exponential prior of tau, the total extra variation
	psiMean = 0.4 // mean of the normal prior of psi = atanh(phi)
	psiSD   = 0.5
	leastS  = 0.01 // least 1/sqrt(k): beyond it a count is Poisson to any digit shown
)

// Errors of models.
var (
	ErrModel  = errors.New("a model that cannot be fitted")
	ErrTooFew = errors.New("too few outcomes")
)

// check says what is wrong with a model.
func (m Model) check() error {
	n, p := len(m.Y), len(m.X)
	switch {
	case n < 1:
		return fmt.Errorf("fit a model: no steps: %w", ErrTooFew)
	case n > MaxSteps || p > MaxCoef:
		return fmt.Errorf("fit a model: %d steps and %d columns, at most %d and %d: %w", n, p, MaxSteps, MaxCoef, ErrModel)
	case len(m.Coef) != p:
		return fmt.Errorf("fit a model: %d columns and %d priors: %w", p, len(m.Coef), ErrModel)
	case m.Family == Ordered && (m.Levels < 2 || m.Levels > MaxLevels):
		return fmt.Errorf("fit a model: %d levels, must be 2 to %d: %w", m.Levels, MaxLevels, ErrModel)
	case m.Family < Counts || m.Family > Continuous:
		return fmt.Errorf("fit a model: family %d: %w", m.Family, ErrModel)
	}
	for j, x := range m.X {
		if len(x) != n {
			return fmt.Errorf("fit a model: column %d has %d values for %d steps: %w", j, len(x), n, ErrModel)
		}
		for t, v := range x {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("fit a model: column %d, step %d: %w", j, t, ErrNotFinite)
			}
		}
		if c := m.Coef[j]; !(c.SD > 0) || math.IsInf(c.SD, 0) || math.IsNaN(c.Mean) || math.IsInf(c.Mean, 0) {
			return fmt.Errorf("fit a model: prior of column %d: %w", j, ErrNotFinite)
		}
	}
	for t, y := range m.Y {
		if err := m.checkOutcome(y); err != nil {
			return fmt.Errorf("fit a model: step %d: %w", t, err)
		}
	}
	return nil
}

func (m Model) checkOutcome(y float64) error {
	whole := func(most float64) error {
		if y < 0 || y > most || y != math.Trunc(y) {
			return fmt.Errorf("%g, must be a whole number from 0 to %g: %w", y, most, ErrModel)
		}
		return nil
	}
	switch {
	case math.IsNaN(y):
		return nil
	case math.IsInf(y, 0):
		return ErrNotFinite
	case m.Family == Counts:
		return whole(MaxCount)
	case m.Family == Binary:
		return whole(1)
	case m.Family == Ordered:
		return whole(float64(m.Levels - 1))
	}
	return nil
}

// A variation is how much varies beyond the columns, at one point of its parameters.
type variation struct {
	root  float64 // square root of tau, the total extra standard deviation
	psi   float64 // atanh of phi
	w     float64 // 0 to 1: how it splits into the night effect and the rest
	sigma float64 // stationary standard deviation of the night effect
	phi   float64 // its correlation from one step to the next
	rest  float64 // Counts: 1/sqrt(k); Continuous: standard deviation of the noise; else 0
}

// variationAt makes a variation of its parameters. They are polar where there are two
// spreads to tell apart, because along the ridge on which one makes up for the other
// only the split w changes, and strata over w can follow it. Tau is searched by its
// square root: its logarithm would have a long tail to the left, where there is no
// extra variation and all places are alike.
func variationAt(f Family, at place, w float64) variation {
	s := variation{root: at[0], psi: at[1], w: w, phi: math.Tanh(at[1])}
	tau := at[0] * at[0]
	if !f.split() {
		s.sigma = math.Max(tau, 1e-6)
		return s
	}
	sin, cos := math.Sincos(w * math.Pi / 2)
	s.sigma, s.rest = math.Max(tau*cos, 1e-6), tau*sin
	if f == Counts {
		s.rest = math.Max(s.rest, leastS)
	} else {
		s.rest = math.Max(s.rest, 1e-6)
	}
	return s
}

// split tells whether the family has a spread of its own beside the night effect.
func (f Family) split() bool { return f == Counts || f == Continuous }

// A place is the square root of tau, and psi.
type place [2]float64

// possible tells whether a place has any density worth counting: tau is positive and
// below 25, and psi is within five standard deviations of its prior. That leaves out less
// than a millionth of the prior, and all correlations so near to 1 that no grid is
// fine enough for them.
func (at place) possible() bool {
	return at[0] > 0 && at[0] < 5 && math.Abs(at[1]-psiMean) < 5*psiSD
}

// logPrior is the log density of the place; w is uniform.
func (s variation) logPrior() float64 {
	z := (s.psi - psiMean) / psiSD
	return math.Log(2*tauRate) - tauRate*s.root*s.root + math.Log(s.root) - z*z/2 - math.Log(psiSD) - logRoot2Pi
}

const logRoot2Pi = 0.918938533204672741780329736406
