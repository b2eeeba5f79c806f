package remind

import (
	"fmt"
	"time"
)

// eldest is where a zone's history begins in a calendar. Older changes of clocks
// have offsets in seconds, which some programs cannot read.
var eldest = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)

// zone writes what a zone's clocks do from the period that an instant lies in up
// to another: one part for each change. A zone is told as it is known here and
// not by a rule for all years, because its rules change by law.
func (w *writer) zone(zone *time.Location, from, until time.Time) {
	w.line("BEGIN", "VTIMEZONE")
	w.line("TZID", zone.String())
	at := from.Add(-24 * time.Hour).In(zone) // whatever the first day's times are, they lie behind it
	for {
		start, end := at.ZoneBounds()
		w.period(start, at)
		if end.IsZero() || !end.Before(until) {
			break
		}
		at = end.In(zone)
	}
	w.line("END", "VTIMEZONE")
}

// period writes one part: the clocks were changed at start, or never, and show
// what they show at an instant after it.
func (w *writer) period(start, at time.Time) {
	name, offset := at.Zone()
	before, wasSaving := offset, at.IsDST()
	if start.Before(eldest) {
		start = eldest.Add(-time.Duration(offset) * time.Second)
	} else {
		just := start.Add(-time.Second)
		_, before = just.Zone()
		wasSaving = just.IsDST()
	}
	kind := "STANDARD"
	if offset > before && (at.IsDST() || wasSaving) { // some zones save time in winter, and go back in spring
		kind = "DAYLIGHT"
	}
	w.line("BEGIN", kind)
	w.line("DTSTART", start.UTC().Add(time.Duration(before)*time.Second).Format(wall)) // by the clock that is about to be changed
	w.line("TZOFFSETFROM", offsetText(before))
	w.line("TZOFFSETTO", offsetText(offset))
	w.text("TZNAME", name)
	w.line("END", kind)
}

// offsetText is an offset from UTC: +0100, -0330, and with seconds where there are any.
func offsetText(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if s := seconds % 60; s > 0 {
		text += fmt.Sprintf("%02d", s)
	}
	return text
}
