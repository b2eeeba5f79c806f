package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/store"
)

// now is the clock of every test: the small hours of a Monday in Berlin.
func now() time.Time { return time.Date(2026, 11, 23, 3, 10, 0, 0, time.UTC) }

// A program is a client of one diary's API.
type program struct {
	t      testing.TB
	store  app.Store
	app    *app.App
	server *server
}

// openDiary is a program over an empty diary in a real store.
func openDiary(t testing.TB) *program {
	t.Helper()
	s, err := store.Open(context.Background(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatalf("open the store: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return programOver(t, s)
}

// counsel is what is known, read once for all tests.
var counsel = sync.OnceValue(func() *app.Counsel {
	base, err := knowledge.Default()
	if err != nil {
		panic(err)
	}
	return app.NewCounsel(base)
})

func programOver(t testing.TB, s app.Store) *program {
	a := app.New(s, now)
	a.HomeZone = "Europe/Berlin"
	a.Counsel = counsel()
	return &program{t: t, store: s, app: a, server: newServer(a, func(r *http.Request) (charley.Caller, error) { return a.Owner(r.Context()) })}
}

// An answer is what came back.
type answer struct {
	t      testing.TB
	status int
	header http.Header
	text   string
}

// send asks for one thing. A body is sent as JSON unless a header says otherwise.
func (p *program) send(method, path, body string, header ...string) answer {
	p.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" || method == http.MethodPut {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	p.server.ServeHTTP(w, r)
	return answer{t: p.t, status: w.Code, header: w.Header(), text: w.Body.String()}
}

func (p *program) put(id charley.EntryID, body string) answer {
	p.t.Helper()
	return p.send("PUT", "/api/v1/entries/"+string(id), body)
}

// want checks the status and reads the answer as an object.
func (a answer) want(status int) map[string]any {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status = %d, want %d; answer: %.300s", a.status, status, a.text)
	}
	return a.object()
}

func (a answer) object() map[string]any {
	a.t.Helper()
	out := map[string]any{}
	if err := json.Unmarshal([]byte(a.text), &out); err != nil {
		a.t.Fatalf("the answer is not a JSON object: %v: %.300s", err, a.text)
	}
	return out
}

// leak is what no answer may show: the inside of the program.
var leak = regexp.MustCompile(`goroutine \d+|panic:|runtime error|[\w/]+\.go:\d+|/home/\w|/root/\w|/tmp/|SQLITE_|syntax error near|sql:`)

// wantProblem checks that the answer is a readable refusal that names the field.
// field is found in a location or, for text that is not JSON, in the message.
func (a answer) wantProblem(status int, field string) map[string]any {
	a.t.Helper()
	p := a.want(status)
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		a.t.Errorf("Content-Type = %q, want application/problem+json", got)
	}
	if p["status"] != float64(status) || p["title"] != http.StatusText(status) || p["type"] != "about:blank" {
		a.t.Errorf("problem = %v, want status %d with its title", p, status)
	}
	if detail, _ := p["detail"].(string); len(detail) <= 8 {
		a.t.Errorf("detail = %q, want words that a person can read", detail)
	}
	if found := leak.FindString(a.text); found != "" {
		a.t.Errorf("the answer shows the inside of the program: %q", found)
	}
	if field == "" {
		return p
	}
	errs, _ := p["errors"].([]any)
	for _, e := range errs {
		one, _ := e.(map[string]any)
		location, _ := one["location"].(string)
		message, _ := one["message"].(string)
		if value, _ := one["value"].(string); len([]rune(value)) > charley.MaxShown+1 {
			a.t.Errorf("value has %d characters, want at most %d", len([]rune(value)), charley.MaxShown+1)
		}
		if strings.HasPrefix(location, field) || location == "body" && strings.Contains(message, strings.TrimPrefix(field, "body.")) {
			return p
		}
	}
	a.t.Errorf("errors = %v, want one that names %s", errs, field)
	return p
}

// all lists every entry of the diary, page by page.
func (p *program) all() []map[string]any {
	p.t.Helper()
	var out []map[string]any
	for next := ""; ; {
		page := p.send("GET", "/api/v1/entries?limit=500&after="+next, "").want(200)
		for _, item := range page["items"].([]any) {
			out = append(out, item.(map[string]any))
		}
		if next = page["next"].(string); next == "" {
			return out
		}
	}
}

const cramp = `{"kind":"episode","what":"cramp","start":"2026-11-23T02:47:10+01:00","zone":"Europe/Berlin","minutes":3,"side":"left","places":["calf"],"intensity":8,"hard":true,"tried":[],"eased_by":["stretch"],"note":"woke me","parent":null}`

// with is the cramp with some text replaced.
func with(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(cramp) }

func compact(t testing.TB, v any) string {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}
