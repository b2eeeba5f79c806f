package cause

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"charley/knowledge"
	"charley/measure"
	"charley/stats"
)

// MaxExposures is how many exposures can be looked at together.
const MaxExposures = stats.MaxMaybe

// searchSeed places the points over which the night effect is integrated. It is always
// the same, so that the same nights say the same.
const searchSeed = 1

// Search says of every exposure how the nights go with it.
//
// Each exposure matters or not, with the same unknown chance; those that matter change
// the night's outcome in a regression with weekend, trend and a night effect that lasts.
// The probability that one matters is that of all sets of exposures that hold it, weighed
// by how well they explain the nights. Where the graph says so, an exposure is looked at
// with others always in, or never in, beside it. One that goes with the night before it
// more than with the night after it is not named.
//
//	Shapes   see Series.
//	Missing  an exposure that was not asked is taken as it usually is on such a day, at a
//	         weekend or not, so that it speaks neither way; evenings without any answer are
//	         adjusted for. A night without an outcome keeps its place.
//	Errors   ErrSeries with what is wrong with the series.
//	Assumes  what docs/statistics.md says; above all that nothing matters that is neither
//	         asked nor in the night effect.
//	Cost     about 0.1 s for 180 nights and a dozen exposures.
func (f *Finder) Search(s Series, o Options) (Patterns, error) {
	limit := o.Limit
	if limit == nil {
		limit = f.badFrom(s)
	}
	if err := s.check(); err != nil {
		return Patterns{}, err
	}
	p := Patterns{Outcome: s.Outcome, Limit: *limit, Found: make([]Pattern, len(s.Columns)), LookedAt: []string{}, Warnings: []Warning{}}
	p.count(s.Y)
	x := search{by: f.base.Patterns(), s: s, o: o, p: &p}
	for i, c := range s.Columns {
		p.Found[i] = describe(c, s.Y, p.Limit)
	}
	x.gate()
	x.caution()
	if !p.TooEarly {
		if err := x.run(); err != nil {
			return Patterns{}, fmt.Errorf("seek what goes with bad nights: %w", err)
		}
	}
	slices.SortStableFunc(p.Found, func(a, b Pattern) int {
		return cmp.Or(cmp.Compare(probability(b), probability(a)), cmp.Compare(slices.Index(Tiers(), a.Tier), slices.Index(Tiers(), b.Tier)))
	})
	return p, nil
}

func probability(p Pattern) float64 {
	if p.Probability == nil {
		return -1
	}
	return *p.Probability
}

// ErrSeries says that a series makes no sense.
var ErrSeries = errors.New("nights that cannot be searched")

func (s Series) check() error {
	if _, ok := s.Outcome.Family(); !ok {
		return fmt.Errorf("the outcome %q is none: %w", s.Outcome, ErrSeries)
	}
	n := len(s.Y)
	if n > stats.MaxSteps || len(s.Columns) > MaxExposures {
		return fmt.Errorf("%d nights and %d exposures, at most %d and %d: %w", n, len(s.Columns), stats.MaxSteps, MaxExposures, ErrSeries)
	}
	if s.Weekend != nil && len(s.Weekend) != n {
		return fmt.Errorf("%d weekend marks for %d nights: %w", len(s.Weekend), n, ErrSeries)
	}
	for t, y := range s.Y {
		if y == y {
			if err := s.Outcome.Check(y); err != nil {
				return fmt.Errorf("night %d: %w: %w", t+1, err, ErrSeries)
			}
		}
	}
	for _, c := range s.Columns {
		if err := c.check(n); err != nil {
			return fmt.Errorf("exposure %s: %w: %w", c.ID, err, ErrSeries)
		}
	}
	for _, x := range s.Fixed {
		if err := (Column{Values: x}).check(n); err != nil {
			return fmt.Errorf("what is adjusted for: %w: %w", err, ErrSeries)
		}
	}
	return nil
}

// mostAmount is beyond any amount of a day in any unit.
const mostAmount = 1e9

func (c Column) check(n int) error {
	if len(c.Values) != n {
		return fmt.Errorf("%d values for %d nights", len(c.Values), n)
	}
	for t, v := range c.Values {
		if math.Abs(v) > mostAmount {
			return fmt.Errorf("night %d: %g is no amount", t+1, v)
		}
	}
	for _, form := range c.Forms {
		if !slices.Contains(Forms(), form) {
			return fmt.Errorf("the form %q is none", form)
		}
	}
	return nil
}

// badFrom is from where a night counts as bad: what the records say, or for a value of
// another kind the middle one.
func (f *Finder) badFrom(s Series) *float64 {
	from := f.base.Patterns().BadFrom
	limit := map[measure.Outcome]float64{measure.Count: from.Count, measure.Severity: from.Severity, measure.Minutes: from.Minutes, measure.Bad: 1}[s.Outcome]
	if s.Outcome == measure.Value {
		limit = median(s.Y)
	}
	return &limit
}

// count fills how many nights there are of each kind.
func (p *Patterns) count(ys []float64) {
	for _, y := range ys {
		switch {
		case y != y:
			p.Missing++
		case y >= p.Limit:
			p.Bad++
		default:
			p.Good++
		}
	}
	p.Nights = p.Bad + p.Good
}

// A search is one search while it runs.
type search struct {
	by knowledge.Patterns
	s  Series
	o  Options
	p  *Patterns
}

// gate holds back what too few nights cannot tell, of the diary and of each exposure.
func (x *search) gate() {
	p, by := x.p, x.by
	p.Lacks = Lacks{Nights: max(0, by.Nights-p.Nights), Bad: max(0, by.Bad-p.Bad), Good: max(0, by.Good-p.Good)}
	p.TooEarly = !p.Lacks.None()
	for i := range p.Found {
		f := &p.Found[i]
		f.Tier = CannotTell
		constant := f.Exposed == 0 || f.Unexposed == 0 || !varies(x.s.Columns[i].Values)
		switch {
		case p.TooEarly:
			f.Why = WhyTooEarly
		case constant && f.Exposed+f.Unexposed >= by.With+by.Without:
			f.Tier = AlwaysTheSame
		case constant:
			f.Why = WhyFewWith
		case f.Exposed < by.With:
			f.Why = WhyFewWith
		case f.Unexposed < by.Without:
			f.Why = WhyFewWithout
		}
	}
}

// open says that an exposure has passed every gate.
func (p Pattern) open() bool { return p.Tier == CannotTell && p.Why == "" }
