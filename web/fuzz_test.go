package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Whatever a form sends, the answer is a page or a redirect, never a failure of
// the program, and the diary can be read afterwards.
func FuzzForms(f *testing.F) {
	for _, body := range []string{
		"", "what=cramp&id=95f009be-e2fe-4754-9cda-3f8ac76f143a", "do=nothing&night=2026-11-22&id=95f009be-e2fe-4754-9cda-3f8ac76f143a",
		"do=done&night=2026-11-22&sleep_lost=NaN&restless_bother=1e400&in_bed=25:00", "night=0001-01-01&do=done", "night=2026-11-22&x.alcohol=-1&do=none",
		"born=1e9&sex=F&sex=M&due=2026-02-30", "zone=Mars&start=99:99&bother=11&sleep_lost=-1&asked=%00", "%", "a=%ff&note=%ff%fe", "note=" + strings.Repeat("x", 5000),
		"rev=99999999999999999999", "e.rev=-1&e.minutes=1441", strings.Repeat("a=1&", 2000),
	} {
		for i := range formAddresses {
			f.Add(uint8(i), body)
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, body string) {
		p := newPerson(t, morningOf)
		r := httptest.NewRequest(http.MethodPost, "http://localhost"+formAddresses[int(which)%len(formAddresses)], strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		if got := p.do(r); got.status >= 500 {
			t.Errorf("got %d", got.status)
		}
		if got := p.do(getRequest("/nights")); got.status != http.StatusOK {
			t.Errorf("the nights afterwards: got %d", got.status)
		}
	})
}

// formAddresses are where forms are sent.
var formAddresses = [...]string{"/now", "/morning", "/evening", "/about-you", "/settings", "/settings/reminders", "/palette", "/nights/2026-11-22/episode", "/nights/2026-11-22/away",
	"/entries/95f009be-e2fe-4754-9cda-3f8ac76f143a", "/entries/95f009be-e2fe-4754-9cda-3f8ac76f143a/running"}
