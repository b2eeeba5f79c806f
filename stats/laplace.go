package stats

import "math"

// The search for a mode stops when a step would gain less than this in log density:
// the mode only places a proposal, which is then corrected exactly.
const (
	modeGain  = 1e-3
	modeSteps = 40
)

// mode searches the most likely night effects, coefficients and cutpoints at one
// variation, from where the search stands, and answers the Laplace approximation of the
// log marginal density of the outcomes, which includes the coefficients' prior.
//
// The cutpoints are searched on their own scale with the logarithms of their gaps
// added, which is the density of the first cutpoint and the logarithms of the gaps:
// it is concave and keeps them in order. With every family log-concave, Newton's
// method with halved steps cannot fail.
//
//	Cost    O(n q^2) a step, three to eight steps.
//	Source  Rue, Martino and Chopin 2009, doi:10.1111/j.1467-9868.2008.00700.x
func (w *work) mode(s variation) (logMarginal float64, ok bool) {
	if !w.inOrder() {
		w.start()
	}
	w.predict()
	w.slope(s)
	f := w.objective(s)
	for range modeSteps {
		w.curvature(s)
		if !w.arrow.factor() {
			return math.Inf(-1), false
		}
		w.arrow.chain()
		gain := w.gain()
		if !(gain > modeGain) {
			break
		}
		next, moved := w.move(s, f)
		if !moved {
			break
		}
		f = next
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return math.Inf(-1), false
	}
	return f - w.arrow.logDet/2 + float64(w.n+w.q)*logRoot2Pi, true
}

func (w *work) inOrder() bool {
	for j, c := range w.cut {
		if c != c || j > 0 && !(c > w.cut[j-1]) {
			return false
		}
	}
	for _, b := range w.beta {
		if b != b {
			return false
		}
	}
	return true
}

// gain is how much log density the full step promises.
func (w *work) gain() float64 {
	g := 0.0
	for t, v := range w.arrow.rhs {
		g += v * w.arrow.gu[t]
	}
	for j, v := range w.arrow.sol {
		g += v * w.arrow.gb[j]
	}
	return g / 2
}

// move takes the step, or as much of it as gains.
func (w *work) move(s variation, f float64) (float64, bool) {
	copy(w.trial.u, w.u)
	copy(w.trial.beta, w.beta)
	copy(w.trial.cut, w.cut)
	step := 1.0
	for range 30 {
		for t, v := range w.arrow.rhs {
			w.u[t] = w.trial.u[t] + step*v
		}
		for j := range w.beta {
			w.beta[j] = w.trial.beta[j] + step*w.arrow.sol[j]
		}
		for j := range w.cut {
			w.cut[j] = w.trial.cut[j] + step*w.arrow.sol[w.p+j]
		}
		if w.inOrder() {
			w.predict()
			w.slope(s)
			if g := w.objective(s); g > f-1e-9 {
				return g, true
			}
		}
		step /= 2
	}
	copy(w.u, w.trial.u)
	copy(w.beta, w.trial.beta)
	copy(w.cut, w.trial.cut)
	w.predict()
	w.slope(s)
	return f, false
}

// objective is the log density of everything at the place of the slopes.
func (w *work) objective(s variation) float64 {
	f := w.slopes.ll + w.coefPrior() + w.cutPrior()
	inner := s.sigma * s.sigma * (1 - s.phi*s.phi)
	sq := w.u[0] * w.u[0] * (1 - s.phi*s.phi)
	for t := 1; t < w.n; t++ {
		d := w.u[t] - s.phi*w.u[t-1]
		sq += d * d
	}
	n := float64(w.n)
	return f - sq/(2*inner) - n*logRoot2Pi - math.Log(s.sigma) - (n-1)/2*math.Log(inner)
}

func (w *work) coefPrior() float64 {
	f := 0.0
	for j, c := range w.model.Coef {
		z := (w.beta[j] - c.Mean) / c.SD
		f -= z*z/2 + math.Log(c.SD) + logRoot2Pi
	}
	return f
}

// cutPrior is the density of the first cutpoint and the logarithms of the gaps when
// the shares of the levels at eta = 0 are uniform on the simplex (an induced
// Dirichlet(1); Betancourt 2019, "Ordinal regression"), without its constant.
func (w *work) cutPrior() float64 {
	f := 0.0
	for j, c := range w.cut {
		f += -softplus(c) - softplus(-c)
		if j > 0 {
			f += math.Log(c - w.cut[j-1])
		}
	}
	return f
}

// curvature fills the arrow at the place of the slopes.
func (w *work) curvature(s variation) {
	a, p, q := &w.arrow, w.p, w.q
	inv := 1 / (s.sigma * s.sigma * (1 - s.phi*s.phi))
	clear(a.b)
	clear(a.gb)
	for t := range w.n {
		d, g := inv*(1+s.phi*s.phi), w.slopes.grad[t]
		if t == 0 || t == w.n-1 {
			d = inv
		}
		if w.n == 1 {
			d = 1 / (s.sigma * s.sigma)
		}
		prec := d * w.u[t]
		if t > 0 {
			prec -= inv * s.phi * w.u[t-1]
		}
		if t < w.n-1 {
			prec -= inv * s.phi * w.u[t+1]
		}
		c := w.slopes.curv[t]
		a.diag[t], a.off[t], a.gu[t] = d+c, -inv*s.phi, g-prec
		row, z := w.x[t*p:t*p+p], a.z[t*q:t*q+q]
		for i, v := range row {
			z[i] = c * v
			a.gb[i] += g * v
			for j := range i + 1 {
				a.b[i*q+j] += z[i] * row[j]
			}
		}
		for j := range w.m {
			cross := w.slopes.cutCross[t*w.m+j]
			z[p+j] = cross
			for i, v := range row {
				a.b[(p+j)*q+i] += cross * v
			}
		}
	}
	for j, c := range w.model.Coef {
		prec := 1 / (c.SD * c.SD)
		a.b[j*q+j] += prec
		a.gb[j] -= (w.beta[j] - c.Mean) * prec
	}
	w.cutCurvature()
}

// cutCurvature adds the cutpoints' part.
func (w *work) cutCurvature() {
	a, p, q := &w.arrow, w.p, w.q
	for j, c := range w.cut {
		f := logistic(c)
		a.gb[p+j] = w.slopes.cutGrad[j] + 1 - 2*f
		a.b[(p+j)*q+p+j] += w.slopes.cutCurv[j*w.m+j] + 2*f*(1-f)
		if j > 0 {
			a.b[(p+j)*q+p+j-1] += w.slopes.cutCurv[j*w.m+j-1]
		}
	}
	for j := 1; j < w.m; j++ {
		gap := w.cut[j] - w.cut[j-1]
		g, h := 1/gap, 1/(gap*gap)
		a.gb[p+j] += g
		a.gb[p+j-1] -= g
		a.b[(p+j)*q+p+j] += h
		a.b[(p+j-1)*q+p+j-1] += h
		a.b[(p+j)*q+p+j-1] -= h
	}
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }
