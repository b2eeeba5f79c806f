package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"charley"
)

// labels are what can be tapped of a question.
func labels(g page, name string) string {
	var out []string
	for _, c := range g.all(".chip") {
		if in := c.first("input"); in.attr("name") == name && in.attr("value") != "" {
			out = append(out, c.text())
		}
	}
	return strings.Join(out, ", ")
}

func TestAboutWhen(t *testing.T) {
	p := newPerson(t, morningOf)
	morning := p.open("/morning")
	if got, want := labels(morning, "e.slot"), "before midnight, midnight to 2, 2 to 4, 4 to 6, after 6"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p.press(morning, "/morning", "do=add", url.Values{"e.what": {"cramp"}, "e.slot": {"03:00"}}).says(".rows", "about 03:00")
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"start": `"2026-11-23T03:00:00+01:00"`, "about": "true", "night": `"2026-11-22"`})

	// A time that was typed says more than a stretch that was tapped.
	p.press(p.open("/morning"), "/morning", "do=add", url.Values{"e.what": {"restless"}, "e.slot": {"23:00"}, "e.time": {"22:10"}})
	p.open("/morning").says(".rows", "22:10 Restless")
	row := p.open("/nights").first(`[id="n2026-11-22"]`)
	row.count("circle.about", 1)
	row.count("rect.about", 0)
}

// Whoever sleeps by day has nights that begin at another hour, and nobody is
// asked about what is still to come.
func TestTheStretchesOfANight(t *testing.T) {
	for _, tc := range []struct {
		name, now, night, want string
		span                   charley.Span
	}{
		{"asleep by day", "2026-11-23T20:00:00+01:00", "2026-11-22", "before noon, noon to 14, 14 to 16, 16 to 18, after 18", 0},
		{"nights that begin at half past eight in the evening", "2026-11-24T19:00:00+01:00", "2026-11-22", "before 8:30, 8:30 to 10:30, 10:30 to 12:30, 12:30 to 14:30, after 14:30", 20*60 + 30},
		{"awake at three, the rest is to come", "2026-11-23T03:10:00+01:00", "2026-11-22", "before midnight, midnight to 2, 2 to 4", charley.Noon},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, tc.now)
			p.lives("Europe/Berlin", tc.span)
			g := p.open("/nights/" + tc.night)
			if got := labels(g, "e.slot"); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// lives somewhere, with nights that begin at an hour.
func (p *person) lives(zone string, span charley.Span) {
	p.t.Helper()
	ctx, c := p.owner()
	s, err := p.app.Settings(ctx, c)
	if err != nil {
		p.t.Fatal(err)
	}
	s.Zone, s.NightSpan = zone, span
	if err := p.app.SaveSettings(ctx, c, s); err != nil {
		p.t.Fatal(err)
	}
}

// The clocks go forward from 01:00 to 02:00 in London: what lies in the middle of
// a stretch and never was is kept at the next time that was.
func TestAStretchWhoseMiddleNeverWas(t *testing.T) {
	p := newPerson(t, "2026-03-29T09:00:00+01:00")
	p.lives("Europe/London", charley.Noon)
	morning := p.open("/morning")
	p.press(morning, "/morning", "do=add", url.Values{"e.what": {"cramp"}, "e.slot": {"02:00"}})
	if got := p.one(charley.KindEpisode).Episode().Start.String(); got != "2026-03-29T02:00:00+01:00" {
		t.Errorf("got %s", got)
	}
}

// In October 02:00 to 03:00 comes twice, and it is asked which is meant; on every
// other night nobody is asked.
func TestTheHourThatComesTwice(t *testing.T) {
	p := newPerson(t, "2026-10-25T09:00:00+01:00")
	night := p.open("/nights/2026-10-24")
	night.says(".hint", "this night had 25 hours. 02:00 to 03:00 came twice.")
	add := url.Values{"e.what": {"cramp"}, "e.time": {"02:30"}}
	asked := p.submit(night, "/nights/2026-10-24/episode", "", add)
	if asked.status != http.StatusUnprocessableEntity {
		t.Fatalf("got %d, want to be asked which", asked.status)
	}
	asked.says("#e.time-wrong", "came twice")
	add.Set("e.time.which", whichSecond)
	p.press(asked, "/nights/2026-10-24/episode", "", add).says(".rows", "second 02:30")
	second := p.one(charley.KindEpisode)
	wantFields(t, second, map[string]string{"start": `"2026-10-25T02:30:00+01:00"`})

	// Mending: which of the two is shown, stays, and can be changed.
	address := "/entries/" + string(second.ID)
	mend := p.open(address)
	p.press(mend, address, "", url.Values{"e.note": {"hot"}})
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"start": `"2026-10-25T02:30:00+01:00"`})
	p.press(p.open(address), address, "", url.Values{"e.time.which": {whichFirst}})
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"start": `"2026-10-25T02:30:00+02:00"`})
	p.open("/nights/2026-10-24").says(".rows", "first 02:30")

	// A time that came once needs no answer, and a stretch is the first of the two.
	p.press(p.open("/nights/2026-10-24"), "/nights/2026-10-24/episode", "", url.Values{"e.what": {"restless"}, "e.time": {"03:30"}}).says(".rows", "03:30 Restless")
	p.open("/nights/2026-10-23").count(`[name="e.time.which"]`, 0)
	p.open("/morning?night=2026-10-23").count(`[name="in_bed.which"]`, 0)
}

func TestToBedInTheHourThatComesTwice(t *testing.T) {
	p := newPerson(t, "2026-10-25T09:00:00+01:00")
	morning := p.open("/morning")
	p.submit(morning, "/morning", "do=done", url.Values{"in_bed": {"02:15"}}).says("#in_bed-wrong", "came twice")
	p.press(morning, "/morning", "do=done", url.Values{"in_bed": {"02:15"}, "in_bed.which": {whichFirst}, "out_of_bed": {"02:15"}, "out_of_bed.which": {whichSecond}})
	want := map[string]string{"in_bed": `"2026-10-25T02:15:00+02:00"`, "out_of_bed": `"2026-10-25T02:15:00+01:00"`}
	wantFields(t, p.one(charley.KindMorning), want)
	p.press(p.open("/morning"), "/morning", "do=done", url.Values{"note": {"x"}})
	wantFields(t, p.one(charley.KindMorning), want)
}

// Every minute of a day at every kind of clock change is found as often as it was.
func TestMomentsOn(t *testing.T) {
	for _, tc := range []struct {
		zone, date string
		twice      int // minutes that came twice
		never      int // minutes that never were
	}{
		{"Europe/Berlin", "2026-10-25", 60, 0},
		{"Europe/Berlin", "2026-03-29", 0, 60},
		{"Europe/Berlin", "2026-07-01", 0, 0},
		{"Australia/Lord_Howe", "2026-04-05", 30, 0},
		{"Australia/Lord_Howe", "2026-10-04", 0, 30},
		{"America/New_York", "2026-11-01", 60, 0},
		{"America/Santiago", "2026-09-06", 0, 60},
		{"Pacific/Apia", "2011-12-30", 0, 24 * 60},
		{"Asia/Kolkata", "2026-10-25", 0, 0},
	} {
		zone, err := charley.LoadZone(tc.zone)
		if err != nil {
			t.Fatal(err)
		}
		date, err := charley.ParseNight(tc.date)
		if err != nil {
			t.Fatal(err)
		}
		twice, never := 0, 0
		for minute := range 24 * 60 {
			at := momentsOn(date, minute, zone)
			for i, m := range at {
				if wall := m.Wall(); wall.Hour()*60+wall.Minute() != minute || dateOf(m) != date || i > 0 && !at[i-1].Time.Before(m.Time) {
					t.Fatalf("%s %s: got %v for minute %d", tc.zone, tc.date, at, minute)
				}
			}
			switch len(at) {
			case 0:
				never++
			case 2:
				twice++
				if whichOf(at[0]) != whichFirst || whichOf(at[1]) != whichSecond {
					t.Fatalf("%s: cannot tell %v apart", tc.zone, at)
				}
			}
		}
		if twice != tc.twice || never != tc.never {
			t.Errorf("%s on %s: got %d minutes twice and %d never, want %d and %d", tc.zone, tc.date, twice, never, tc.twice, tc.never)
		}
	}
}

func TestTheRepeatOfANight(t *testing.T) {
	for _, tc := range []struct {
		zone, night string
		span        charley.Span
		want        repeat
	}{
		{"Europe/Berlin", "2026-10-24", charley.Noon, repeat{"02:00", "03:00"}},
		{"Europe/Berlin", "2026-10-25", charley.Noon, repeat{}},
		{"Europe/Berlin", "2026-03-28", charley.Noon, repeat{}},
		{"Australia/Lord_Howe", "2026-04-04", charley.Noon, repeat{"01:30", "02:00"}},
		{"Europe/Berlin", "2026-10-25", 0, repeat{"02:00", "03:00"}},
	} {
		zone, err := time.LoadLocation(tc.zone)
		if err != nil {
			t.Fatal(err)
		}
		night, _ := charley.ParseNight(tc.night)
		if got, ok := repeatIn(night, tc.span, zone); got != tc.want || ok != (tc.want != repeat{}) {
			t.Errorf("%s, night of %s: got %v %t, want %v", tc.zone, tc.night, got, ok, tc.want)
		}
	}
}
