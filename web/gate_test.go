package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/store"
	"charley/words"
)

// What each route is for, written down a second time: a route that is not here,
// or that lets in others than this table says, fails.
var (
	forEverybody = []string{
		"GET /sign-in", "POST /sign-in", "GET /sign-in/recovery", "POST /passkey/known", "GET /setup/{link}", "POST /setup/{link}", "GET /pair/{link}", "POST /pair/{link}",
		"GET /trust", "GET /trust/charley-ca.crt", "GET /shell", "GET /away", "GET /sw.js", "GET /manifest.webmanifest", "GET /healthz", "GET /readyz", "GET /static/",
	}
	forCalendars = []string{"GET /feed/{file}"} // they show who they are in the address
	forPhones    = []string{
		"GET /{$}", "GET /now/pack", "POST /now", "GET /entries/{id}/running", "POST /entries/{id}/running", "POST /entries/{id}/easing", "GET /entries/{id}/eased", "POST /entries/{id}/eased",
		"POST /entries/{id}/remove", "POST /entries/{id}/restore", "POST /palette", "POST /language", "GET /sign-out", "POST /sign-out",
	}
	forTheOwner = []string{
		"GET /morning", "POST /morning", "GET /evening", "POST /evening", "GET /nights", "GET /nights/{night}", "POST /nights/{night}/episode", "POST /nights/{night}/away",
		"GET /entries/{id}", "POST /entries/{id}", "GET /about-you", "POST /about-you", "POST /about-you/medicine", "GET /settings", "POST /settings",
		"POST /settings/reminders", "GET /settings/charley.ics", "POST /settings/feed", "POST /settings/feed/off", "POST /settings/backup", "GET /settings/erase", "POST /settings/erase",
		"GET /answers/what", "GET /answers/what/ask", "POST /answers/what/ask", "POST /answers/what/flags/{flag}", "GET /answers/what/sit", "POST /answers/what/sit",
		"GET /answers/why", "POST /answers/why", "GET /answers/help", "GET /answers/help/{id}", "POST /answers/help/{id}/tried", "GET /answers/food", "POST /answers/food",
		"GET /known", "GET /known/{id}", "GET /tests", "POST /tests", "GET /tests/new", "GET /tests/{id}", "POST /tests/{id}/look", "POST /tests/{id}/stop", "POST /tests/{id}/guess", "GET /tests/{id}/list", "POST /tests/{id}/list", "GET /share", "POST /share", "GET /share/report", "GET /share/report.pdf", "GET /share/report.txt", "GET /share/report.fhir.json", "GET /share/paper", "GET /share/paper.pdf", "POST /share/paper", "GET /confirm", "POST /confirm", "POST /passkey/new", "GET /setup", "POST /setup",
		"GET /settings/sign-in", "POST /settings/password", "POST /settings/passkeys", "POST /settings/passkeys/remove", "POST /settings/recovery",
		"POST /settings/devices/revoke", "POST /settings/devices/others", "GET /settings/pair", "POST /settings/pair", "GET /settings/button", "POST /settings/button",
	}
)

// callers are everybody who can come, by what their browser or program shows.
func callers(p *person) map[string]func(*http.Request) {
	p.t.Helper()
	ctx, c := p.owner()
	secret := func(kind app.DeviceKind, scope charley.Scope) string {
		s, _, err := p.app.NewToken(ctx, c, string(kind), kind, scope)
		if err != nil {
			p.t.Fatal(err)
		}
		return s
	}
	session := func(purpose app.LinkPurpose) string {
		l, err := p.app.NewLink(ctx, c, purpose)
		if err != nil {
			p.t.Fatal(err)
		}
		s, err := p.app.UseLink(ctx, l.Secret, purpose, "")
		if err != nil {
			p.t.Fatal(err)
		}
		return s.Secret
	}
	cookies := func(secret string, names ...string) func(*http.Request) {
		return func(r *http.Request) {
			for _, name := range names {
				r.AddCookie(&http.Cookie{Name: name, Value: secret})
			}
		}
	}
	bearer := func(secret string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) }
	}
	owner, phone := session(app.LinkSetup), session(app.LinkPair)
	button, feed := secret(app.DeviceButton, charley.ScopeTap), secret(app.DeviceFeed, charley.ScopeFeed)
	return map[string]func(*http.Request){
		"nobody":                                func(*http.Request) {},
		"somebody who guesses":                  cookies("chl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", sessionCookie, phoneCookie),
		"a button":                              bearer(button),
		"a button in a browser":                 cookies(button, sessionCookie, phoneCookie),
		"a calendar":                            bearer(feed),
		"a calendar in a browser":               cookies(feed, sessionCookie, phoneCookie),
		"a phone's secret in another's place":   cookies(phone, sessionCookie),
		"the owner's secret in a phone's place": cookies(owner, phoneCookie),
		"a phone":                               cookies(phone, phoneCookie),
		"the owner":                             cookies(owner, sessionCookie),
		"the owner, on a paired phone":          func(r *http.Request) { cookies(owner, sessionCookie)(r); cookies(phone, phoneCookie)(r) },
	}
}

// What becomes of a request before its page is asked.
const (
	letIn     = "let in"
	atTheDoor = "sent to sign in"
	tooLittle = "told that this device may not"
)

// outcome reads it from an answer; pages that were asked are all teapots.
func outcome(g page) string {
	switch {
	case g.status == http.StatusTeapot:
		return letIn
	case g.status == http.StatusSeeOther && (g.location == "/sign-in" || strings.HasPrefix(g.location, "/sign-in?next=")):
		return atTheDoor
	case g.status == http.StatusForbidden && strings.Contains(g.first("h1").text(), "This phone may log"):
		return tooLittle
	}
	return http.StatusText(g.status)
}

func TestWhoMayUseWhat(t *testing.T) {
	p, _ := lockedOut(t)
	who := callers(p)
	s := lockedSite(t, p.app)
	teapot := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	fill := strings.NewReplacer("{$}", "", "{id}", freshID(), "{night}", "2026-11-22", "{flag}", "RF20", "{link}", "x")
	for _, r := range s.routes() {
		wantPhone, wantOthers := letIn, letIn
		switch {
		case slices.Contains(forEverybody, r.pattern), slices.Contains(forCalendars, r.pattern):
		case slices.Contains(forPhones, r.pattern):
			wantOthers = atTheDoor
		case slices.Contains(forTheOwner, r.pattern):
			wantPhone, wantOthers = tooLittle, atTheDoor
		default:
			t.Errorf("nothing is said of who may use %s: add it to the table", r.pattern)
			continue
		}
		p.handler = s.admit(r.needs, teapot)
		for name, shows := range who {
			want := wantOthers
			switch name {
			case "the owner", "the owner, on a paired phone":
				want = letIn
			case "a phone":
				want = wantPhone
			}
			method, path, _ := strings.Cut(r.pattern, " ")
			q := httptest.NewRequest(method, "http://localhost"+fill.Replace(path), nil)
			shows(q)
			if got := outcome(p.do(q)); got != want {
				t.Errorf("%s on %s: got %s, want %s", name, r.pattern, got, want)
			}
		}
	}
}

// lockedSite is the pages where people must sign in.
func lockedSite(t testing.TB, a *app.App) *site {
	t.Helper()
	texts, err := words.English()
	if err != nil {
		t.Fatal(err)
	}
	files, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	known, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	if a.Counsel == nil {
		a.Counsel = app.NewCounsel(known)
	}
	return newSite(Config{App: a, Knowledge: known, SignIn: true, Log: slog.New(slog.DiscardHandler)}, files).in(words.Language{Catalogue: texts})
}

// Finding out who asks must not slow any page down: it is to take less than 50 µs.
func BenchmarkWhoAsks(b *testing.B) {
	st, err := store.Open(b.Context(), store.Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	a := app.New(st, time.Now)
	owner, err := a.Owner(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	l, err := a.NewLink(b.Context(), owner, app.LinkPair)
	if err != nil {
		b.Fatal(err)
	}
	session, err := a.UseLink(b.Context(), l.Secret, app.LinkPair, "phone")
	if err != nil {
		b.Fatal(err)
	}
	s := lockedSite(b, a)
	r := getRequest("/")
	r.AddCookie(&http.Cookie{Name: phoneCookie, Value: session.Secret})
	for b.Loop() {
		if _, err := s.visitor(r); err != nil {
			b.Fatal(err)
		}
	}
}
