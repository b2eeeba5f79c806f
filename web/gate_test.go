package web

import (
	"log/slog"
	"net/http"
	"testing"
	"time"

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
