package web

import (
	"time"

	"charley"
	"charley/diary"
)

// momentIn is the moment in a night at which the clock of a zone showed a
// minute of the day. A minute that comes twice is the first of the two; ok is
// false for one that a clock change skipped that night.
func momentIn(n charley.Night, span charley.Span, minute int, zone *time.Location) (m charley.Moment, ok bool) {
	if minute < int(span) {
		n = n.Next()
	}
	return momentOn(n, minute, zone)
}

// momentOn is the same for a minute of a date.
func momentOn(date charley.Night, minute int, zone *time.Location) (m charley.Moment, ok bool) {
	t := time.Date(date.Year, date.Month, date.Day, 0, minute, 0, 0, zone)
	if t.Hour()*60+t.Minute() != minute {
		return charley.Moment{}, false
	}
	for _, back := range []time.Duration{time.Hour, 30 * time.Minute} {
		if e := t.Add(-back); e.Hour() == t.Hour() && e.Minute() == t.Minute() {
			t = e
		}
	}
	return charley.MomentAt(t, zone), true
}

// clockText is a time of day for a time field: "02:47"; "" for no moment.
func clockText(m charley.Moment) string {
	if m.IsZero() {
		return ""
	}
	return m.Wall().Format("15:04")
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
