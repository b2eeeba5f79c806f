package appraise

import (
	"math"
	"strconv"

	"charley/ingest"
)

// A Number is rounded to six significant digits where it is written: those behind
// them differ between kinds of processors. What is no number is null.
type Number float64

// MarshalJSON writes the rounded number.
func (n Number) MarshalJSON() ([]byte, error) {
	x := float64(n)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return []byte("null"), nil
	}
	x, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	return strconv.AppendFloat(nil, x+0, 'f', -1, 64), err // +0: no minus before a zero
}

// An Interval is what the nights say about one quantity.
type Interval struct {
	Mean   Number `json:"mean"`
	Median Number `json:"median"`
	SD     Number `json:"sd"`
	Lo     Number `json:"lo"`
	Hi     Number `json:"hi"`
	Level  Number `json:"level"`
}

// A ByArm counts nights by arm.
type ByArm struct {
	Comparison int `json:"0"`
	Remedy     int `json:"1"`
}

// A Sceptical is the result for somebody who believed that hardly anything helps.
type Sceptical struct {
	Effect  *Interval `json:"effect"` // log ratio, log odds, or standard deviations
	PBetter Number    `json:"p_better"`
}

// A Randomisation is the test that rests on nothing but the lot. Everything is null
// where it is not known how the arms were drawn.
type Randomisation struct {
	Scheme    *string `json:"scheme"` // what was drawn within: blocks
	P         *Number `json:"p"`
	SmallestP *Number `json:"smallest_p"` // that this design can reach
	Draws     *int    `json:"draws"`      // assignments that were looked at
	Exact     *bool   `json:"exact"`      // those are all there are
}

// Ratios are what is said of counts.
type Ratios struct {
	LogRR     *Interval `json:"log_rr"`
	RateRatio *Interval `json:"rate_ratio"`
}

// Odds are what is said of severity, minutes and bad nights.
type Odds struct {
	LogOR *Interval `json:"log_or"`
}

// An Answer is what is said about one trial, as programs read it. A number that is
// withheld is nil.
type Answer struct {
	Trial   *string `json:"trial"` // null where the table has no column for it
	Outcome string  `json:"outcome"`
	State   string  `json:"state"` // ok, or why nothing can be said
	N       int     `json:"n"`
	Missing ByArm   `json:"missing"`
	Unknown int     `json:"arm_unknown"` // nights of which nobody knows what was drawn
	*Ratios
	*Odds
	Difference    *Interval        `json:"difference"`
	PBetter       *Number          `json:"p_better"`
	PBetter20     *Number          `json:"p_better_20"`
	PSame10       *Number          `json:"p_same_10"`
	PWorse        *Number          `json:"p_worse"`
	KHat          *Number          `json:"k_hat"`
	Path          string           `json:"path"`
	Arms          ByArm            `json:"n_by_arm"`
	HalfLife      []float64        `json:"half_life"`
	Overlap       *Number          `json:"overlap"`        // of what was believed of the effect before and after: 1 is nothing learnt
	LikelihoodTop *Number          `json:"likelihood_top"` // the most likely effect, whatever was believed before
	EventNight    *Interval        `json:"event_night"`    // counts: difference of the chance of a night with any event
	Sceptical     *Sceptical       `json:"sceptical"`
	Randomisation Randomisation    `json:"randomisation"`
	Wealth        *Number          `json:"wealth"`
	WealthHighest *Number          `json:"wealth_highest"` // after any block
	Warnings      []ingest.Warning `json:"warnings"`
	Seconds       Number           `json:"seconds"`
}

// A Refusal is the answer to a trial whose table is wrong.
type Refusal struct {
	Trial    *string           `json:"trial,omitempty"`
	Wrong    *ingest.LineError `json:"error"`
	BadLines int               `json:"bad_lines,omitempty"` // how many there are; the error is the first
}
