package trial

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"charley"
	"charley/knowledge"
	"charley/measure"
)

// What is drawn by lot: see knowledge.TrialUnits.
const (
	UnitNight  = "night"
	UnitBlock  = "block"
	UnitPeriod = "period"
	unitAttack = "attack"
	unitNone   = "none"
	fitNo      = "no"
)

// Who knows what was drawn.
const (
	Open   = "open"
	Helper = "helper" // somebody else keeps the list and fills the bottles
)

// The shape of a trial. The figures are those of docs/statistics.md: blocks of
// four nights and no more than three alike cancel drift; three half-lives leave
// an eighth of an effect; five speeds lie between.
const (
	nightBlock   = 4
	nightRunCap  = 3
	fastHalfLife = 0.5 // nights; gone by the next night
	slowHalfLife = 3.0
	leastPeriod  = 4   // nights, where an effect lasts into the next night
	usualNights  = 56  // at one event a night, halving it shows in two of five trials of this length
	LeastNights  = 14  // before, a posterior is mostly its prior
	MostNights   = 364 // a year of whole weeks
	leastBlocks  = 2   // one pair of periods cannot tell the remedy from what changed meanwhile
)

// A Wish is what the person asks for, with what is known about remedy and person.
type Wish struct {
	Remedy   knowledge.Remedy
	Offered  bool        // the remedy is offered to this person: its gates are known and open
	Urgent   bool        // a warning sign stands
	Pregnant charley.Tri // unknown is never no; what hangs on it must not be offered then
	Measure  string      // id; empty: cramps
	Nights   int         // 0: the usual length
	Blind    string      // empty: open
	Start    charley.Night
}

// A Plan is everything that is decided before a trial starts.
type Plan struct {
	Remedy   string        `json:"remedy"`
	Measure  string        `json:"measure"`
	Unit     string        `json:"unit"`
	Start    charley.Night `json:"start"`
	Nights   int           `json:"nights"`
	Period   int           `json:"period"`    // nights of one period; 1 where nights are drawn one by one
	Block    int           `json:"block"`     // nights of one block, in which both arms are drawn equally often
	Washout  int           `json:"washout"`   // nights at the start of a period whose outcome is left out
	HalfLife float64       `json:"half_life"` // nights in which half of the effect is gone
	RunCap   int           `json:"run_cap"`   // longest run of one arm, in draws; 0: none
	Blind    string        `json:"blind"`
	RunIn    RunIn         `json:"run_in"`
}

// PlanFor makes the plan, or says why there is none: a *Refusal, or ErrInvalid
// for a wish that names an unknown measure, length or blinding.
func PlanFor(w Wish, r RunIn) (Plan, error) {
	if w.Measure == "" {
		w.Measure = measure.Cramps
	}
	m, ok := measure.Of(w.Measure)
	if !ok {
		return Plan{}, &charley.FieldError{Field: "measure", Got: charley.Clip(w.Measure), Why: "is no measure of a trial"}
	}
	if no := refuse(w, m, r); no != nil {
		return Plan{}, no
	}
	p := shape(w.Remedy.Trial)
	p.Remedy, p.Measure, p.Start, p.RunIn, p.Blind = w.Remedy.ID, m.ID, w.Start, r, w.Blind
	if p.Blind == "" {
		p.Blind = Open
	}
	if w.Nights != 0 {
		if w.Nights < LeastNights || w.Nights > MostNights {
			return Plan{}, &charley.FieldError{Field: "nights", Got: strconv.Itoa(w.Nights), Why: fmt.Sprintf("must be from %d to %d", LeastNights, MostNights)}
		}
		p.Nights = min(max(leastBlocks*p.Block, whole(w.Nights, p.Block)), MostNights/p.Block*p.Block)
	}
	return p, p.Check()
}

// shape is how a remedy is tested: as its record says, and never faster than
// the remedy is. An effect that is gone by the next night is drawn each night;
// one that lasts for a few is given periods of at least four nights; a slow one
// at least three half-lives.
func shape(t knowledge.Trial) Plan {
	p := Plan{Unit: t.Unit, Period: max(1, t.Nights), Washout: t.Washout, HalfLife: t.HalfLife}
	least := 1
	switch {
	case t.HalfLife > slowHalfLife:
		least = int(math.Ceil(3 * t.HalfLife))
	case t.HalfLife > fastHalfLife:
		least = leastPeriod
	}
	p.Period = max(p.Period, least)
	if p.Period == 1 {
		p.Unit, p.Block, p.RunCap, p.Washout = UnitNight, nightBlock, nightRunCap, 0
		p.Nights = max(usualNights, whole(2*t.Pairs, nightBlock))
		return p
	}
	if p.Unit == UnitNight {
		p.Unit = UnitBlock
	}
	p.Block = 2 * p.Period
	p.Nights = p.Block * max(leastBlocks, min(t.Pairs, MostNights/p.Block))
	return p
}

// whole rounds nights up to whole blocks.
func whole(nights, block int) int { return (nights + block - 1) / block * block }

// Check says what is wrong with a plan. It is ErrInvalid.
func (p Plan) Check() error {
	bad := func(field, why string) error { return &charley.FieldError{Field: field, Why: why} }
	_, known := measure.Of(p.Measure)
	switch {
	case p.Remedy == "":
		return bad("remedy", "is missing")
	case !known:
		return bad("measure", "is no measure of a trial")
	case p.Unit != UnitNight && p.Unit != UnitBlock && p.Unit != UnitPeriod:
		return bad("unit", "must be night, block or period")
	case p.Start.IsZero() || p.Start.Year < 1:
		return bad("start", "is missing")
	case p.Blind != Open && p.Blind != Helper:
		return bad("blind", "must be open or helper")
	case p.Period < 1 || p.Block < 2*p.Period || p.Block%(2*p.Period) != 0 || p.Block/p.Period > 16:
		return bad("block", "must be an even number of periods, at most 16")
	case p.Nights < leastBlocks*p.Block || p.Nights%p.Block != 0:
		return bad("nights", fmt.Sprintf("must be at least two whole blocks of %d nights", p.Block))
	case p.Nights < LeastNights || p.Nights > MostNights:
		return bad("nights", fmt.Sprintf("must be from %d to %d", LeastNights, MostNights))
	case p.Washout < 0 || p.Washout >= p.Period && p.Period > 1 || p.Period == 1 && p.Washout > 0:
		return bad("washout", "must leave nights of a period")
	case p.RunCap < 0:
		return bad("run_cap", "must not be negative")
	case !(p.HalfLife >= 0) || p.HalfLife > MostNights:
		return bad("half_life", "must be a number of nights")
	}
	return nil
}

// PeriodOf and BlockOf are the place of night k, from 1, in the plan, from 1.
func (p Plan) PeriodOf(k int) int { return (k-1)/p.Period + 1 }

// BlockOf is the block of night k, from 1.
func (p Plan) BlockOf(k int) int { return (k-1)/p.Block + 1 }

// IsWashout says whether the outcome of night k, from 1, is left out.
func (p Plan) IsWashout(k int) bool { return (k-1)%p.Period < p.Washout }

// Last is the last planned night.
func (p Plan) Last() charley.Night { return p.Start.Add(p.Nights - 1) }

// Of is the place of a calendar night in the trial, from 1.
func (p Plan) Of(n charley.Night) (k int, ok bool) {
	k = n.Sub(p.Start) + 1
	return k, k >= 1 && k <= p.Nights
}

// isWeekend says that the next day is one of rest for most: the evenings of Friday and Saturday.
func isWeekend(n charley.Night) bool {
	return n.Weekday() == time.Friday || n.Weekday() == time.Saturday
}
