package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"charley"
	"charley/app"
)

func TestAddressesThatDoNotExist(t *testing.T) {
	p := openDiary(t)
	for _, path := range []string{
		"/api/", "/api/v1", "/api/v1/", "/api/v2/entries", "/api/v1/entries/", "/api/v1/nothing", "/api/v1//entries", "/api/v1/../v1/entries",
		"/api/v1/entries/%2e%2e/x", "/api/v1/docs", "/api/v1/schemas/Entry.json", "/api/v1/openapi-3.0.json",
	} {
		for _, method := range []string{"GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"} {
			p.send(method, path, "").wantProblem(404, "")
		}
	}
}

func TestMountTakesEverythingUnderAPI(t *testing.T) {
	p, mux := openDiary(t), http.NewServeMux()
	Mount(mux, p.app, func(r *http.Request) (charley.Caller, error) { return p.app.Owner(r.Context()) })
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "a page") })
	for path, want := range map[string]int{"/api/v1/entries": 200, "/api/nothing": 404, "/": 200} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want {
			t.Errorf("%s = %d, want %d", path, w.Code, want)
		}
	}
}

func TestTheWrongMethodIsToldTheRightOnes(t *testing.T) {
	p := openDiary(t)
	for _, c := range []struct{ method, path, allow string }{
		{"POST", "/api/v1/entries", "GET, HEAD"},
		{"POST", "/api/v1/entries/x", "DELETE, GET, HEAD, PUT"},
		{"PATCH", "/api/v1/entries/x", "DELETE, GET, HEAD, PUT"},
		{"GET", "/api/v1/undo", "POST"},
		{"DELETE", "/api/v1/settings", "GET, HEAD, PUT"},
		{"TRACE", "/api/v1/export", "GET, HEAD"},
	} {
		got := p.send(c.method, c.path, "")
		got.wantProblem(405, "")
		if allow := got.header.Get("Allow"); allow != c.allow {
			t.Errorf("%s %s: Allow = %q, want %q", c.method, c.path, allow, c.allow)
		}
	}
}

func TestOnlyPlainJSONIsTaken(t *testing.T) {
	p := openDiary(t)
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte(cramp))
	_ = z.Close()
	at := "/api/v1/entries/" + string(charley.NewEntryID())
	for name, c := range map[string]struct {
		body, header, value string
		want                int
	}{
		"no type":                {cramp, "Content-Type", "", 415},
		"a form":                 {"kind=episode", "Content-Type", "application/x-www-form-urlencoded", 415},
		"plain text":             {cramp, "Content-Type", "text/plain", 415},
		"another JSON type":      {cramp, "Content-Type", "application/ld+json", 415},
		"a broken type":          {cramp, "Content-Type", "application/json; charset", 415},
		"another alphabet":       {cramp, "Content-Type", "application/json; charset=latin1", 415},
		"gzip":                   {zipped.String(), "Content-Encoding", "gzip", 415},
		"two encodings":          {cramp, "Content-Encoding", "identity, br", 415},
		"a body of 257 KB":       {strings.Repeat(" ", 257<<10) + cramp, "Content-Type", "application/json", 413},
		"a body of 10 MB":        {strings.Repeat(" ", 10<<20) + cramp, "Content-Type", "application/json", 413},
		"exactly 256 KB is fine": {cramp + strings.Repeat(" ", 256<<10-len(cramp)), "Content-Type", "application/json", 201},
		"the alphabet is named":  {cramp, "Content-Type", "Application/JSON; charset=UTF-8", 0},
		"identity is fine":       {cramp, "Content-Encoding", "identity", 0},
	} {
		t.Run(name, func(t *testing.T) {
			got := p.send("PUT", at, c.body, c.header, c.value)
			switch {
			case c.want >= 400:
				got.wantProblem(c.want, "")
			case got.status != 200 && got.status != 201:
				t.Errorf("status = %d, want it stored: %s", got.status, got.text)
			}
		})
	}
	if n := len(p.all()); n != 1 {
		t.Errorf("entries = %d, want the one that was well sent", n)
	}
}

// broken is a body whose sender goes away.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// lateError is what a connection says when its time is up.
type lateError struct{}

func (lateError) Error() string   { return "late" }
func (lateError) Timeout() bool   { return true }
func (lateError) Temporary() bool { return false }

var _ net.Error = lateError{}

func TestABodyThatDoesNotArrive(t *testing.T) {
	p := openDiary(t)
	for name, c := range map[string]struct {
		err  error
		want int
	}{
		"cut off":  {io.ErrUnexpectedEOF, 400},
		"too slow": {lateError{}, 408},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest("PUT", "/api/v1/entries/"+string(charley.NewEntryID()), broken{c.err})
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			p.server.ServeHTTP(w, r)
			answer{t: t, status: w.Code, header: w.Header(), text: w.Body.String()}.wantProblem(c.want, "")
		})
	}
}

func TestASenderOfFarTooMuchStillHearsTheAnswer(t *testing.T) {
	p := openDiary(t)
	srv := httptest.NewServer(p.server)
	defer srv.Close()
	for _, kind := range []string{"application/json", "text/plain"} {
		r, _ := http.NewRequest("PUT", srv.URL+"/api/v1/entries/"+string(charley.NewEntryID()), strings.NewReader(strings.Repeat("x", 6<<20)))
		r.Header.Set("Content-Type", kind)
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatalf("%s: %v, want an answer", kind, err)
		}
		_ = got.Body.Close()
		if got.StatusCode != 413 && got.StatusCode != 415 {
			t.Errorf("%s: status = %d, want 413 or 415", kind, got.StatusCode)
		}
	}
}

// failing is a store whose disk does what err says.
type failing struct {
	app.Store
	err error
}

func (f failing) Update(context.Context, func(app.Writer) error) error { return f.err }

func TestWhatThePersonHearsWhenTheDiskFails(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		want  int
		words string
	}{
		"full":             {fmt.Errorf("append: %w", charley.ErrDiskFull), 507, "disk full: nothing of this entry was stored; free some space and send it again"},
		"read-only":        {charley.ErrReadOnly, 503, "only be read"},
		"broken":           {charley.ErrStorage, 503, "database reports errors"},
		"not theirs":       {charley.ErrForbidden, 403, "not allowed"},
		"too much":         {charley.ErrTooLarge, 413, "larger"},
		"client went":      {context.Canceled, 503, "again does no harm"},
		"a fault of ours":  {errors.New("sql: no such table in /tmp/diary/charley.db"), 500, "fault of its own"},
		"invalid, unnamed": {charley.ErrInvalid, 422, "not valid"},
	} {
		t.Run(name, func(t *testing.T) {
			healthy := openDiary(t)
			healthy.put(charley.NewEntryID(), cramp).want(201)
			owner, err := healthy.app.Owner(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			p := programOver(t, failing{nil, c.err})
			p.server.caller = func(*http.Request) (charley.Caller, error) { return owner, nil }
			got := p.put(charley.NewEntryID(), cramp).wantProblem(c.want, "")
			if !strings.Contains(got["detail"].(string), c.words) {
				t.Errorf("detail = %q, want it to say %q", got["detail"], c.words)
			}
		})
	}
}

func TestACallerWhoIsRefusedGetsNowhere(t *testing.T) {
	p := openDiary(t)
	p.server.caller = func(*http.Request) (charley.Caller, error) { return charley.Caller{}, charley.ErrForbidden }
	p.put(charley.NewEntryID(), cramp).wantProblem(403, "")
	for _, path := range []string{"/api/v1/entries", "/api/v1/nights", "/api/v1/export", "/api/v1/settings"} {
		p.send("GET", path, "").wantProblem(403, "")
	}
	if got := p.send("GET", "/api/v1/openapi.json", ""); got.status != 200 {
		t.Errorf("the document = %d, want it to be free to read", got.status)
	}
}

func TestNothingIsCached(t *testing.T) {
	p := openDiary(t)
	for _, path := range []string{"/api/v1/entries", "/api/v1/export", "/api/v1/nothing", "/api/v1/openapi.yaml"} {
		h := p.send("GET", path, "").header
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers = %v, want no-store and nosniff", path, h)
		}
	}
}
