package web

import (
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

func TestAMonthOfNights(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(120)
	nights := p.open("/nights")
	nights.says("main", "26 Oct to 22 November 2026")
	nights.count("tbody tr", 28)
	nights.count(`svg[role="img"]`, 1)
	nights.says("title", "Each row is a night")
	if desc := nights.first("desc").text(); !strings.Contains(desc, "28 nights") {
		t.Errorf("got the description %q, want the number of nights in it", desc)
	}
	nights.count(".figures div", 4)
	nights.says(".figures", "complete nights")
	nights.says("main", "A bad night means any cramp, or restless legs that bother you 4 out of 10")
	if len(nights.all("circle.cramp")) == 0 || len(nights.all("rect.bed")) == 0 {
		t.Error("got a picture without cramps or time in bed")
	}
	older := p.open(nights.first(".pair a").attr("href"))
	older.says("main", "28 Sep to 25 October 2026")
	older.says(".pair", "Newer")
	p.open("/nights?days=91").count("tbody tr", 91)
	year := p.open("/nights?days=365")
	year.count("tbody tr", 120)
	year.count(".taps", 0)
}

// A night that nobody spoke of does not look like a quiet one, in the picture
// and in the table.
func TestMissingIsNotQuiet(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/morning?night=2026-11-21"), "/morning", "do=nothing", nil)
	p.press(p.open("/nights/2026-11-20"), "/nights/2026-11-20/away", "", url.Values{"reason": {"ill"}})
	nights := p.open("/nights")
	nights.count("line.quiet", 1)
	nights.count("line.ill", 1)
	nights.count("line.missing", 1)
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
