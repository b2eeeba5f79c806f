package knowledge

import (
	"errors"
	"fmt"
)

// A Prior is how likely a condition is before any answer, in somebody whose
// legs wake them at night.
type Prior struct {
	ID       string        `toml:"id"` // of the condition
	Under18  float64       `toml:"under_18"`
	From18   float64       `toml:"from_18"`
	From40   float64       `toml:"from_40"`
	From60   float64       `toml:"from_60"`
	Pregnant float64       `toml:"pregnant"`
	Times    []PriorFactor `toml:"times"`
	Mark     string        `toml:"mark"`
	Sources  []string      `toml:"sources"`
	Note     string        `toml:"note"`
}

// A PriorFactor multiplies the odds of a prior.
type PriorFactor struct {
	When    Rule     `toml:"when"`
	Factor  float64  `toml:"factor"`
	Mark    string   `toml:"mark"`
	Sources []string `toml:"sources"`
}

func (p *Prior) name() string { return p.ID }

func (p *Prior) check() error {
	for _, v := range []float64{p.Under18, p.From18, p.From40, p.From60, p.Pregnant} {
		if v < 0 || v >= 1 {
			return fmt.Errorf("a prior is %v, must lie from 0 to below 1", v)
		}
	}
	for _, t := range p.Times {
		if t.When.IsZero() || t.Factor <= 0 {
			return errors.New("a factor needs its when, and a number above 0")
		}
	}
	return nil
}

// A Weighing holds the numbers of the method itself. Each is a judgement until
// cases confirmed in a clinic teach better ones; docs/tell-apart.md says why.
type Weighing struct {
	JudgedPower      float64            `toml:"judged_power"`   // a judged ratio counts as its so many-th power
	GroupPower       float64            `toml:"group_power"`    // and a group of two or more as this power of its product
	Cap              float64            `toml:"cap"`            // greatest likelihood ratio of one group
	Caps             map[string]float64 `toml:"caps"`           // of groups for which it is known
	JudgedPeople     float64            `toml:"judged_people"`  // how many people a judged share is worth
	ReadPeople       float64            `toml:"read_people"`    // and one that was read in a text
	PriorSpread      float64            `toml:"prior_spread"`   // standard deviation of the log odds of a prior
	Interval         float64            `toml:"interval"`       // standard normal quantile of the interval shown: 1.28 is 80 %
	Strong           float64            `toml:"strong"`         // a fit from here up is strong …
	StrongLow        float64            `toml:"strong_low"`     // … if the low end of its interval is from here up
	Possible         float64            `toml:"possible"`       // from here up it is possible
	PossibleLow      float64            `toml:"possible_low"`   // … if the low end of its interval is from here up
	Unlikely         float64            `toml:"unlikely"`       // below this it is unlikely even if little is known
	UnlikelyHigh     float64            `toml:"unlikely_high"`  // … unless the high end of its interval reaches this
	EnoughKnown      int                `toml:"enough_known"`   // from so many on, that nothing fits is told
	LeastFor         float64            `toml:"least_for"`      // log likelihood ratio that must speak for a condition before it is named, and against it before it is called unlikely
	LeastKnown       int                `toml:"least_known"`    // findings that must be known before a fit is told
	Loss             Loss               `toml:"loss"`           // what being wrong costs
	WordsMinute      float64            `toml:"words_a_minute"` // reading speed
	TapSeconds       float64            `toml:"tap_seconds"`
	Questions        int                `toml:"most_questions"`
	StopGain         float64            `toml:"stop_gain"`      // the fall in expected loss below which nothing more is asked
	AskAgain         int                `toml:"ask_again_days"` // age at which an answer about a warning sign is asked again
	RunOneSide       int                `toml:"one_side_run"`   // spells in a row on one side that make a new one-sided pattern
	DiaryNights      int                `toml:"diary_nights"`   // nights with a spell before the diary speaks
	DiaryShare       float64            `toml:"diary_share"`    // share of spells that makes a habit
	PainModerate     float64            `toml:"pain_moderate"`  // from 0 to 10, from here up
	PainSevere       float64            `toml:"pain_severe"`
	PregnancyWeeks   float64            `toml:"pregnancy_weeks"`    // from the first day of the last period to the due date
	PregnancyLongest float64            `toml:"pregnancy_longest"`  // weeks after which it is over
	PregnancyAtLeast float64            `toml:"pregnancy_at_least"` // weeks that a pregnancy without a due date is taken for
	FertileUntil     float64            `toml:"pregnancy_until"`    // age in years from which pregnancy is not asked
	NotEasing        float64            `toml:"not_easing_after"`   // minutes after which a spell that goes on asks for warning signs
	NotEasingAsk     []string           `toml:"not_easing_ask"`     // the features that it asks for
}

// A Loss says what a wrong answer costs, in units of one wrong split between
// cramps and restless legs.
type Loss struct {
	MissUrgent float64 `toml:"miss_urgent"` // a condition of the same day or above was not named
	MissSoon   float64 `toml:"miss_soon"`   // one for a doctor within weeks
	Miss       float64 `toml:"miss"`        // any other
	False      float64 `toml:"false"`       // one was named that is not there
}

func (w Weighing) check() error {
	for name, v := range map[string]float64{
		"judged_power": w.JudgedPower, "group_power": w.GroupPower, "judged_people": w.JudgedPeople, "read_people": w.ReadPeople,
		"strong": w.Strong, "strong_low": w.StrongLow, "possible": w.Possible, "unlikely": w.Unlikely, "words_a_minute": w.WordsMinute,
		"tap_seconds": w.TapSeconds, "stop_gain": w.StopGain, "interval": w.Interval, "not_easing_after": w.NotEasing,
	} {
		if v <= 0 {
			return fmt.Errorf("%s: %s must be above 0", weighingFile, name)
		}
	}
	if w.Cap <= 1 || w.Questions < 1 || w.AskAgain < 1 || w.DiaryNights < 1 || w.Loss.False <= 0 {
		return fmt.Errorf("%s: cap, most_questions, ask_again_days, diary_nights and loss are needed", weighingFile)
	}
	return nil
}
