package trial

import (
	"charley/measure"
	"charley/stats"
)

// A Night is one calendar night of a trial, as it is analysed.
type Night struct {
	Index   int     // 1, 2, 3 …: the night of the trial
	Arm     int     // 1 remedy, 0 comparison, -1 not known: its outcome is not used
	Y       float64 // NaN: missing
	Weekend bool    // Friday or Saturday evening
	Period  int     // as drawn; 0: not known
	Block   int
	Washout bool // its outcome is left out
}

// used tells whether a night's outcome counts.
func (n Night) used() bool { return !n.Washout && n.Y == n.Y && n.Arm >= 0 }

// States of a result: what it can be used for.
const (
	StateOK            = "ok"
	StateNoInformation = "no_information" // the answer is mostly what was believed before
	StateOneArm        = "one_arm"        // outcomes in one arm only
	StateNoNights      = "no_nights"      // no outcome at all
	StateWithheld      = "withheld"       // the computation cannot be trusted
)

// An Interval is one estimate with everything needed to doubt it.
type Interval struct {
	Mean   float64 `json:"mean"`
	Median float64 `json:"median"`
	SD     float64 `json:"sd"`
	Lo     float64 `json:"lo"`
	Hi     float64 `json:"hi"`
	Level  float64 `json:"level"`
}

// A Result is what a trial says so far. What is withheld is nil.
//
// All effects are of a remedy night against a comparison night, standardised over the
// nights with an outcome; negative differences and ratios below 1 are fewer or milder.
type Result struct {
	Outcome measure.Outcome
	State   string
	N       int    // nights with an outcome, washout left out
	NByArm  [2]int // 0 comparison, 1 remedy
	Missing [2]int // nights without an outcome
	Unknown int    // nights whose arm is not known
	Washout int    // nights left out
	Events  [2]int // nights on which something happened, where the measure has events

	LogRR      *Interval // Count
	RateRatio  *Interval
	LogOR      *Interval // Severity, Minutes, Bad
	Difference *Interval // in the outcome's unit, a night
	Level      [2]*Interval
	EventNight *Interval // Count: difference of the chance of a night with any event

	PBetter       *float64
	PBetter20     *float64 // better by a fifth or more; nil where a ratio means nothing
	PSame10       *float64 // within a tenth
	PWorse        *float64
	PTipping      *float64 // PBetter if every missing remedy night had been a bad one
	Sceptical     *Sceptical
	Overlap       *float64 // of the effect's posterior with its prior: 1 is nothing learnt
	LikelihoodTop *float64 // the most likely effect, whatever was believed before

	KHat     *float64
	Path     stats.Path
	HalfLife []float64 // that were averaged over
	Warnings []Warning
}

// A Sceptical is the result for somebody who believed that hardly anything helps.
type Sceptical struct {
	Effect  Interval `json:"effect"` // on the scale of the model: log ratio, log odds, or standard deviations
	PBetter float64  `json:"p_better"`
}

// A Warning is something that the reader must know before using a number.
type Warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Codes of warnings.
const (
	WarnNoEvents   = "no_events"
	WarnFewEvents  = "few_events"
	WarnConstant   = "constant_outcome"
	WarnOneArm     = "one_arm"
	WarnNoNights   = "no_nights"
	WarnFewNights  = "few_nights"
	WarnPrior      = "mostly_prior"
	WarnKHat       = "k_hat"
	WarnTrend      = "arm_with_trend"
	WarnGiant      = "one_night_decides"
	WarnMissing    = "missing_uneven"
	WarnEventsOne  = "events_in_one_arm"
	WarnHalfLife   = "carry_over"
	WarnBigNumbers = "large_counts"
)
