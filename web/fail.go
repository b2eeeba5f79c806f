package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"charley"
)

// A problemPage says what went wrong, in kind words, and what to do next.
type problemPage struct {
	Status         int
	Heading        string
	Text, Next     string
	Link, LinkText string
}

// fail shows an error as a page. What the error says is logged only for faults
// of ours; errors carry no health data (see package charley).
func (s *site) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	if status == http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.log.Error("cannot answer", "method", r.Method, "route", r.Pattern, "error", err)
	}
	if wait := (*charley.TooManyError)(nil); errors.As(err, &wait) {
		w.Header().Set("Retry-After", strconv.Itoa(wait.Seconds()))
	}
	s.problem(status).ServeHTTP(w, r)
}

func statusOf(err error) int {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge), errors.Is(err, charley.ErrTooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, charley.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, charley.ErrInvalid):
		return http.StatusBadRequest
	case errors.Is(err, charley.ErrConflict):
		return http.StatusConflict
	case errors.Is(err, charley.ErrUnauthorized):
		return http.StatusUnauthorized
	case errors.Is(err, charley.ErrForbidden):
		return http.StatusForbidden
	case errors.Is(err, charley.ErrTooMany):
		return http.StatusTooManyRequests
	case errors.Is(err, charley.ErrDiskFull):
		return http.StatusInsufficientStorage
	case errors.Is(err, charley.ErrReadOnly), errors.Is(err, charley.ErrStorage):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// problem is the page for a status, in the palette of the hour. It asks the
// diary for nothing, because the diary may be what is wrong.
func (s *site) problem(status int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			s.problemJSON(w, status, s.problemKey(status))
			return
		}
		p := s.problemPage(status, s.problemKey(status))
		if status == http.StatusServiceUnavailable && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			p.Heading, p.Text = s.words.T("problem.503.read.heading"), s.words.T("problem.503.read.text")
		}
		s.showProblem(w, r, p)
	})
}

func (s *site) showProblem(w http.ResponseWriter, r *http.Request, p problemPage) {
	f := frame{Title: p.Heading, Page: p}
	f.Look, f.Night = s.look(r, s.app.Now().Location())
	if err := s.render(w, r, p.Status, "problem", f); err != nil {
		s.log.Error("cannot show the error page", "error", err)
		http.Error(w, p.Heading, p.Status)
	}
}

// problemKey is where the words for a status stand in the catalogue.
func (s *site) problemKey(status int) string {
	key := "problem." + strconv.Itoa(status)
	if !s.words.Has(key + ".heading") {
		return "problem.400"
	}
	return key
}

func (s *site) problemPage(status int, key string) problemPage {
	return problemPage{
		Status: status, Heading: s.words.T(key + ".heading"), Text: s.words.T(key + ".text"), Next: s.words.T(key + ".next"),
		Link: "/", LinkText: s.words.T("problem.link"),
	}
}

// bare is the same in other words, without stylesheet or link, for addresses
// under which nothing else may be given out.
func (s *site) bare(status int, key string) http.Handler {
	page := template.Must(template.New("bare").Parse(`<!doctype html><html lang="` + s.words.Lang.String() + `"><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">` +
		`<title>{{.Heading}}</title><main><h1>{{.Heading}}</h1><p>{{.Text}}</p><p>{{.Next}}</p></main></html>`))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			s.problemJSON(w, status, key)
			return
		}
		var b bytes.Buffer
		if err := page.Execute(&b, s.problemPage(status, key)); err != nil {
			s.log.Error("cannot show the error page", "error", err)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		send(w, r, status, b.Bytes())
	})
}

// problemJSON is the same for programs (RFC 9457).
func (s *site) problemJSON(w http.ResponseWriter, status int, key string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{ // a client that went away needs no answer
		"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": s.words.T(key + ".text"),
	})
}

// unmatched shows the pages for "not here" and "not that way" where the mux
// would answer with bare text.
func (s *site) unmatched(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fallback, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		answer := &statusOnly{header: http.Header{}}
		fallback.ServeHTTP(answer, r)
		if allow := answer.header.Get("Allow"); allow != "" {
			w.Header().Set("Allow", allow)
		}
		s.problem(answer.status).ServeHTTP(w, r)
	})
}

// statusOnly listens to an answer for its status and headers.
type statusOnly struct {
	header http.Header
	status int
}

func (s *statusOnly) Header() http.Header         { return s.header }
func (s *statusOnly) WriteHeader(status int)      { s.status = status }
func (s *statusOnly) Write(b []byte) (int, error) { return len(b), nil }
