package cause

import "charley/measure"

// A Series is every calendar night from the first to the last, in order, with what the
// day before each held.
//
//	Shapes   everything has one value a night.
//	Missing  NaN: an outcome that is not known, an exposure that was not asked.
type Series struct {
	Outcome measure.Outcome
	Y       []float64   // outcome of each night
	Weekend []bool      // Friday or Saturday evening; nil: not known
	Columns []Column    // exposures
	Fixed   [][]float64 // adjusted for always, such as the arm of a trial
}

// A Column is one exposure on each day.
type Column struct {
	ID     string
	Values []float64 // a yes or no as 1 or 0, an amount in its unit; NaN: not asked, or left open
	Forms  []Form    // how it may act; none: FormDay
}

// A Form is how an exposure may act on a night.
type Form string

// The forms.
const (
	FormDay       Form = "day"        // the day before the night
	FormTwoDays   Form = "two_days"   // the mean of the two days before it
	FormDayBefore Form = "day_before" // the day before that day
	FormSurprise  Form = "surprise"   // how far the day is from the person's own last weeks
)

// Forms are all forms.
func Forms() []Form { return []Form{FormDay, FormTwoDays, FormDayBefore, FormSurprise} }

// An Adjustment is with which other exposures one is looked at.
type Adjustment struct {
	For   []string // always in beside it: common causes
	Never []string // never in beside it: what it acts through
	Open  []string // common causes that nobody asks about
}

// A Tier is how sure it is that an exposure goes with bad nights.
type Tier string

// The tiers, in the order in which they are told.
const (
	VeryLikely       Tier = "very_likely"
	Possible         Tier = "possible"
	FollowsBadNights Tier = "follows_bad_nights" // it comes after bad nights rather than before them
	Harmless         Tier = "harmless"
	CannotTell       Tier = "cannot_tell"
	AlwaysTheSame    Tier = "always_the_same" // only leaving it out, or doing it, can tell
)

// Tiers are all tiers.
func Tiers() []Tier {
	return []Tier{VeryLikely, Possible, FollowsBadNights, Harmless, CannotTell, AlwaysTheSame}
}

// Named says that a tier names an exposure.
func (t Tier) Named() bool { return t == VeryLikely || t == Possible }

// Why nothing can be told of an exposure.
const (
	WhyTooEarly   = "too_early"   // of any: the diary is too short
	WhyFewWith    = "few_with"    // nights with it
	WhyFewWithout = "few_without" // nights without it
	WhyWithheld   = "withheld"    // the computation failed
)

// Which way an exposure goes with bad nights.
const (
	More  = "more"
	Fewer = "fewer"
)

// A Pattern is what the nights say about one exposure. It is no proof: the days were
// not drawn by lot.
type Pattern struct {
	Exposure    string
	Probability *float64 // that it matters at all; nil where nothing was computed
	Tier        Tier
	Why         string // of CannotTell; empty: it was looked at, and is not sure
	Direction   string // More, Fewer or empty

	Amount        bool    // an amount, not a yes or no
	Cut           float64 // Amount: above this a day counts as with it
	With, Without float64 // what that means: 1 and 0, or the mean amounts

	Ratio         *Interval // of a night with it to one without, if it matters: of rates, or of odds; Value: a difference
	Per20With     *Per20
	Per20Without  *Per20
	Counted       bool // those are the shares that were counted, not the model's
	Exposed       int  // nights with an outcome and with it
	Unexposed     int
	NotAsked      int
	BadExposed    int // of Exposed
	BadUnexposed  int
	Reverse       *Reverse
	MoreNights    *int     // further nights that would do if it mattered; nil: not worked out, or very many
	Form          Form     // the likeliest
	CountsAsOneAs []string // other exposures that go along with it so closely that they cannot be told apart
	Open          []string // common causes that nobody asks about: see Adjustment

	sure bool // if it mattered, it would hardly matter
}

// Mark is in one word how a pattern is told: which way it goes, and how sure that is.
func (p Pattern) Mark() string {
	maybe := ""
	if p.Tier == Possible {
		maybe = "maybe-"
	}
	switch {
	case p.Tier == Harmless:
		return "harmless"
	case p.Tier == FollowsBadNights:
		return "after"
	case p.Tier.Named() && p.Direction != "":
		return maybe + p.Direction
	}
	return "open"
}

// Settled says that the limits of the ratio leave out that the exposure does not matter:
// that is no likelier than all else they leave out on one side.
func (p Pattern) Settled() bool { return p.Probability != nil && 1-*p.Probability <= lowest }

// An Interval is the middle and the 95 % limits of a quantity.
type Interval struct{ Median, Lo, Hi float64 }

// A Per20 is how many of 20 nights are bad, with its 95 % limits.
type Per20 struct{ Mid, Lo, Hi float64 }

// A Reverse is whether an exposure goes with the night before it.
type Reverse struct {
	Stronger    bool    // than with the night after it
	Probability float64 // that it goes with the night before it
}

// A Lacks is what is missing until anything is said; 0: enough.
type Lacks struct{ Nights, Bad, Good int }

// None says that nothing is missing.
func (l Lacks) None() bool { return l == Lacks{} }

// A Warning is something to know beside the patterns.
type Warning struct {
	Code      string
	Text      string // in plain words, for tables; pages say it in their own
	Exposures []string
}

// Codes of warnings.
const (
	WarnConstant   = "constant"      // an exposure never varies
	WarnCollinear  = "collinear"     // exposures that go together count as one
	WarnFewNights  = "few_nights"    // more exposures than nights
	WarnNoEvents   = "no_events"     // every outcome is 0
	WarnSameAlways = "same_outcome"  // every outcome is alike
	WarnNotAsked   = "often_missing" // an exposure was not asked on most days
	WarnWithheld   = "withheld"      // the computation failed
	WarnSearch     = "search_cut"    // the search was ended before everything likely was looked at
	WarnMisfit     = "misfit"        // nights are more regular than the method expects: some figures of 20 nights are plain shares
)

// Patterns are what the nights say about every exposure.
type Patterns struct {
	Outcome  measure.Outcome
	Nights   int     // with an outcome
	Missing  int     // without
	Bad      int     // of Nights
	Good     int     // of Nights
	Limit    float64 // a night counts as bad from this outcome on
	TooEarly bool
	Lacks    Lacks
	Found    []Pattern // one for each exposure, the likeliest first
	LookedAt []string  // exposures that were in the search
	Warnings []Warning
	Models   int // that were looked at
}

// Options of a search.
type Options struct {
	Adjust   map[string]Adjustment // by exposure; nil: none
	Limit    *float64              // a night counts as bad from this outcome on; nil: what the records say
	Progress func(done float64)    // from 0 to 1; may be nil
}
