package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"charley"
	"charley/app"
)

// diaryRoute is any page of the program, in the diary of somebody else.
const diaryRoute = guestRoot + "{person}/{rest...}"

// guestMay is all that anybody may ever use in the diary of somebody else. What
// is about accounts, devices and settings stays shut, whoever asks.
var guestMay = []need{needAppend, needRead}

// A diaries is what stands behind diaryRoute: the pages of the program once more,
// and what each needs.
type diaries struct {
	mux   *http.ServeMux
	needs map[string]need // by pattern
}

// newDiaries takes in all routes that answer to a person.
func (s *site) newDiaries(routes []route) diaries {
	d := diaries{http.NewServeMux(), map[string]need{}}
	for _, r := range routes {
		if strings.Contains(r.pattern, " "+guestRoot) || r.needs == needOpen || r.needs == needFeed {
			continue
		}
		d.mux.Handle(r.pattern, s.admit(r.needs, r.handler))
		d.needs[r.pattern] = r.needs
	}
	return d
}

// need is what an address of a diary needs; "" if there is no such page.
func (d diaries) need(r *http.Request) (pattern string, n need) {
	_, pattern = d.mux.Handler(r)
	return pattern, d.needs[pattern]
}

// enterDiary answers a request for a page of somebody else's diary. Nothing of that
// diary is read before app.Enter has let them in and written it down; what they may
// not use at all is refused before, so that the log says only what was seen.
func (s *site) enterDiary(w http.ResponseWriter, r *http.Request) {
	who := visitorOf(r)
	grant, err := s.entrusted(r, who)
	if errors.Is(err, charley.ErrForbidden) {
		s.refuseGuest(w, r, "problem.stranger")
		return
	} else if err != nil {
		s.fail(w, r, err)
		return
	}
	guest := visitor{device: who.device, grant: grant, self: who.caller}
	guest.caller = charley.Caller{Scope: grant.Scope(), Grant: grant.ID} // until Enter says more
	inner := s.ofDiary(r, guest)
	pattern, needs := s.diaries.need(inner)
	switch {
	case needs == needAppend && grant.Role == charley.RoleClinician && inner.URL.Path == "/":
		http.Redirect(w, r, guestPrefix(string(grant.Person))+"/nights", http.StatusSeeOther)
		return
	case needs == "" && pattern == "":
		s.refuseGuest(w, r, "problem.404")
		return
	case !guest.may(needs):
		s.refuseGuest(w, r, "problem.guest")
		return
	}
	guest.caller, err = s.app.Enter(r.Context(), who.caller, grant.Person, pattern)
	switch {
	case errors.Is(err, charley.ErrWantsPasskey):
		s.wantsPasskey(w, r, grant)
		return
	case errors.Is(err, charley.ErrForbidden): // taken back a moment ago
		s.refuseGuest(w, r, "problem.stranger")
		return
	case err != nil:
		s.fail(w, r, err)
		return
	}
	s.answerGuest(w, r, s.ofDiary(r, guest), guest)
}

// entrusted is the grant by which somebody may enter the diary of a request.
//
// Errors: charley.ErrForbidden without one, as for a diary that does not exist.
func (s *site) entrusted(r *http.Request, who visitor) (app.Grant, error) {
	all, err := s.app.Entrusted(r.Context(), who.caller)
	if err != nil {
		return app.Grant{}, err
	}
	i := slices.IndexFunc(all, func(g app.Grant) bool { return string(g.Person) == r.PathValue("person") })
	if i < 0 {
		return app.Grant{}, charley.ErrForbidden
	}
	return all[i], nil
}

// ofDiary is a request as the pages of a diary see it: for their own address, and
// from the guest.
func (s *site) ofDiary(r *http.Request, guest visitor) *http.Request {
	inner := r.Clone(context.WithValue(r.Context(), visitorKey{}, guest))
	prefix := guestPrefix(string(guest.grant.Person))
	inner.URL.Path = strings.TrimPrefix(inner.URL.Path, prefix)
	inner.URL.RawPath = strings.TrimPrefix(inner.URL.RawPath, prefix)
	inner.RequestURI = ""
	if inner.Method == http.MethodHead { // how long a page is shows when it is made
		inner.Method = http.MethodGet
	}
	inner.Header.Del("Accept-Encoding") // the answer is read and changed; it is packed after
	return inner
}

// answerGuest asks the page, and gives it out as one of that diary.
func (s *site) answerGuest(w http.ResponseWriter, r, inner *http.Request, guest visitor) {
	prefix := guestPrefix(string(guest.grant.Person))
	answer := &guestAnswer{ResponseWriter: w, prefix: prefix}
	s.diaries.mux.ServeHTTP(answer, inner)
	if answer.page == nil {
		return
	}
	settings, err := s.app.Settings(r.Context(), guest.caller)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	banner, err := s.guestBanner(guest, homeZone(settings))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	probe := *inner
	page := guestPage{prefix: prefix, path: inner.URL.Path, banner: banner, may: func(method, address string) bool {
		to, err := url.Parse(address)
		if err != nil {
			return false
		}
		probe.Method, probe.URL = method, to
		_, needs := s.diaries.need(&probe)
		return guest.may(needs)
	}}
	w.Header().Del("Content-Length")
	send(w, r, answer.status, page.of(answer.page.Bytes()))
}

// A guestAnswer keeps a page to change it, and lets anything else pass. Whatever is
// answered, where it sends on to is in that diary.
type guestAnswer struct {
	http.ResponseWriter
	prefix string
	status int
	page   *bytes.Buffer // nil unless it is one
}

// WriteHeader sees what sort of answer it is.
func (a *guestAnswer) WriteHeader(status int) {
	if a.status != 0 {
		return
	}
	a.status = status
	guestLocation(a.prefix, a.Header())
	if strings.HasPrefix(a.Header().Get("Content-Type"), "text/html") {
		a.page = &bytes.Buffer{}
		return
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write keeps a page, or passes on a part of a file.
func (a *guestAnswer) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	if a.page != nil {
		return a.page.Write(b)
	}
	return a.ResponseWriter.Write(b)
}

// refuseGuest tells somebody that there is nothing for them in a diary, and leads
// back to those that they may enter.
func (s *site) refuseGuest(w http.ResponseWriter, r *http.Request, key string) {
	status := http.StatusForbidden
	if key == "problem.404" {
		status = http.StatusNotFound
	}
	p := s.problemPage(status, key)
	p.Link, p.LinkText = peoplePath, s.words.T("people.title")
	s.showProblem(w, r, p)
}
