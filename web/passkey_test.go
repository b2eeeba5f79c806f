package web

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"charley/app"
)

// Passkeys are offered where browsers take them; elsewhere the page says why not.
func TestWherePasskeysAreOffered(t *testing.T) {
	p, _ := lockedOut(t)
	ctx, c := p.owner()
	if err := p.app.AddPasskey(ctx, c, app.Passkey{ID: []byte{1}, PublicKey: []byte{1}, Name: "Phone"}); err != nil {
		t.Fatal(err)
	}
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), SignIn: true, Hosts: []string{"charley.example", "192.168.1.5"}})
	for _, tc := range []struct {
		host string
		tls  bool
		why  string // "" if one is offered
	}{
		{"localhost:8484", false, ""}, {"charley.example:8484", true, ""}, {"localhost", true, ""},
		{"charley.example:8484", false, "HTTPS"}, {"192.168.1.5:8484", true, "opened by a name"}, {"127.0.0.1:8484", false, "opened by a name"}, {"[::1]:8484", false, "opened by a name"},
	} {
		r := getRequest("/sign-in")
		r.Host = tc.host
		if tc.tls {
			r = byTLS(r)
		}
		got := p.do(r)
		if offered := strings.Contains(got.raw, "data-passkey="); offered != (tc.why == "") { // hidden until a script runs
			t.Errorf("%s: got a passkey offered: %t", tc.host, offered)
		}
		if tc.why != "" {
			got.says("main", tc.why)
		}
		ask := postedBy("/passkey/known", nil)
		ask.Host = tc.host
		if tc.tls {
			ask = byTLS(ask)
		}
		if asked := p.do(ask).status; (asked == http.StatusOK) != (tc.why == "") {
			t.Errorf("%s: got %d for a challenge", tc.host, asked)
		}
	}
}

// Whatever is sent in the place of what a passkey says lets nobody in.
func TestWhatIsNoPasskeyLetsNobodyIn(t *testing.T) {
	p, _ := lockedOut(t)
	for _, said := range []string{"x", "{}", `{"id":"AQ","rawId":"AQ","type":"public-key","response":{}}`, `{"id":"AQ","rawId":"AQ","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA","userHandle":"AA"}}`} {
		got := p.post("/sign-in", url.Values{"passkey": {said}})
		if got.status != http.StatusForbidden {
			t.Errorf("%q: got %d, want 403", said, got.status)
		}
		p.do(getRequest("/nights")).sentTo("/sign-in?next=%2Fnights")
	}
	p.signIn(goodPassword)
	if got := p.post("/settings/passkeys", url.Values{"passkey": {"{}"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("got %d for a new one that is none, want 422", got.status)
	}
}

// What strangers send fills no log: it is heard of where the challenge was ours,
// once a minute.
func TestRefusedPasskeysFillNoLog(t *testing.T) {
	p, _ := lockedOut(t)
	var log bytes.Buffer
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), SignIn: true, Log: slog.New(slog.NewTextHandler(&log, nil))})
	said := func(challenge string) string {
		client := base64.RawURLEncoding.EncodeToString([]byte(`{"type":"webauthn.get","challenge":"` + challenge + `","origin":"http://localhost"}`))
		data := base64.RawURLEncoding.EncodeToString(append(make([]byte, 32), 5, 0, 0, 0, 0)) // of no site, used and verified
		return `{"id":"AQ","rawId":"AQ","type":"public-key","response":{"clientDataJSON":"` + client + `","authenticatorData":"` + data + `","signature":"AA","userHandle":"AA"}}`
	}
	ours := func() string {
		var asked struct{ PublicKey struct{ Challenge string } }
		r := postedBy("/passkey/known", nil)
		r.Host = "localhost"
		if err := json.Unmarshal([]byte(p.do(r).raw), &asked); err != nil || asked.PublicKey.Challenge == "" {
			t.Fatalf("got no challenge: %v", err)
		}
		return asked.PublicKey.Challenge
	}
	try := func(said string, want int) {
		t.Helper()
		r := postedBy("/sign-in", url.Values{"passkey": {said}})
		r.Host = "localhost"
		if got := p.do(r); got.status != http.StatusForbidden {
			t.Errorf("got %d, want 403", got.status)
		}
		if n := strings.Count(log.String(), "a passkey was refused"); n != want {
			t.Errorf("got %d lines in the log, want %d: %s", n, want, log.String())
		}
	}
	for _, s := range []string{"x", "{}", said("bWFkZSB1cA")} {
		try(s, 0)
	}
	try(said(ours()), 1)
	try(said(ours()), 1)
	p.now = p.now.Add(time.Minute)
	try(said(ours()), 2)
}
