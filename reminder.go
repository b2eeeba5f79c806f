package charley

import "time"

// Reminders are the two times of day at which a person wants to be reminded of
// their check-ins. The zero value is that of somebody who never chose any.
type Reminders struct {
	Morning Reminder  `json:"morning"`
	Evening Reminder  `json:"evening"`
	Trials  bool      `json:"trials,omitempty"` // also of the nights of a test by lot, of the looks at it and of its end
	Since   time.Time `json:"since,omitzero"`   // when they, or the zone they are meant in, were last changed; whole seconds, UTC
}

// A Reminder is one of them. Its time is kept while it is off.
type Reminder struct {
	On bool `json:"on"`
	At int  `json:"at"` // minute of the day in the home zone, 0 to 1439, whatever the clocks do
}

// UsualReminders are the times that are proposed to somebody who never chose any.
func UsualReminders() Reminders {
	return Reminders{Morning: Reminder{At: 8 * 60}, Evening: Reminder{At: 20 * 60}}
}

// Same says that two sets of reminders ask at the same times.
func (r Reminders) Same(other Reminders) bool {
	return r.Morning == other.Morning && r.Evening == other.Evening && r.Trials == other.Trials
}

// Any says that there is anything to be reminded of.
func (r Reminders) Any() bool { return r.Morning.On || r.Evening.On || r.Trials }
