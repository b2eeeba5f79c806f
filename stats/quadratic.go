package stats

import "math"

// A quadratic is the log likelihood round the mode of one set of columns at one spot, as a
// function of the coefficients of all columns that are not in, everything else integrated
// out: slopes, and the information as the lower half of a matrix.
type quadratic struct {
	log   float64 // density of the set itself, and the spot's weight
	slope []float64
	info  []float64 // row i has i+1 values
}

// half is the place of row i, column j of the lower half of a matrix.
func half(i, j int) int {
	if i < j {
		i, j = j, i
	}
	return i*(i+1)/2 + j
}

// A reckoner makes quadratics, with room for what that needs.
type reckoner struct {
	whole [][]float64 // by column: what its products with others are made of
}

// quadratic reckons at the mode that was found last.
//
//	Cost  O(c n (c+q)) with c columns.
func (r *reckoner) quadratic(w *work, columns [][]float64, log float64) quadratic {
	c := len(columns)
	q := quadratic{log: log, slope: make([]float64, c), info: make([]float64, c*(c+1)/2)}
	for i, x := range columns {
		q.slope[i] = w.parts(x, r.place(w, i))
		for j := range i + 1 {
			q.info[half(i, j)] = w.product(r.whole[i], r.whole[j])
		}
	}
	return q
}

// probe looks at one column at the mode that was found last.
//
//	Cost  O(n q), no allocation.
func (r *reckoner) probe(w *work, x []float64) probe {
	whole := r.place(w, 0)
	slope := w.parts(x, whole)
	return probe{slope, math.Max(0, w.product(whole, whole))} // by rounding it may be below, where the column is one of those that are in
}

// place is room for the parts of one column.
func (r *reckoner) place(w *work, i int) []float64 {
	for len(r.whole) <= i {
		r.whole = append(r.whole, make([]float64, 2*w.n+w.room()+w.m))
	}
	r.whole[i] = r.whole[i][:2*w.n+w.q]
	return r.whole[i]
}

// product is the information that two columns share, of their parts.
func (w *work) product(a, b []float64) float64 {
	return dot(a[:w.n], b[:w.n]) - dot(a[w.n:], b[w.n:])
}

// parts makes of a column what its information is a product of: first n values whose
// products add up, then those whose products are taken off, of the night effects and of
// the border. It answers the slope.
func (w *work) parts(x, out []float64) (slope float64) {
	a, n, q := &w.arrow, w.n, w.q
	border := out[2*n : 2*n+q]
	clear(border)
	before, pivot := 0.0, 1.0
	for t, v := range x {
		slope += w.slopes.grad[t] * v
		c := w.slopes.curv[t] * v
		out[t] = v * math.Sqrt(w.slopes.curv[t])
		if t > 0 {
			c -= a.off[t-1] / pivot * before
		}
		pivot = a.pivot[t]
		out[n+t] = c / math.Sqrt(pivot)
		before = c
		scaled := c / pivot
		row, z := a.forward[t*q:t*q+q], a.z[t*q:t*q+q]
		for i := range border {
			border[i] += z[i]*v - row[i]*scaled
		}
	}
	for i := range q {
		s := border[i]
		for k := range i {
			s -= a.chol[i*q+k] * border[k]
		}
		border[i] = s / a.chol[i*q+i]
	}
	return slope
}

// A ladder adds columns to a quadratic one after the other, and takes them off again.
type ladder struct {
	of    *quadratic
	added []int
	chol  [][]float64 // of the information and the prior's of what was added, row by row
	solve []float64   // chol^-1 slope
	log   []float64   // after so many
	tried int         // the column that was tried last
	row   []float64   // what it would add to chol, and to solve
	after float64     // and what log
}

func (l *ladder) begin(q *quadratic) {
	l.of, l.added, l.solve, l.log = q, l.added[:0], l.solve[:0], append(l.log[:0], q.log)
}

// try is the log density if one more column were added.
func (l *ladder) try(c int, precision float64) float64 {
	k := len(l.added)
	l.row = l.row[:0]
	own, slope := l.of.info[half(c, c)]+precision, l.of.slope[c]
	for i, a := range l.added {
		v := l.of.info[half(c, a)]
		for m := range i {
			v -= l.row[m] * l.chol[i][m]
		}
		v /= l.chol[i][i]
		l.row = append(l.row, v)
		own -= v * v
		slope -= v * l.solve[i]
	}
	own = math.Max(own, precision) // by rounding, where the column is one of those that are in
	root := math.Sqrt(own)
	l.row = append(l.row, root, slope/root)
	l.tried, l.after = c, l.log[k]+(slope*slope/own-math.Log(own/precision))/2
	return l.after
}

// push adds the column that was tried last.
func (l *ladder) push() {
	k := len(l.added)
	if len(l.chol) <= k {
		l.chol = append(l.chol, nil)
	}
	l.chol[k] = append(l.chol[k][:0], l.row[:k+1]...)
	l.added, l.solve, l.log = append(l.added, l.tried), append(l.solve, l.row[k+1]), append(l.log, l.after)
}

// pop takes the last one off.
func (l *ladder) pop() {
	k := len(l.added) - 1
	l.added, l.solve, l.log = l.added[:k], l.solve[:k], l.log[:k+1]
}
