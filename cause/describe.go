package cause

import (
	"math"
	"slices"
)

// describe counts the nights with and without an exposure.
func describe(c Column, ys []float64, limit float64) Pattern {
	p := Pattern{Exposure: c.ID, With: 1}
	var asked []float64
	for t, v := range c.Values {
		if v == v && ys[t] == ys[t] {
			asked = append(asked, v)
			p.Amount = p.Amount || v != 0 && v != 1
		}
	}
	if p.Amount {
		p.Cut = cut(asked)
	}
	told := tellings(c.Values, c.Values, ys, p.Cut, limit)
	p.count(told)
	if p.Amount {
		p.With, p.Without = told.with, told.without
	}
	return p
}

// A telling is the nights with and without an exposure by one of its forms.
type telling struct {
	with, without            float64 // the mean of each
	mean                     float64 // of all days
	exposed, unexposed       int
	badExposed, badUnexposed int
	notAsked                 int
}

// tellings counts the nights whose value is above a cut, and the others, and takes the means
// of what stands for the values in the model: mostly themselves.
func tellings(values, stands, ys []float64, cut, limit float64) (k telling) {
	var sum, n [2]float64
	for t, v := range values {
		with := 0
		switch y := ys[t]; {
		case y != y:
			continue
		case v != v:
			k.notAsked++
			continue
		case v > cut:
			with = 1
			if k.exposed++; y >= limit {
				k.badExposed++
			}
		default:
			if k.unexposed++; y >= limit {
				k.badUnexposed++
			}
		}
		if s := stands[t]; s == s {
			sum[with], n[with] = sum[with]+s, n[with]+1
		}
	}
	k.with, k.without = sum[1]/math.Max(1, n[1]), sum[0]/math.Max(1, n[0])
	return k
}

func (p *Pattern) count(k telling) {
	p.Exposed, p.Unexposed, p.NotAsked = k.exposed, k.unexposed, k.notAsked
	p.BadExposed, p.BadUnexposed = k.badExposed, k.badUnexposed
}

// cut is the amount above which a day counts as with the exposure: the middle one, or
// where no day is above that, the greatest that is below it.
func cut(amounts []float64) float64 {
	middle, most := median(amounts), slices.Max(amounts)
	if middle < most {
		return middle
	}
	below := math.Inf(-1)
	for _, v := range amounts {
		if v < most {
			below = math.Max(below, v)
		}
	}
	if math.IsInf(below, -1) { // never varies
		return most
	}
	return below
}

// median is the middle value of those that are known, the lower of two; NaN of none.
func median(values []float64) float64 {
	var known []float64
	for _, v := range values {
		if v == v {
			known = append(known, v)
		}
	}
	if len(known) == 0 {
		return math.NaN()
	}
	slices.Sort(known)
	return known[(len(known)-1)/2]
}
