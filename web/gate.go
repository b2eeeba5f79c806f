package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"charley"
	"charley/app"
)

// A visitor is who asks: for whom, how far, and by which device.
type visitor struct {
	caller charley.Caller
	device app.Device // the zero device at home, where nobody signs in

	grant app.Grant      // what lets them in to the diary of somebody else; zero in their own
	self  charley.Caller // who they are by themselves, where they are in the diary of somebody else
}

type visitorKey struct{}

// mayUse are the scopes that satisfy a need; what is not in it is denied.
var mayUse = map[need][]charley.Scope{
	needDevice:  {charley.ScopeAll, charley.ScopeAppend, charley.ScopeAccount},
	needAppend:  {charley.ScopeAll, charley.ScopeAppend},
	needRead:    {charley.ScopeAll, charley.ScopeRead},
	needAll:     {charley.ScopeAll},
	needAccount: {charley.ScopeAll, charley.ScopeAccount},
	needPeople:  {charley.ScopeAll, charley.ScopeAccount},
}

// may says whether a visitor may use a route. In the diary of somebody else that is
// never more than guestMay, whatever their scope says, and an administrator is none there.
func (who visitor) may(n need) bool {
	switch {
	case !slices.Contains(mayUse[n], who.caller.Scope):
		return false
	case who.caller.Grant != "":
		return slices.Contains(guestMay, n)
	}
	return n != needPeople || who.caller.Admin
}

// admit lets in who may use a route. Whoever is not signed in is sent to do so;
// whoever may not do this is told. What a caller may do with the diary is checked
// again in package app, on what they ask for.
func (s *site) admit(needs need, next http.Handler) http.Handler {
	if needs == needOpen || needs == needFeed { // a calendar shows who it is in the address: see feed
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := visitorOf(r), error(nil)
		if who.grant.ID == "" { // else they came through enterDiary, which has found out
			who, err = s.visitor(r)
		}
		switch {
		case errors.Is(err, charley.ErrUnauthorized):
			http.Redirect(w, r, signInPath(s.pageOf(r)), http.StatusSeeOther)
		case err != nil:
			s.fail(w, r, err)
		case !who.may(needs):
			s.tooLittle(w, r.WithContext(context.WithValue(r.Context(), visitorKey{}, who)), needs)
		default:
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitorKey{}, who)))
		}
	})
}

// visitor finds out who asks: at home, where only this machine can, the owner;
// else whoever holds the secret in one of the cookies. Somebody who signed in on
// a paired phone holds two, and the one that may do more counts.
//
// Errors: charley.ErrUnauthorized if it is nobody who is known.
func (s *site) visitor(r *http.Request) (visitor, error) {
	asked, err := s.asksWho(r.Context())
	if err != nil {
		return visitor{}, err
	}
	if !asked {
		c, err := s.app.Owner(r.Context())
		c.Via, c.Device = "web", browser
		return visitor{caller: c}, err
	}
	for _, in := range [...]struct {
		cookie string
		kind   app.DeviceKind
	}{{sessionCookie, app.DeviceSession}, {phoneCookie, app.DevicePhone}} {
		secret := cookie(r, in.cookie)
		if secret == "" {
			continue
		}
		c, d, err := s.app.Authenticate(r.Context(), secret)
		if errors.Is(err, charley.ErrUnauthorized) || err == nil && d.Kind != in.kind {
			continue
		}
		c.Via = "web"
		return visitor{caller: c, device: d}, err
	}
	return visitor{}, charley.ErrUnauthorized
}

// apiCaller is who asks the API without a token of their own: a page's script, with
// the cookie of its browser.
func (s *site) apiCaller(r *http.Request) (charley.Caller, error) {
	who, err := s.visitor(r)
	who.caller.Via = "api"
	return who.caller, err
}

// asksWho says whether people must sign in: because others than the owner can get
// here, or because there is an account. A command can make one while pages are
// served, so it is looked for again now and then.
func (s *site) asksWho(ctx context.Context) (bool, error) {
	now := s.app.Now().Unix()
	if s.signIn.Load() {
		return true, nil
	}
	if since := now - s.looked.Load(); since >= 0 && since < lookEvery {
		return false, nil
	}
	state, err := s.app.Account(ctx)
	if err != nil {
		return false, err
	}
	s.looked.Store(now)
	if state.Set {
		s.signIn.Store(true)
	}
	return state.Set, nil
}

// lookEvery is how often it is looked whether there is an account, in seconds.
const lookEvery = 10

// visitorOf is who admit let in. No route of the diary is without one.
func visitorOf(r *http.Request) visitor {
	who, _ := r.Context().Value(visitorKey{}).(visitor)
	return who
}

// pageOf is the page that a request is about: its own address, or, for a form,
// the page of the same address where there is one.
func (s *site) pageOf(r *http.Request) string {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return r.URL.RequestURI()
	}
	if s.hasPage[strings.TrimPrefix(r.Pattern, r.Method+" ")] {
		return r.URL.Path
	}
	return "/"
}

// tooLittle tells somebody that they may not do this, and how they could. Somebody
// who keeps no diary is led from the first page to the diaries of others.
func (s *site) tooLittle(w http.ResponseWriter, r *http.Request, needs need) {
	who := visitorOf(r).caller
	switch {
	case who.Scope == charley.ScopeAccount && needs != needPeople:
		if r.URL.Path == "/" && r.Method == http.MethodGet {
			http.Redirect(w, r, peoplePath, http.StatusSeeOther)
			return
		}
		s.refuseGuest(w, r, "problem.diary")
	case who.Scope == charley.ScopeAll, who.Scope == charley.ScopeAccount:
		p := s.problemPage(http.StatusForbidden, "problem.people")
		s.showProblem(w, r, p)
	default:
		p := s.problemPage(http.StatusForbidden, "problem.scope")
		p.Link, p.LinkText = signInPath(s.pageOf(r)), s.words.T("signin.title")
		s.showProblem(w, r, p)
	}
}

// localPath is an address that leads to a page of ours, or "/". Whatever could
// lead elsewhere, or round in a circle, does not.
func localPath(path string) string {
	u, err := url.Parse(path)
	if err != nil || len(path) > maxNext || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || u.IsAbs() || u.Host != "" ||
		strings.ContainsFunc(path, func(r rune) bool { return r == '\\' || r <= ' ' || r == 0x7f }) {
		return "/"
	}
	for _, door := range doors {
		if path == door || strings.HasPrefix(path, door+"/") || strings.HasPrefix(path, door+"?") {
			return "/"
		}
	}
	return path
}

// maxNext is how long an address to go on to may be.
const maxNext = 500

// doors are the pages that lead on to another.
var doors = [...]string{"/sign-in", "/sign-out", "/confirm", "/setup", "/pair"}

// signInPath is the address of the page to sign in, and then go on.
func signInPath(next string) string { return onTo("/sign-in", next) }

// onTo is the address of a page that leads on to another.
func onTo(page, next string) string {
	if next = localPath(next); next == "/" {
		return page
	}
	return page + "?" + url.Values{"next": {next}}.Encode()
}
