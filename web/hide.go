package web

import (
	"net/http"
	"slices"
	"strings"
)

// Hiding a page at once, because somebody came in who should not see it: the whole
// diary is behind a clock on this browser, whatever is opened, until the person opens
// it again there. It hides and locks nothing: whoever presses the button below the clock
// sees what they would have seen before. It stays on this host, because the charities'
// pages that lead to somebody else's weather would tell that host who left what.

// clockPath is the page that is seen meanwhile.
const clockPath = "/clock"

// hiddenCookie says on a browser that everything is hidden there. It opens nothing. It
// is kept though the browser is closed, or the next glance at it would show the diary.
const hiddenCookie = "hidden"

// hidePath is where a page is hidden.
const hidePath = "/hide"

// unsavedPath is the clock after something was sent from behind it, and not taken.
const unsavedPath = clockPath + "?unsaved"

// A clockPage shows what a clock shows.
type clockPage struct {
	Clock   string
	Unsaved bool // what was sent last was not taken
}

// showClock is the page that is seen instead of any other. It says nothing of what the
// program is, nor that anything went wrong with it.
func (s *site) showClock(w http.ResponseWriter, r *http.Request) {
	owner, _ := s.ownersClock(r.Context()) // where the diary cannot be read, the clock of the world is good enough
	home, f := homeZone(owner), s.clockFrame()
	f.Look, f.Night = s.look(r, home)
	f.Page = clockPage{s.words.Clock(s.app.Now().In(deviceZone(r, home))), r.URL.RequestURI() == unsavedPath}
	page, err := s.markup("clock", f)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	send(w, r, http.StatusOK, page)
}

func (s *site) clockFrame() frame {
	return frame{Title: s.words.T("clock.title"), Nav: navDoor, Script: "clock", Neutral: true, Page: clockPage{}}
}

// hide hides everything on this browser. Whoever can see a page can hide it, so that
// nobody is asked who they are.
func hide(w http.ResponseWriter, r *http.Request) {
	setCookie(w, r, hiddenCookie, "yes", cookieLife)
	http.Redirect(w, r, clockPath, http.StatusSeeOther)
}

// openAgain leads to the first page, where a warning sign that stands is seen at once.
func openAgain(w http.ResponseWriter, r *http.Request) {
	dropCookie(w, r, hiddenCookie)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// curtained shows the clock in place of every page while a browser hides them. What is
// sent is taken as ever, so that a cramp goes on being timed; only a page that is the
// answer to it is not shown, and the clock says no more of it than that it was not saved.
func curtained(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case cookie(r, hiddenCookie) == "" || !isLookedAt(r):
			next.ServeHTTP(w, r)
		case r.Method == http.MethodGet || r.Method == http.MethodHead:
			http.Redirect(w, r, clockPath, http.StatusSeeOther)
		default:
			next.ServeHTTP(&curtain{ResponseWriter: w, r: r}, r)
		}
	})
}

// behind are the addresses, or how they begin, that a page's script, a phone or another
// program asks for. Whoever types one of them is told the time as well.
var behind = [...]string{"/static/", "/api/", "/feed/", "/shell", "/away", "/sw.js", "/manifest.webmanifest", "/now/pack", "/passkey/", "/healthz", "/readyz"}

// isLookedAt says that somebody may see the answer to a request as a page.
func isLookedAt(r *http.Request) bool {
	switch r.Method + " " + r.URL.Path {
	case "GET " + clockPath, "HEAD " + clockPath, "POST " + clockPath, "POST " + hidePath: // by another method they are answered with a page that says so
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" || !slices.ContainsFunc(behind[:], func(p string) bool { return strings.HasPrefix(r.URL.Path, p) })
}

// A curtain lets any answer pass but a page.
type curtain struct {
	http.ResponseWriter
	r     *http.Request
	begun bool
	drawn bool // it was a page, and the rest of it goes nowhere
}

// WriteHeader sees what sort of answer it is.
func (c *curtain) WriteHeader(status int) {
	if c.begun {
		return
	}
	c.begun = true
	to := clockPath
	if status >= http.StatusBadRequest {
		to = unsavedPath
	}
	if asksWho(c.Header().Get("Location")) {
		c.Header().Set("Location", unsavedPath)
	}
	if !strings.HasPrefix(c.Header().Get("Content-Type"), "text/html") {
		c.ResponseWriter.WriteHeader(status)
		return
	}
	c.drawn = true
	for _, name := range []string{"Content-Type", "Content-Length", "Content-Encoding"} {
		c.Header().Del(name)
	}
	http.Redirect(c.ResponseWriter, c.r, to, http.StatusSeeOther)
}

// asksWho says that an answer sends somebody on to show who they are, and takes nothing before.
func asksWho(location string) bool {
	page, next, _ := strings.Cut(location, "?")
	return (page == "/confirm" || page == "/sign-in") && (next == "" || strings.HasPrefix(next, "next="))
}

// Write passes on what is no page.
func (c *curtain) Write(b []byte) (int, error) {
	c.WriteHeader(http.StatusOK)
	if c.drawn {
		return len(b), nil
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (c *curtain) Unwrap() http.ResponseWriter { return c.ResponseWriter }
