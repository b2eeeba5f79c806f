package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
)

func TestAnEmptyDiary(t *testing.T) {
	nights := newPerson(t, morningOf).open("/nights")
	nights.says(".card", "Your first night will show here")
	nights.count("svg", 0)
	if strings.Contains(nights.first("main").text(), "2026") {
		t.Error("got a span of nights, though there are none")
	}
}

func TestFourWeeksOfNights(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(120)
	nights := p.open("/nights")
	nights.says("main", "26 October to 22 November 2026")
	nights.count("tbody tr", weeksNights)
	nights.count(".plot a", weeksNights)
	nights.says("title", "Each row is a night")
	nights.says("desc", "28 nights, ")
	nights.count(".figures div", 4)
	nights.says(".figures", "complete nights")
	nights.says("main", "A bad night means any cramp, or restless legs that bother you 4 out of 10")
	if len(nights.all("circle.cramp")) == 0 || len(nights.all("rect.bed")) == 0 {
		t.Error("got a picture without cramps or time in bed")
	}
	older := p.open(nights.first(".pair a").attr("href"))
	older.says("main", "28 September to 25 October 2026")
	older.says(".pair", "Newer")
}

func TestAMonthOfTheCalendar(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(120)
	month := p.open("/nights?month=2026-10")
	month.says("head title", "Nights of October 2026")
	month.says("main", "1 to 31 October 2026")
	month.count(".plot a", 31)
	month.says(".pair", "September 2026 November 2026")
	now := p.open("/nights?month=2026-11")
	now.count(".plot a", 22)
	now.says(".pair", "October 2026")
	first := p.open("/nights?month=2026-07")
	first.says("main", "26 to 31 July 2026")
	first.count(".plot a", 6)
	p.open("/nights?month=2026-06").says(".card", "Your diary had not begun yet")
}

func TestAYearOfNights(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(500)
	year := p.open("/nights?days=365")
	year.says("main", "1 December 2025 to 22 November 2026")
	year.count(".leaf", 12)
	year.count(".leaf .days a", 357)
	year.says(".leaf", "November 2026")
	year.says(".leaf", "complete nights")
	year.count("tbody tr", 12)
	if got := year.all("tbody tr")[11].first("a").attr("href"); got != "/nights?month=2026-11" {
		t.Errorf("got the last month of the table at %s", got)
	}
	p.open("/nights?days=91").count(".leaf", 12)
	p.open("/nights?year=2025").says(".periods", "2025")
	older := p.open(year.first(".pair a").attr("href"))
	older.says("main", "11 July to 30 November 2025")
	if got := p.open(older.first(".pair a").attr("href")).first("main .muted").text(); got != "1 December 2025 to 22 November 2026" {
		t.Errorf("got %q after going back and forth", got)
	}
}

// Whatever is no period of this diary is not there, and old addresses still are.
func TestAddressesOfNights(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(120)
	for _, gone := range []string{"month=2026-12", "month=2026-13", "month=x", "year=2027", "year=26", "year=1900", "to=2027-01-01", "to=x", "days=365&to=x"} {
		if got := p.do(getRequest("/nights?" + gone)); got.status != http.StatusNotFound {
			t.Errorf("got %d for %s, want 404", got.status, gone)
		}
	}
	for _, still := range []string{"days=28&to=2026-10-25", "days=91&to=2026-10-25", "days=365&to=2026-10-25", "days=7"} {
		p.open("/nights?"+still).says("h1", "Nights")
	}
}

// A row says in words what it shows.
func TestTheNameOfARow(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.setClock(morningOf)
	p.press(p.open("/morning"), "/morning", "do=add", url.Values{"e.what": {"cramp"}, "e.time": {"05:10"}, "e.about": {"yes"}})
	named := func(address, want string) {
		t.Helper()
		if got := p.open(address).first(`[href="/nights/2026-11-22"]`).attr("aria-label"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	named("/nights", "Night of Sun 22 to Mon 23 November: at least 2 cramps, 02:47 and about 05:10, bad night")
	p.press(p.open("/morning"), "/morning", "do=nothing", nil)
	named("/nights", "Night of Sun 22 to Mon 23 November: 2 cramps, 02:47 and about 05:10, bad night")
	named("/nights?year=2026", "Sun 22 November: 2 cramps, bad night")
	p.open("/nights").count("circle.about", 1)
	p.open("/nights").says(".legend", "the time is a guess")
}

// A night that nobody spoke of does not look like a quiet one, in the picture
// and in the table.
func TestMissingIsNotQuiet(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/morning?night=2026-11-21"), "/morning", "do=nothing", nil)
	p.press(p.open("/nights/2026-11-20"), "/nights/2026-11-20/away", "", url.Values{"reason": {"ill"}})
	nights := p.open("/nights")
	nights.count(".plot svg.quiet", 1)
	nights.count(".plot svg.ill", 1)
	nights.count(".plot svg.missing", 1)
	for _, row := range nights.all("tbody tr") {
		want := map[string]string{"Sat 21 Nov": "Sat 21 Nov quiet 0 0", "Fri 20 Nov": "Fri 20 Nov Ill", "Sun 22 Nov": "Sun 22 Nov not recorded"}[row.first("a").text()]
		if want != "" && row.text() != want {
			t.Errorf("got the row %q, want %q", row.text(), want)
		}
	}
	nights.says(".figures", "quiet nights 1 of 1")
}

func TestTonightIsShownAsSoonAsSomethingHappened(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.open("/nights").says("tbody", "Sun 22 Nov bad night 1 or more")
}

func TestOneNight(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.setClock(morningOf)
	p.press(p.open("/morning"), "/morning", "do=done", url.Values{"sleep": {"20"}, "note": {"hot room"}})
	night := p.open("/nights/2026-11-22")
	night.says("title", "Sunday 22 to Monday 23 November")
	night.says(".verdict", "There was 1 cramp.")
	night.says(".verdict", "You lost 20 min of sleep.")
	night.says("dd", "hot room")
	night.count(".rows li", 1)

	wrong := p.submit(night, "/nights/2026-11-22/episode", "", url.Values{"e.what": {"restless"}, "e.note": {"kept"}})
	wrong.says("#e.time-wrong", "when it started")
	wrong.says("textarea", "kept")
	p.press(night, "/nights/2026-11-22/episode", "", url.Values{"e.what": {"restless"}, "e.time": {"23:40"}}).count(".rows li", 2)

	p.submit(night, "/nights/2026-11-22/away", "", url.Values{"reason": {"away"}, "until": {"2026-11-20"}}).says("#until-wrong", "same night or a later one")
	away := p.press(night, "/nights/2026-11-22/away", "", url.Values{"reason": {"away"}, "until": {"2026-11-24"}})
	away.says(".card", "Away from home, Sun 22 Nov to Tue 24 Nov")
	p.press(night, "/nights/2026-11-22/away", "", url.Values{"reason": {"away"}, "until": {"2026-11-24"}})
	if got := p.one(charley.KindAway).Away(); got.Until.String() != "2026-11-24" {
		t.Errorf("got until %s, want 2026-11-24", got.Until)
	}
}

func TestANightWithAClockChange(t *testing.T) {
	p := newPerson(t, "2026-03-29T09:00:00+02:00")
	night := p.open("/nights/2026-03-28")
	night.says(".hint", "this night had 23 hours")
	p.submit(night, "/nights/2026-03-28/episode", "", url.Values{"e.what": {"cramp"}, "e.time": {"02:30"}}).says("#e.time-wrong", "did not exist")
	p.press(night, "/nights/2026-03-28/episode", "", url.Values{"e.what": {"cramp"}, "e.time": {"03:30"}})
	if got := p.one(charley.KindEpisode).Episode().Start.String(); got != "2026-03-29T03:30:00+02:00" {
		t.Errorf("got %s", got)
	}
}

// Every night of a diary is reachable from the pictures, once in each, and its
// link leads to the night it names: over clock changes, the ends of years and
// leap days, and for whoever sleeps by day.
func TestEveryNightIsReachable(t *testing.T) {
	for _, tc := range []struct {
		name, zone, now string
		span            charley.Span
	}{
		{"noon to noon in Berlin", "Europe/Berlin", "2025-03-31T08:30:00+02:00", charley.Noon},
		{"asleep by day", "Europe/Berlin", "2025-03-31T20:30:00+02:00", 0},
		{"nights from eight in the evening, where half an hour is put back", "Australia/Lord_Howe", "2025-04-07T19:00:00+10:30", 20 * 60},
		{"where the clocks change at midnight", "America/Santiago", "2024-09-09T08:30:00-03:00", charley.Noon},
		{"in a zone of halves", "Asia/Kolkata", "2024-03-02T08:30:00+05:30", charley.Noon},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, tc.now)
			p.lives(tc.zone, tc.span)
			v := visitOf(p)
			v.settings.Zone, v.settings.NightSpan = tc.zone, tc.span
			last := v.lastNight()
			begin := last.Add(-420)
			if _, err := v.save(sheet{ID: charley.NewEntryID(), Kind: charley.KindMorning, Body: map[string]any{"night": begin.String(), "nothing_more": true}}); err != nil {
				t.Fatal(err)
			}
			for _, view := range []struct{ name, start string }{{"weeks", "/nights"}, {"months", monthPath(last)}, {"years", lastYearPath(last)}, {"calendar years", yearPath(last.Year)}} {
				p.walksBack(view.name, view.start, begin, last)
			}
			for n := begin; !last.Before(n); n = n.Add(59) {
				p.open("/nights/"+n.String()).says("title", english(t).NightDates(n))
			}
		})
	}
}

// walksBack follows "older" from a page of nights to the beginning of the diary.
func (p *person) walksBack(view, address string, begin, last charley.Night) {
	p.t.Helper()
	seen, w := map[charley.Night]int{}, english(p.t)
	for pages := 0; address != ""; pages++ {
		g := p.open(address)
		links := g.all(`[data-nights] [aria-label]`)
		for _, a := range links {
			n, err := charley.ParseNight(strings.TrimPrefix(a.attr("href"), "/nights/"))
			if err != nil {
				p.t.Fatalf("%s: got the link %s", view, a.attr("href"))
			}
			seen[n]++
			if name, want := a.attr("aria-label"), w.WeekdayDay(n)+" "; !strings.Contains(name, want) {
				p.t.Fatalf("%s: the link to %s is called %q, want %q in it", view, n, name, want)
			}
		}
		if pages > 60 || len(links) == 0 {
			p.t.Fatalf("%s: %s leads nowhere", view, address)
		}
		address = ""
		if first, _ := charley.ParseNight(strings.TrimPrefix(links[0].attr("href"), "/nights/")); begin.Before(first) {
			address = g.first(".pair a").attr("href")
		}
	}
	for n := begin; !last.Before(n); n = n.Next() {
		if seen[n] != 1 {
			p.t.Errorf("%s: got the night of %s %d times, want once", view, n, seen[n])
		}
		delete(seen, n)
	}
	if len(seen) > 0 {
		p.t.Errorf("%s: got nights that are not of this diary: %v", view, seen)
	}
}
