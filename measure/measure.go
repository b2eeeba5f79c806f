package measure

import "slices"

// An Outcome is the family of what is measured; it decides the likelihood.
type Outcome string

// The families of outcomes.
const (
	Count    Outcome = "count"    // events in a night: 0, 1, 2 …
	Severity Outcome = "severity" // worst of the night, 0 to 10
	Minutes  Outcome = "minutes"  // minutes in a night, in bins
	Bad      Outcome = "bad"      // a bad night: 1, or not: 0
	Value    Outcome = "value"    // any continuous value
)

// Outcomes are the families, in the order in which they are listed.
func Outcomes() []Outcome { return []Outcome{Count, Severity, Minutes, Bad, Value} }

// The measures that can be taken of a night.
const (
	Cramps    = "cramps"
	Bother    = "bother"
	Intensity = "intensity"
	SleepLost = "sleep_lost"
	BadNight  = "bad_night"
	SitStill  = "sit_still"
)

// A Measure is one thing that nights are compared by, decided before they are.
type Measure struct {
	ID             string  `json:"id"`
	Outcome        Outcome `json:"outcome"`
	HigherIsBetter bool    `json:"higher_is_better"`
}

// Events says whether the measure needs nights on which something happens.
func (m Measure) Events() bool { return m.Outcome != Value }

// DifferenceNights is by how many nights a difference is told: a week where a night is only yes or no, else one.
func (m Measure) DifferenceNights() float64 {
	if m.Outcome == Bad {
		return 7
	}
	return 1
}

// LevelNights is by how many nights it is told how much there is: a week of what adds up, one night of what does not.
func (m Measure) LevelNights() float64 {
	if m.Outcome == Count || m.Outcome == Bad || m.Outcome == Minutes {
		return 7
	}
	return 1
}

// All are all measures, the usual one first.
func All() []Measure {
	return []Measure{
		{ID: Cramps, Outcome: Count},
		{ID: BadNight, Outcome: Bad},
		{ID: Bother, Outcome: Severity},
		{ID: Intensity, Outcome: Severity},
		{ID: SleepLost, Outcome: Minutes},
		{ID: SitStill, Outcome: Value},
	}
}

// Of finds a measure by its id.
func Of(id string) (Measure, bool) {
	all := All()
	i := slices.IndexFunc(all, func(m Measure) bool { return m.ID == id })
	if i < 0 {
		return Measure{}, false
	}
	return all[i], true
}
