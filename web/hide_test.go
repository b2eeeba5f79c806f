package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"charley"
)

// telling are words of which a page that is seen by chance must hold none.
var telling = regexp.MustCompile(`(?i)charley|\bleg|cramp|restless|night|sleep|diary|health|doctor|sign`)

// goingOn are the addresses, or how they begin, that nobody looks at but their page's
// script, the phone or another program, and the clock itself.
var goingOn = []string{"/static/", "/api/", "/feed/", "/shell", "/away", "/sw.js", "/manifest.webmanifest", "/now/pack", "/healthz", "/readyz", "/clock"}

// isClock fails the test unless a page shows the time and nothing that tells of anything.
func (g page) isClock() {
	g.t.Helper()
	g.says(".time", "02:47")
	seen := g.first("head title").text() + " " + g.first("body").text()
	if found := telling.FindString(seen); found != "" || g.first("head title").text() != "Clock" {
		g.t.Errorf("got %q in %q", found, seen)
	}
	g.count("form", 1)
	for _, none := range []string{"nav", "footer a", ".alarm", ".notice", `link[rel="manifest"]`} {
		g.count(none, 0)
	}
}

// Whatever is opened on a browser on which everything was hidden is a clock, until it
// is opened again there.
func TestHidingIsOnEveryPageAndHidesEveryPage(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(60)
	addresses := everyPage(p)
	for _, address := range addresses {
		p.open(address).count(`form.hide[action="/hide"]`, 1)
	}
	p.open("/clock").count(".hide", 0)
	p.setClock(threeAM)
	p.submit(p.open("/nights"), "/hide", "", nil).sentTo("/clock")
	p.open("/clock").isClock()
	for _, r := range append(everyAddress(t), getRequest("/hide"), httptest.NewRequest(http.MethodHead, "http://localhost/hide", nil)) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || slices.ContainsFunc(goingOn, func(p string) bool { return strings.HasPrefix(r.URL.Path, p) }) {
			continue
		}
		if got := p.do(r); got.status != http.StatusSeeOther || got.location != clockPath {
			t.Errorf("%s: got %d to %q", r.URL, got.status, got.location)
		}
	}
	for _, address := range append(addresses, "/sign-in", "/people", "/nope", "/trust") {
		p.do(getRequest(address)).sentTo("/clock")
	}
	p.press(p.open("/clock"), "/clock", "", nil).count(".targets", 1)
	p.open("/nights").count(".hide", 1)
}

// What a phone needs for the night, and what it sends, goes on; only to look at it is another thing.
func TestWhatIsSentWhileAllIsHiddenIsKept(t *testing.T) {
	p := newPerson(t, threeAM)
	now := p.open("/")
	p.submit(now, "/hide", "", nil)
	taken := p.submit(now, "/now", "what=cramp", nil)
	if want := "/entries/" + string(p.one(charley.KindEpisode).ID); !strings.HasPrefix(taken.location, want) { // and not to what is shown where something is not saved
		t.Errorf("got %q, want %s", taken.location, want)
	}
	for _, address := range []string{"/now/pack", "/api/v1/nights", "/sw.js", "/shell", "/healthz"} {
		p.open(address)
		looks := getRequest(address)
		looks.Header.Set("Sec-Fetch-Mode", "navigate")
		p.do(looks).sentTo("/clock")
	}
	put := httptest.NewRequest(http.MethodPut, "http://localhost/api/v1/entries/"+freshID(), strings.NewReader(`{"kind":"morning","night":"2026-11-22"}`))
	put.Header.Set("Content-Type", "application/json")
	if got := p.do(put); got.status != http.StatusCreated {
		t.Errorf("got %d %s", got.status, got.raw)
	}
}

// A page that is the answer to a form is no exception, also where the browser sends the form a second time on its
// way back. Of one that was not taken the clock says so, and nothing of what it was.
func TestTheClockSaysWhatIsNotSaved(t *testing.T) {
	p, sick := newSickPerson(t)
	p.setClock(threeAM)
	settings := p.open("/settings")
	p.open("/clock").count(`[data-part="unsaved"]`, 0)
	p.submit(settings, "/hide", "", nil)
	refused := func(why string, got page) {
		t.Helper()
		if got.sentTo("/clock?unsaved"); strings.Contains(got.raw, "<form") {
			t.Errorf("%s: got %s", why, got.raw)
		}
		clock := p.open(got.location)
		clock.isClock()
		clock.says(`[data-part="unsaved"]`, "not saved")
	}
	refused("what was written is wrong", p.post("/settings", url.Values{"zone": {"Nowhere"}}))
	refused("there is no such thing to send", p.do(httptest.NewRequest(http.MethodDelete, "http://localhost/clock", nil)))
	sick.erase = charley.ErrReadOnly
	refused("the disk takes nothing", p.post("/settings/erase", url.Values{"word": {"erase everything"}}))
	shut, _ := lockedOut(t)
	shut.setClock(threeAM)
	shut.post("/hide", nil)
	shut.post("/now", url.Values{"what": {"cramp"}}).sentTo("/clock?unsaved")
	shut.post("/morning", url.Values{"nothing": {"1"}}).sentTo("/clock?unsaved")
}

// A warning sign and a cramp that runs are there at once when somebody comes back.
func TestWhatPressesIsSeenAtOnceAfterHiding(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.says(map[string]any{"swelling": "one_leg"})
	p.press(p.open("/answers/what"), "/hide", "", nil).isClock()
	back := p.press(p.open("/clock"), "/clock", "", nil)
	back.count(`.alarm[role="alert"] a[href="/answers/what"]`, 1)
	back.count(".still a", 1)
}

// Also somebody who is not signed in any more can hide, and is not asked at the door who they are.
func TestHidingAsksNobodyWhoTheyAre(t *testing.T) {
	p, _ := lockedOut(t)
	p.setClock(threeAM)
	p.post("/hide", nil).sentTo("/clock")
	p.do(getRequest("/sign-in")).sentTo("/clock")
	p.open("/clock").isClock()
	p.submit(p.open("/clock"), "/clock", "", nil).sentTo("/")
	p.open("/sign-in").count(".hide", 0) // there is nothing to hide
}

// Signing out is one tap away wherever somebody signed in, and is not offered to who did not.
func TestSigningOutIsOnEveryPage(t *testing.T) {
	const out = `footer a[href="/sign-out"]`
	p := newPerson(t, morningOf)
	p.open("/").count(out, 0)
	p.open("/settings").count(out, 0)

	p = anna(t).livedIn(60)
	ben := p.joins("Ben", charley.RolePerson)
	p.press(p.open("/settings/access"), "/settings/access", "", url.Values{"to": {"Ben"}, "role": {"household"}, "days": {"open"}})
	phone := p.other()
	link := p.link("pair")
	phone.press(phone.open(link), link, "", nil)
	for _, address := range everyPage(p) {
		p.open(address).count(out, 1)
	}
	ben.open(p.diary()+"/").count(out, 1)
	dr := p.joins("Dr Weber", charley.RoleClinician)
	dr.open("/people").count(`a[href="/sign-out"]`, 1)
	phone.open("/").count(out, 0)
	if pack := phone.open("/now/pack").raw; strings.Contains(pack, `"signed"`) {
		t.Error("a paired phone is told that it can sign out")
	}
	if pack := p.open("/now/pack").raw; !strings.Contains(pack, `"signed":true`) {
		t.Error("the script of the first page is not told that somebody signed in")
	}
	if !strings.Contains(p.open("/shell").raw, `<a href="/sign-out" data-part="signout" hidden>`) {
		t.Error("the first page that a phone keeps has no way to sign out, or always one")
	}
}
