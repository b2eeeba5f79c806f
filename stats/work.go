package stats

// A work is one model made ready, with room for everything that is computed over and
// over, so that a fit allocates nothing while it draws.
type work struct {
	model Model
	n     int // steps
	p     int // columns
	m     int // cutpoints
	q     int // p+m: the border of the arrow

	y        []float64
	x        []float64  // n rows of p
	distinct []repeated // Counts: the different outcomes

	u, beta, cut []float64 // where the search stands
	eta          []float64
	slopes       slopes

	arrow arrow
	trial point // of a step that may be taken back
	kept  point // the mode round which coefficients are drawn

	normal []float64 // of the border

	grid  grid
	exps  []float64 // exp of the part of eta that is not the night effect
	state []float64 // of the filter
	next  []float64
	emit  []float64
}

// A repeated is an outcome and how often it occurs.
type repeated struct{ y, times float64 }

// A point is a value of everything that is searched over.
type point struct{ u, beta, cut []float64 }

func newWork(m Model) *work {
	n, p := len(m.Y), len(m.X)
	w := &work{model: m, n: n, p: p, y: m.Y, x: make([]float64, n*p)}
	if m.Family == Ordered {
		w.m = m.Levels - 1
	}
	w.q = p + w.m
	for j, col := range m.X {
		for t, v := range col {
			w.x[t*p+j] = v
		}
	}
	w.distinct = distinct(m.Y)
	floats := func(n int) []float64 { return make([]float64, n) }
	w.u, w.beta, w.cut, w.eta = floats(n), floats(p), floats(w.m), floats(n)
	w.slopes = slopes{grad: floats(n), curv: floats(n), cutGrad: floats(w.m), cutCurv: floats(w.m * w.m), cutCross: floats(n * w.m)}
	w.arrow = newArrow(n, w.q)
	w.trial = point{floats(n), floats(p), floats(w.m)}
	w.kept, w.normal = point{nil, floats(p), floats(w.m)}, floats(w.q)
	w.exps = floats(n)
	return w
}

func distinct(ys []float64) []repeated {
	var out []repeated
next:
	for _, y := range ys {
		if y != y {
			continue
		}
		for i := range out {
			if out[i].y == y {
				out[i].times++
				continue next
			}
		}
		out = append(out, repeated{y, 1})
	}
	return out
}

// start puts the search where no data would put it, but for the level of the outcomes.
func (w *work) start() {
	clear(w.u)
	for j, c := range w.model.Coef {
		w.beta[j] = c.Mean
	}
	// Cutpoints at the shares of the levels, each with one outcome more than there is.
	shares := make([]float64, w.m+1)
	total := 0.0
	for _, d := range w.distinct {
		if w.m > 0 {
			shares[int(d.y)] += d.times
			total += d.times
		}
	}
	below := 0.0
	for j := range w.cut {
		below += (shares[j] + 1) / (total + float64(w.m) + 1)
		w.cut[j] = logit(below)
	}
}

// predict fills eta from u and beta.
func (w *work) predict() {
	p := w.p
	for t := range w.eta {
		s := w.u[t]
		row := w.x[t*p : t*p+p]
		for j, b := range w.beta {
			s += row[j] * b
		}
		w.eta[t] = s
	}
}

// slope fills the slopes at eta.
func (w *work) slope(s variation) {
	switch w.model.Family {
	case Counts:
		w.countSlopes(1 / (s.rest * s.rest))
	case Binary:
		w.binarySlopes()
	case Ordered:
		w.orderedSlopes()
	case Continuous:
		w.normalSlopes(s.rest)
	}
}
