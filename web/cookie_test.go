package web

import (
	"crypto/tls"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// byTLS makes a request one that came encrypted.
func byTLS(r *http.Request) *http.Request {
	r.TLS = &tls.ConnectionState{}
	return r
}

// postedBy is a form as a browser sends it.
func postedBy(address string, values url.Values) *http.Request {
	r, _ := http.NewRequest(http.MethodPost, "http://localhost"+address, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

func TestCookiesAreBoundToThisHost(t *testing.T) {
	p, _ := lockedOut(t)
	encrypted := p.do(byTLS(postedBy("/sign-in", url.Values{"password": {goodPassword}})))
	plain := p.other().do(postedBy("/sign-in", url.Values{"password": {goodPassword}}))
	for _, tc := range []struct {
		name string
		got  page
		want map[string]bool // by name: Secure
	}{
		{"over HTTPS", encrypted, map[string]bool{"__Host-charley": true, "__Host-charley-known": true}},
		{"without it", plain, map[string]bool{"charley": false, "charley-known": false}},
	} {
		set := (&http.Response{Header: tc.got.header}).Cookies()
		if len(set) != len(tc.want) {
			t.Errorf("%s: got %d cookies, want %d", tc.name, len(set), len(tc.want))
		}
		for _, c := range set {
			secure, known := tc.want[c.Name]
			if !known || c.Secure != secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
				t.Errorf("%s: got the cookie %v", tc.name, c)
			}
		}
	}
}

// Also the cookies that open nothing are bound: a neighbour could keep a page in the wrong light, or in another language.
func TestChoicesAreBoundToThisHost(t *testing.T) {
	p := newPerson(t, morningOf)
	for address, form := range map[string]url.Values{"/palette": {"palette": {"night"}}, "/language": {"language": {"en"}}, "/hide": nil} {
		set := (&http.Response{Header: p.do(byTLS(postedBy(address, form))).header}).Cookies()
		if len(set) != 1 || !strings.HasPrefix(set[0].Name, hostPrefix) || !set[0].Secure || !set[0].HttpOnly || set[0].SameSite != http.SameSiteLaxMode || set[0].Domain != "" {
			t.Errorf("%s: got %v", address, set)
		}
	}
}

// A cookie without the prefix could have been planted by a neighbour.
func TestAPlantedCookieIsNotTaken(t *testing.T) {
	p, _ := lockedOut(t)
	p.signIn(goodPassword)
	p.open("/nights")
	if got := p.do(byTLS(getRequest("/nights"))); got.status != http.StatusSeeOther {
		t.Errorf("got %d over HTTPS with the cookie of plain http", got.status)
	}
}

// Every sign-in has its own secret, and the one before ends.
func TestTheCookieIsNewAtEverySignIn(t *testing.T) {
	p, _ := lockedOut(t)
	p.signIn(goodPassword)
	before := slices.Clone(p.cookies)
	p.submit(p.open("/sign-out"), "/sign-out", "", nil)
	p.signIn(goodPassword)
	after := p.cookies
	p.cookies = before
	p.do(getRequest("/nights")).sentTo("/sign-in?next=%2Fnights")
	p.cookies = after
	p.open("/nights")
}

// Signing out clears what the browser keeps, but never what is still unsent.
func TestSigningOutClearsTheBrowser(t *testing.T) {
	for _, tc := range []struct {
		name, outbox, want string
		tls                bool
	}{
		{"nothing waits to be sent", "empty", `"cache", "storage"`, true},
		{"something may wait", "", `"cache"`, true},
		{"without HTTPS browsers do not listen", "empty", "", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, _ := lockedOut(t)
			ask := func(r *http.Request) page {
				if tc.tls {
					r = byTLS(r)
				}
				return p.do(r)
			}
			ask(postedBy("/sign-in", url.Values{"password": {goodPassword}}))
			got := ask(postedBy("/sign-out", url.Values{"outbox": {tc.outbox}}))
			if clear := got.header.Get("Clear-Site-Data"); clear != tc.want {
				t.Errorf("got %q, want %q", clear, tc.want)
			}
			if got := ask(getRequest("/nights")); got.status != http.StatusSeeOther {
				t.Errorf("got %d after signing out", got.status)
			}
		})
	}
}
