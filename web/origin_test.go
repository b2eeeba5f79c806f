package web

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"charley"
)

// A provenance is what a browser, or a program, says of where a request comes from.
type provenance struct {
	name   string
	header map[string]string
	let    bool // it may change something
}

// provenances are all ways a request can come. In a home without HTTPS browsers send
// no Sec-Fetch-Site at all: those cases have an Origin alone.
var provenances = []provenance{
	{"our own page", map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, true},
	{"our own page, without HTTPS", map[string]string{"Origin": "http://localhost"}, true},
	{"typed by hand", map[string]string{"Sec-Fetch-Site": "none"}, true},
	{"a program", nil, true},
	{"another site", map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, false},
	{"another site, without HTTPS", map[string]string{"Origin": "https://evil.example"}, false},
	{"another site that hides where", map[string]string{"Sec-Fetch-Site": "cross-site"}, false},
	{"a sibling", map[string]string{"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"}, false},
	{"another port of ours", map[string]string{"Origin": "http://localhost:9999"}, false},
	{"another port of ours, with HTTPS", map[string]string{"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:9999"}, false},
	{"a sandboxed frame", map[string]string{"Origin": "null"}, false},
	{"a sandboxed frame, with HTTPS", map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "null"}, false},
	{"a name that begins like ours", map[string]string{"Origin": "http://localhost.evil.example"}, false},
	{"a user named like us", map[string]string{"Origin": "http://localhost@evil.example"}, false},
	{"a word nobody knows", map[string]string{"Sec-Fetch-Site": "friendly", "Origin": "https://evil.example"}, false},
}

// changes are all addresses that change something, by the lists of routes.
func changes(t *testing.T) []*http.Request {
	t.Helper()
	var out []*http.Request
	for _, r := range everyAddress(t) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodTrace {
			out = append(out, r)
		}
	}
	return out
}

func TestOtherSitesChangeNothingAnywhere(t *testing.T) {
	p := newPerson(t, threeAM)
	all := changes(t)
	if len(all) < 25 {
		t.Fatalf("got %d addresses that change something", len(all))
	}
	for _, a := range provenances {
		for _, r := range all {
			r := r.Clone(t.Context())
			r.RemoteAddr = "127.0.0.1:40000"
			for k, v := range a.header {
				r.Header.Set(k, v)
			}
			got := p.do(r)
			refused := got.status == http.StatusForbidden && strings.Contains(got.raw, "Another website tried to change something here")
			if refused == a.let {
				t.Errorf("%s: got %d for %s %s, want it let through %v", a.name, got.status, r.Method, r.URL.Path, a.let)
			}
		}
	}
}

// A look changes nothing, whoever makes a browser take it.
func TestLooksChangeNothing(t *testing.T) {
	p := newPerson(t, threeAM).livedIn(3)
	ctx, c := p.owner()
	_, before, _, err := p.app.List(ctx, c, 0, 10000)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range everyAddress(t) {
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			p.do(r)
		}
	}
	if _, after, _, err := p.app.List(ctx, c, 0, 10000); err != nil || after != before {
		t.Errorf("got change %d after looking at every page, want %d as before (%v)", after, before, err)
	}
}

func TestATapOfAnotherSiteIsNotKept(t *testing.T) {
	for _, a := range provenances {
		t.Run(a.name, func(t *testing.T) {
			p := newPerson(t, threeAM)
			r := httptest.NewRequest(http.MethodPost, "http://localhost/now", strings.NewReader(url.Values{"what": {"cramp"}, "id": {freshID()}}.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for k, v := range a.header {
				r.Header.Set(k, v)
			}
			p.do(r)
			if n := len(p.entries(charley.KindEpisode)); (n == 1) != a.let {
				t.Errorf("got %d entries, want it kept %v", n, a.let)
			}
		})
	}
}

// What a form on any page can send without provenance first never counts as a
// request of a program.
func TestProgramsMustSayThatTheySendJSON(t *testing.T) {
	p := newPerson(t, threeAM)
	kinds := map[string]bool{
		"application/json": true, "application/json; charset=utf-8": true,
		"": false, "text/plain": false, "application/x-www-form-urlencoded": false, "multipart/form-data; boundary=x": false, "text/json": false,
		"application/json; charset=utf-16": false, "application/json, text/plain": false, "text/plain; application/json": false, "application/merge-patch+json": false,
	}
	asked := 0
	for _, route := range apiRoutes(t) {
		method, path, _ := strings.Cut(route, " ")
		if method != http.MethodPut && method != http.MethodPost {
			continue
		}
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			r := httptest.NewRequest(method, "http://localhost"+strings.NewReplacer("{id}", freshID()).Replace(path), strings.NewReader(`{"kind":"episode"}`))
			if kind != "" {
				r.Header.Set("Content-Type", kind)
			}
			if got := p.do(r); (got.status == http.StatusUnsupportedMediaType) == kinds[kind] {
				t.Errorf("got %d for %s as %q", got.status, route, kind)
			}
			asked++
		}
	}
	if asked < 5*len(kinds) {
		t.Errorf("got %d requests that write", asked)
	}
}
