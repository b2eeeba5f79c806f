package stats

import (
	"math"
	"math/rand/v2"
)

// A cell is a stratum of the split w with a proposal for (root tau, psi) in it: a
// split t along the two axes of the mode's curvature, each with a scale of its own
// to either side.
//
// Strata and polar parameters are what makes importance sampling work here: with log
// sigma and log dispersion one faces an L-shaped ridge (docs/statistics.md).
//
//	Source  Geweke 1989, doi:10.2307/1913710, for the split t.
type cell struct {
	w     float64 // its middle
	mode  place
	peak  float64       // log density of (root tau, psi) at the mode and the middle
	axes  [2][2]float64 // columns are the axes, of unit length
	scale [2][2]float64 // by axis: below, above
	share float64       // of the draws
	start point         // the coefficients' mode there
}

const (
	splitCells = 8
	evenShare  = 0.3 // of the draws are spread evenly over the cells
	splitDF    = 5.0
)

// density is the log density of (root tau, psi) at one split, by Laplace.
func (w *work) density(at place, split float64) float64 {
	if !at.possible() {
		return math.Inf(-1)
	}
	s := variationAt(w.model.Family, at, split)
	f, ok := w.mode(s)
	if !ok {
		return math.Inf(-1)
	}
	return f + s.logPrior()
}

// strata makes the cells, each from where the one before ended.
func (w *work) strata() []cell {
	count := splitCells
	if !w.model.Family.split() {
		count = 1
	}
	cells := make([]cell, count)
	at := place{0.75, psiMean}
	w.start()
	for i := range cells {
		c := &cells[i]
		c.w = (float64(i) + 0.5) / float64(count)
		at = w.climb(c, at)
	}
	top := math.Inf(-1)
	for _, c := range cells {
		top = math.Max(top, c.mass())
	}
	sum := 0.0
	for i := range cells {
		cells[i].share = math.Exp(cells[i].mass() - top)
		sum += cells[i].share
	}
	for i := range cells {
		cells[i].share = (1-evenShare)*cells[i].share/sum + evenShare/float64(count)
	}
	return cells
}

// mass is the log of the Laplace integral over the cell.
func (c *cell) mass() float64 {
	return c.peak + math.Log(c.scale[0][0]+c.scale[0][1]) + math.Log(c.scale[1][0]+c.scale[1][1])
}

// climb finds the cell's mode by Newton's method on a stencil, then its axes and scales.
func (w *work) climb(c *cell, at place) place {
	f := w.density(at, c.w)
	if math.IsInf(f, -1) {
		w.start()
		at = place{0.75, psiMean}
		f = w.density(at, c.w)
	}
	var hess [3]float64 // xx, yy, xy of minus the log density
	for range 6 {
		hx, hy := 0.15*at[0], 0.15
		ev := func(dx, dy float64) float64 { return w.density(place{at[0] + dx, at[1] + dy}, c.w) }
		xp, xm, yp, ym, pp := ev(hx, 0), ev(-hx, 0), ev(0, hy), ev(0, -hy), ev(hx, hy)
		gx, gy := (xp-xm)/(2*hx), (yp-ym)/(2*hy)
		hess = [3]float64{(2*f - xp - xm) / (hx * hx), (2*f - yp - ym) / (hy * hy), -(pp - xp - yp + f) / (hx * hy)}
		hess = positive(hess)
		det := hess[0]*hess[1] - hess[2]*hess[2]
		dx, dy := (hess[1]*gx-hess[2]*gy)/det, (hess[0]*gy-hess[2]*gx)/det
		if long := math.Max(math.Abs(dx)/(0.5*at[0]), math.Abs(dy)); long > 1 {
			dx, dy = dx/long, dy/long
		}
		moved := false
		for range 4 {
			if g := ev(dx, dy); g > f {
				at, f, moved = place{at[0] + dx, at[1] + dy}, g, true
				break
			}
			dx, dy = dx/2, dy/2
		}
		if !moved || math.Abs(dx)+math.Abs(dy) < 0.06 {
			break
		}
	}
	c.mode, c.peak = at, f
	c.axes = eigen(hess)
	w.widths(c, hess)
	w.density(at, c.w)
	c.start = point{append([]float64(nil), w.u...), append([]float64(nil), w.beta...), append([]float64(nil), w.cut...)}
	return at
}

// positive makes a curvature positive definite, and no flatter than the prior nearly is.
func positive(h [3]float64) [3]float64 {
	if !(h[0] > 2) {
		h[0] = 2
	}
	if !(h[1] > 1) {
		h[1] = 1
	}
	if most := 0.9 * math.Sqrt(h[0]*h[1]); !(math.Abs(h[2]) < most) {
		h[2] = 0
	}
	return h
}

// eigen are the axes of a symmetric 2x2 matrix.
func eigen(h [3]float64) [2][2]float64 {
	angle := 0.5 * math.Atan2(2*h[2], h[0]-h[1])
	sin, cos := math.Sincos(angle)
	return [2][2]float64{{cos, sin}, {-sin, cos}}
}

// widths measures, along each axis and to either side, how far the log density takes
// to fall as a normal one would at one and at two standard deviations.
func (w *work) widths(c *cell, h [3]float64) {
	for a, axis := range c.axes {
		curve := h[0]*axis[0]*axis[0] + h[1]*axis[1]*axis[1] + 2*h[2]*axis[0]*axis[1]
		unit := 1 / math.Sqrt(math.Max(curve, 0.5))
		for side, sign := range [2]float64{-1, 1} {
			most := 0.4 * unit
			for _, z := range [2]float64{1, 2} {
				d := sign * z * unit
				f := w.density(place{c.mode[0] + d*axis[0], c.mode[1] + d*axis[1]}, c.w)
				drop := c.peak - f
				width := 3 * unit
				if drop > 0.05 {
					width = math.Min(width, z*unit/math.Sqrt(2*drop))
				}
				most = math.Max(most, width)
			}
			c.scale[a][side] = most
		}
	}
}

// draw draws (root tau, psi) and answers its log density. widen is 1, or more for a
// second attempt.
func (c *cell) draw(r *rand.Rand, widen float64) (at place, logDensity float64) {
	return c.drawAt([2]float64{r.Float64(), r.Float64()}, widen)
}

// drawAt is draw at uniform numbers, one for each axis.
func (c *cell) drawAt(uniform [2]float64, widen float64) (at place, logDensity float64) {
	at = c.mode
	for a, u := range uniform {
		axis, lo, hi := c.axes[a], c.scale[a][0]*widen, c.scale[a][1]*widen
		below := lo / (lo + hi)
		z, sd := 0.0, hi
		if u < below {
			z, sd = t5Quantile(u/below/2), lo
		} else {
			z = t5Quantile(0.5 + (u-below)/(1-below)/2)
		}
		logDensity += math.Log(2/(lo+hi)) + logT(z, splitDF)
		at[0] += z * sd * axis[0]
		at[1] += z * sd * axis[1]
	}
	return at, logDensity
}

// logDensity is that of draw at a place.
func (c *cell) logDensity(at place, widen float64) float64 {
	sum := 0.0
	for a, axis := range c.axes {
		d := (at[0]-c.mode[0])*axis[0] + (at[1]-c.mode[1])*axis[1]
		lo, hi := c.scale[a][0]*widen, c.scale[a][1]*widen
		z := d / hi
		if d < 0 {
			z = d / lo
		}
		sum += math.Log(2/(lo+hi)) + logT(z, splitDF)
	}
	return sum
}

// tScale is what turns a normal draw, or a vector of them, into one of Student's t,
// for a whole number of degrees of freedom.
func tScale(r *rand.Rand, df float64) float64 {
	chi := 0.0
	for range int(df) {
		z := r.NormFloat64()
		chi += z * z
	}
	return math.Sqrt(df / chi)
}

// logT is the log density of Student's t with five degrees of freedom, the only
// number used.
func logT(z, df float64) float64 {
	const norm5 = -0.968619589054724 // lgamma(3) - lgamma(2.5) - log(5 pi)/2
	return norm5 - (df+1)/2*math.Log1p(z*z/df)
}
