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
	Limit    Number          `json:"limit"` // a night counts as bad from this outcome on
	TooEarly bool            `json:"too_early"`
	Lacks    Lacks           `json:"lacks"`
	Findings []Finding       `json:"findings"` // one for each exposure, the likeliest first
	LookedAt []string        `json:"looked_at"`
	Warnings []CausesWarning `json:"warnings"`
	Models   int             `json:"models"` // that were weighed
	Seconds  Number          `json:"seconds"`
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
	Probability *Number `json:"inclusion_probability"`
	Tier        string  `json:"tier"`
	Why         *string `json:"why"`       // it cannot be told: too_early, few_with, few_without …; null: it is not sure yet
	Direction   *string `json:"direction"` // more, fewer
	Unit        string  `json:"unit"`      // yes, or amount
	Amount      bool    `json:"amount"`
	With        Number  `json:"with"` // what "with" means: 1, or the mean of the amounts above the cut
	Without     Number  `json:"without"`
	Cut         *Number `json:"cut"` // of an amount
	*Rate
	*OddsOf
	*Apart
	Per20With    *Per20   `json:"per20_with"`
	Per20Without *Per20   `json:"per20_without"`
	Exposed      int      `json:"n_exposed"`
	Unexposed    int      `json:"n_unexposed"`
	NotAsked     int      `json:"n_not_asked"`
	BadExposed   int      `json:"bad_exposed"`
	BadUnexposed int      `json:"bad_unexposed"`
	Reverse      *Reverse `json:"reverse"`
	MoreNights   *int     `json:"more_nights"`
	Form         string   `json:"form"`
	As           []string `json:"as"` // exposures that go along with it so closely that they count as one
}

// A Rate is what is said of counts: nights with beside nights without, if it matters.
type Rate struct {
	RateRatio *Range `json:"rate_ratio"`
}

// An OddsOf is the same of severity, minutes and bad nights.
type OddsOf struct {
	OddsRatio *Range `json:"odds_ratio"`
}

// An Apart is the same of values.
type Apart struct {
	Difference *Range `json:"difference"`
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
	Exposures []string `json:"exposures,omitempty"`
}

// A CausesRefusal is the answer to a diary whose table is wrong.
type CausesRefusal struct {
	Diary    *string           `json:"diary,omitempty"`
	Wrong    *ingest.LineError `json:"error"`
	BadLines int               `json:"bad_lines,omitempty"` // how many there are; the error is the first
}
