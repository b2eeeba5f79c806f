package cli

import (
	"slices"
	"time"
)

// A wall is what a clock on a wall shows: a date and a time of day, without a
// zone. It is kept as if it were UTC.
type wall struct{ time.Time }

// wallOf is what the clock of t's zone shows.
func wallOf(t time.Time) wall {
	_, offset := t.Zone()
	return wall{t.Add(time.Duration(offset) * time.Second).UTC()}
}

// in lists the instants at which a clock of the zone shows w, the earliest
// first: one as a rule, two where clocks go back, none where they skip it.
func (w wall) in(zone *time.Location) []time.Time {
	var out []time.Time
	for _, near := range []time.Duration{-26 * time.Hour, 26 * time.Hour} {
		_, offset := w.Add(near).In(zone).Zone()
		t := w.Add(-time.Duration(offset) * time.Second).In(zone)
		if wallOf(t).Equal(w.Time) && !slices.ContainsFunc(out, t.Equal) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// change is the moment at which the clocks of the zone skipped w, with what
// they showed a minute before and at once after it.
func (w wall) change(zone *time.Location) (before, after wall) {
	_, offset := w.Add(-26 * time.Hour).In(zone).Zone()
	_, at := w.Add(-time.Duration(offset) * time.Second).Add(-26 * time.Hour).In(zone).ZoneBounds()
	return wallOf(at.Add(-time.Minute).In(zone)), wallOf(at.In(zone))
}
