package web

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
)

// typed fills a sheet in.
func typed(rows map[string]string) url.Values {
	out := url.Values{}
	for name, value := range rows {
		out.Set(name, value)
	}
	return out
}

// The sheet of somebody who keeps paper at the bed comes in as it was written: a count is a count, a tick is a night on
// which nothing happened, and an empty row is nothing at all.
func TestAPaperDiaryIsTypedIn(t *testing.T) {
	p := newPerson(t, morningOf)
	sheet := p.open("/share/paper?from=2026-11-16")
	if got := len(sheet.all("fieldset.card")); got != 7 {
		t.Fatalf("got %d nights, want the seven that are over", got)
	}
	after := p.press(sheet, "/share/paper", "do=save", typed(map[string]string{
		"cramps-2026-11-16": "2", "worst-2026-11-16": "7", "lost-2026-11-16": "20", "sore-2026-11-16": "a_little", "x.alcohol-2026-11-16": "2", "x.hard_floor-2026-11-16": "true",
		"nothing-2026-11-17": "yes", "before": "yes",
		"cramps-2026-11-18": "0", "restless-2026-11-18": "5",
		"restless-2026-11-19":     "3",
		"x.hard_floor-2026-11-20": "false",
	}))
	after.says(".notice", "Typed in")
	want := map[string]map[string]string{
		"2026-11-16": {"cramps": "2", "cramp_worst": "7", "sleep_lost": "20", "soreness": `"a_little"`, "nothing_more": "true", "restless_bother": "", "zone": `"Europe/Berlin"`},
		"2026-11-17": {"nothing_more": "true", "cramps": "", "sleep_lost": "0", "restless_bother": "0", "soreness": `"no"`},
		"2026-11-18": {"cramps": "0", "nothing_more": "true", "restless_bother": "5"},
		"2026-11-19": {"restless_bother": "3", "nothing_more": "", "cramps": ""},
	}
	for _, m := range p.entries(charley.KindMorning) {
		fields, there := want[m.Night.String()]
		if !there {
			t.Errorf("got a morning for %s, of which nothing was written", m.Night)
		}
		wantFields(t, m, fields)
		delete(want, m.Night.String())
	}
	for night := range maps.Keys(want) {
		t.Errorf("got no morning for %s", night)
	}
	evenings := p.entries(charley.KindEvening)
	if len(evenings) != 2 || len(p.entries(charley.KindEpisode)) != 0 {
		t.Fatalf("got %d evenings and %d episodes, want 2 and none", len(evenings), len(p.entries(charley.KindEpisode)))
	}
	for _, e := range evenings {
		wantFields(t, e, map[string]string{"before_night": "true", "exposures.footwear": ""})
	}
	// What is there is shown and not asked again; sending the old form once more makes nothing.
	after.says("#row-2026-11-16", "2 cramps")
	after.count("#cramps-2026-11-16", 0)
	after.count("#cramps-2026-11-22", 1)
	before := len(p.entries(charley.KindMorning))
	p.press(sheet, "/share/paper", "do=save", typed(map[string]string{"nothing-2026-11-17": "yes"}))
	if got := len(p.entries(charley.KindMorning)); got != before {
		t.Errorf("sent twice: got %d mornings, want %d", got, before)
	}
}

func TestAPaperDiaryWithFaults(t *testing.T) {
	p := newPerson(t, morningOf)
	sheet := p.open("/share/paper?from=2026-11-16")
	p.press(p.open("/morning?night=2026-11-20"), "/morning", "do=nothing", nil) // meanwhile, on another device
	wrong := p.press(sheet, "/share/paper", "do=save", typed(map[string]string{
		"cramps-2026-11-16": "two", "worst-2026-11-17": "11", "nothing-2026-11-18": "yes", "cramps-2026-11-18": "1",
		"cramps-2026-11-19": "0", "worst-2026-11-19": "4", "cramps-2026-11-20": "3", "x.alcohol-2026-11-21": "-1", "lost-2026-11-22": "30",
	}))
	if wrong.status != http.StatusUnprocessableEntity {
		t.Errorf("got status %d", wrong.status)
	}
	alarm := wrong.first(`[role="alert"]`)
	wrong.says("[role=\"alert\"]", "6 things")
	for _, text := range []string{"Mon 16 to Tue 17 November, Cramps: Please give a number from 0 to 100.", "Worst, 0–10: Please give a number from 0 to 10.",
		"Which is right?", "written down already", "Alcohol"} {
		if !strings.Contains(alarm.text(), text) {
			t.Errorf("got no %q in %q", text, alarm.text())
		}
	}
	for name, value := range map[string]string{"cramps-2026-11-16": "two", "cramps-2026-11-20": "3", "lost-2026-11-22": "30"} {
		if got := wrong.first("#" + name).attr("value"); got != value {
			t.Errorf("%s: got %q kept, want %q", name, got, value)
		}
	}
	if got := len(p.entries(charley.KindMorning)); got != 1 {
		t.Errorf("got %d mornings, want the one that was there", got)
	}
	p.press(sheet, "/share/paper", "do=save", nil).says(".alarm", "Nothing is typed in yet")
}

// The form is large and the page must be light: four weeks with all that can be asked.
func TestAPaperSheetIsLight(t *testing.T) {
	p := newPerson(t, morningOf)
	sheet := p.do(packed(p.open("/").first(`link[rel="stylesheet"]`).attr("href")))
	g := p.open("/share/paper")
	if got := len(g.all("fieldset.card")); got != paperNights {
		t.Errorf("got %d nights, want %d", got, paperNights)
	}
	wellMade(t, "/share/paper", g)
	p.isLight("/share/paper", len(sheet.raw))
}
