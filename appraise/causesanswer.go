package appraise

import "charley/ingest"

// A CausesAnswer is what is said about one diary, as programs read it. A number that
// is withheld is nil.
type CausesAnswer struct {
	Diary    *string         `json:"diary"` // null where the table has no column for it
	Outcome  string          `json:"outcome"`
	Nights   int             `json:"nights"` // with an outcome
	Missing  int             `json:"missing"`
	Bad      int             `json:"bad"` // of nights
	Good     int             `json:"good"`
	Limit    Number          `json:"limit"` // a night counts as bad from this outcome on, or down where higher is better
	TooEarly bool            `json:"too_early"`
	Lacks    Lacks           `json:"lacks"`
	Findings []Finding       `json:"findings"` // one for each exposure, the likeliest first
	LookedAt []string        `json:"looked_at"`
	Warnings []CausesWarning `json:"warnings"`
	Models   int             `json:"models"` // that were weighed
	Seconds  Number          `json:"seconds"`
	Higher   bool            `json:"-"` // is better: who asks knows
}

// A Lacks is how many nights are missing until anything is said.
type Lacks struct {
	Nights int `json:"nights"`
	Bad    int `json:"bad"`
	Good   int `json:"good"`
}

// A Finding is what is said about one exposure.
type Finding struct {
	Exposure    string  `json:"exposure"`
	Probability *Number `json:"inclusion_probability" doc:"that it matters at all; null where nothing was computed"`
	Tier        string  `json:"tier" enum:"very_likely,possible,follows_bad_nights,harmless,cannot_tell,always_the_same"`
	Why         *string `json:"why" doc:"why it cannot be told: too_early, few_with, few_without, withheld; null: it is not sure yet"`
	Direction   *string `json:"direction" doc:"more or fewer bad nights with it; null: not known"`
	Unit        string  `json:"unit" enum:"yes,amount"`
	Amount      bool    `json:"amount"`
	With        Number  `json:"with" doc:"what with it means: 1, or the mean of the amounts above the cut"`
	Without     Number  `json:"without"`
	Cut         *Number `json:"cut" doc:"of an amount: above it a day counts as with it"`
	*Rate
	*OddsOf
	*Apart
	Per20With    *Per20   `json:"per20_with" doc:"bad nights of 20 after days with it, if it matters; null: not worked out, and the counts stand"`
	Per20Without *Per20   `json:"per20_without" doc:"the same after days without it; null with per20_with"`
	Exposed      int      `json:"n_exposed" doc:"nights with an outcome and with it"`
	Unexposed    int      `json:"n_unexposed"`
	NotAsked     int      `json:"n_not_asked" doc:"of which nobody said; they count neither way"`
	BadExposed   int      `json:"bad_exposed" doc:"bad nights among n_exposed"`
	BadUnexposed int      `json:"bad_unexposed"`
	Reverse      *Reverse `json:"reverse" doc:"whether it goes with the night before it"`
	MoreNights   *int     `json:"more_nights" doc:"of cannot_tell: further nights that would show it if it mattered a lot; 0: it would most likely have shown by now; null: nobody knows, or more than a year"`
	Form         *string  `json:"form" doc:"how it most likely acts: day, two_days, day_before, surprise; null where nothing was computed"`
	As           []string `json:"as" nullable:"false" doc:"exposures that go along with it so closely that they count as one"`
}

// A Rate is what is said of counts: nights with beside nights without. The middle is told
// for the case that it matters; the limits take in that it may not, unless that is very
// unlikely.
type Rate struct {
	RateRatio *Range `json:"rate_ratio" required:"false" doc:"counts: a night with it to one without; the median if it matters, the limits take in no effect (1) unless inclusion_probability is above 0.975"`
}

// An OddsOf is the same of severity, minutes and bad nights.
type OddsOf struct {
	OddsRatio *Range `json:"odds_ratio" required:"false" doc:"severity, minutes, bad nights; the median if it matters, the limits take in no effect (1) unless inclusion_probability is above 0.975"`
}

// An Apart is the same of values.
type Apart struct {
	Difference *Range `json:"difference" required:"false" doc:"values; the median if it matters, the limits take in no effect (0) unless inclusion_probability is above 0.975"`
}

// A Range is the middle and the 95 % limits of a quantity.
type Range struct {
	Median Number `json:"median"`
	Lo     Number `json:"lo"`
	Hi     Number `json:"hi"`
}

// A Per20 is how many of 20 nights are bad.
type Per20 struct {
	Mid Number `json:"mid"`
	Lo  Number `json:"lo"`
	Hi  Number `json:"hi"`
}

// A Reverse is whether the exposure goes with the night before it.
type Reverse struct {
	Stronger    bool   `json:"stronger"`
	Probability Number `json:"inclusion_probability"`
}

// A CausesWarning is something to know beside the findings.
type CausesWarning struct {
	Code      string   `json:"code"`
	Text      string   `json:"text"`
	Exposures []string `json:"exposures,omitempty" nullable:"false"`
}

// A CausesRefusal is the answer to a diary whose table is wrong.
type CausesRefusal struct {
	Diary    *string           `json:"diary,omitempty"`
	Wrong    *ingest.LineError `json:"error"`
	BadLines int               `json:"bad_lines,omitempty"` // how many there are; the error is the first
}
