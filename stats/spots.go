package stats

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A spot is one point of the variation's parameters at which models are compared, and how
// much it weighs: the log of the prior over the density it was drawn with, and over how
// many there are.
type spot struct {
	of        variation
	logWeight float64
}

// A cloud is a normal distribution of the variation's parameters, on a scale on which their
// posterior is nearly one: root tau, psi, and the normal score of the split.
type cloud struct {
	mean [3]float64
	root [3][3]float64 // lower triangular; its square is the covariance
	dim  int           // 2 where there is no split
}

// Clouds are made wider than what was found, because they stand for models that were not
// looked at too; weights make up for it.
const (
	cloudWider = 1.25
	cloudLeast = 0.15 // of the prior's spread
)

// pilot is the cloud of one model: points of the prior, weighted by Laplace approximations,
// tell where to look, and points of what they told tell it better.
func (w *work) pilot(points int, r *rand.Rand) (c cloud, ok bool) {
	even := newLattice(3, r)
	var p weighed
	for i := range points {
		z := priorPoint(even, i)
		p.add(z, w.weigh(z))
	}
	if c, ok = p.cloud(w.dims()); !ok {
		return c, false
	}
	first := c
	p = weighed{}
	for i := range points {
		z := first.point(even, points+i)
		if log := w.weigh(z); !math.IsInf(log, -1) { // elsewhere there is no prior
			p.add(z, log+w.logPrior(z)-first.logDensity(z))
		}
	}
	if better, ok := p.cloud(w.dims()); ok {
		c = better
	}
	return c, true
}

// weigh is the log likelihood of the outcomes at a point, by Laplace.
func (w *work) weigh(z [3]float64) float64 {
	at, split := w.parameters(z)
	if !at.possible() {
		return math.Inf(-1)
	}
	return w.density(at, split) - variationAt(w.model.Family, at, split).logPrior()
}

// logPrior is the log prior density of a point.
func (w *work) logPrior(z [3]float64) float64 {
	at, split := w.parameters(z)
	log := variationAt(w.model.Family, at, split).logPrior()
	if w.dims() == 3 {
		log -= z[2]*z[2]/2 + logRoot2Pi
	}
	return log
}

// A weighed is points with the logs of their weights.
type weighed struct {
	at  [][3]float64
	log []float64
}

func (p *weighed) add(z [3]float64, log float64) { p.at, p.log = append(p.at, z), append(p.log, log) }

// cloud is the cloud of the points; false if none weighs anything.
func (p *weighed) cloud(dim int) (cloud, bool) {
	if len(p.log) == 0 || math.IsInf(slices.Max(p.log), -1) {
		return cloud{}, false
	}
	top := slices.Max(p.log)
	weight := make([]float64, len(p.log))
	for i, v := range p.log {
		weight[i] = math.Exp(v - top)
	}
	return cloudOf(p.at, weight, dim), true
}

// dims is how many parameters of variation the family has.
func (w *work) dims() int {
	if w.model.Family.split() {
		return 3
	}
	return 2
}

// priorPoint is a point of the prior.
func priorPoint(even lattice, i int) [3]float64 {
	return [3]float64{math.Sqrt(-math.Log1p(-even.coordinate(i, 0)) / tauRate), psiMean + psiSD*normalQuantile(even.coordinate(i, 1)), normalQuantile(even.coordinate(i, 2))}
}

// parameters are a point as the variation takes it.
func (w *work) parameters(z [3]float64) (at place, split float64) {
	split = math.Erfc(-z[2]/math.Sqrt2) / 2
	return place{z[0], z[1]}, split
}

// cloudOf is the cloud of weighted points.
func cloudOf(at [][3]float64, weight []float64, dim int) cloud {
	c, sum := cloud{dim: dim}, 0.0
	for i, z := range at {
		sum += weight[i]
		for k := range dim {
			c.mean[k] += weight[i] * z[k]
		}
	}
	var cov [3][3]float64
	for k := range dim {
		c.mean[k] /= sum
	}
	for i, z := range at {
		for k := range dim {
			for l := range k + 1 {
				cov[k][l] += weight[i] / sum * (z[k] - c.mean[k]) * (z[l] - c.mean[l])
			}
		}
	}
	spread := [3]float64{0.35, psiSD, 1} // of the prior, about
	for k := range dim {
		for l := range k {
			cov[k][l] *= cloudWider * cloudWider
		}
		least := cloudLeast * spread[k]
		cov[k][k] = cov[k][k]*cloudWider*cloudWider + least*least
	}
	for k := range dim { // Cholesky; the least spread keeps it positive
		for l := range k + 1 {
			s := cov[k][l]
			for m := range l {
				s -= c.root[k][m] * c.root[l][m]
			}
			if k == l {
				c.root[k][k] = math.Sqrt(math.Max(s, 1e-6))
			} else {
				c.root[k][l] = s / c.root[l][l]
			}
		}
	}
	return c
}

// point is one of the cloud.
func (c cloud) point(even lattice, i int) (z [3]float64) {
	for k := range c.dim {
		z[k] = c.mean[k]
		for l := range k + 1 {
			z[k] += c.root[k][l] * normalQuantile(even.coordinate(i, l))
		}
	}
	return z
}

// logDensity is that of a point.
func (c cloud) logDensity(z [3]float64) float64 {
	var x [3]float64
	log := 0.0
	for k := range c.dim {
		s := z[k] - c.mean[k]
		for l := range k {
			s -= c.root[k][l] * x[l]
		}
		x[k] = s / c.root[k][k]
		log -= x[k]*x[k]/2 + math.Log(c.root[k][k]) + logRoot2Pi
	}
	return log
}

// spots are points of several clouds and a few of the prior, weighed as points of all of
// them together, which keeps every weight small.
func (w *work) spots(clouds []cloud, size int, r *rand.Rand) []spot {
	even, each := newLattice(3, r), max(1, size*7/8/len(clouds))
	prior := size - each*len(clouds)
	var out []spot
	for i := range size {
		z := priorPoint(even, i)
		if i >= prior {
			z = clouds[i%len(clouds)].point(even, i)
		}
		at, split := w.parameters(z)
		if !at.possible() {
			continue
		}
		logPrior := w.logPrior(z)
		from := logPrior + math.Log(float64(prior))
		for _, c := range clouds {
			from = logSum(from, c.logDensity(z)+math.Log(float64(each)))
		}
		out = append(out, spot{variationAt(w.model.Family, at, split), logPrior - from})
	}
	return out
}

// logSum is log(e^a + e^b).
func logSum(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
