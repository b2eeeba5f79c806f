package stats

import "math"

// A slopes is the log likelihood at one predictor, with its derivatives: what the
// search for a mode needs of a family.
type slopes struct {
	ll   float64   // sum over steps
	grad []float64 // by step, with respect to eta
	curv []float64 // by step, minus the second derivative; never negative

	// Ordered only: with respect to the cutpoints.
	cutGrad  []float64
	cutCurv  []float64 // minus the second derivatives, a square in rows
	cutCross []float64 // by step and cutpoint, minus the mixed derivative with eta
}

// bounded keeps a predictor where its exponential is a number.
func bounded(eta float64) float64 {
	if eta > 300 {
		return 300
	}
	if eta < -300 {
		return -300
	}
	return eta
}

// countSlopes is the negative binomial with mean exp(eta) and size k.
//
//	log p(y) = lgamma(y+k) - lgamma(k) - lgamma(y+1) + k log k + y eta - (y+k) log(k + e^eta)
//
// It is log-concave in eta at fixed k. As k grows it is the Poisson.
// Checked against R 4.2.2 dnbinom(y, size=k, mu=m, log=TRUE) and finite differences.
func (w *work) countSlopes(k float64) {
	s := &w.slopes
	s.ll = w.countNorm(k)
	mus := w.exps // not in use while a mode is searched
	for t, eta := range w.eta {
		mus[t] = bounded(eta)
	}
	expAll(mus)
	inv := 1 / k
	for t, y := range w.y {
		if y != y {
			s.grad[t], s.curv[t] = 0, 0
			continue
		}
		mu := mus[t]
		q := 1 / (k + mu)
		s.ll += y*bounded(w.eta[t]) - (y+k)*logOnePlus(mu*inv)
		s.grad[t] = k * (y - mu) * q
		s.curv[t] = (y + k) * k * mu * q * q
	}
}

// countNorm is the part of the log likelihood of all counts that depends on k only.
//
//	lgamma(y+k) - lgamma(k) - lgamma(y+1) - y log k
//
// For small y the first three are summed as logarithms of (k+i)/k and of i, because
// the difference of two lgammas loses its digits when k is large.
func (w *work) countNorm(k float64) float64 {
	sum := 0.0
	for _, c := range w.distinct {
		sum += c.times * countConst(c.y, k)
	}
	return sum
}

func countConst(y, k float64) float64 {
	if y <= 64 {
		v := 0.0
		prod := 1.0
		for i := 1.0; i < y; i++ {
			prod *= 1 + i/k
			if prod > 1e250 {
				v, prod = v+math.Log(prod), 1
			}
		}
		return v + math.Log(prod) - logFactorial(y)
	}
	a, _ := math.Lgamma(y + k)
	b, _ := math.Lgamma(k)
	return a - b - logFactorial(y) - y*math.Log(k)
}

func logFactorial(y float64) float64 {
	v, _ := math.Lgamma(y + 1)
	return v
}

// binarySlopes is the Bernoulli with log odds eta: log p(y) = y eta - log(1 + e^eta).
// Checked against R 4.2.2 dbinom(y, 1, plogis(eta), log=TRUE) and finite differences.
func (w *work) binarySlopes() {
	s := &w.slopes
	s.ll = 0
	for t, y := range w.y {
		if y != y {
			s.grad[t], s.curv[t] = 0, 0
			continue
		}
		eta := bounded(w.eta[t])
		p := logistic(eta)
		s.ll += y*eta - softplus(eta)
		s.grad[t] = y - p
		s.curv[t] = p * (1 - p)
	}
}

// normalSlopes is the Gaussian with standard deviation sd.
func (w *work) normalSlopes(sd float64) {
	s := &w.slopes
	s.ll = 0
	prec := 1 / (sd * sd)
	for t, y := range w.y {
		if y != y {
			s.grad[t], s.curv[t] = 0, 0
			continue
		}
		z := y - w.eta[t]
		s.ll -= z*z*prec/2 + math.Log(sd) + logRoot2Pi
		s.grad[t] = z * prec
		s.curv[t] = prec
	}
}

// orderedSlopes is the cumulative logit: P(y <= j) = logistic(cut_j - eta).
//
// With a and b the distances to the upper and lower cutpoint, the likelihood is
// F(a) - F(b) = F(a) (1-F(b)) (1 - e^(b-a)), which keeps its digits far out. It is
// log-concave in (eta, cutpoints) together (Pratt 1981, doi:10.1080/01621459.1981.10477626).
// Checked against finite differences and against the Bernoulli, which it is for two levels.
func (w *work) orderedSlopes() {
	s := &w.slopes
	s.ll = 0
	m := len(w.cut)
	clear(s.cutGrad)
	clear(s.cutCurv)
	clear(s.cutCross)
	for t, y := range w.y {
		if y != y {
			s.grad[t], s.curv[t] = 0, 0
			continue
		}
		j, eta := int(y), bounded(w.eta[t])
		l := level(j, w.cut, eta)
		s.ll += l.ll
		s.grad[t] = l.gb - l.ga
		s.curv[t] = math.Max(0, l.aa+l.bb+2*l.ab)
		cross := s.cutCross[t*m : (t+1)*m]
		if j < m { // has an upper cutpoint
			s.cutGrad[j] += l.ga
			s.cutCurv[j*m+j] += l.aa
			cross[j] = -(l.aa + l.ab)
		}
		if j > 0 {
			s.cutGrad[j-1] -= l.gb
			s.cutCurv[(j-1)*m+j-1] += l.bb
			cross[j-1] = -(l.bb + l.ab)
			if j < m {
				s.cutCurv[j*m+j-1] += l.ab
				s.cutCurv[(j-1)*m+j] += l.ab
			}
		}
	}
}

// A levelSlopes is the log likelihood of one ordered outcome with its derivatives:
// ga with respect to the distance a to the upper cutpoint, -gb to the lower one, and
// minus the second derivatives.
type levelSlopes struct{ ll, ga, gb, aa, bb, ab float64 }

func level(j int, cut []float64, eta float64) (l levelSlopes) {
	fa, fb, gap := 1.0, 0.0, 1.0 // F(a), F(b), 1 - e^(b-a)
	var a, b float64
	if j < len(cut) {
		a = cut[j] - eta
		fa = logistic(a)
		l.ll -= softplus(-a)
	}
	if j > 0 {
		b = cut[j-1] - eta
		fb = logistic(b)
		l.ll -= softplus(b)
	}
	if j > 0 && j < len(cut) {
		gap = -math.Expm1(b - a)
		l.ll += math.Log(gap)
	}
	if j < len(cut) {
		l.ga = (1 - fa) / ((1 - fb) * gap)
		l.aa = l.ga*l.ga - l.ga*(1-2*fa)
	}
	if j > 0 {
		l.gb = fb / (fa * gap)
		l.bb = l.gb*l.gb + l.gb*(1-2*fb)
	}
	l.ab = -l.ga * l.gb
	return l
}

func logistic(x float64) float64 {
	if x >= 0 {
		return 1 / (1 + math.Exp(-x))
	}
	e := math.Exp(x)
	return e / (1 + e)
}

// softplus is log(1 + e^x).
func softplus(x float64) float64 {
	if x > 0 {
		return x + math.Log1p(math.Exp(-x))
	}
	return math.Log1p(math.Exp(x))
}
