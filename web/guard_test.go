package web

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"charley"
	"charley/app"
	"charley/web/words"
)

var wantHeaders = map[string]string{
	"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; " +
		"worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types charley",
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           permissions,
}

// everyAddress asks each route of the program, by its own list, and some that are no routes.
func everyAddress(t *testing.T) []*http.Request {
	t.Helper()
	texts, err := words.English()
	if err != nil {
		t.Fatal(err)
	}
	files, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	out := []*http.Request{
		getRequest("/nope"), getRequest("/api/v1/entries"), getRequest("/api/v1/nope"), getRequest("/api/v1/openapi.json"), getRequest("/static/nope.css"), getRequest("/static/"),
		httptest.NewRequest(http.MethodDelete, "http://localhost/morning", nil), httptest.NewRequest(http.MethodTrace, "http://localhost/", nil), httptest.NewRequest(http.MethodHead, "http://localhost/nights", nil),
	}
	fill := strings.NewReplacer("{$}", "", "{id}", freshID(), "{night}", "2026-11-22", "/static/", files.byName["charley.css"])
	for _, r := range (&site{app: &app.App{}, words: texts, assets: files}).routes() {
		method, path, _ := strings.Cut(r.pattern, " ")
		out = append(out, httptest.NewRequest(method, "http://localhost"+fill.Replace(path), nil))
	}
	return out
}

func TestHeadersOnEveryAnswer(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, r := range everyAddress(t) {
		got := p.do(r)
		name := r.Method + " " + r.URL.Path
		for key, want := range wantHeaders {
			if got.header.Get(key) != want {
				t.Errorf("%s (%d): got %s %q, want %q", name, got.status, key, got.header.Get(key), want)
			}
		}
		want := "no-store"
		if strings.HasPrefix(r.URL.Path, "/static/charley.") {
			want = "public, max-age=31536000, immutable"
		}
		if slices.Contains([]string{"/shell", "/away", "/sw.js", "/manifest.webmanifest"}, r.URL.Path) {
			want = "no-cache"
		}
		if cache := got.header.Get("Cache-Control"); cache != want {
			t.Errorf("%s (%d): got Cache-Control %q, want %q", name, got.status, cache, want)
		}
		if kind := got.header.Get("Content-Type"); got.status != http.StatusSeeOther && kind == "" {
			t.Errorf("%s (%d): got no Content-Type", name, got.status)
		}
		if got.status >= 500 {
			t.Errorf("%s: got %d", name, got.status)
		}
	}
}

func TestNamesItMayBeReachedBy(t *testing.T) {
	p := newPerson(t, morningOf)
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), Hosts: []string{"Charley.local", "192.168.1.7:8080"}})
	for _, tc := range []struct {
		host string
		want int
	}{
		{"localhost", 200}, {"localhost:8080", 200}, {"LOCALHOST:1", 200}, {"127.0.0.1:8080", 200}, {"[::1]:8080", 200}, {"[::1]", 200}, {"localhost.", 200},
		{"charley.local", 200}, {"charley.local:80", 200}, {"192.168.1.7", 200},
		{"evil.example", 421}, {"localhost.evil.example", 421}, {"127.0.0.1.evil.example", 421}, {"192.168.1.8", 421}, {"", 421},
		{"localhost:80:80", 421}, {"127.0.0.1@evil.example", 421}, {"xn--lcalhost-n4a", 421}, {"0.0.0.0", 421}, {"[::1", 421},
	} {
		asked := everyAddress(t)
		if tc.want == http.StatusOK {
			asked = []*http.Request{getRequest("/"), getRequest("/healthz"), getRequest("/api/v1/openapi.json")}
		}
		for _, r := range asked {
			r.Host = tc.host
			got := p.do(r)
			if refused := got.status == http.StatusMisdirectedRequest; refused != (tc.want == 421) {
				t.Errorf("got %d for host %q on %s %s, want %d", got.status, tc.host, r.Method, r.URL.Path, tc.want)
			}
		}
	}
	r := getRequest("/nights")
	r.Host = "evil.example"
	got := p.do(r)
	got.says("h1", "Not under this name")
	if got.count("link", 0); strings.Contains(got.raw, "evil") {
		t.Error("got the other name on the page")
	}
}

func TestOtherSitesChangeNothing(t *testing.T) {
	for _, tc := range []struct {
		name   string
		header map[string]string
		want   int
	}{
		{"our own page", map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 303},
		{"our own page, an old browser", map[string]string{"Origin": "http://localhost"}, 303},
		{"typed by hand", map[string]string{"Sec-Fetch-Site": "none"}, 303},
		{"a program", nil, 303},
		{"another site", map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403},
		{"another site, an old browser", map[string]string{"Origin": "https://evil.example"}, 403},
		{"a sibling", map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"a sandboxed frame", map[string]string{"Origin": "null"}, 403},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, threeAM)
			r := httptest.NewRequest(http.MethodPost, "http://localhost/now", strings.NewReader(url.Values{"what": {"cramp"}, "id": {freshID()}}.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for k, v := range tc.header {
				r.Header.Set(k, v)
			}
			if got := p.do(r); got.status != tc.want {
				t.Errorf("got %d, want %d", got.status, tc.want)
			}
			if n := len(p.entries(charley.KindEpisode)); (n == 1) != (tc.want == 303) {
				t.Errorf("got %d entries", n)
			}
		})
	}
}

// A program is told in its own form, also by what stands before the API.
func TestProgramsAreRefusedWithProblemDetails(t *testing.T) {
	p := newPerson(t, threeAM)
	for _, tc := range []struct {
		name   string
		change func(*http.Request)
		want   int
	}{
		{"from another site", func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, http.StatusForbidden},
		{"under another name", func(r *http.Request) { r.Host = "evil.example" }, http.StatusMisdirectedRequest},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodPut, "http://localhost/api/v1/entries/"+freshID(), strings.NewReader("{}"))
			tc.change(r)
			got := p.do(r)
			var problem struct {
				Type, Title, Detail string
				Status              int
			}
			err := json.Unmarshal([]byte(got.raw), &problem)
			if err != nil || got.status != tc.want || problem.Status != tc.want || problem.Type == "" || problem.Title == "" || problem.Detail == "" {
				t.Errorf("got %d with %s (%v), want %d", got.status, got.raw, err, tc.want)
			}
			if kind := got.header.Get("Content-Type"); kind != "application/problem+json" {
				t.Errorf("got Content-Type %q", kind)
			}
		})
	}
}

func TestFormsHaveALimit(t *testing.T) {
	p := newPerson(t, morningOf)
	got := p.post("/morning", url.Values{"note": {strings.Repeat("ä", maxForm)}})
	if got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("got %d, want 413", got.status)
	}
	got.says("h1", "too much")
	long := p.submit(p.open("/morning"), "/morning", "do=done", url.Values{"note": {strings.Repeat("ä", maxNote+1)}})
	long.says("#note-wrong", "4000 characters")
	if got := p.submit(p.open("/morning"), "/morning", "do=done", url.Values{"note": {strings.Repeat("ä", maxNote)}}); got.status != http.StatusSeeOther {
		t.Errorf("got %d for the longest note there may be, want 303", got.status)
	}
}

func TestErrorPagesAreKind(t *testing.T) {
	p := newPerson(t, morningOf)
	p.do(getRequest("/nope")).says("h1", "There is nothing here")
	wrong := p.do(httptest.NewRequest(http.MethodDelete, "http://localhost/morning", nil))
	wrong.says("h1", "Not that way")
	if allow := wrong.header.Get("Allow"); wrong.status != http.StatusMethodNotAllowed || !strings.Contains(allow, "GET") || !strings.Contains(allow, "POST") {
		t.Errorf("got %d, Allow %q", wrong.status, allow)
	}
	for _, status := range []int{400, 403, 404, 405, 409, 413, 500, 503, 507} {
		got := p.do(getRequest("/nope"))
		s := &site{app: p.app, words: english(t), assets: assets{}, log: slog.New(slog.DiscardHandler)}
		s.pages = loadPages(s.words, s.assets)
		w := httptest.NewRecorder()
		s.problem(status).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "http://localhost/x", nil))
		if w.Code != status || !strings.Contains(w.Body.String(), s.problemPage(status, s.problemKey(status)).Heading) {
			t.Errorf("got %d for %d", w.Code, status)
		}
		got.count("nav[aria-label]", 1)
	}
}

// What went wrong inside is for the log, and nothing of the diary is.
func TestAPanicIsAPageAndALineWithoutContent(t *testing.T) {
	var log bytes.Buffer
	h := recovered(slog.New(slog.NewTextHandler(&log, nil)), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
	}), http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("note: my secret") }))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, getRequest("/morning?night=2026-11-22"))
	if w.Code != http.StatusInternalServerError || strings.Contains(log.String(), "secret") || !strings.Contains(log.String(), "guard_test.go") && !strings.Contains(log.String(), "web.Test") {
		t.Errorf("got %d and the log %q", w.Code, log.String())
	}
}

func english(t testing.TB) *words.Catalogue {
	t.Helper()
	w, err := words.English()
	if err != nil {
		t.Fatal(err)
	}
	return w
}
