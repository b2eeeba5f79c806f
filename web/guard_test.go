package web

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"charley/app"
	"charley/words"
)

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
	for _, r := range apiRoutes(t) {
		method, path, _ := strings.Cut(r, " ")
		out = append(out, httptest.NewRequest(method, "http://localhost"+fill.Replace(path), nil))
	}
	return out
}

// apiRoutes are the routes of the API by its own document, as "PUT /api/v1/settings".
func apiRoutes(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../docs/openapi.json") // a test of package api holds it against the server
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(document.Paths[path])) {
			out = append(out, strings.ToUpper(method)+" "+path)
		}
	}
	return out
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
