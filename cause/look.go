package cause

import (
	"errors"
	"fmt"

	"gonum.org/v1/gonum/stat/distuv"

	"charley"
	"charley/diary"
)

// A Rate is how often something happened, with its width.
type Rate struct {
	PerWeek float64 `json:"per_week"`
	Lo      float64 `json:"lo"` // per week
	Hi      float64 `json:"hi"`
	Level   float64 `json:"level"`   // that the interval is made for
	Count   int     `json:"count"`   // spells
	Nights  int     `json:"nights"`  // whose count is known
	Missing int     `json:"missing"` // nights of the stretch left out, away and unrecorded
}

// A Look lays one date over the nights: how it was before, and after. It is no
// verdict: cramps come and go by themselves, and other things change too.
type Look struct {
	What    string        `json:"what"`     // cramp or restless
	From    charley.Night `json:"from"`     // first night of the look
	Start   charley.Night `json:"start"`    // first night after
	To      charley.Night `json:"to"`       // last night
	Left    int           `json:"left_out"` // nights around a start of which only the month is known
	Before  Rate          `json:"before"`
	After   Rate          `json:"after"`
	Overlap bool          `json:"overlap"` // the two intervals share values
	Assumes string        `json:"assumes"`
	Spread  float64       `json:"spread"` // variance of weekly counts over their mean that was used
}

// ErrNoStart says that a start is too vague to be laid over the nights.
var ErrNoStart = errors.New("only the year is known")

// Look is the rate of spells before and after a start.
//
// Each rate is the count over the nights whose count is known, times seven. Its
// interval is Garwood's exact one for a Poisson count, made wider: nights of one
// person differ more than chance, so count and nights are divided by the spread,
// the greater of the one in the records and the one that the weeks show.
//
//	Shapes   nights in order, one a night.
//	Units    spells a week; the interval has at least about the level in the
//	         records; it is wider where nights are calmer than the spread.
//	Range    from 0; the upper end is finite also where nothing happened.
//	Missing  a night that is not complete has no count and is left out, as are
//	         nights away, and the month of a start that is known by its month.
//	Errors   ErrNoStart; charley.ErrTooFew with too few nights on a side.
//	Assumes  the rate is steady on each side, and weeks differ by the spread.
//	Source   Garwood (1936), doi:10.1093/biomet/28.3-4.437; quasi-Poisson scaling.
func (f *Finder) Look(nights []diary.NightRecord, what, start string) (Look, error) {
	first, next, err := startOf(start)
	if err != nil {
		return Look{}, err
	}
	look := Look{What: what, Start: next, Left: next.Sub(first), Assumes: "steady on each side; nights of one person differ more than chance"}
	var before, after []diary.NightRecord
	for _, n := range nights {
		switch {
		case n.Night.Before(first) && first.Sub(n.Night) <= f.method.LookMost:
			before = append(before, n)
		case !n.Night.Before(next) && n.Night.Sub(next) < f.method.LookMost:
			after = append(after, n)
		}
	}
	if len(before) == 0 || len(after) == 0 {
		return Look{}, fmt.Errorf("look at nights before and after: %w", charley.ErrTooFew)
	}
	look.From, look.To = before[0].Night, after[len(after)-1].Night
	look.Spread = max(f.method.LookSpread, spread(before, what), spread(after, what))
	look.Before, look.After = f.rate(before, what, look.Spread), f.rate(after, what, look.Spread)
	if look.Before.Nights < f.method.LookLeast || look.After.Nights < f.method.LookLeast {
		return Look{}, fmt.Errorf("look at nights before and after: %w", charley.ErrTooFew)
	}
	look.Overlap = look.Before.Lo <= look.After.Hi && look.After.Lo <= look.Before.Hi
	return look, nil
}

// Window is the stretch of nights that a look at a start needs.
//
// Errors: ErrNoStart.
func (f *Finder) Window(start string) (first, last charley.Night, err error) {
	from, next, err := startOf(start)
	if err != nil {
		return first, last, err
	}
	return from.Add(-f.method.LookMost), next.Add(f.method.LookMost - 1), nil
}

// startOf are the first night that a start may fall on, and the first that is
// surely after it.
func startOf(start string) (first, next charley.Night, err error) {
	switch len(start) {
	case len("2026-06-01"):
		first, err = charley.ParseNight(start)
		return first, first, err
	case len("2026-06"):
		if first, err = charley.ParseNight(start + "-01"); err != nil {
			return first, next, err
		}
		next = charley.Night{Year: first.Year, Month: first.Month + 1, Day: 1}.Add(0) // Add puts month 13 right
		return first, next, nil
	}
	return first, next, ErrNoStart
}

const week = 7

// counted says that a night has a count of one sort of episode.
func counted(n diary.NightRecord, what string) bool { return n.Exact(what) && n.Away == nil }

func (f *Finder) rate(nights []diary.NightRecord, what string, spread float64) Rate {
	r := Rate{Level: f.method.LookLevel}
	for _, n := range nights {
		if !counted(n, what) {
			r.Missing++
			continue
		}
		r.Nights++
		r.Count += n.Count(what)
	}
	if r.Nights == 0 {
		return r
	}
	lo, hi := garwood(float64(r.Count)/spread, 1-f.method.LookLevel)
	scale := week * spread / float64(r.Nights)
	r.PerWeek, r.Lo, r.Hi = week*float64(r.Count)/float64(r.Nights), lo*scale, hi*scale
	return r
}

// Weekly is how often something happened a week in some nights, by those whose count is
// exact, nights away among them: the figure that summaries of nights show, with its
// width. nil if fewer than diary.MinWeek are.
//
// Its interval is made as that of a Look; see there.
func (f *Finder) Weekly(nights []diary.NightRecord, what string) *Rate {
	var complete []diary.NightRecord
	for _, n := range nights {
		if n.Exact(what) {
			n.Away = nil
			complete = append(complete, n)
		}
	}
	if len(complete) < diary.MinWeek {
		return nil
	}
	r := f.rate(complete, what, max(f.method.LookSpread, spread(complete, what)))
	r.Missing = len(nights) - len(complete)
	return &r
}

// garwood is the exact interval of the mean of a Poisson count, for a count that
// need not be whole.
func garwood(count, alpha float64) (lo, hi float64) {
	if count > 0 {
		lo = distuv.Gamma{Alpha: count, Beta: 1}.Quantile(alpha / 2)
	}
	return lo, distuv.Gamma{Alpha: count + 1, Beta: 1}.Quantile(1 - alpha/2)
}

// spread is the variance of weekly counts over their mean, from whole weeks of
// counted nights in a row; 0 where there are fewer than four such weeks.
func spread(nights []diary.NightRecord, what string) float64 {
	var sums []float64
	sum, days := 0.0, 0
	for _, n := range nights {
		if !counted(n, what) {
			continue
		}
		sum += float64(n.Count(what))
		if days++; days == week {
			sums = append(sums, sum)
			sum, days = 0, 0
		}
	}
	if len(sums) < 4 {
		return 0
	}
	mean, square := 0.0, 0.0
	for _, s := range sums {
		mean += s / float64(len(sums))
	}
	for _, s := range sums {
		square += (s - mean) * (s - mean) / float64(len(sums)-1)
	}
	if mean == 0 {
		return 0
	}
	return square / mean
}
