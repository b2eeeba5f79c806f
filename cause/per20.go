package cause

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"charley/stats"
)

// How finely the nights of 20 are reckoned: nights that stand for all, and draws of what is
// unknown. More of them move no figure by half a night.
const (
	nightsFor20 = 17 // no divisor or multiple of a week's days
	drawsFor20  = 160
	of20        = 20
)

// Points and weights of the integral over a standard normal, Gauss and Hermite's with five.
// Source: Abramowitz and Stegun (1964), table 25.10, on the scale of the normal distribution.
var (
	hermiteAt     = [...]float64{-2.856970013872806, -1.355626179974266, 0, 1.355626179974266, 2.856970013872806}
	hermiteWeight = [...]float64{0.01125741132772069, 0.2220759220056126, 0.5333333333333333, 0.2220759220056126, 0.01125741132772069}
)

// per20 writes down how many of 20 nights are bad with an exposure and without it: nights as
// the diary's were in everything else, and the night effect as it comes.
//
// Where the model does not know the nights, because its share of bad ones is far from the
// one that was counted, the shares are those that were counted.
//
//	Missing  they stay nil where nothing could be drawn.
func (r *run) per20(j int, a *stats.Averaged, told telling, p *Pattern) {
	d := a.Draw(j, drawsFor20)
	if len(d.Weight) == 0 {
		return
	}
	rows, column := r.rows(d), slices.Index(d.Candidates, j)
	at := func(times float64) []float64 {
		out := make([]float64, len(d.Weight))
		for i := range out {
			for _, row := range rows {
				eta := 0.0
				for c, v := range row {
					if c-len(r.base) == column {
						v = times
					}
					eta += v * d.Coef[c][i]
				}
				out[i] += r.chance(d, i, eta) / float64(len(rows))
			}
		}
		return out
	}
	scale := r.groups[j].ready.scale
	with, without := share(at((told.with-told.mean)/scale), d.Weight), share(at((told.without-told.mean)/scale), d.Weight)
	if with == nil || without == nil {
		return
	}
	if p.Counted = r.misfit(with, without, told); p.Counted {
		with, without = plain(told.badExposed, told.exposed), plain(told.badUnexposed, told.unexposed)
	}
	p.Per20With, p.Per20Without = with, without
}

// mostApart is how far the model's share of bad nights may be from the one that was counted.
// Of two dozen nights the counted one is off by twice as much in one case of twenty.
const mostApart = 0.1

// misfit says that the model does not know the nights, as where cramps come once a night and
// on most: no model of counts is as regular as that.
func (r *run) misfit(with, without *Per20, told telling) bool {
	n, m := float64(told.exposed), float64(told.unexposed)
	counted := float64(told.badExposed+told.badUnexposed) / (n + m)
	if modelled := (with.Mid*n + without.Mid*m) / (n + m) / of20; math.Abs(modelled-counted) <= mostApart {
		return false
	}
	r.p.warnOnce(WarnMisfit, "the nights are more regular than the method expects, so for some exposures the figures of 20 nights are plain shares of what was counted")
	return true
}

// plain is a share as it was counted, with the limits of Jeffreys' prior, as if nights did
// not resemble each other.
//
// Source: Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286.
func plain(bad, nights int) *Per20 {
	b := distuv.Beta{Alpha: float64(bad) + 0.5, Beta: float64(nights-bad) + 0.5}
	return &Per20{of20 * float64(bad) / float64(nights), of20 * b.Quantile(lowest), of20 * b.Quantile(highest)}
}

// rows are the columns of a set on nights that stand for all.
func (r *run) rows(d stats.Drawn) [][]float64 {
	n := len(r.s.Y)
	var rows [][]float64
	for i := range min(n, nightsFor20) {
		t := (2*i + 1) * n / (2 * min(n, nightsFor20))
		var row []float64
		for _, x := range r.base {
			row = append(row, x[t])
		}
		for i, c := range d.Candidates {
			row = append(row, r.groups[c].ready.forms[d.Forms[i]][t])
		}
		rows = append(rows, row)
	}
	return rows
}

// share is a share of nights as so many of 20.
func share(values, weight []float64) *Per20 {
	s, err := stats.NewSample(values, weight)
	if err != nil {
		return nil
	}
	return &Per20{of20 * s.Quantile(0.5), of20 * s.Quantile(lowest), of20 * s.Quantile(highest)}
}

// chance is that of a bad night at one linear predictor, over the night effects.
func (r *run) chance(d stats.Drawn, i int, eta float64) float64 {
	p := 0.0
	for k, z := range hermiteAt {
		p += hermiteWeight[k] * r.badAt(d, i, eta+z*d.Sigma[i])
	}
	return p
}

// badAt is the chance of a bad night at one linear predictor with its night effect.
func (r *run) badAt(d stats.Drawn, i int, eta float64) float64 {
	family, _ := r.s.Outcome.Family()
	switch family {
	case stats.Counts:
		return 1 - countBelow(r.p.Limit, math.Exp(math.Min(eta, 30)), 1/(d.Rest[i]*d.Rest[i]))
	case stats.Ordered:
		for level, v := range r.values {
			if v >= r.p.Limit {
				if level == 0 {
					return 1
				}
				return 1 / (1 + math.Exp(d.Cut[level-1][i]-eta))
			}
		}
		return 0
	case stats.Binary:
		return 1 / (1 + math.Exp(-eta))
	}
	return math.Erfc(((r.p.Limit-r.centre)/r.scale-eta)/(d.Rest[i]*math.Sqrt2)) / 2
}

// countBelow is the chance of a count below a limit: negative binomial with a mean and a size.
func countBelow(limit, mean, size float64) float64 {
	p := math.Exp(-size * math.Log1p(mean/size))
	sum := 0.0
	for y := 0.0; y < limit; y++ {
		sum += p
		p *= (y + size) / (y + 1) * mean / (mean + size)
	}
	return math.Min(sum, 1)
}
