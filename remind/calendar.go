package remind

import (
	"time"

	"charley"
)

// A Calendar is everything that the text is made from.
type Calendar struct {
	ID        string            // begins the ids of the events; the same for ever, and says nothing about the person
	Reminders charley.Reminders // begins on the day of Since
	Zone      *time.Location    // in which their times are meant
	Until     time.Time         // the changes of the zone's clocks are told up to here
	Words     Words
}

// Words are what a person reads in their calendar.
type Words struct {
	Name    string // of the calendar
	Morning string // title of the morning's reminder
	Evening string
	Note    string // under either title
}

// length is how long a reminder stands in a calendar: long enough to be seen.
const length = "PT10M"

// Text is the calendar. Without any reminder it is one without events, so that
// a program that subscribes to it takes away those it had.
func (c Calendar) Text() []byte {
	var w writer
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Charley//Reminders//EN")
	w.line("CALSCALE", "GREGORIAN")
	w.text("NAME", c.Words.Name)
	w.text("X-WR-CALNAME", c.Words.Name)
	w.text("X-WR-TIMEZONE", c.Zone.String())
	w.line("REFRESH-INTERVAL;VALUE=DURATION", "PT12H")
	w.line("X-PUBLISHED-TTL", "PT12H")
	w.zone(c.Zone, c.Reminders.Since, c.Until)
	c.event(&w, "morning", c.Words.Morning, c.Reminders.Morning)
	c.event(&w, "evening", c.Words.Evening, c.Reminders.Evening)
	w.line("END", "VCALENDAR")
	return w.out.Bytes()
}

// event writes one reminder, if it is on: every day at its time, from the day
// on which it was set. It does not make the person busy.
//
// A time that is skipped when clocks go forward is meant by the clock as it was
// before; of one that comes twice the first is meant: RFC 5545, section 3.3.5.
func (c Calendar) event(w *writer, which, title string, r charley.Reminder) {
	if !r.On {
		return
	}
	y, m, d := c.Reminders.Since.In(c.Zone).Date()
	first := time.Date(y, m, d, 0, r.At, 0, 0, time.UTC) // the face of the clock, not an instant
	w.line("BEGIN", "VEVENT")
	w.line("UID", c.ID+"-"+which+"@charley")
	w.line("DTSTAMP", c.Reminders.Since.UTC().Format(wall)+"Z")
	w.line("DTSTART;TZID="+c.Zone.String(), first.Format(wall))
	w.line("DURATION", length)
	w.line("RRULE", "FREQ=DAILY")
	w.text("SUMMARY", title)
	w.text("DESCRIPTION", c.Words.Note)
	w.line("CLASS", "PRIVATE")
	w.line("TRANSP", "TRANSPARENT")
	w.line("BEGIN", "VALARM")
	w.line("ACTION", "DISPLAY")
	w.text("DESCRIPTION", title)
	w.line("TRIGGER", "PT0S")
	w.line("END", "VALARM")
	w.line("END", "VEVENT")
}

// wall is how the face of a clock is written.
const wall = "20060102T150405"
