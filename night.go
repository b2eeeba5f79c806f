package charley

import (
	"fmt"
	"time"
)

// A Night names one night by the civil date of its evening: the night of
// 28 March runs into the morning of 29 March. It is a date and not an instant,
// so it has no zone; the zone is kept beside it, in the entry.
//
// The zero Night is no night. Nights compare with == and sort with Compare.
type Night struct {
	Year  int
	Month time.Month
	Day   int
}

// nightLayout is how a Night is written everywhere: in the store, in JSON and in addresses.
const nightLayout = "2006-01-02"

// ParseNight reads a civil date such as 2026-03-28. Dates that do not exist,
// such as 2026-02-30, and years outside 1 to 9999 are ErrInvalid.
func ParseNight(s string) (Night, error) {
	if len(s) == len(nightLayout) && s[4] == '-' && s[7] == '-' {
		y, ok1 := digits(s[:4])
		m, ok2 := digits(s[5:7])
		d, ok3 := digits(s[8:])
		n := Night{y, time.Month(m), d}
		if ok1 && ok2 && ok3 && y > 0 && n == nightOn(n.utc()) {
			return n, nil
		}
	}
	return Night{}, fmt.Errorf("%q is not a date like 2026-03-28: %w", Clip(s), ErrInvalid)
}

// digits is the number that a run of decimal digits says.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// nightOn is the Night whose evening has the wall date of t.
func nightOn(t time.Time) Night {
	y, m, d := t.Date()
	return Night{y, m, d}
}

// utc is midnight UTC of the night's date, for calendar arithmetic only.
func (n Night) utc() time.Time { return time.Date(n.Year, n.Month, n.Day, 0, 0, 0, 0, time.UTC) }

// String is the date as 2026-03-28, or "" for the zero Night.
func (n Night) String() string {
	if n.IsZero() {
		return ""
	}
	return n.utc().Format(nightLayout)
}

// IsZero says that n names no night.
func (n Night) IsZero() bool { return n == Night{} }

// Add is the night days later; a negative number goes back.
func (n Night) Add(days int) Night { return nightOn(n.utc().AddDate(0, 0, days)) }

// Next is the following night; its date is that of n's morning.
func (n Night) Next() Night { return n.Add(1) }

// Sub is the number of nights from other to n.
func (n Night) Sub(other Night) int {
	return int(n.utc().Sub(other.utc()) / (24 * time.Hour))
}

// Compare is -1, 0 or +1 as n is before, equal to or after other.
func (n Night) Compare(other Night) int { return n.utc().Compare(other.utc()) }

// Before says that n is an earlier night than other.
func (n Night) Before(other Night) bool { return n.Compare(other) < 0 }

// Weekday is the weekday of the evening.
func (n Night) Weekday() time.Weekday { return n.utc().Weekday() }

// MarshalText writes the date.
func (n Night) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads what MarshalText wrote; empty text is the zero Night.
func (n *Night) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*n = Night{}
		return nil
	}
	*n, err = ParseNight(string(b))
	return err
}

// A Span says when one night ends and the next begins: at a wall-clock minute
// of the day, 0 to 1439. People who sleep by day move it.
type Span int

// Noon is the usual span: a night runs from noon to noon.
const Noon Span = 12 * 60

// Valid says that the span is a minute of a day.
func (s Span) Valid() bool { return s >= 0 && s < 24*60 }

// NightOf is the night that a moment belongs to, by the wall clock that the
// writer saw: before the span's minute it is the night of the day before, or of
// the day before that where the date line moved and a day never was.
//
// A span whose minute comes twice when clocks go back splits that hour by the
// wall clock; Bounds begins at the first of the two.
func (s Span) NightOf(m Moment) Night {
	wall := m.Wall()
	n := nightOn(wall)
	if wall.Hour()*60+wall.Minute() >= int(s) {
		return n
	}
	n = n.Add(-1)
	if zone, err := LoadZone(m.Zone); err == nil && !exists(n, zone) {
		n = n.Add(-1)
	}
	return n
}

// exists says that the date was lived in a zone. 30 December 2011 was not in Apia.
func exists(n Night, zone *time.Location) bool {
	return nightOn(time.Date(n.Year, n.Month, n.Day, 12, 0, 0, 0, zone)) == n
}

// Bounds are the first instant of the night in a zone and the first instant
// after it. They lie 23, 24 or 25 hours apart where clocks change by an hour.
//
// A span whose minute is skipped by a clock change begins at the first minute
// that exists; one that comes twice begins at the first of the two. A night
// whose date was never lived has no length.
func (s Span) Bounds(n Night, zone *time.Location) (from, to time.Time) {
	next := n.Next()
	if !exists(n, zone) {
		at := s.begin(next, zone)
		return at, at
	}
	if !exists(next, zone) {
		next = next.Next()
	}
	return s.begin(n, zone), s.begin(next, zone)
}

// begin is where the night starts: at the span's minute of its own date, so the
// night of 28 March of someone who sleeps from 08:00 begins on the 28th too.
func (s Span) begin(n Night, zone *time.Location) time.Time {
	t := time.Date(n.Year, n.Month, n.Day, 0, int(s), 0, 0, zone)
	want := time.Date(n.Year, n.Month, n.Day, 0, int(s), 0, 0, time.UTC)
	start, end := t.ZoneBounds()
	if before := start.Add(-time.Second); !start.IsZero() && !wallOf(before, zone).Before(want) {
		// The minute came before the change already: clocks went back over it.
		_, earlier := before.In(zone).Zone()
		return want.Add(-time.Duration(earlier) * time.Second).In(zone)
	}
	if wallOf(t, zone).Equal(want) {
		return t
	}
	// Skipped: clocks went forward over it, at one end of the period t fell into.
	if wallOf(t, zone).Before(want) {
		return end.In(zone)
	}
	return start.In(zone)
}

// wallOf is what a clock in the zone shows, as a time in UTC.
func wallOf(t time.Time, zone *time.Location) time.Time {
	_, offset := t.In(zone).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// Hours is the length of the night in a zone.
func (s Span) Hours(n Night, zone *time.Location) float64 {
	from, to := s.Bounds(n, zone)
	return to.Sub(from).Hours()
}
