package remind

import (
	"fmt"
	"time"

	"charley"
)

// A Calendar is everything that the text is made from.
type Calendar struct {
	ID        string            // begins the ids of the events; the same for ever, and says nothing about the person
	Reminders charley.Reminders // begins on the day of Since
	Zone      *time.Location    // in which their times are meant
	Until     time.Time         // the changes of the zone's clocks are told up to here
	Trials    []Trial           // those that go on, if the person wants to be reminded of them
	Words     Words
}

// A Trial is a test by lot, as a calendar may show it: when, and neither of what nor what was drawn.
type Trial struct {
	ID          string // the same for ever, and says nothing about the person
	First, Last charley.Night
	Looks       []charley.Night // after which the person may look before the end
}

// Words are what a person reads in their calendar.
type Words struct {
	Name    string // of the calendar
	Morning string // title of the morning's reminder
	Evening string
	Note    string // under every title
	Trial   string // title of the evenings of a trial
	Look    string // title of the morning on which one may look
	End     string // title of the morning after the last night
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
	for _, t := range c.Trials {
		c.trial(&w, t)
	}
	w.line("END", "VCALENDAR")
	return w.out.Bytes()
}

// event writes one reminder, if it is on: every day at its time, from the day
// on which it was set. It does not make the person busy.
//
// A time that is skipped when clocks go forward is meant by the clock as it was
// before; of one that comes twice the first is meant: RFC 5545, section 3.3.5.
func (c Calendar) event(w *writer, which, title string, r charley.Reminder) {
	if r.On {
		c.line(w, which, title, c.first(), r.At, "FREQ=DAILY")
	}
}

// first is the day on which the reminders were set. Nothing is told of the days before: what the clocks did then is not.
func (c Calendar) first() charley.Night {
	y, m, d := c.Reminders.Since.In(c.Zone).Date()
	return charley.Night{Year: y, Month: m, Day: d}
}

// trial writes the evenings of a trial, the mornings on which one may look, and its end, at the times of the two
// reminders, or the usual ones.
func (c Calendar) trial(w *writer, t Trial) {
	morning, evening := c.Reminders.Morning.At, c.Reminders.Evening.At
	if c.Reminders.Morning == (charley.Reminder{}) && c.Reminders.Evening == (charley.Reminder{}) {
		morning, evening = charley.UsualReminders().Morning.At, charley.UsualReminders().Evening.At
	}
	first := t.First
	if first.Before(c.first()) {
		first = c.first()
	}
	if n := t.Last.Sub(first) + 1; n > 0 {
		c.line(w, t.ID+"-night", c.Words.Trial, first, evening, fmt.Sprintf("FREQ=DAILY;COUNT=%d", n))
	}
	for _, n := range t.Looks {
		if !n.Before(first) {
			c.line(w, t.ID+"-look-"+n.String(), c.Words.Look, n.Next(), morning, "")
		}
	}
	c.line(w, t.ID+"-end", c.Words.End, t.Last.Next(), morning, "")
}

// line writes one event, which begins on a date at a minute of the day, and comes again by a rule or does not.
func (c Calendar) line(w *writer, which, title string, on charley.Night, minute int, rule string) {
	first := time.Date(on.Year, on.Month, on.Day, 0, minute, 0, 0, time.UTC) // the face of the clock, not an instant
	w.line("BEGIN", "VEVENT")
	w.line("UID", c.ID+"-"+which+"@charley")
	w.line("DTSTAMP", c.Reminders.Since.UTC().Format(wall)+"Z")
	w.line("DTSTART;TZID="+c.Zone.String(), first.Format(wall))
	w.line("DURATION", length)
	if rule != "" {
		w.line("RRULE", rule)
	}
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
