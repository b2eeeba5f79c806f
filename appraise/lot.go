package appraise

import (
	"fmt"
	"math"
	"slices"

	"charley/ingest"
	"charley/stats"
	"charley/trial"
)

// A scheme is how labels were drawn, as far as the table shows: within blocks, and
// for whole periods where the arm does not change in them. It holds the nights that
// have a block and an arm; the others stay as they are.
type scheme struct {
	y             []float64
	labels        []int
	block, period []int // periods that are not written down have a number of their own
	inferred      bool  // every arm stands in one piece in each block; pieces were taken for periods
}

// schemeOf reads the scheme off the rows; false where there is no block at all.
func schemeOf(rows []ingest.Row) (s scheme, ok bool) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r ingest.Row) bool { return r.Block == 0 || r.Arm < 0 })
	if len(rows) == 0 {
		return s, false
	}
	written := slices.ContainsFunc(rows, func(r ingest.Row) bool { return r.Period > 0 })
	s.inferred = !written && armsInOnePiece(rows)
	next := -1
	for i, r := range rows {
		period := r.Period
		switch {
		case s.inferred && i > 0 && rows[i-1].Block == r.Block && rows[i-1].Arm == r.Arm:
			period = s.period[i-1]
		case period == 0:
			period = next
			next--
		}
		s.y, s.labels = append(s.y, r.Y), append(s.labels, r.Arm)
		s.block, s.period = append(s.block, r.Block), append(s.period, period)
	}
	return s, true
}

// armsInOnePiece says that each block is one run of one arm and then one of the
// other, with more nights in it than arms. Labels that were drawn night by night
// fall like that in all of several blocks by a rare accident only, and where it
// was one, taking pieces for periods errs on the careful side.
func armsInOnePiece(rows []ingest.Row) bool {
	type block struct{ runs, nights, last int }
	blocks := map[int]*block{}
	longest := 0
	for _, r := range rows {
		b := blocks[r.Block]
		if b == nil {
			b = &block{last: -1}
			blocks[r.Block] = b
		}
		if b.nights++; b.last != r.Arm {
			b.runs++
			b.last = r.Arm
		}
		if b.runs > 2 {
			return false
		}
		longest = max(longest, b.nights)
	}
	return longest > 2
}

// A Lot is what rests on the lot alone.
type Lot struct {
	Randomisation Randomisation
	Wealth        []float64 // after each block
	Warnings      []ingest.Warning
}

// LotOf tests a trial against the lot. Without blocks nothing is known of it, which
// is a warning.
func LotOf(t ingest.Trial, o Options) (Lot, error) {
	var l Lot
	s, ok := schemeOf(t.Rows)
	if !ok {
		l.warn("no_blocks", "The table has no blocks, so how the arms were drawn is not known, and there is no randomisation test.")
		return l, nil
	}
	if s.inferred {
		l.warn("periods_inferred", "The table has no periods, but each arm stands in one piece in every block. It was taken that whole pieces were drawn, not nights.")
	}
	if o.HigherIsBetter {
		for i := range s.y {
			s.y[i] = -s.y[i]
		}
	}
	lots, err := stats.LotsWithin(s.labels, s.block, s.period)
	if err != nil {
		return l, fmt.Errorf("read off how arms were drawn: %w", err)
	}
	p, err := stats.Permute(s.y, s.labels, lots, stats.PermOptions{Statistic: trial.StatisticOf(o.Outcome), Seed: seedOf(o.Seed, t.Name)})
	if err != nil {
		return l, fmt.Errorf("randomisation test: %w", err)
	}
	within := "blocks"
	l.Randomisation = Randomisation{Scheme: &within, SmallestP: number(&p.Smallest), Draws: &p.Draws, Exact: &p.Exact}
	if !math.IsNaN(p.Observed) {
		l.Randomisation.P = number(&p.P)
	}
	if l.Wealth, err = stats.Wealth(s.y, s.labels, lots, trial.StatisticOf(o.Outcome)); err != nil {
		return l, fmt.Errorf("wealth: %w", err)
	}
	return l, nil
}

func (l *Lot) warn(code, text string) {
	l.Warnings = append(l.Warnings, ingest.Warning{Code: code, Text: text})
}

// lot puts beside the answer what rests on the lot alone.
func (a *Answer) lot(t ingest.Trial, o Options) error {
	l, err := LotOf(t, o)
	if err != nil {
		return err
	}
	a.Randomisation = l.Randomisation
	a.Warnings = append(a.Warnings, l.Warnings...)
	if n := len(l.Wealth); n > 0 {
		a.Wealth = number(&l.Wealth[n-1])
		highest := slices.Max(l.Wealth)
		a.WealthHighest = number(&highest)
	}
	return nil
}
