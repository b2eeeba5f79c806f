package stats

import (
	"fmt"
	"math/big"
	"slices"
)

// Lots is a set of labellings of places, all as likely, as they were really
// drawn: block after block, in a block by permuting the labels of its units. A
// unit is one night, or a whole period whose nights share a label.
//
//	Shapes   n places; every place lies in one unit, every unit in one block.
//	Units    labels, 0 and 1.
//	Errors   ErrSequence if columns do not fit together or labels are not 0 or 1.
//	Assumes  blocks were drawn independently, or, from Sequences, with its cap on runs.
//	Cost     O(n) to make, and O(patterns) a block where its patterns can be listed.
type Lots struct {
	n      int
	blocks []lot
	count  *big.Int
}

// A lot is one block.
type lot struct {
	units    [][]int     // places of each unit
	ones     int         // units labelled 1
	patterns [][]int     // of the units; nil: too many to list
	next     [][]int     // state, pattern → state; nil: blocks do not remember
	chance   [][]float64 // state, pattern → chance given the blocks before; nil: all alike
}

// LotsWithin are the labellings that permute labels within blocks. A period in
// which the label is constant moves as a whole; nil periods: each place by itself.
func LotsWithin(labels, block, period []int) (*Lots, error) {
	if len(block) != len(labels) || period != nil && len(period) != len(labels) {
		return nil, fmt.Errorf("%d labels, %d blocks, %d periods: %w", len(labels), len(block), len(period), ErrSequence)
	}
	l := &Lots{n: len(labels), count: big.NewInt(1)}
	at := map[int]int{} // block → index, in order of first appearance
	places := [][]int{}
	for i, b := range block {
		if labels[i] != 0 && labels[i] != 1 {
			return nil, fmt.Errorf("label %d is %d: %w", i, labels[i], ErrSequence)
		}
		if _, seen := at[b]; !seen {
			at[b] = len(places)
			places = append(places, nil)
		}
		places[at[b]] = append(places[at[b]], i)
	}
	for _, p := range places {
		one := newLot(p, labels, period)
		l.count.Mul(l.count, new(big.Int).Binomial(int64(len(one.units)), int64(one.ones)))
		l.blocks = append(l.blocks, one)
	}
	return l, nil
}

// newLot groups the places of a block into units.
func newLot(places, labels, period []int) lot {
	var units [][]int
	switch whole := constantPeriods(places, labels, period); {
	case whole == nil:
		for _, i := range places {
			units = append(units, []int{i})
		}
	default:
		units = whole
	}
	out := lot{units: units}
	for _, u := range units {
		out.ones += labels[u[0]]
	}
	if ways := new(big.Int).Binomial(int64(len(units)), int64(out.ones)); ways.IsInt64() && ways.Int64() <= maxPatterns {
		out.patterns = balanced(len(units), out.ones)
	}
	return out
}

// constantPeriods are the periods of a block if its labels are constant in each
// of them; nil if they are not, or if there are no periods.
func constantPeriods(places, labels, period []int) [][]int {
	if period == nil {
		return nil
	}
	at, out := map[int]int{}, [][]int{}
	for _, i := range places {
		k, seen := at[period[i]]
		if !seen {
			at[period[i]] = len(out)
			out = append(out, []int{i})
			continue
		}
		if labels[out[k][0]] != labels[i] {
			return nil
		}
		out[k] = append(out[k], i)
	}
	return out
}

// Lots are the labellings that come of the sequences when each label holds for
// so many places in a row.
func (s *Sequences) Lots(each int) *Lots {
	l := &Lots{n: s.n * each, count: s.Count()}
	for b := range s.n / s.block {
		one := lot{ones: s.block / 2, patterns: s.patterns, next: s.next, chance: s.chances(b)}
		for u := range s.block {
			unit := make([]int, each)
			for k := range unit {
				unit[k] = (b*s.block+u)*each + k
			}
			one.units = append(one.units, unit)
		}
		if s.runCap == s.block {
			one.next, one.chance = nil, nil // no cap: blocks do not remember
		}
		l.blocks = append(l.blocks, one)
	}
	return l
}

// chances are those of each pattern of block b, state by state.
func (s *Sequences) chances(b int) [][]float64 {
	out := make([][]float64, len(s.next))
	for state, row := range s.next {
		out[state] = make([]float64, len(row))
		if s.ways[b][state].Sign() == 0 {
			continue
		}
		for p, to := range row {
			if to >= 0 {
				out[state][p], _ = new(big.Rat).SetFrac(s.ways[b+1][to], s.ways[b][state]).Float64()
			}
		}
	}
	return out
}

// Len is how many places there are.
func (l *Lots) Len() int { return l.n }

// Count is how many labellings there are.
func (l *Lots) Count() *big.Int { return new(big.Int).Set(l.count) }

// Smallest is the smallest two-sided p that the set can give: of two, where the
// mirror image of every labelling is in it too, else of one.
func (l *Lots) Smallest() float64 {
	extreme := 2.0
	for _, b := range l.blocks {
		if 2*b.ones != len(b.units) {
			extreme = 1
		}
	}
	f, _ := new(big.Float).SetInt(l.count).Float64()
	return min(1, extreme/f)
}

// pattern is which pattern of a block the labels show; -1 if none.
func (b lot) pattern(labels []int) int {
	seen := make([]int, len(b.units))
	for u, places := range b.units {
		seen[u] = labels[places[0]]
		for _, i := range places {
			if labels[i] != seen[u] {
				return -1
			}
		}
	}
	return slices.IndexFunc(b.patterns, func(p []int) bool { return slices.Equal(p, seen) })
}
