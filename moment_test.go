package charley

import (
	"errors"
	"testing"
	"time"
)

func TestMomentsKeepTheClockAsSeen(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	cases := []struct{ name, in, want string }{
		{"the offset that was written stays", "2026-11-23T02:47:10+01:00", "2026-11-23T02:47:10+01:00"},
		{"also one that the zone's rules do not know", "2026-11-23T02:47:10+05:30", "2026-11-23T02:47:10+05:30"},
		{"UTC is shown on the person's clock", "2026-11-23T01:47:10Z", "2026-11-23T02:47:10+01:00"},
		{"the second 02:30 of October", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"},
		{"milliseconds stay, finer ones do not", "2026-11-23T02:47:10.123456+01:00", "2026-11-23T02:47:10.123+01:00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m, err := ParseMoment(c.in, berlin)
			if err != nil {
				t.Fatal(err)
			}
			if m.String() != c.want || m.Zone != "Europe/Berlin" {
				t.Errorf("got %s in %s, want %s", m, m.Zone, c.want)
			}
		})
	}
}

func TestAnOffsetWithSecondsKeepsTheInstant(t *testing.T) {
	at := time.Date(1971, 6, 1, 3, 0, 0, 0, time.UTC)
	m := MomentAt(at, zone(t, "Africa/Monrovia")) // 44 min 30 s behind until 1972
	if again, err := ParseMoment(m.String(), zone(t, "Africa/Monrovia")); err != nil || !again.Time.Equal(at) {
		t.Errorf("%s reads back as %s (%v)", m, again, err)
	}
}

func TestMomentsThatAreRefused(t *testing.T) {
	for _, s := range []string{"", "yesterday", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-02-30T03:00:00Z", "2026-01-01T25:00:00Z",
		"2026-01-01T03:00:00+99:00", "2016-12-31T23:59:60Z", "2026-01-01 03:00", "+275760-09-13T00:00:00Z"} {
		if m, err := ParseMoment(s, time.UTC); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q was read as %s (%v)", s, m, err)
		}
	}
}

func TestZonesThatAreRefused(t *testing.T) {
	for _, s := range []string{"", "Local", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "localtime", "Europe//Berlin", "Europe/./Berlin", "Europe/Berlin/"} {
		if _, err := LoadZone(s); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: got %v, want ErrInvalid", s, err)
		}
	}
}
