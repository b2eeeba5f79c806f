package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"charley"
)

// Fields of passwords hide what is typed, leave room for 64 signs and more, and hinder neither pasting nor a program that
// keeps passwords.
func TestPasswordFieldsHideAndLetPaste(t *testing.T) {
	p, _ := lockedOut(t)
	pages := map[string]page{"/sign-in": p.open("/sign-in")}
	p.signIn(goodPassword)
	pages["/settings/sign-in"] = p.open("/settings/sign-in")
	p.now = p.now.Add(10 * time.Minute) // what was shown a moment ago does not count any more
	pages["/confirm"] = p.open("/confirm")
	fresh := newPerson(t, morningOf)
	fresh.locks()
	link := fresh.link("setup")
	pages["/setup"] = fresh.press(fresh.open(link), link, "", nil)
	for address, g := range pages {
		fields := 0
		for _, in := range g.all("input") {
			if name := in.attr("name"); in.attr("type") != "password" {
				if strings.Contains(name, "password") || name == "old" || name == "new" {
					t.Errorf("%s: the field %s shows what is typed", address, name)
				}
				continue
			}
			fields++
			if kind := in.attr("autocomplete"); kind != "current-password" && kind != "new-password" {
				t.Errorf("%s: got autocomplete %q, which programs that keep passwords do not know", address, kind)
			}
			if most, err := strconv.Atoi(in.attr("maxlength")); in.has("maxlength") && (err != nil || most < 64) {
				t.Errorf("%s: got room for %s signs", address, in.attr("maxlength"))
			}
			for _, hinders := range []string{"onpaste", "oncopy", "oninput", "readonly", "pattern"} {
				if in.has(hinders) {
					t.Errorf("%s: got a field with %s", address, hinders)
				}
			}
		}
		if fields == 0 {
			t.Errorf("%s: got no field for a password", address)
		}
	}
}

// What belongs into a form counts in a form alone: an address that somebody was sent adds nothing to it.
func TestAParameterInAnotherPlaceMeansNothing(t *testing.T) {
	p := newPerson(t, threeAM)
	form := func(address string, in url.Values) page {
		r := httptest.NewRequest(http.MethodPost, "http://localhost"+address, strings.NewReader(in.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return p.do(r)
	}
	if got := form("/now?what=cramp&id="+freshID(), nil); got.status < 400 {
		t.Errorf("got %d for a tap in the address", got.status)
	}
	form("/now?what=restless", url.Values{"what": {"cramp"}, "id": {freshID()}})
	if got := p.one(charley.KindEpisode).Episode().What; got != charley.Cramp {
		t.Errorf("got a tap of %s, want what the form said", got)
	}
	p.setClock(morningOf)
	form("/settings?zone=Asia/Tokyo", url.Values{})
	ctx, c := p.owner()
	if set, err := p.app.Settings(ctx, c); err != nil || set.Zone != "Europe/Berlin" {
		t.Errorf("got the zone %s (%v)", set.Zone, err)
	}
}
