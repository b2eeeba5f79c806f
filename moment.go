package charley

import (
	"fmt"
	"path"
	"sync"
	"time"
)

// A Moment is an instant as the person saw it: the time, the offset their
// clock had from UTC, and the zone it was set to. All three are stored when an
// entry is written and never worked out again, because zone rules change.
type Moment struct {
	Time time.Time // carries the offset as seen, in a fixed zone
	Zone string    // IANA name, such as Europe/Berlin
}

// The layouts keep milliseconds where there are any. A moment is written with
// its offset in figures also where that is zero, because "Z" says that no clock
// was seen: see ParseMoment.
const (
	momentLayout  = "2006-01-02T15:04:05.999-07:00"
	instantLayout = "2006-01-02T15:04:05.999Z07:00"
)

// The range of times an entry may carry, apart from the limit on the future
// that depends on today: contracts.md, PUT /api/v1/entries/{id}.
var earliest = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)

// TenYears is how far ahead of the server a time may lie.
const TenYears = 10

// zones remembers the zones that were asked for, by name. Reading a zone takes
// longer than writing an entry, zones never change while a program runs, and
// there are some six hundred of them.
var zones sync.Map

// LoadZone is the zone of an IANA name. The empty name, "Local", and paths that
// only some machines know are refused: a diary that travels must not depend on
// the machine it is read on.
func LoadZone(name string) (*time.Location, error) {
	if zone, ok := zones.Load(name); ok {
		return zone.(*time.Location), nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" || name == "localtime" || path.Clean(name) != name {
		return nil, fmt.Errorf("%q is not a time zone like Europe/Berlin: %w", Clip(name), ErrInvalid)
	}
	zones.Store(name, zone)
	return zone, nil
}

// MomentAt is the moment of an instant on a clock set to zone. Seconds of an
// offset, which some zones had until 1972 and RFC 3339 cannot say, are left out
// of the clock, so that the instant survives being written down.
func MomentAt(t time.Time, zone *time.Location) Moment {
	t = t.In(zone).Truncate(time.Millisecond)
	_, offset := t.Zone()
	offset -= offset % 60
	return Moment{Time: t.In(time.FixedZone("", offset)), Zone: zone.String()}
}

// ParseMoment reads an RFC 3339 time with its offset. A time written in UTC
// ("Z") is shown on the clock of zone; any other offset is what the writer saw
// and is kept, also where it disagrees with the zone's rules known here.
// Times before 1970 are ErrInvalid.
func ParseMoment(s string, zone *time.Location) (Moment, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return Moment{}, fmt.Errorf("%q is not a time like 2026-11-23T02:47:10+01:00: %w", Clip(s), ErrInvalid)
	}
	if t.Before(earliest) {
		return Moment{}, fmt.Errorf("%q lies before 1970: %w", Clip(s), ErrInvalid)
	}
	if _, offset := t.Zone(); offset == 0 && s[len(s)-1] == 'Z' {
		return MomentAt(t, zone), nil
	} else if offset < -24*3600 || offset > 24*3600 {
		return Moment{}, fmt.Errorf("%q has an impossible offset from UTC: %w", Clip(s), ErrInvalid)
	} else {
		t = t.In(time.FixedZone("", offset))
	}
	return Moment{Time: t.Truncate(time.Millisecond), Zone: zone.String()}, nil
}

// Wall is the time as the clock showed it; its Hour, Minute and Date are local.
func (m Moment) Wall() time.Time { return m.Time }

// IsZero says that m is no moment.
func (m Moment) IsZero() bool { return m.Time.IsZero() }

// String is the moment as RFC 3339 with its offset, without the zone's name.
func (m Moment) String() string { return m.Time.Format(momentLayout) }

// MaxShown is how many characters of a wrong value are shown back.
const MaxShown = 40

// Clip keeps a wrong value or name short enough to be shown back.
func Clip(s string) string {
	if r := []rune(s); len(r) > MaxShown {
		return string(r[:MaxShown]) + "…"
	}
	return s
}

// parseStored reads what Moment.String wrote.
func parseStored(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, err
	}
	_, offset := t.Zone()
	return t.In(time.FixedZone("", offset)), nil
}
