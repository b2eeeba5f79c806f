package web

import (
	"errors"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/store"
	"charley/words"
)

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

// All that a request pays for being allowed must not slow any page down: who asks,
// what the route needs of them, and what the use case does. It is to take less than 50 µs.
func BenchmarkAuthorisation(b *testing.B) {
	a, owner := benched(b)
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
	asked := 0
	h := s.admit(needAppend, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked++
		if _, err := a.Grants(r.Context(), visitorOf(r).caller); !errors.Is(err, charley.ErrForbidden) { // a refusal does nothing more than to check
			b.Fatal(err)
		}
	}))
	for b.Loop() {
		h.ServeHTTP(nil, r)
	}
	if asked == 0 {
		b.Fatal("nobody was let in")
	}
}

// To enter the diary of somebody else is a write beside: the line in their log is on
// the disk before anything is read.
func BenchmarkEnter(b *testing.B) {
	a, owner := benched(b)
	ben, _, err := a.AddAccount(b.Context(), owner, "Ben", charley.RolePerson)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := a.LetIn(b.Context(), owner, "Ben", charley.RoleHousehold, time.Time{}); err != nil {
		b.Fatal(err)
	}
	c, err := a.PersonNamed(b.Context(), ben.Name)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.Enter(b.Context(), c, owner.Person, "GET /{$}"); err != nil {
			b.Fatal(err)
		}
	}
}

// benched is an empty diary on a real disk, and whose it is.
func benched(b *testing.B) (*app.App, charley.Caller) {
	b.Helper()
	st, err := store.Open(b.Context(), store.Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = st.Close() })
	a := app.New(st, time.Now)
	owner, err := a.Owner(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return a, owner
}
