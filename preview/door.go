package preview

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"charley"
	"charley/app"
	"charley/qrcode"
	"charley/web"
)

const goodPassword = "a goat on the staircase"

// locked is a house that others can reach, so that people must sign in.
func locked(h *house) {
	h.config.SignIn = true
	h.handler = web.Handler(h.config)
}

// account is a locked house with a password; signedIn is its owner, in a browser
// that says what it is.
func account(h *house) {
	locked(h)
	_, err := h.app.SetPassword(h.ctx, h.caller, "", goodPassword)
	h.failed(err)
}

func signedIn(h *house) {
	account(h)
	taps("/sign-in", fields{"password": goodPassword})(h)
}

// opens uses a one-time link up; finds only looks at it.
func opens(purpose app.LinkPurpose) step {
	return func(h *house) { taps(h.link(purpose), nil)(h) }
}

func finds(purpose app.LinkPurpose) step { return func(h *house) { look(h.link(purpose))(h) } }

func (h *house) link(purpose app.LinkPurpose) string {
	l, err := h.app.NewLink(h.ctx, h.caller, purpose)
	h.failed(err)
	return "/" + string(purpose) + "/" + l.Secret
}

// others are a phone and a button that may come in too.
func others(h *house) {
	l, err := h.app.NewLink(h.ctx, h.caller, app.LinkPair)
	h.failed(err)
	_, err = h.app.UseLink(h.ctx, l.Secret, app.LinkPair, "Chrome on Android")
	h.failed(err)
	_, _, err = h.app.NewToken(h.ctx, h.caller, "Button by the bed", app.DeviceButton, charley.ScopeTap)
	h.failed(err)
}

// passkeys are two that the owner has.
func passkeys(h *house) {
	for i, name := range []string{"Safari on iPhone", "Chrome on Windows"} {
		h.failed(h.app.AddPasskey(h.ctx, h.caller, app.Passkey{ID: []byte{byte(i + 1)}, PublicKey: []byte{1}, Name: name}))
	}
}

// guesses are wrong passwords, one after the other.
func guesses(n int) step {
	return func(h *house) {
		for range n {
			sends("/sign-in", fields{"password": "wrong"})(h)
			_, err := h.ask(h.look)
			h.failed(err)
		}
	}
}

// doorStates are the way in, the way out, and what may come in.
func doorStates() []State {
	const signIn, recovery, signOut, confirm = "/sign-in", "/sign-in/recovery", "/sign-out", "/confirm"
	const setup, pair, choose = "/setup/{link}", "/pair/{link}", "/setup"
	const credentials, pairing, button, settings = "/settings/sign-in", "/settings/pair", "/settings/button", "/settings"
	const dead = "0123456789abcdefghjkmnpqrstvwxyz"
	return []State{
		on(signIn, "nobody has set it up", locked, look(signIn)),
		on(signIn, "with a password", account, look(signIn+"?next=/nights")),
		on(signIn, "with passkeys", account, passkeys, look(signIn)),
		on(signIn, "a wrong password", account, sends(signIn, fields{"password": "wrong"})),
		on(signIn, "too many tries", account, guesses(9), sends(signIn, fields{"password": "wrong"})),
		on(signIn, "signed out", account, look(signIn+"?did=signedout")),
		on(recovery, "a recovery code", account, look(recovery)),
		on(recovery, "a wrong code", account, sends(signIn, fields{"recovery": "0000-0000-0000-0000"})),
		on(signOut, "a browser", signedIn, look(signOut)),
		on(signOut, "on a paired phone", signedIn, opens(app.LinkPair), look(signOut)),
		on(signOut, "a phone", account, opens(app.LinkPair), look(signOut)),
		on(confirm, "is it you", signedIn, later(time.Hour), look(confirm+"?next=/settings/pair")),
		on(confirm, "by passkey too", signedIn, passkeys, later(time.Hour), look(confirm+"?next=/settings/pair")),
		on(setup, "a link to set up", locked, finds(app.LinkSetup)),
		on(setup, "too old", locked, look("/setup/"+dead)),
		on(pair, "a link to pair", account, finds(app.LinkPair)),
		on(pair, "too old", account, look("/pair/"+dead)),
		on(choose, "the first password", locked, opens(app.LinkSetup), look(choose)),
		on(choose, "a password that others try", locked, opens(app.LinkSetup), sends(choose, fields{"new": "password"})),
		on(choose, "a new password", account, opens(app.LinkSetup), look(choose)),
		on(credentials, "a password", signedIn, look(credentials)),
		on(credentials, "passkeys too", signedIn, passkeys, look(credentials)),
		on(credentials, "wrong values", signedIn, sends("/settings/password", fields{"old": "wrong", "new": "short"})),
		on(credentials, "recovery codes", signedIn, sends("/settings/recovery", nil)),
		on(pairing, "before", signedIn, look(pairing)),
		on(pairing, "the code", signedIn, sends(pairing, nil)),
		on(button, "before", signedIn, look(button)),
		on(button, "without a name", signedIn, sends(button, nil)),
		on(button, "the key", signedIn, sends(button, fields{"name": "Button by the bed"})),
		on(settings, "signed in, with devices", signedIn, others, look(settings)),
		on(settings, "a device was shut out", signedIn, others, look(settings+"?at=devices&did=revoked#devices")),
		on(problemPage, "a phone that wants too much", account, opens(app.LinkPair), look("/nights")),
	}
}

// remember keeps the cookies of an answer as a browser does.
func (h *house) remember(header http.Header) {
	for _, c := range (&http.Response{Header: header}).Cookies() {
		h.cookies = slices.DeleteFunc(h.cookies, func(old *http.Cookie) bool { return old.Name == c.Name })
		if c.MaxAge >= 0 {
			h.cookies = append(h.cookies, c)
		}
	}
	slices.SortFunc(h.cookies, func(a, b *http.Cookie) int { return cmp.Compare(a.Name, b.Name) })
}

// cookieLine is what the browser of the house sends.
func (h *house) cookieLine() string {
	var line strings.Builder
	fmt.Fprintf(&line, "palette=%s", h.palette)
	for _, c := range h.cookies {
		fmt.Fprintf(&line, "; %s=%s", c.Name, c.Value)
	}
	return line.String()
}

// secrets are what is made by chance and shown once, and what stands in its
// place, so that the bytes of a page are the same each time.
var secrets = []struct {
	found *regexp.Regexp
	shown string
}{
	{regexp.MustCompile(`chl_[\w-]{43}`), "chl_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"},
	{regexp.MustCompile(`/pair/[0-9a-z]{32}`), "/pair/0123456789abcdefghjkmnpqrstvwxyz"},
	{regexp.MustCompile(`(https?://\S+/setup/)[0-9a-z]{32}`), "${1}0123456789abcdefghjkmnpqrstvwxyz"},
	{regexp.MustCompile(`<code>[0-9a-z]{4}(-[0-9a-z]{4}){5}</code>`), "<code>0123-4567-89ab-cdef-ghjk-mnpq</code>"},
}

var codeOf = regexp.MustCompile(`<code>(https?://[^<]+)</code>`)

var codePath = regexp.MustCompile(`(crispEdges"><path d=")[^"]*`)

// withoutSecrets puts the same in the place of every secret.
func withoutSecrets(body []byte) []byte {
	for _, s := range secrets {
		body = s.found.ReplaceAll(body, []byte(s.shown))
	}
	if !codePath.Match(body) {
		return body
	}
	found := codeOf.FindSubmatch(body)
	if found == nil {
		return body
	}
	code, err := qrcode.Of(string(found[1]))
	if err != nil {
		return body // it is short, so this does not happen; the picture would differ each time
	}
	return codePath.ReplaceAll(body, []byte("${1}"+code.Path()))
}
