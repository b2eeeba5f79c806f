package charley

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func night(t testing.TB, s string) Night {
	t.Helper()
	n, err := ParseNight(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestATapBelongsToTheEveningBefore(t *testing.T) {
	cases := []struct {
		name, zone, at string
		span           Span
		want           string
	}{
		{"a tap at 03:10 belongs to the evening before", "Europe/Berlin", "2026-03-29T03:10:00+02:00", Noon, "2026-03-28"},
		{"an evening tap belongs to its own date", "Europe/Berlin", "2026-03-28T22:10:00+01:00", Noon, "2026-03-28"},
		{"a minute before noon is still last night", "Europe/Berlin", "2026-03-29T11:59:59+02:00", Noon, "2026-03-28"},
		{"noon is tonight", "Europe/Berlin", "2026-03-29T12:00:00+02:00", Noon, "2026-03-29"},
		{"the hour repeated in October, first time", "Europe/Berlin", "2026-10-25T02:30:00+02:00", Noon, "2026-10-24"},
		{"the hour repeated in October, second time", "Europe/Berlin", "2026-10-25T02:30:00+01:00", Noon, "2026-10-24"},
		{"a time in UTC is read on the person's clock", "America/New_York", "2026-03-29T04:30:00Z", Noon, "2026-03-28"},
		{"a shift worker who sleeps from eight", "Europe/Berlin", "2026-03-29T08:30:00+02:00", 8 * 60, "2026-03-29"},
		{"a shift worker, still yesterday's night at seven", "Europe/Berlin", "2026-03-29T07:30:00+02:00", 8 * 60, "2026-03-28"},
		{"new year", "Europe/Berlin", "2027-01-01T00:30:00+01:00", Noon, "2026-12-31"},
		{"the morning after the day that Apia left out", "Pacific/Apia", "2011-12-31T06:00:00+14:00", Noon, "2011-12-29"},
		{"the evening after the day that Apia left out", "Pacific/Apia", "2011-12-31T20:00:00+14:00", Noon, "2011-12-31"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m, err := ParseMoment(c.at, zone(t, c.zone))
			if err != nil {
				t.Fatal(err)
			}
			if got := c.span.NightOf(m); got != night(t, c.want) {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// Expected lengths: the tz database's changes of those dates, checked by hand.
func TestNightsAreAsLongAsTheyReallyWere(t *testing.T) {
	cases := []struct {
		name, zone, night string
		want              float64
	}{
		{"an ordinary night", "Europe/Berlin", "2026-11-23", 24},
		{"clocks go forward", "Europe/Berlin", "2026-03-28", 23},
		{"clocks go back", "Europe/Berlin", "2026-10-24", 25},
		{"half an hour on Lord Howe", "Australia/Lord_Howe", "2026-10-03", 23.5},
		{"half an hour back on Lord Howe", "Australia/Lord_Howe", "2026-04-04", 24.5},
		{"midnight does not exist in Santiago", "America/Santiago", "2026-09-05", 23},
		{"Apia leaves out 30 December", "Pacific/Apia", "2011-12-29", 24},
		{"the night that Apia never had", "Pacific/Apia", "2011-12-30", 0},
		{"the night after it", "Pacific/Apia", "2011-12-31", 24},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Noon.Hours(night(t, c.night), zone(t, c.zone)); got != c.want {
				t.Errorf("got %v hours, want %v", got, c.want)
			}
		})
	}
}

// allZones are the names in the Go distribution's copy of the tz database.
func allZones(t *testing.T) []string {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("the go command is not installed, so the list of all zones is not at hand")
	}
	z, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Skip("the Go distribution has no zoneinfo.zip: ", err)
	}
	defer z.Close()
	var names []string
	for _, f := range z.File {
		if _, err := LoadZone(f.Name); err == nil && !strings.HasSuffix(f.Name, "/") {
			names = append(names, f.Name)
		}
	}
	if len(names) < 300 {
		t.Fatalf("got %d zones, want some hundreds", len(names))
	}
	return names
}

// Every zone, every clock change from 2000 to 2037, entries around each: the
// night of an instant is the one whose bounds hold it.
func TestEveryClockChangeOfEveryZone(t *testing.T) {
	from, until := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2037, 12, 31, 0, 0, 0, 0, time.UTC)
	changes := 0
	for _, name := range allZones(t) {
		z := zone(t, name)
		for at := from; ; changes++ {
			_, end := at.In(z).ZoneBounds()
			if end.IsZero() || end.After(until) {
				break
			}
			at = end
			for _, d := range []time.Duration{-24 * time.Hour, -70 * time.Minute, -10 * time.Minute, -time.Second, 0, 10 * time.Minute, 70 * time.Minute, 10 * time.Hour} {
				checkNightOf(t, Noon, at.Add(d), z)
			}
		}
	}
	if changes < 5000 {
		t.Errorf("met %d clock changes, want thousands", changes)
	}
}

// checkNightOf holds NightOf and Bounds to each other.
func checkNightOf(t interface {
	Fatalf(string, ...any)
}, span Span, at time.Time, z *time.Location) Night {
	m := MomentAt(at, z)
	n := span.NightOf(m)
	from, to := span.Bounds(n, z)
	if m.Time.Before(from) || !m.Time.Before(to) {
		t.Fatalf("%s in %s: got night %s, which runs from %s to %s", m, z, n, from, to)
	}
	return n
}

// wallTwice says that the span's minute comes twice on the date of the instant
// or the day after, where the wall clock alone cannot say which night it is.
func wallTwice(span Span, at time.Time, z *time.Location) bool {
	for d := -1; d <= 1; d++ {
		n := nightOn(at.In(z)).Add(d)
		begin := span.begin(n, z)
		for _, later := range []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour, 3 * time.Hour} {
			if wallOf(begin.Add(later), z).Equal(wallOf(begin, z)) || wallOf(begin.Add(later), z).Before(wallOf(begin, z)) {
				return true
			}
		}
	}
	return false
}

func TestNightsTileTimeForAnySpan(t *testing.T) {
	names := allZones(t)
	rapid.Check(t, func(t *rapid.T) {
		z, err := LoadZone(rapid.SampledFrom(names).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		span := Span(rapid.IntRange(0, 24*60-1).Draw(t, "span"))
		at := time.Unix(rapid.Int64Range(2*86400, 4102444800).Draw(t, "instant"), 0)
		if wallTwice(span, at, z) {
			t.Skip("the wall clock alone cannot tell")
		}
		n := checkNightOf(t, span, at, z)
		if _, to := span.Bounds(n, z); exists(n.Next(), z) {
			if from, _ := span.Bounds(n.Next(), z); !from.Equal(to) {
				t.Fatalf("night %s in %s ends at %s, the next begins at %s", n, z, to, from)
			}
		}
		again, err := ParseMoment(MomentAt(at, z).String(), z)
		if err != nil || span.NightOf(again) != n {
			t.Fatalf("writing the moment down moved it to night %s (%v)", span.NightOf(again), err)
		}
	})
}

func TestDatesThatDoNotExistAreRefused(t *testing.T) {
	for _, s := range []string{"2026-02-30", "2026-13-01", "0000-01-01", "26-01-01", "2026-1-1", "", "yesterday", "2026-01-01T00:00:00Z"} {
		if n, err := ParseNight(s); err == nil {
			t.Errorf("%q was read as %s", s, n)
		}
	}
}

func TestNightArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := Night{2026, 11, 23}.Add(rapid.IntRange(-100000, 100000).Draw(t, "days"))
		k := rapid.IntRange(-4000, 4000).Draw(t, "step")
		if got := n.Add(k).Sub(n); got != k {
			t.Fatalf("%s + %d - itself: got %d", n, k, got)
		}
		if back, err := ParseNight(n.String()); n.Year > 0 && n.Year < 10000 && (err != nil || back != n) {
			t.Fatalf("%s reads back as %s (%v)", n, back, err)
		}
	})
}
