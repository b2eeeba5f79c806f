package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"charley/app"
)

// fed is a person with a reminder and the path of its private address.
func fed(t *testing.T) (p *person, path string) {
	t.Helper()
	p = newPerson(t, morningOf)
	page := p.press(p.open("/settings"), "/settings/reminders", "", url.Values{"morning": {"yes"}, "morning_at": {"07:15"}})
	return p, p.newFeed(page)
}

// newFeed makes an address on the settings page.
func (p *person) newFeed(settings page) string {
	p.t.Helper()
	made := p.submit(settings, "/settings/feed", "", nil)
	address, err := url.Parse(made.first("#address code").text())
	if err != nil || made.status != http.StatusOK || address.Host != "localhost" {
		p.t.Fatalf("got %d with the address %v, %v", made.status, address, err)
	}
	return address.Path
}

func TestACalendarLooksByItself(t *testing.T) {
	p, path := fed(t)
	p.cookies = nil
	got := p.open(path)
	if !strings.Contains(got.raw, "DTSTART;TZID=Europe/Berlin:20261123T071500\r\n") || strings.Contains(got.raw, "evening") {
		t.Errorf("got %s", got.raw)
	}
	for key, want := range map[string]string{"Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "no-store"} {
		if got.header.Get(key) != want {
			t.Errorf("got %s %q, want %q", key, got.header.Get(key), want)
		}
	}
	settings := p.open("/settings")
	settings.says("#feed", "today")
	if strings.Contains(settings.raw, "chl_") {
		t.Error("the secret is shown a second time")
	}
	if again := p.open(path); again.raw != got.raw {
		t.Error("got another calendar for the same settings")
	}
	head := p.do(httptest.NewRequest(http.MethodHead, "http://localhost"+path, nil))
	if head.status != http.StatusOK || head.raw != "" {
		t.Errorf("got %d with %q for a look at the head", head.status, head.raw)
	}
	// A change on the page arrives; none left is a calendar without events.
	p.press(settings, "/settings/reminders", "", url.Values{"morning_at": {"06:45"}})
	if got := p.open(path); !strings.Contains(got.raw, "T064500\r\n") {
		t.Errorf("got %s", got.raw)
	}
}

func TestAnAddressIsRenewedAndTurnedOff(t *testing.T) {
	p, first := fed(t)
	second := p.newFeed(p.open("/settings"))
	if got := p.do(getRequest(first)); got.status != http.StatusNotFound {
		t.Errorf("the old address: got %d, want 404", got.status)
	}
	p.open(second)
	off := p.press(p.open("/settings"), "/settings/feed/off", "", nil)
	off.count(`form[action="/settings/feed/off"]`, 0)
	off.count(`form[action="/settings/feed"]`, 1)
	if got := p.do(getRequest(second)); got.status != http.StatusNotFound {
		t.Errorf("one that is turned off: got %d, want 404", got.status)
	}
}

// The secret of anything else opens no calendar, and that of a calendar nothing else.
func TestAnAddressIsForACalendarAlone(t *testing.T) {
	p, path := fed(t)
	ctx, c := p.owner()
	button, _, err := p.app.NewToken(ctx, c, "Button", app.DeviceButton, "tap")
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.app.NewLink(ctx, c, app.LinkSetup)
	if err != nil {
		t.Fatal(err)
	}
	session, err := p.app.UseLink(ctx, l.Secret, app.LinkSetup, "")
	if err != nil {
		t.Fatal(err)
	}
	p.locks() // also where everybody else must sign in
	secret := strings.TrimSuffix(strings.TrimPrefix(path, feedPath), feedEnd)
	wrong := secret[:len(secret)-2] + "AA"
	if wrong == secret {
		wrong = secret[:len(secret)-2] + "BA"
	}
	for name, at := range map[string]string{
		"a guess": feedPath + wrong + feedEnd, "a button": feedPath + button + feedEnd, "somebody signed in": feedPath + session.Secret + feedEnd,
		"no end": feedPath + secret, "another end": feedPath + secret + ".txt", "nothing": feedPath + feedEnd, "two": feedPath + secret + feedEnd + feedEnd,
	} {
		got := p.do(getRequest(at))
		if got.status != http.StatusNotFound || strings.Contains(got.raw, "VCALENDAR") || strings.Contains(got.raw, secret) || got.header.Get("Location") != "" {
			t.Errorf("%s: got %d %.80s", name, got.status, got.raw)
		}
	}
	p.open(path)
	for _, at := range []string{"/", "/settings", "/api/v1/export", "/api/v1/settings"} {
		r := getRequest(at)
		r.Header.Set("Authorization", "Bearer "+secret)
		if got := p.do(r); got.status == http.StatusOK {
			t.Errorf("got %d for %s with the secret of a calendar", got.status, at)
		}
	}
	p.now = p.now.Add(3 * 365 * 24 * time.Hour) // it does not end by itself
	p.open(path)
}
