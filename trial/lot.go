package trial

import (
	"fmt"
	"math"

	"charley"
	"charley/measure"
	"charley/stats"
)

// A Test is what rests on nothing but how the arms were drawn: the randomisation
// test, and the wealth of a gambler who bets on the arms block by block.
type Test struct {
	Scheme   string
	P        float64 // two-sided
	Smallest float64 // p that this design can reach
	Draws    int     // sequences looked at: all, or drawn
	Exact    bool
	Wealth   float64 // 1 at the start; reaches 20 by chance in at most one of twenty trials without an effect
	Highest  float64 // wealth after any block
}

// StatisticOf is what the randomisation test compares, fixed by the outcome so
// that nobody chooses it afterwards: means of log(1 + value) where one wild
// night should not decide, plain means elsewhere.
func StatisticOf(o measure.Outcome) stats.Statistic {
	if o == measure.Count || o == measure.Minutes {
		return stats.LogMean
	}
	return stats.Mean
}

// Lots are all ways in which the arms could have been drawn, night by night.
func (p Plan) Lots() (*stats.Lots, error) {
	seq, err := p.Sequences()
	if err != nil {
		return nil, err
	}
	return seq.Lots(p.Period), nil
}

// Test tests the nights against the lot. y are the outcomes from the first night
// on, NaN where missing; nights to come may be left off. Outcomes of washout
// nights are not used.
//
// Errors: charley.ErrInvalid for more outcomes than nights, or one that is no
// number of its measure.
func (s Sealed) Test(y []float64) (Test, error) {
	m, ok := measure.Of(s.Measure)
	if !ok || len(y) > s.Nights {
		return Test{}, fmt.Errorf("test a trial of %d nights with %d outcomes: %w", s.Nights, len(y), charley.ErrInvalid)
	}
	lots, err := s.Lots()
	if err != nil {
		return Test{}, err
	}
	used := s.used(y)
	p, err := stats.Permute(used, s.Arms, lots, stats.PermOptions{Statistic: StatisticOf(m.Outcome)})
	if err != nil {
		return Test{}, fmt.Errorf("test a trial: %w: %w", err, charley.ErrInvalid)
	}
	out := Test{Scheme: s.Admissible.Scheme, P: p.P, Smallest: p.Smallest, Draws: p.Draws, Exact: p.Exact, Wealth: 1, Highest: 1}
	out.Smallest = max(out.Smallest, s.reach(used))
	path, err := s.Wealth(y)
	for _, w := range path {
		out.Wealth, out.Highest = w, max(out.Highest, w)
	}
	return out, err
}

// reach is the smallest p of as much of the plan as has outcomes: what is drawn for
// nights to come moves nothing.
func (p Plan) reach(used []float64) float64 {
	last := len(used)
	for last > 0 && math.IsNaN(used[last-1]) {
		last--
	}
	if last == 0 {
		return 1
	}
	p.Nights = whole(last, p.Block)
	lots, err := p.Lots()
	if err != nil {
		return 1
	}
	return lots.Smallest()
}

// Wealth is that after each block that is over: an unfinished one could be waited out.
func (s Sealed) Wealth(y []float64) ([]float64, error) {
	m, _ := measure.Of(s.Measure)
	lots, err := s.Lots()
	if err != nil {
		return nil, err
	}
	used := s.used(y)
	for i := range used {
		if m.HigherIsBetter {
			used[i] = -used[i]
		}
	}
	path, err := stats.Wealth(used, s.Arms, lots, StatisticOf(m.Outcome))
	if err != nil {
		return nil, fmt.Errorf("bet on a trial: %w: %w", err, charley.ErrInvalid)
	}
	return path[:min(len(y)/s.Block, len(path))], nil
}

// used are the outcomes of all planned nights, without those of washout nights
// and of nights to come.
func (p Plan) used(y []float64) []float64 {
	out := make([]float64, p.Nights)
	for i := range out {
		if out[i] = math.NaN(); i < len(y) && !p.IsWashout(i+1) {
			out[i] = y[i]
		}
	}
	return out
}
