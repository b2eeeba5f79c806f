package share

import (
	"time"

	"charley"
	"charley/cause"
	"charley/diary"
	"charley/measure"
	"charley/tell"
	"charley/trial"
)

// A Report is what a doctor reads in a minute, as a value. What is empty was not said or is not known; no count
// stands without what it is out of, no estimate without its interval.
//
// The nights, spells and stretches are those of the period. The verdict, what goes with bad nights and the tests are
// those that the person sees on their own pages on the day on which the report is made, and say what they rest on.
type Report struct {
	From, To charley.Night // the period, both included
	Made     time.Time     // on the clock of the person's zone
	Who      Who
	Limits   charley.BadLimits // what makes a night bad
	Own      []charley.Own     // exposures of their own, for their names

	Warning   Warning // warning signs come first
	Kept      Kept
	Bad       Of // bad nights, of those on which it is known
	Cramps    Spells
	Restless  Spells
	Sore      Of                  // mornings with soreness after a night with a cramp, of those that say
	SleepLost Spread              // minutes, of mornings that say
	Bother    Spread              // restless bother 0 to 10, of mornings that say
	Stretches []Stretch           // weeks, months or years of the period, in order
	Rows      []diary.NightRecord // every night of the period, for the picture

	Verdict    Verdict
	Causes     []Cause    // what is worth a look
	Medicines  []Medicine // all that are taken
	Conditions []string   // ids of standing conditions that were answered with yes
	Labs       []Lab
	Tested     []Tested
	Patterns   Patterns
	Questions  []string // the person's own

	Sources []string // ids of records, in order of use
	Version string   // of what is known
	Program string   // version
	Hash    string   // over the whole diary as it was; see charley.Revision.Link. Empty: nothing is written
	Changes int64    // revisions of the diary that the hash is over
}

// Who is who the report is about, as far as they want it to say.
type Who struct {
	Name     string // only if it is to be named
	Age      *int   // completed years; from the year of birth alone it may be one less
	Sex      string // F, M, U or empty
	Pregnant bool
}

// A Warning is what the warning signs say.
type Warning struct {
	Urgency    string          // the highest of what stands
	Urgent     bool            // one of the same day or above stands: nothing else may look like an explanation
	Standing   []Sign          // most urgent first
	NotChecked []tell.RedFlag  // something that they need is not known
	Denied     []string        // ids of signs that were asked and are not there
	Past       []tell.PastFlag // each that stood and has ended, as it ended last: it was reported, and so is not among the denied
}

// A Sign is one warning sign that stands.
type Sign struct {
	tell.RedFlag
	Since time.Time // when it was told
}

// Kept is how much of the period is known.
type Kept struct {
	Nights   int             // calendar nights
	Recorded int             // on which something is known
	Complete int             // on which counts are exact
	Away     int             // away or ill
	Missing  []charley.Night // nights of which nothing is known, away left out
}

// An Of is a count out of those for which it is known.
type Of struct{ So, Said int }

// A Spread is where the values of a period lie.
type Spread struct {
	N              int     // values
	Median, Lo, Hi float64 // quartiles; 0 where N is 0
	Least, Most    float64
}

// Spells are the cramps, or the restless spells, of the period.
type Spells struct {
	What      string      // charley.Cramp or charley.Restless
	Count     int         // on all recorded nights
	Untimed   int         // of those: counted in the morning, without a time and what else a spell says
	Rate      *cause.Rate // a week, on complete nights; nil with fewer than diary.MinWeek
	Nights    Of          // complete nights with at least one
	Minutes   Spread      // of spells whose length is known
	Intensity Spread      // 0 to 10
	Places    []Named     // most often named first
	NoPlace   int         // spells of which no place was said
	Side      Sides
	Hard      Of // the muscle was hard
	Woke      Of
	Eased     []Named // what eased them; NotSaid in EasedSaid.Said
	EasedSaid Of      // spells of which it was said what eased them, of all
}

// A Named is a word of the codebook and how often it was said.
type Named struct {
	ID    string
	Count int
}

// Sides are how many spells were on which side.
type Sides struct{ Left, Right, Both, NotSaid int }

// A Stretch is one week, month or year of the period: severity over time. It compares with nothing.
type Stretch struct {
	From, To  charley.Night
	Nights    int
	Complete  int
	Cramps    int         // on complete nights
	Rate      *cause.Rate // cramps a week; nil where too few nights are complete
	Worst     Spread      // of its nights with a cramp: how bad the worst was, 0 to 10
	Spells    int         // restless, on nights whose count of them is exact
	Counted   int         // those nights: fewer than Complete where paper counted cramps alone
	Bother    Spread      // of its mornings
	SleepLost Spread
}

// A Verdict is what it looks like, with the published criteria.
type Verdict struct {
	Conditions     []tell.Condition
	Main           string // id; empty: cannot tell
	Summary        tell.Summary
	Confidence     string
	Sets           []CriteriaSet
	Contradictions []tell.Contradiction
	Nights         int       // nights with a spell that it rests on
	AskNext        []string  // features that would change it most
	Said           time.Time // when anything was last answered; zero: never
}

// A CriteriaSet is one published set and what its criteria come to.
type CriteriaSet struct {
	ID, Condition        string
	Tier                 string // the name that the set gives to what was met
	Met, NotMet, Unknown int
	Criteria             []tell.Criterion // also those that speak against the set, which are not counted above
}

// A Cause is a standing cause that is there.
type Cause struct {
	cause.Finding
	About string // charley.Cramp or charley.Restless
}

// A Medicine is one that is taken.
type Medicine struct {
	cause.Medicine
	Dose  string   // as written
	About []string // kinds of spell that it is linked with
}

// A Lab is the result of a blood test as the person gave it.
type Lab struct {
	ID    string // value of the codebook's blood tests
	Value float64
	Taken string        // partial date on which blood was taken; empty: not said
	Said  charley.Night // the day on which it was told
}

// A Tested is a trial that has ended, or goes on.
type Tested struct {
	ID          charley.EntryID
	Remedy      string // id
	Name        string
	Plan        trial.Plan
	Measure     measure.Measure
	From, To    charley.Night // nights that count; To is the planned end while it goes on
	State       string        // running, waiting, Finished or Stopped
	Earlier     int           // other lots drawn for the same remedy before
	Result      *trial.Result // nil while it goes on, before the person said what they believed, or where it could not be worked out
	Verdict     trial.Verdict // "" without a result
	Test        *trial.Test
	Kept, Asked int            // mornings on which the lot was followed, of those that say
	Working     bool           // the result is being worked out
	Tampered    bool           // what is kept is not what was sealed: nothing was worked out
	Harm        []charley.Fact // what the person told of something bad in it or after it, by day
	Beside      *trial.Beside  // beside which nights that was; nil where nothing was told, and while there is no result to be seen
}

// The states of a trial that is over.
const (
	Finished = "finished" // its last planned night is over
	Stopped  = "stopped"  // it was ended before
)

// Over says that a trial has ended, one way or another.
func (t Tested) Over() bool { return t.State == Finished || t.State == Stopped }

// Patterns are which exposures go with bad nights.
type Patterns struct {
	Measure    measure.Measure
	From, To   charley.Night // nights that were looked at; zero: none
	Found      cause.Patterns
	Afterwards int  // evenings answered after the night was known, which are not used
	Urgent     bool // a warning sign stands: nothing is named beside it
	Working    bool // they are being worked out; the report can be made again in a moment
	Failed     bool // they could not be worked out
}
