package stats

import (
	"math"
	"math/rand/v2"
	"slices"
)

// How the second attempt is made.
const (
	redrawTimes = 4
	redrawWiden = 1.7 // of half of the draws of the variation
	redrawScale = 1.3 // of the fitted normal of half of the coefficients
	chainCount  = 4
	goodRHat    = 1.05
)

// again is the second attempt: four times the draws from a mixture fitted to the first
// ones. Half of the spreads come from widened cells whose shares follow the weights,
// half of the coefficients from a t fitted to all weighted draws. Where k-hat is bad
// again, the same draws are the proposals of independence Metropolis chains, which are
// believed if they agree.
//
//	Source  Tierney 1994, doi:10.1214/aos/1176325750; Vehtari et al. 2021,
//	        doi:10.1214/20-BA1221, for R-hat.
func again(w *work, cells []cell, first *draws, weight []float64, r *rand.Rand) Posterior {
	g := fitGlobal(first, weight)
	cells = reshare(cells, first, weight)
	d := newDraws(w, first.size*redrawTimes)
	w.walk(cells, d.size, r.Float64(), func(i int, c *cell, split, logSplit float64) {
		widen := 1.0
		if r.Float64() < 0.5 {
			widen = redrawWiden
		}
		at, _ := c.draw(r, widen)
		d.mixed(i, at, split, logSplit+logHalves(c.logDensity(at, 1), c.logDensity(at, redrawWiden)), g, r)
	})
	weights, kHat, ok := smooth(d.logWeight)
	if ok && kHat <= GoodK {
		return d.posterior(weights, kHat, Redraw)
	}
	return chains(d, kHat, r)
}

// reshare gives the cells shares that follow the weights.
func reshare(cells []cell, first *draws, weight []float64) []cell {
	cells = slices.Clone(cells)
	n := float64(len(cells))
	mass := make([]float64, len(cells))
	for i, v := range weight {
		mass[min(int(first.split[i]*n), len(cells)-1)] += v
	}
	for c := range cells {
		cells[c].share = 0.4*mass[c] + 0.3*cells[c].share + 0.3/n
	}
	return cells
}

// logHalves is the log of the mean of two densities.
func logHalves(a, b float64) float64 { return logSum(a, b) - math.Ln2 }

// mixed draws the coefficients for one draw of the spread from the mixture.
func (d *draws) mixed(i int, at place, split, logProposal float64, g global, r *rand.Rand) {
	w := d.w
	s, ok := d.begin(i, 1, at, split)
	if !ok {
		return
	}
	z := w.normal
	if r.Float64() < 0.5 {
		for j := range z {
			z[j] = r.NormFloat64()
		}
		w.arrow.back(z)
		d.step(i, z, tScale(r, splitDF))
	} else {
		g.draw(d, i, r)
	}
	logQ := logProposal + logHalves(d.local(i), g.logDensity(d, i))
	d.logWeight[i] = d.target(i, s, 0) - logQ
	w.stand(w.kept)
}

// local is the log density of a draw under the t at the kept mode.
func (d *draws) local(i int) float64 {
	w, kept := d.w, d.w.kept
	v, out := make([]float64, w.q), make([]float64, w.q)
	logJacobian := 0.0
	for j := range w.p {
		v[j] = d.beta[i*w.p+j] - kept.beta[j]
	}
	cut := d.cut[i*w.m : (i+1)*w.m]
	for j := range cut {
		if j == 0 {
			v[w.p] = cut[0] - kept.cut[0]
			continue
		}
		gap := kept.cut[j] - kept.cut[j-1]
		v[w.p+j] = v[w.p+j-1] + gap*math.Log((cut[j]-cut[j-1])/gap)
		logJacobian += math.Log(gap)
	}
	w.arrow.times(v, out)
	sq := 0.0
	for _, x := range out {
		sq += x * x
	}
	return logMultiT(sq, w.q, splitDF) + w.arrow.logRoot() + logJacobian
}

// A global is a t fitted to all weighted draws of the coefficients and of the first
// cutpoint and the logarithms of the gaps.
type global struct {
	mean    []float64
	chol    []float64 // lower factor of the covariance
	logRoot float64
}

// flat lays a draw out as the fitted t sees it.
func (d *draws) flat(i int, out []float64) {
	w := d.w
	copy(out, d.beta[i*w.p:(i+1)*w.p])
	cut := d.cut[i*w.m : (i+1)*w.m]
	for j := range cut {
		if j == 0 {
			out[w.p] = cut[0]
		} else {
			out[w.p+j] = math.Log(cut[j] - cut[j-1])
		}
	}
}

func fitGlobal(d *draws, weight []float64) global {
	q := d.w.q
	g := global{mean: make([]float64, q), chol: make([]float64, q*q)}
	row := make([]float64, q)
	each := func(do func(v float64)) {
		for i, v := range weight {
			if v > 0 {
				d.flat(i, row)
				do(v)
			}
		}
	}
	each(func(v float64) {
		for j := range row {
			g.mean[j] += v * row[j]
		}
	})
	cov := make([]float64, q*q)
	each(func(v float64) {
		for i := range q {
			for j := range q {
				cov[i*q+j] += v * (row[i] - g.mean[i]) * (row[j] - g.mean[j])
			}
		}
	})
	for i := range q {
		for j := range i + 1 {
			s := cov[i*q+j] * redrawScale * redrawScale
			if i == j {
				s += 1e-4
			}
			for k := range j {
				s -= g.chol[i*q+k] * g.chol[j*q+k]
			}
			if i == j {
				g.chol[i*q+i] = math.Sqrt(math.Max(s, 1e-8))
				g.logRoot += math.Log(g.chol[i*q+i])
			} else {
				g.chol[i*q+j] = s / g.chol[j*q+j]
			}
		}
	}
	return g
}

func (g global) draw(d *draws, i int, r *rand.Rand) {
	w, q := d.w, d.w.q
	z := make([]float64, q)
	for j := range z {
		z[j] = r.NormFloat64()
	}
	scale := tScale(r, splitDF)
	v := func(a int) float64 {
		s := 0.0
		for k := range a + 1 {
			s += g.chol[a*q+k] * z[k]
		}
		return g.mean[a] + s*scale
	}
	for j := range w.p {
		d.beta[i*w.p+j] = v(j)
	}
	for j := range w.m {
		if j == 0 {
			d.cut[i*w.m] = v(w.p)
		} else {
			d.cut[i*w.m+j] = d.cut[i*w.m+j-1] + math.Exp(bounded(v(w.p+j)))
		}
	}
}

func (g global) logDensity(d *draws, i int) float64 {
	q := d.w.q
	v := make([]float64, q)
	d.flat(i, v)
	sq := 0.0
	for a := range q {
		s := v[a] - g.mean[a]
		for k := range a {
			s -= g.chol[a*q+k] * v[k]
		}
		v[a] = s / g.chol[a*q+a]
		sq += v[a] * v[a]
	}
	return logMultiT(sq, q, splitDF) - g.logRoot
}

// chains runs independence Metropolis over the draws, in chains of a quarter each.
// A draw's weight is how long its chain stayed there.
func chains(d *draws, kHat float64, r *rand.Rand) Posterior {
	long := d.size / chainCount
	count := make([]float64, d.size)
	visited := make([][]int, chainCount)
	order := r.Perm(d.size) // the draws lie by stratum
	for c := range chainCount {
		part := order[c*long : (c+1)*long]
		at := slices.MaxFunc(part[:long/10], func(a, b int) int { return int(math.Copysign(1, d.logWeight[a]-d.logWeight[b])) })
		for i, next := range part {
			if math.Log(r.Float64()) < d.logWeight[next]-d.logWeight[at] {
				at = next
			}
			if i >= long/10 {
				visited[c] = append(visited[c], at)
				count[at]++
			}
		}
	}
	worst := 0.0
	total := 0.0
	for _, v := range count {
		total += v
	}
	for i := range count {
		count[i] /= total
	}
	p := d.posterior(count, kHat, Chains)
	for _, column := range append(append(p.Coef, p.Cut...), p.Psi, p.Tau) {
		worst = math.Max(worst, rHat(column, visited))
	}
	if p.RHat = worst; !(worst <= goodRHat) {
		p.Path = Withheld
	}
	return p
}

// rHat is the potential scale reduction of split chains. Range: from about 1; +Inf if
// a chain never moved.
func rHat(value []float64, visited [][]int) float64 {
	var means, vars []float64
	n := len(visited[0]) / 2
	for _, chain := range visited {
		for _, half := range [][]int{chain[:n], chain[n : 2*n]} {
			m, ss := 0.0, 0.0
			for _, i := range half {
				m += value[i]
			}
			m /= float64(n)
			for _, i := range half {
				ss += (value[i] - m) * (value[i] - m)
			}
			means, vars = append(means, m), append(vars, ss/float64(n-1))
		}
	}
	within, between, mean := 0.0, 0.0, 0.0
	for i := range means {
		within += vars[i] / float64(len(vars))
		mean += means[i] / float64(len(means))
	}
	for _, m := range means {
		between += (m - mean) * (m - mean) / float64(len(means)-1)
	}
	if !(within > 0) {
		return math.Inf(1)
	}
	return math.Sqrt((float64(n-1)/float64(n)*within + between) / within)
}
