package remind

import (
	"strings"
	"testing"
	"time"
)

// An event and a zone as another program reads them out of the text.
type read struct {
	first  map[string]time.Time // of each event, by UID: the face of the clock
	stamps map[string]string
	zone   []period
}

// A period of a zone begins at an instant.
type period struct {
	kind   string
	onset  time.Time
	offset time.Duration
}

// parse reads a calendar with nothing but RFC 5545 in mind.
func parse(t *testing.T, text []byte) read {
	t.Helper()
	r := read{first: map[string]time.Time{}, stamps: map[string]string{}}
	var open []string
	props := map[string]string{}
	for line := range strings.SplitSeq(strings.ReplaceAll(string(text), "\r\n ", ""), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		switch name {
		case "BEGIN":
			open = append(open, value)
			if value != "VALARM" {
				props = map[string]string{}
			}
			continue
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				t.Fatalf("%s ends inside %v", value, open)
			}
			open = open[:len(open)-1]
		}
		if len(open) == 0 || open[len(open)-1] != "VALARM" {
			props[name] = value
		}
		switch {
		case line == "END:VEVENT":
			for key, v := range props {
				if strings.HasPrefix(key, "DTSTART;TZID=") {
					r.first[props["UID"]] = face(t, v)
				}
			}
			r.stamps[props["UID"]] = props["DTSTAMP"]
			if props["RRULE"] != "FREQ=DAILY" {
				t.Fatalf("got the rule %q", props["RRULE"])
			}
		case line == "END:STANDARD" || line == "END:DAYLIGHT":
			from, to := offset(t, props["TZOFFSETFROM"]), offset(t, props["TZOFFSETTO"])
			r.zone = append(r.zone, period{kind: value, onset: face(t, props["DTSTART"]).Add(-from), offset: to})
		}
	}
	return r
}

func face(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(wall, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func offset(t *testing.T, s string) time.Duration {
	t.Helper()
	var d time.Duration
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Second} {
		if part := s[1+2*i:]; len(part) >= 2 {
			d += time.Duration(10*(part[0]-'0')+part[1]-'0') * unit
		}
	}
	if s[0] == '-' {
		d = -d
	}
	return d
}

// instant is when a clock of the calendar's zone shows something: the first such
// moment; where it is skipped, by the clock as it was before.
func (r read) instant(shows time.Time) time.Time {
	skipped := time.Time{}
	for i, p := range r.zone {
		at := shows.Add(-p.offset)
		last := i+1 == len(r.zone)
		if !at.Before(p.onset) && (last || at.Before(r.zone[i+1].onset)) {
			return at
		}
		if !at.Before(p.onset) {
			skipped = at
		}
	}
	return skipped
}

// shown is the same from Go's own zone database, found by watching the clock.
func shown(want time.Time, zone *time.Location) time.Time {
	clock := func(at time.Time) time.Time {
		_, offset := at.In(zone).Zone()
		return at.Add(time.Duration(offset) * time.Second)
	}
	var before time.Time
	for at := want.Add(-40 * time.Hour); at.Before(want.Add(40 * time.Hour)); at = at.Add(10 * time.Minute) {
		switch now := clock(at); {
		case now.Equal(want):
			return at
		case now.Before(want):
			before = at
		}
	}
	_, offset := before.In(zone).Zone()
	return want.Add(-time.Duration(offset) * time.Second)
}

func TestEveryReminderOfTwoYears(t *testing.T) {
	for _, tc := range []struct{ name, zone, since string }{
		{"summer and winter time", "Europe/Berlin", "2026-01-05"},
		{"set in the summer", "Europe/Berlin", "2026-07-05"},
		{"set on the day the clocks go forward", "Europe/Berlin", "2026-03-29"},
		{"set on the day the clocks go back", "Europe/Berlin", "2026-10-25"},
		{"clocks change at midnight", "America/Santiago", "2026-01-05"},
		{"clocks change at midnight, where the day begins at one", "Africa/Cairo", "2026-01-05"},
		{"the south", "Pacific/Auckland", "2026-01-05"},
		{"half an hour", "Australia/Lord_Howe", "2026-01-05"},
		{"odd offsets with summer time", "Pacific/Chatham", "2026-01-05"},
		{"odd offsets", "Asia/Kathmandu", "2026-01-05"},
		{"west", "America/Los_Angeles", "2026-01-05"},
		{"winter time is the odd one", "Europe/Dublin", "2026-01-05"},
		{"Ramadan", "Africa/Casablanca", "2026-01-05"},
		{"no summer time", "Asia/Tokyo", "2026-01-05"},
		{"no summer time any more", "Asia/Kolkata", "2026-01-05"},
		{"no zone at all", "UTC", "2026-01-05"},
		{"summer time is given up", "America/Mexico_City", "2021-09-05"},
		{"summer time is kept for good", "Asia/Amman", "2021-09-05"},
		{"a day that never was", "Pacific/Apia", "2011-01-05"},
		{"two hours", "Antarctica/Troll", "2026-01-05"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, minutes := range [][]int{{2*60 + 30, 0}, {8 * 60, 20*60 + 30}, {60, 23*60 + 50}} {
				c := calendar(t, tc.zone, tc.since, at(minutes...))
				r := parse(t, c.Text())
				if len(r.first) != 2 {
					t.Fatalf("got %d reminders", len(r.first))
				}
				for id, first := range r.first {
					for day := range 729 {
						shows := first.AddDate(0, 0, day)
						got, want := r.instant(shows), shown(shows, c.Zone)
						if !got.Equal(want) {
							t.Errorf("%s: the reminder of %s comes at %s, want %s", id, shows.Format(wall), got, want)
						}
					}
				}
			}
		})
	}
}

// Both changes of a year, told as instants, by hand: in Berlin clocks went from
// 02:00 to 03:00 on 29 March 2026 and from 03:00 to 02:00 on 25 October.
func TestHalfPastTwoOnBothChanges(t *testing.T) {
	r := parse(t, calendar(t, "Europe/Berlin", "2026-03-01", at(150)).Text())
	for shows, want := range map[string]string{
		"20260328T023000": "2026-03-28T01:30:00Z",
		"20260329T023000": "2026-03-29T01:30:00Z", // skipped: 03:30 on the new clock
		"20260330T023000": "2026-03-30T00:30:00Z",
		"20261025T023000": "2026-10-25T00:30:00Z", // comes twice: the first
		"20261026T023000": "2026-10-26T01:30:00Z",
	} {
		if got := r.instant(face(t, shows)).Format(time.RFC3339); got != want {
			t.Errorf("%s: got %s, want %s", shows, got, want)
		}
	}
}

// Summer is DAYLIGHT and winter STANDARD also where the law has it the other way round.
func TestTheKindsOfPeriods(t *testing.T) {
	for zone, want := range map[string]string{
		"Europe/Berlin": "STANDARD DAYLIGHT STANDARD DAYLIGHT STANDARD", "Europe/Dublin": "STANDARD DAYLIGHT STANDARD DAYLIGHT STANDARD",
		"Asia/Tokyo": "STANDARD", "UTC": "STANDARD", "Australia/Lord_Howe": "DAYLIGHT STANDARD DAYLIGHT STANDARD DAYLIGHT",
	} {
		var got []string
		for _, p := range parse(t, calendar(t, zone, "2026-01-05", at(480)).Text()).zone {
			got = append(got, p.kind)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", zone, got, want)
		}
	}
}

func TestOffsets(t *testing.T) {
	for seconds, want := range map[int]string{0: "+0000", 3600: "+0100", -12600: "-0330", 45900: "+1245", -2640: "-0044", 3208: "+005328"} {
		if got := offsetText(seconds); got != want {
			t.Errorf("%d: got %s, want %s", seconds, got, want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("Charley: morning")
	f.Add("ä;b,c\\d\r\ne\x00" + strings.Repeat("🌙", 40))
	f.Fuzz(func(t *testing.T, words string) {
		var w writer
		w.text("SUMMARY", words)
		out := w.out.String()
		for line := range strings.SplitSeq(strings.TrimSuffix(out, "\r\n"), "\r\n") {
			if len(line) > longest || strings.ContainsAny(line, "\r\n") {
				t.Errorf("got the line %q", line)
			}
		}
		if got := strings.Count(strings.ReplaceAll(out, "\r\n ", ""), "\r\n"); got != 1 {
			t.Errorf("got %d lines: %q", got, out)
		}
	})
}
