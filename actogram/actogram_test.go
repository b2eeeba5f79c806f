package actogram

import (
	"strings"
	"testing"
	"time"

	"charley"
	"charley/diary"
)

// night makes a record of one night in Berlin.
func night(t *testing.T, date string, change func(*diary.NightRecord)) diary.NightRecord {
	t.Helper()
	n, err := charley.ParseNight(date)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := charley.LoadZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	r := diary.NightRecord{Night: n, Zone: "Europe/Berlin"}
	r.From, r.To = charley.Noon.Bounds(n, zone)
	r.Hours = r.To.Sub(r.From).Hours()
	if change != nil {
		change(&r)
	}
	return r
}

func episode(what, start string, minutes float64) charley.Episode {
	at, _ := time.Parse(time.RFC3339, start)
	long := charley.Minutes(minutes)
	return charley.Episode{What: what, Start: charley.Moment{Time: at, Zone: "Europe/Berlin"}, Minutes: &long}
}

func finished(r *diary.NightRecord) {
	bed, _ := time.Parse(time.RFC3339, "2026-11-03T22:30:00+01:00")
	up, _ := time.Parse(time.RFC3339, "2026-11-04T07:00:00+01:00")
	days := r.Night.Sub(charley.Night{Year: 2026, Month: 11, Day: 3})
	r.Complete, r.Bad = true, charley.No
	r.Morning = &charley.Morning{
		InBed:    charley.Moment{Time: bed.AddDate(0, 0, days), Zone: r.Zone},
		OutOfBed: charley.Moment{Time: up.AddDate(0, 0, days), Zone: r.Zone},
	}
}

func TestStates(t *testing.T) {
	cramp := episode(charley.Cramp, "2026-11-04T02:30:00+01:00", 3)
	for _, tc := range []struct {
		name   string
		change func(*diary.NightRecord)
		want   State
		words  string
	}{
		{"nothing said is not a quiet night", nil, Missing, "not recorded"},
		{"nothing happened and said so", finished, Quiet, "quiet"},
		{"a cramp in a finished night", func(r *diary.NightRecord) {
			finished(r)
			r.Episodes, r.Bad = []charley.Episode{cramp}, charley.Yes
		}, Bad, "bad: 1 cramp (02:30)"},
		{"a cramp but no morning", func(r *diary.NightRecord) {
			r.Episodes, r.Bad = []charley.Episode{cramp}, charley.Yes
		}, Bad, "bad: at least 1 cramp (02:30)"},
		{"two cramps that a sheet of paper counts", func(r *diary.NightRecord) {
			finished(r)
			r.Morning.Cramps, r.Bad = new(2.0), charley.Yes
		}, Bad, "bad: 2 cramps (2 not timed)"},
		{"two cramps that were counted, and one of them logged", func(r *diary.NightRecord) {
			finished(r)
			r.Episodes, r.Morning.Cramps, r.Bad = []charley.Episode{cramp}, new(2.0), charley.Yes
		}, Bad, "bad: 2 cramps (02:30, 1 not timed)"},
		{"a cramp while ill", func(r *diary.NightRecord) {
			finished(r)
			r.Episodes, r.Bad, r.Away = []charley.Episode{cramp}, charley.Yes, &charley.Away{Reason: "ill"}
		}, Ill, "ill: 1 cramp (02:30)"},
		{"away", func(r *diary.NightRecord) { r.Away = &charley.Away{Reason: "away"} }, Away, "away"},
		{"much sleep lost without an episode", func(r *diary.NightRecord) {
			finished(r)
			r.Bad = charley.Yes
		}, Bad, "bad: sleep lost or restless"},
		{"a morning without its zero", func(r *diary.NightRecord) { r.Morning = &charley.Morning{} }, Logged, "partly recorded"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := Rows([]diary.NightRecord{night(t, "2026-11-03", tc.change)}, Window{})[0]
			if got.State != tc.want || got.Words() != tc.words {
				t.Errorf("got %s, %q, want %s, %q", got.State, got.Words(), tc.want, tc.words)
			}
		})
	}
}

// A column means the same time of day in every row, also when clocks change.
func TestPositionsFollowTheClock(t *testing.T) {
	for _, tc := range []struct {
		name, night, start string
		at, hours          float64
	}{
		{"an ordinary night", "2026-11-03", "2026-11-04T02:30:00+01:00", 14.5, 24},
		{"after the hour that is skipped in March", "2026-03-28", "2026-03-29T03:30:00+02:00", 15.5, 23},
		{"the first of two half past twos in October", "2026-10-24", "2026-10-25T02:30:00+02:00", 14.5, 25},
		{"the second of two half past twos in October", "2026-10-24", "2026-10-25T02:30:00+01:00", 14.5, 25},
		{"a traveller's clock is the one that counts", "2026-11-03", "2026-11-03T23:00:00-05:00", 11, 24},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := night(t, tc.night, func(r *diary.NightRecord) {
				r.Episodes = []charley.Episode{episode(charley.Cramp, tc.start, 30)}
			})
			got := Rows([]diary.NightRecord{r}, Window{})[0]
			if got.Marks[0].At != tc.at || got.Hours != tc.hours || got.Marks[0].Length != 0.5 {
				t.Errorf("got %+v, hours %g, want at %g of %g", got.Marks[0], got.Hours, tc.at, tc.hours)
			}
		})
	}
}

func TestMarksOutsideAreKept(t *testing.T) {
	r := night(t, "2026-11-03", func(r *diary.NightRecord) {
		finished(r)
		r.Episodes = []charley.Episode{episode(charley.Cramp, "2026-11-03T15:00:00+01:00", 3)}
	})
	got := Rows([]diary.NightRecord{r}, Window{From: 12, To: 18})[0]
	if m := got.Marks[0]; m.At != 12 || !m.Outside {
		t.Errorf("got %+v, want it pinned to the edge", m)
	}
	if *got.Bed != (Bar{From: 12, To: 18}) {
		t.Errorf("got bed %v, want it cut to the window", *got.Bed)
	}
	if w := Fit([]diary.NightRecord{r}); w != (Window{From: 3, To: 22}) {
		t.Errorf("got fit %v, want it to reach back to 15:00", w)
	}
}

func TestText(t *testing.T) {
	records := []diary.NightRecord{
		night(t, "2026-10-24", func(r *diary.NightRecord) {
			finished(r)
			r.Episodes = []charley.Episode{
				episode(charley.Cramp, "2026-10-25T02:30:00+02:00", 3), episode(charley.Cramp, "2026-10-25T02:30:00+01:00", 3),
				episode(charley.Restless, "2026-10-24T23:10:00+02:00", 40),
			}
			r.Bad = charley.Yes
		}),
		night(t, "2026-11-03", finished),
		night(t, "2026-11-04", nil),
		night(t, "2026-11-05", func(r *diary.NightRecord) { r.Away = &charley.Away{Reason: "away"} }),
	}
	want := strings.Join([]string{
		"Night of    20  22  00  02  04  06  08",
		"Sat 24 Oct  .....-r------*--------......  bad: 2 cramps, 1 restless spell",
		"Tue 3 Nov   .....-----------------......  quiet",
		"Wed 4 Nov                                 not recorded",
		"Thu 5 Nov                                 away",
		"C cramp  r restless  o other  * several  - in bed  blank: nothing recorded",
		"",
	}, "\n")
	if got := Text(records, 78); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for width := 30; width < 120; width++ {
		for _, line := range strings.Split(Text(records, width), "\n")[:5] {
			if len(line) > max(width, 40) {
				t.Errorf("width %d: a line of %d: %q", width, len(line), line)
			}
		}
	}
	heading, _, _ := strings.Cut(Text([]diary.NightRecord{night(t, "2026-11-03", func(r *diary.NightRecord) {
		finished(r)
		r.Episodes = []charley.Episode{episode(charley.Cramp, "2026-11-03T12:30:00+01:00", 3), episode(charley.Cramp, "2026-11-04T11:30:00+01:00", 3)}
	})}, 78), "\n")
	if want := "Night of    12  16  20  00  04  08"; heading != want {
		t.Errorf("got the heading %q over a night from noon to noon, want %q", heading, want)
	}
	if got := Text(nil, 78); got != "No nights yet.\n" {
		t.Errorf("got %q", got)
	}
}
