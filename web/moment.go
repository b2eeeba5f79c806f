package web

import (
	"slices"
	"time"

	"charley"
	"charley/diary"
)

// momentsIn are the moments of a night at which the clock of a zone showed a
// minute of the day: usually one, none where a clock change skipped it, and two
// where clocks were put back over it, the earlier first.
func momentsIn(n charley.Night, span charley.Span, minute int, zone *time.Location) []charley.Moment {
	if minute < int(span) {
		n = n.Next()
	}
	return momentsOn(n, minute, zone)
}

// momentsOn are the same for a minute of a date.
func momentsOn(date charley.Night, minute int, zone *time.Location) []charley.Moment {
	wall := time.Date(date.Year, date.Month, date.Day, 0, minute, 0, 0, time.UTC)
	t := time.Date(date.Year, date.Month, date.Day, 0, minute, 0, 0, zone)
	// The clock showed the minute at t, or on the other side of a change nearby.
	tries := []time.Time{t}
	start, end := t.ZoneBounds()
	if !start.IsZero() {
		tries = append(tries, atOffset(wall, start.Add(-time.Second), zone))
	}
	if !end.IsZero() {
		tries = append(tries, atOffset(wall, end, zone))
	}
	slices.SortFunc(tries, time.Time.Compare)
	var out []charley.Moment
	for _, t := range slices.CompactFunc(tries, time.Time.Equal) {
		_, offset := t.In(zone).Zone()
		if t.UTC().Add(time.Duration(offset) * time.Second).Equal(wall) {
			out = append(out, charley.MomentAt(t, zone))
		}
	}
	return out
}

// atOffset is the instant at which a clock that is as far from UTC as that of
// the zone at another instant shows a wall time.
func atOffset(wall, at time.Time, zone *time.Location) time.Time {
	_, offset := at.In(zone).Zone()
	return wall.Add(-time.Duration(offset) * time.Second)
}

// A repeat is the part of the clock that a night showed twice, because clocks
// were put back: from 02:00 to 03:00, for example.
type repeat struct{ From, To string }

// repeatIn is the repeat of a night; ok is false on any other night.
func repeatIn(n charley.Night, span charley.Span, zone *time.Location) (r repeat, ok bool) {
	from, to := span.Bounds(n, zone)
	_, change := from.In(zone).ZoneBounds()
	if change.IsZero() || !change.Before(to) {
		return repeat{}, false
	}
	_, before := change.Add(-time.Second).In(zone).Zone()
	_, after := change.In(zone).Zone()
	if after >= before {
		return repeat{}, false
	}
	back := change.UTC().Add(time.Duration(after) * time.Second)
	return repeat{back.Format(clockLayout), back.Add(time.Duration(before-after) * time.Second).Format(clockLayout)}, true
}

// Which of two moments is meant that a clock showed alike.
const (
	whichFirst  = "first"
	whichSecond = "second"
)

// whichOf says which of two a moment is; "" if the clock showed its time once.
func whichOf(m charley.Moment) string {
	zone, err := charley.LoadZone(m.Zone)
	if err != nil || m.IsZero() {
		return ""
	}
	twice := momentsOn(dateOf(m), m.Wall().Hour()*60+m.Wall().Minute(), zone)
	switch {
	case len(twice) < 2:
		return ""
	case m.Time.Before(twice[1].Time):
		return whichFirst
	}
	return whichSecond
}

// clockLayout is a time of day as fields and pages write it.
const clockLayout = "15:04"

// clockText is a time of day for a time field: "02:47"; "" for no moment.
func clockText(m charley.Moment) string {
	if m.IsZero() {
		return ""
	}
	return m.Wall().Format(clockLayout)
}

// dateOf is the civil date that a moment's clock showed.
func dateOf(m charley.Moment) charley.Night {
	y, mo, d := m.Wall().Date()
	return charley.Night{Year: y, Month: mo, Day: d}
}

// zoneOf is the zone of an entry, or the home zone where it names none or one
// that this build does not know.
func (v *visit) zoneOf(name string) *time.Location {
	zone, err := charley.LoadZone(name)
	if err != nil {
		return homeZone(v.settings)
	}
	return zone
}

// homeTime is the present time on the home clock.
func (v *visit) homeTime() time.Time { return v.site.app.Now().In(homeZone(v.settings)) }

// tonight is the night that the home clock is in.
func (v *visit) tonight() charley.Night {
	return v.settings.NightSpan.NightOf(charley.MomentAt(v.site.app.Now(), homeZone(v.settings)))
}

// lastNight is the night that a morning page means.
func (v *visit) lastNight() charley.Night {
	return diary.LastNight(v.site.app.Now(), homeZone(v.settings), v.settings.NightSpan)
}

// daysBack is how far back the check-ins offer to fill in a night.
const daysBack = 7

// askedNight is the night named in the address or the form, or usual if none
// is. Nights to come and words that are no date are not found.
func (v *visit) askedNight(name string, usual charley.Night) (charley.Night, error) {
	if name == "" {
		return usual, nil
	}
	n, err := charley.ParseNight(name)
	if err != nil || v.tonight().Before(n) || n.Year < 1970 {
		return charley.Night{}, charley.ErrNotFound
	}
	return n, nil
}
