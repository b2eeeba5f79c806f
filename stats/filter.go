package stats

import "math"

// How fine the grid of the night effect is. The integrands are products of normal
// densities and log-concave likelihoods; the trapezoid rule with a spacing of h
// standard deviations of the narrowest errs by about 2 exp(-2 (pi/h)^2), which is
// 8e-5 a step at 1.4.
const (
	gridSpacing = 1.4
	gridReach   = 4.6 // standard deviations either way
	leastGrid   = 7
	mostGrid    = 201
	gridMargin  = 1.2 // a grid laid for one draw serves others whose curvature is at most this times its own
	bandReach   = 6.5 // innovations beyond this many standard deviations are left out
)

// A grid is the places of the night effect and how likely it is to move between them.
type grid struct {
	size   int
	of     variation // for which it was laid
	most   float64   // the curvature for which it was laid
	at     []float64 // places
	exps   []float64 // e^place
	weight []float64 // of the first step
	move   []float64 // size rows of size: from column to row, times the spacing
	lo, hi []int     // the columns of a row that matter
}

// lay makes the grid for one spread; most is the greatest curvature of any step.
func (g *grid) lay(s variation, most float64) {
	g.of = s
	inner := s.sigma * math.Sqrt(1-s.phi*s.phi)
	h := gridSpacing / math.Sqrt(1/(inner*inner)+most)
	half := int(math.Ceil(gridReach * s.sigma / h))
	half = max(half, leastGrid/2)
	half = min(half, mostGrid/2)
	h = gridReach * s.sigma / float64(half)
	size := 2*half + 1
	g.room(size)
	for i := range size {
		u := float64(i-half) * h
		g.at[i], g.exps[i] = u, math.Exp(u)
		z := u / s.sigma
		g.weight[i] = math.Exp(-z*z/2) * h / (s.sigma * math.Sqrt(2*math.Pi))
	}
	scale := h / (inner * math.Sqrt(2*math.Pi))
	reach, narrow := bandReach*inner, -0.5/(inner*inner)
	for i := range size {
		row := g.move[i*size : i*size+size]
		lo, hi := size, 0
		for j := range row {
			d := g.at[i] - s.phi*g.at[j]
			row[j] = d * d * narrow
			if d <= reach && d >= -reach {
				lo, hi = min(lo, j), j+1
			}
		}
		lo = min(lo, hi)
		g.lo[i], g.hi[i] = lo, hi
		row = row[lo:hi]
		expAll(row)
		for j := range row {
			row[j] *= scale
		}
	}
}

func (g *grid) room(size int) {
	if cap(g.at) < size {
		g.at, g.exps, g.weight = make([]float64, mostGrid), make([]float64, mostGrid), make([]float64, mostGrid)
		g.lo, g.hi = make([]int, mostGrid), make([]int, mostGrid)
	}
	if cap(g.move) < size*size {
		g.move = make([]float64, size*size)
	}
	g.size = size
	g.at, g.exps, g.weight, g.move, g.lo, g.hi = g.at[:size], g.exps[:size], g.weight[:size], g.move[:size*size], g.lo[:size], g.hi[:size]
}

// likelihood is the log density of all outcomes at one variation, and at the
// coefficients and cutpoints where the search stands, with the night effect
// integrated out: a forward recursion on a grid, exact to about 1e-4.
//
//	Missing  a step without an outcome moves the night effect on and weighs nothing.
//	Cost     O(n G^2) with G places, 11 to 201; 12 to 20 on ordinary diaries.
//	Source   Kitagawa 1987, doi:10.1080/01621459.1987.10478534; Langrock and King 2013,
//	         doi:10.1214/13-AOAS644.
//	Checked  against a grid four times as fine, and the Kalman filter for Continuous.
func (w *work) likelihood(s variation) float64 {
	if w.model.Family == Continuous {
		return w.kalman(s)
	}
	most := w.fixed(s)
	g := &w.grid
	if g.size == 0 || g.of != s || most > g.most {
		g.most = most * gridMargin
		g.lay(s, g.most)
	}
	size := g.size
	if cap(w.state) < size {
		w.state, w.next, w.emit = make([]float64, mostGrid), make([]float64, mostGrid), make([]float64, mostGrid)
	}
	state, next, emit := w.state[:size], w.next[:size], w.emit[:size]
	e := w.emission(s)
	log, product := e.constant, 1.0
	copy(state, g.weight)
	for t, y := range w.y {
		if t > 0 {
			for i := range next {
				lo, hi := g.lo[i], g.hi[i]
				next[i] = dot(g.move[i*size+lo:i*size+hi], state[lo:hi])
			}
			state, next = next, state
		}
		if y != y {
			continue
		}
		shift := e.fill(emit, t, y)
		sum := 0.0
		for i, v := range emit {
			v *= state[i]
			state[i] = v
			sum += v
		}
		if !(sum > 0) {
			return math.Inf(-1)
		}
		log += shift
		if product *= sum; product < 1e-200 || product > 1e200 { // a logarithm now and then, not a night
			log, product = log+math.Log(product), 1
		}
		inv := 1 / sum
		for i := range state {
			state[i] *= inv
		}
	}
	return log + math.Log(product)
}

// dot is the scalar product, in four sums so that none waits for the one before.
func dot(a, b []float64) float64 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float64
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	for i, v := range a {
		s0 += v * b[i]
	}
	return (s0 + s1) + (s2 + s3)
}

// fixed fills the part of each predictor that is not the night effect, and its
// exponential, and answers the greatest curvature that any step can have.
func (w *work) fixed(s variation) float64 {
	p, most := w.p, 0.0
	k := 1 / (s.rest * s.rest)
	for t := range w.exps {
		eta := 0.0
		row := w.x[t*p : t*p+p]
		for j, b := range w.beta {
			eta += row[j] * b
		}
		w.eta[t] = bounded(eta)
	}
	copy(w.exps, w.eta)
	expAll(w.exps)
	if w.model.Family == Counts {
		for t, y := range w.y {
			if y != y {
				continue
			}
			mu := w.exps[t] // the curvature near where the outcome puts the mean
			if y > mu {
				mu = y
			}
			q := 1 / (k + mu)
			if c := (y + k) * k * mu * q * q; c > most {
				most = c
			}
		}
	}
	if w.model.Family != Counts {
		most = 0.25 // p(1-p); a level's curvature is f(a)+f(b), each at most that
		if w.model.Family == Ordered {
			most = 0.5
		}
	}
	return most
}

// An emission is how likely an outcome is at each place of the grid.
type emission struct {
	w        *work
	k        float64
	constant float64
	kappa    []float64 // Ordered: e^-cut
}

func (w *work) emission(s variation) emission {
	e := emission{w: w}
	switch w.model.Family {
	case Counts:
		e.k = 1 / (s.rest * s.rest)
		e.constant = w.countNorm(e.k)
	case Ordered:
		e.kappa = w.trial.cut // not in use while likelihoods are taken
		for j, c := range w.cut {
			e.kappa[j] = math.Exp(-bounded(c))
		}
	}
	return e
}

// fill is the likelihood of one outcome at each place, divided by e^shift.
func (e *emission) fill(emit []float64, t int, y float64) (shift float64) {
	base, exps := e.w.exps[t], e.w.grid.exps
	switch e.w.model.Family {
	case Counts:
		return e.fillCounts(emit, base, e.w.eta[t], y)
	case Binary:
		for i := range emit {
			o := base * exps[i]
			if y == 1 {
				emit[i] = o / (1 + o)
			} else {
				emit[i] = 1 / (1 + o)
			}
		}
	case Ordered:
		j := int(y)
		hi, lo := 0.0, math.Inf(1) // e^-cutpoint of the level's ends; the top has 0, the bottom +Inf
		if j < len(e.kappa) {
			hi = e.kappa[j]
		}
		if j > 0 {
			lo = e.kappa[j-1]
		}
		for i := range emit {
			o := base * exps[i]
			if j == 0 {
				emit[i] = 1 / (1 + o*hi)
			} else {
				// F(a)-F(b) with F(a) = 1/(1+o hi): no digits are lost far out.
				emit[i] = o * (lo - hi) / ((1 + o*hi) * (1 + o*lo))
			}
		}
	}
	return 0
}

// fillCounts is e^(y eta) (1 + mu/k)^-(y+k), relative to its greatest.
func (e *emission) fillCounts(emit []float64, base, logBase, y float64) float64 {
	g, inv := &e.w.grid, 1/e.k
	if y == 0 {
		for i := range emit {
			emit[i] = -e.k * logOnePlus(base*g.exps[i]*inv)
		}
		expAll(emit)
		return 0
	}
	most := math.Inf(-1)
	for i := range emit {
		v := y*(logBase+g.at[i]) - (y+e.k)*logOnePlus(base*g.exps[i]*inv)
		emit[i] = v
		if v > most {
			most = v
		}
	}
	for i := range emit {
		emit[i] -= most
	}
	expAll(emit)
	return most
}

// kalman is likelihood for Continuous, without a grid.
//
//	Cost    O(n).
//	Source  Kalman 1960, doi:10.1115/1.3662552.
func (w *work) kalman(s variation) float64 {
	mean, variance := 0.0, s.sigma*s.sigma
	inner, noise := s.sigma*s.sigma*(1-s.phi*s.phi), s.rest*s.rest
	log, p := 0.0, w.p
	for t, y := range w.y {
		if t > 0 {
			mean, variance = s.phi*mean, s.phi*s.phi*variance+inner
		}
		if y != y {
			continue
		}
		eta := mean
		row := w.x[t*p : t*p+p]
		for j, b := range w.beta {
			eta += row[j] * b
		}
		total := variance + noise
		d := y - eta
		log -= d*d/(2*total) + math.Log(total)/2 + logRoot2Pi
		gain := variance / total
		mean += gain * d
		variance *= 1 - gain
	}
	return log
}
