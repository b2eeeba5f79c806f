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
	var sum, n [2]float64
	for t, v := range c.Values {
		switch y := ys[t]; {
		case y != y:
		case v != v:
			p.NotAsked++
		default:
			with, bad := 0, 0
			if v > p.Cut {
				with = 1
			}
			if y >= limit {
				bad = 1
			}
			sum[with], n[with] = sum[with]+v, n[with]+1
			if with == 1 {
				p.Exposed, p.BadExposed = p.Exposed+1, p.BadExposed+bad
			} else {
				p.Unexposed, p.BadUnexposed = p.Unexposed+1, p.BadUnexposed+bad
			}
		}
	}
	if p.Amount {
		p.With, p.Without = sum[1]/math.Max(1, n[1]), sum[0]/math.Max(1, n[0])
	}
	return p
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
