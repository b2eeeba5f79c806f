package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
)

// aCramp is a person with one cramp, and the address of its page.
func aCramp(t *testing.T) (*person, string) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.setClock(morningOf)
	return p, "/entries/" + string(p.one(charley.KindEpisode).ID)
}

func TestMendingAnEpisode(t *testing.T) {
	p, address := aCramp(t)
	after := p.press(p.open(address), address, "", url.Values{"e.minutes": {"3"}, "e.intensity": {"8"}, "e.side": {"left"}, "e.eased_by": {"stretch"}})
	wantFields(t, p.one(charley.KindEpisode), map[string]string{
		"start": `"` + threeAM + `"`, "minutes": "3", "intensity": "8", "open": "", "eased_by": `["stretch"]`, "night": `"2026-11-22"`,
	})
	after.count("ol.history li", 2)
	after.says("ol.history", "How bad 8/10")
	after.says("ol.history", "on this website")
}

func TestAnotherTimeFindsItsNight(t *testing.T) {
	p, address := aCramp(t)
	p.press(p.open(address), address, "", url.Values{"e.date": {"2026-11-22"}, "e.time": {"04:10"}})
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"start": `"2026-11-22T04:10:00+01:00"`, "night": `"2026-11-21"`})
	p.submit(p.open(address), address, "", url.Values{"e.date": {"2026-11-25"}}).says("#e.time-wrong", "still to come")
	p.submit(p.open(address), address, "", url.Values{"e.date": {""}}).says("#e.date-wrong", "date like")
}

func TestRemoveAndBringBack(t *testing.T) {
	p, address := aCramp(t)
	night := p.press(p.open(address), address+"/remove", "", nil)
	night.says("h1", "One night")
	if n := len(p.entries(charley.KindEpisode)); n != 0 {
		t.Fatalf("got %d episodes, want none", n)
	}
	gone := p.open(address)
	gone.says(".card", "This was removed")
	p.press(gone, address+"/restore", "", nil).says(".notice", "Brought back")
	p.one(charley.KindEpisode)
}

func TestAnEarlierStateComesBack(t *testing.T) {
	p, address := aCramp(t)
	p.press(p.open(address), address, "", url.Values{"e.minutes": {"3"}})
	changed := p.press(p.open(address), address, "", url.Values{"e.minutes": {"30"}})
	changed.count("ol.history form", 2)
	values := url.Values{"rev": {"2"}}
	p.post(address+"/restore", values)
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"minutes": "3"})
	p.open(address).count("ol.history li", 4)
}

// Two devices set the same field without knowing of each other: the page shows
// the value that did not win.
func TestLosingValuesAreShown(t *testing.T) {
	p, address := aCramp(t)
	first, second := p.open(address), p.open(address)
	p.press(first, address, "", url.Values{"e.intensity": {"3"}})
	p.setClock("2026-11-23T08:31:00+01:00")
	after := p.press(second, address, "", url.Values{"e.intensity": {"9"}})
	after.says(".notice", "Another device")
	after.says(".history .card", "Kept, but not in use")
	after.says(".history .card", "How bad: 3/10")
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"intensity": "9"})
}

// The browser sends an old form again; what another device corrected meanwhile
// stays corrected.
func TestAFormSentAgainDoesNotUndoALaterEdit(t *testing.T) {
	p, address := aCramp(t)
	stale := p.open(address)
	fill := url.Values{"e.minutes": {"3"}, "e.intensity": {"9"}}
	values := stale.form(address, "", fill)
	p.post(address, values)
	ctx, c := p.owner()
	if _, err := p.app.Change(ctx, c, p.one(charley.KindEpisode).ID, map[string]any{"intensity": 3, "from_the_watch": true}); err != nil {
		t.Fatal(err)
	}
	p.setClock("2026-11-23T09:30:00+01:00")
	p.post(address, values)
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"minutes": "3", "intensity": "3"})
}

func TestCheckInsHaveAHistoryToo(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/morning"), "/morning", "do=nothing", nil)
	address := "/entries/" + string(p.one(charley.KindMorning).ID)
	page := p.open(address)
	page.says("h1", "Morning")
	page.says(".facts", "Nothing more happened yes")
	page.says("main", "Change this")
	if got := p.post(address, url.Values{}); got.status != http.StatusNotFound {
		t.Errorf("got %d for a form the page does not have, want 404", got.status)
	}
}

func TestMendingAway(t *testing.T) {
	p := newPerson(t, morningOf)
	night := p.open("/nights/2026-11-20")
	p.press(night, "/nights/2026-11-20/away", "", url.Values{"reason": {"ill"}})
	address := "/entries/" + string(p.one(charley.KindAway).ID)
	p.press(p.open(address), address, "", url.Values{"until": {"2026-11-22"}, "note": {"a cold"}}).says("main", "Ill, Fri 20 Nov to Sun 22 Nov")
	p.submit(p.open(address), address, "", url.Values{"until": {"2026-11-02"}}).says("#until-wrong", "a later one")
}

func TestEntriesThatAreNotThere(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, address := range []string{"/entries/" + freshID(), "/entries/x", "/entries/" + freshID() + "/running"} {
		if got := p.do(getRequest(address)); got.status != http.StatusNotFound {
			t.Errorf("got %d for %s, want 404", got.status, address)
		}
	}
}

func TestNoFormSendsAPersonElsewhere(t *testing.T) {
	for _, back := range []string{"https://example.org/", "//example.org", `/\example.org`, "example.org", "", "javascript:alert(1)", "/%5C%5Cexample.org/", "/%2Fexample.org/x", "/.//example.org", "/sign-out"} {
		got := did(backPath(back), didRemove, "")
		if u, err := url.Parse(got); err != nil || u.Host != "" || !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") || strings.Contains(got, `\`) || strings.HasPrefix(got, "/sign-out") {
			t.Errorf("got %q for %q, want a page of ours", got, back)
		}
	}
	if got := backPath("/nights/2026-11-22?days=91"); got != "/nights/2026-11-22" {
		t.Errorf("got %q, want the page itself", got)
	}
}

// Whether it woke somebody is a yes, a no, or not said.
func TestItWokeYou(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	address := "/entries/" + string(p.one(charley.KindEpisode).ID)
	g := p.open(address)
	g.count(`input[name="e.woke"][checked]`, 0)
	for _, step := range []struct {
		tap  string
		want charley.Tri
	}{{"yes", charley.Yes}, {"no", charley.No}, {"", charley.Unknown}, {"yes", charley.Yes}} {
		g = p.press(p.open(address), address, "", url.Values{"e.woke": {step.tap}})
		if got := p.one(charley.KindEpisode).Episode().Woke; got != step.want {
			t.Errorf("got %v after %q, want %v", got, step.tap, step.want)
		}
	}
	g.count(`input[name="e.woke"][value="yes"][checked]`, 1)
	p.setClock(morningOf)
	morning := p.open("/morning")
	morning.says(".rows", "woke you")
	p.press(morning, "/morning", "do=add", url.Values{"e.what": {"cramp"}, "e.time": {"05:10"}, "e.woke": {"no"}})
	if got := p.entries(charley.KindEpisode); len(got) != 2 || got[1].Episode().Woke != charley.No {
		t.Errorf("got %d episodes", len(got))
	}
}
