package browser

import (
	"net/http"
	"strings"
	"testing"

	"charley/app"

	"github.com/chromedp/cdproto/webauthn"
)

const password = "a goat on the staircase"

// newLockedHouse is a house that others can reach, so that people must sign in.
// Its address is a name, as passkeys want it.
func newLockedHouse(t *testing.T, now string) *house {
	t.Helper()
	h := startHouse(t, now, 0, true)
	h.base = strings.Replace(h.base, "127.0.0.1", "localhost", 1)
	return h
}

// hasPassword sets an account up, and is its recovery codes.
func (h *house) hasPassword() []string {
	h.t.Helper()
	codes, err := h.app.SetPassword(h.t.Context(), h.caller, "", password)
	if err != nil {
		h.t.Fatal(err)
	}
	return codes
}

// link is the address of a one-time link.
func (h *house) link(purpose app.LinkPurpose) string {
	h.t.Helper()
	l, err := h.app.NewLink(h.t.Context(), h.caller, purpose)
	if err != nil {
		h.t.Fatal(err)
	}
	return "/" + string(purpose) + "/" + l.Secret
}

// signsIn types the password.
func (b *tab) signsIn() {
	b.t.Helper()
	b.sees("/sign-in")
	b.do(setValue("#password", password))
	b.taps("button.primary")
}

// at fails the test unless the tab shows a page.
func (b *tab) at(want string) {
	b.t.Helper()
	if got := evaluate[string](b, "location.pathname + location.search"); got != want {
		b.t.Errorf("got the page %s, want %s", got, want)
	}
}

// From the link in the terminal to a password and its recovery codes, without script.
func TestSettingUpByALink(t *testing.T) {
	t.Parallel()
	h := newLockedHouse(t, "2026-11-23T08:30:00+01:00")
	b := h.open()
	b.scriptless()
	b.sees("/nights")
	b.at("/sign-in?next=%2Fnights")
	b.reads("main", "Nobody has set up a way to sign in")
	b.sees(h.link(app.LinkSetup))
	b.taps("button.primary")
	b.do(setValue("#new", "password"))
	b.taps("button.primary")
	b.reads(".wrong", "Others would try this one first")
	b.do(setValue("#new", password))
	b.taps("button.primary")
	if n := evaluate[int](b, `document.querySelectorAll("#codes code").length`); n != 10 {
		t.Errorf("got %d recovery codes, want 10", n)
	}
	b.taps("a.primary")
	b.reads("h1", "Now")
	b.forgive() // a refused password is a status that browsers note
}

func TestSigningInByPasswordAndByRecoveryCode(t *testing.T) {
	t.Parallel()
	h := newLockedHouse(t, "2026-11-23T08:30:00+01:00")
	codes := h.hasPassword()
	b := h.open()
	b.sees("/evening")
	b.do(setValue("#password", "a goat on the stairs"))
	b.taps("button.primary")
	b.reads("#password-wrong", "This password is not right")
	b.do(setValue("#password", password))
	b.taps("button.primary")
	b.at("/evening")
	b.sees("/sign-out")
	b.taps("button.primary")
	b.reads(".notice", "Signed out.")
	b.sees("/sign-in/recovery")
	b.do(setValue("#recovery", strings.ToUpper(codes[0])))
	b.taps("button.primary")
	b.reads("h1", "Choose a new password")
	b.do(setValue("#new", "four wet umbrellas"))
	b.taps("button.primary")
	b.reads("h1", "Now")
	b.forgive()
}

// By the code in the settings to a phone that logs at night, until it is shut out.
func TestPairingAPhone(t *testing.T) {
	t.Parallel()
	h := newLockedHouse(t, "2026-11-23T22:30:00+01:00")
	h.hasPassword()
	b := h.open()
	b.signsIn()
	b.sees("/settings/pair")
	b.taps("button.primary")
	b.reads("figcaption", "until 22:40")
	link := evaluate[string](b, `document.querySelector("#link code").textContent`)

	phone := h.open()
	phone.scriptless()
	phone.sees(strings.TrimPrefix(link, h.base))
	phone.taps("button.primary")
	phone.at("/")
	h.setClock("2026-11-24T02:47:00+01:00")
	phone.sees("/")
	phone.taps(".target.cramp")
	phone.reads("h1", "Cramp")
	phone.sees("/nights")
	phone.reads("main", "Sign in to see the rest.")
	if n := len(h.entries("episode")); n != 1 {
		t.Errorf("got %d cramps, want 1", n)
	}

	b.sees("/settings")
	b.reads("#devices", "Phone at the bed")
	b.taps(`form[action="/settings/devices/revoke"] button`)
	b.at("/confirm?next=%2Fsettings%3Fat%3Ddevices") // hours later it asks who it is
	b.do(setValue("#password", password))
	b.taps("button.primary")
	b.taps(`form[action="/settings/devices/revoke"] button`)
	b.reads("#devices", "Shut out.")
	phone.sees("/")
	phone.at("/sign-in")
	phone.sees(strings.TrimPrefix(link, h.base))
	phone.reads("h1", "does not work any more")
	for _, c := range phone.forgive() {
		if !strings.Contains(c, "403") && !strings.Contains(c, "410") {
			t.Errorf("the phone complains: %s", c)
		}
	}
}

// The page to sign out tells the server whether something here was not sent yet:
// then the browser's storage must be left alone.
func TestSigningOutLeavesWhatWasNotSent(t *testing.T) {
	t.Parallel()
	h := newLockedHouse(t, "")
	h.hasPassword()
	b := h.open()
	b.signsIn()
	b.keepsTheFirstPage()
	const says = `document.querySelector("[data-outbox]").value`
	b.sees("/sign-out")
	b.until(says + ` == "empty"`)
	h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.Method == http.MethodPut {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
	b.sees("/")
	b.logs("cramp")
	b.sees("/sign-out")
	b.until(`!document.querySelector("[data-unsent]").hidden`)
	if got := evaluate[string](b, says); got != "" {
		t.Errorf("got %q while a cramp waits to be sent", got)
	}
	h.breaks(nil)
	b.wakes()
	b.until(says + ` == "empty"`)
	b.forgive() // it said in its console that the server was busy
}

// hasAuthenticator gives a browser something that keeps passkeys, as a phone does.
func (b *tab) hasAuthenticator() {
	b.t.Helper()
	b.do(call(webauthn.Enable, webauthn.EnableParams{}), call(webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal, HasResidentKey: true, HasUserVerification: true,
		IsUserVerified: true, AutomaticPresenceSimulation: true, DefaultBackupEligibility: true, DefaultBackupState: true,
	}}))
}

// A passkey in place of a password, from the first link on.
func TestAPasskey(t *testing.T) {
	t.Parallel()
	h := newLockedHouse(t, "2026-11-23T08:30:00+01:00")
	b := h.open()
	b.hasAuthenticator()
	b.sees(h.link(app.LinkSetup))
	b.taps("button.primary")
	b.taps("[data-passkey] button")
	b.reads("h1", "Your recovery codes")
	b.sees("/settings/sign-in")
	b.reads("#passkeys .devices", "Chrome on Linux")
	b.sees("/sign-out")
	b.taps("button.primary")

	b.sees("/sign-in?next=/evening")
	b.taps("[data-passkey] button")
	b.at("/evening")

	h.setClock("2026-11-23T12:30:00+01:00") // it asks again
	b.sees("/settings/pair")
	b.at("/confirm?next=%2Fsettings%2Fpair")
	b.taps("[data-passkey] button")
	b.at("/settings/pair")
	state, err := h.app.Account(t.Context())
	if err != nil || state.Passkeys != 1 || state.Password {
		t.Errorf("got %+v, %v", state, err)
	}
}

// A passkey of somebody else, and a challenge that was met before, let nobody in.
func TestPasskeysThatAreNotTaken(t *testing.T) {
	t.Parallel()
	h := newLockedHouse(t, "2026-11-23T08:30:00+01:00")
	b := h.open()
	b.hasAuthenticator()
	b.sees(h.link(app.LinkSetup))
	b.taps("button.primary")
	b.taps("[data-passkey] button")
	b.sees("/sign-out")
	b.taps("button.primary")
	b.sees("/sign-in")
	// what the passkey says is kept, and sent twice
	evaluate[any](b, `document.querySelector("form[data-passkey]").submit = function () { window.said = this.elements.passkey.value }; undefined`)
	b.do(tap("[data-passkey] button"))
	send := `new Promise(done => setTimeout(() => fetch("/sign-in", {method: "POST", redirect: "manual", headers: {"Content-Type": "application/x-www-form-urlencoded"}, body: new URLSearchParams({passkey: window.said})}).then(r => done(r.type + " " + r.status)), 800))`
	if got := evaluate[string](b, send); got != "opaqueredirect 0" {
		t.Errorf("got %q for the first time, want to be sent on", got)
	}
	if got := evaluate[string](b, send); got != "basic 403" {
		t.Errorf("got %q for the second time, want 403", got)
	}
	k := passkeyOf(h)
	if !k.Flags.BackupEligible || !k.Flags.BackupState || k.SignCount == 0 || k.Used.IsZero() {
		t.Errorf("got the passkey %+v", k)
	}
	if err := h.app.RemovePasskey(t.Context(), h.caller, k.ID); err == nil {
		t.Error("got the last way to sign in removed")
	}
	if _, err := h.app.SetPassword(t.Context(), h.caller, "", password); err != nil {
		t.Fatal(err)
	}
	if err := h.app.RemovePasskey(t.Context(), h.caller, k.ID); err != nil {
		t.Fatal(err)
	}
	second := h.open()
	second.hasAuthenticator()
	second.sees("/sign-in")
	if n := evaluate[int](second, `document.querySelectorAll("[data-passkey]").length`); n != 0 {
		t.Error("got a passkey offered where none is known")
	}
	b.forgive()
}

func passkeyOf(h *house) app.Passkey {
	h.t.Helper()
	all, err := h.app.Passkeys(h.t.Context(), h.caller)
	if err != nil || len(all) != 1 {
		h.t.Fatalf("got %d passkeys, %v, want 1", len(all), err)
	}
	return all[0]
}
