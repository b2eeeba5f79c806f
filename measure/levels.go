package measure

import (
	"cmp"
	"math"
	"slices"
)

// Bins of minutes: the greatest of each but the last. A bin's value is the middle of
// its limits; the last one's is minutesAbove.
var minuteBins = []float64{0, 5, 15, 30, 60, 120}

var minuteValues = []float64{0, 3, 10, 22.5, 45, 90, 180}

func minuteBin(v float64) int {
	i, _ := slices.BinarySearch(minuteBins, v)
	return i
}

// Levels puts outcomes into ordered levels, in place: those that occur, joined with a
// neighbour where fewer than leastLevel nights have them. A cutpoint for a single night
// tells nothing of any effect, and makes the posterior one that is hard to draw from. What
// is joined depends on nothing but the outcomes. A joined level stands for the mean of its
// outcomes; those means are the answer, from the lowest level up.
//
// Outcomes below a limit and those from it on never share a level, so that a level can tell
// on which side a night lies.
//
//	Missing  NaN stays NaN; a limit that is NaN is none.
//	Range    outcomes that Check lets pass; severities and minutes only.
func (o Outcome) Levels(y []float64, limit float64) (values []float64) {
	value := func(v float64) float64 {
		stands := v
		if o == Minutes {
			stands = minuteValues[minuteBin(v)]
		}
		switch { // a bin that the limit divides stands for its part on either side
		case v >= limit && stands < limit:
			return limit
		case v < limit && stands >= limit:
			return math.Nextafter(limit, math.Inf(-1))
		}
		return stands
	}
	joined := join(o.apart(y, value), limit)
	for _, j := range joined {
		values = append(values, j.sum/float64(j.nights))
	}
	for t, v := range y {
		if v == v {
			level, _ := slices.BinarySearchFunc(joined, value(v), func(j joint, v float64) int { return cmp.Compare(j.top, v) })
			y[t] = float64(level)
		}
	}
	return values
}

// apart are the outcomes that occur, each a level of its own.
func (o Outcome) apart(y []float64, value func(float64) float64) []joint {
	var seen []float64
	for _, v := range y {
		if !math.IsNaN(v) {
			seen = append(seen, value(v))
		}
	}
	slices.Sort(seen)
	var out []joint
	for _, v := range seen {
		if n := len(out); n > 0 && out[n-1].top == v {
			out[n-1].nights++
			out[n-1].sum += v
		} else {
			out = append(out, joint{top: v, nights: 1, sum: v})
		}
	}
	return out
}

// leastLevel is how many nights a level must have.
const leastLevel = 3

// A joint is outcomes that are one level.
type joint struct {
	top    float64 // its greatest outcome
	nights int
	sum    float64
}

// join joins levels that have too few nights with the rarer of their neighbours on the
// same side of the limit, as long as more than two are left.
func join(levels []joint, limit float64) []joint {
	for len(levels) > 2 {
		least, into := -1, -1
		for i, l := range levels {
			if l.nights >= leastLevel || least >= 0 && l.nights >= levels[least].nights {
				continue
			}
			if with := neighbour(levels, i, limit); with >= 0 {
				least, into = i, with
			}
		}
		if least < 0 {
			break
		}
		into = min(into, least)
		levels[into] = joint{levels[into+1].top, levels[into].nights + levels[into+1].nights, levels[into].sum + levels[into+1].sum}
		levels = slices.Delete(levels, into+1, into+2)
	}
	return levels
}

// neighbour is the level next to one that it may be joined with, the rarer of two; -1 if
// there is none.
func neighbour(levels []joint, i int, limit float64) int {
	apart := func(low int) bool { return levels[low].top < limit && levels[low+1].top >= limit }
	below, above := i > 0 && !apart(i-1), i+1 < len(levels) && !apart(i)
	switch {
	case above && (!below || levels[i+1].nights < levels[i-1].nights):
		return i + 1
	case below:
		return i - 1
	}
	return -1
}
