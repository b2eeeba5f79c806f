package trial

import (
	"math"

	"charley/measure"
)

// The entry rule. Two weeks fix the rate and absorb that people begin when it is
// bad; four events in two weeks are the entry rule of Roguin Maor and others
// (2017), doi:10.1001/jamainternmed.2016.9261.
const (
	RunInNights = 14 // nights looked back on
	leastLogged = 7  // of them, answered
	leastEvents = 4  // in RunInNights
	rareNights  = 2  // event nights a week below which another measure, or longer, is advised
)

// A RunIn is what the nights before a trial say.
type RunIn struct {
	Nights      int     `json:"nights"` // looked back on
	Logged      int     `json:"logged"` // of them, with the measure
	EventNights int     `json:"event_nights"`
	Events      float64 `json:"events"` // for counts, cramps; else nights with anything
	Mean        float64 `json:"mean"`   // of the measure, a night
	SD          float64 `json:"sd"`
}

// RunInOf sums up the nights before a trial, oldest first; NaN is a missing
// night. Only the last RunInNights count.
func RunInOf(m measure.Measure, y []float64) RunIn {
	y = y[max(0, len(y)-RunInNights):]
	r := RunIn{Nights: len(y)}
	sum, squares := 0.0, 0.0
	for _, v := range y {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		r.Logged++
		sum += v
		if v > 0 && m.Events() {
			r.EventNights++
			if m.Outcome == measure.Count {
				r.Events += v
			} else {
				r.Events++
			}
		}
	}
	if r.Logged == 0 {
		return r
	}
	r.Mean = sum / float64(r.Logged)
	for _, v := range y {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			squares += (v - r.Mean) * (v - r.Mean)
		}
	}
	if r.Logged > 1 {
		r.SD = math.Sqrt(squares / float64(r.Logged-1))
	}
	return r
}

// per scales a number of the logged nights to so many nights.
func (r RunIn) per(nights int, x float64) float64 {
	if r.Logged == 0 {
		return 0
	}
	return x / float64(r.Logged) * float64(nights)
}

// EventNightsPerWeek is how many nights of a week have an event.
func (r RunIn) EventNightsPerWeek() float64 { return r.per(7, float64(r.EventNights)) }
