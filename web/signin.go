package web

import (
	"errors"
	"net/http"
	"strconv"

	"charley"
	"charley/app"
)

// A signInPage asks for the password, and offers a passkey where one can be used.
type signInPage struct {
	Next     string     // where to go on to
	Other    string     // address of the page for the other way
	Name     *nameField // where there are several people; else nil
	Password passwordField
	Recovery input // on the page for a recovery code
	Passkey  passkeyOffer
	Unset    bool // there is no account yet
	Wrong    string
}

// A passwordField is a line to type a password into. What was typed is never
// sent back.
type passwordField struct {
	Name, Label, Hint, Wrong string
	Complete                 string // what a password manager is told: current-password, new-password
}

func (f *form) password(name, label, complete string) passwordField {
	return passwordField{Name: name, Label: f.words.T(label), Wrong: f.wrong[name], Complete: complete}
}

// A nameField is a line for the name under which somebody signs in.
type nameField struct{ Value string }

// nameField asks for the name where there are several people.
func (f *form) nameField(state app.AccountState) *nameField {
	if !state.Several {
		return nil
	}
	return &nameField{f.get("name")}
}

func showSignIn(v *visit) error {
	f := v.site.newForm(v.r.URL.Query())
	next := localPath(f.get("next"))
	if v.caller.Scope == charley.ScopeAll || v.caller.Scope == charley.ScopeAccount {
		return v.see(next)
	}
	return v.showSignIn(http.StatusOK, signInPage{Next: next}, f)
}

func (v *visit) showSignIn(status int, p signInPage, f *form) error {
	state, err := v.site.app.Account(v.r.Context())
	if err != nil {
		return err
	}
	p.Wrong, p.Unset, p.Other = f.wrong[""], !state.Set, onTo("/sign-in/recovery", p.Next)
	p.Password, p.Name = f.password("password", "signin.password", "current-password"), f.nameField(state)
	if state.Passkeys > 0 {
		p.Passkey = v.passkeyOffer(passkeySignIn, p.Next)
	}
	return v.showStatus(status, "signin", frame{Title: v.site.words.T("signin.title"), Nav: navDoor, Page: p})
}

func showRecovery(v *visit) error {
	f := v.site.newForm(v.r.URL.Query())
	return v.showRecovery(http.StatusOK, signInPage{Next: localPath(f.get("next"))}, f)
}

func (v *visit) showRecovery(status int, p signInPage, f *form) error {
	state, err := v.site.app.Account(v.r.Context())
	if err != nil {
		return err
	}
	p.Wrong, p.Other, p.Name = f.wrong[""], onTo("/sign-in", p.Next), f.nameField(state)
	p.Recovery = f.input("text", "recovery", "recovery.code").hint(v.site.words.T("recovery.code.hint"))
	return v.showStatus(status, "recovery", frame{Title: v.site.words.T("recovery.title"), Nav: navDoor, Page: p})
}

// signIn lets in whoever shows the password, a recovery code or a passkey. After
// a recovery code comes a new password.
func signIn(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	p := signInPage{Next: localPath(f.get("next"))}
	in := app.SignIn{Name: f.get("name"), Source: source(v.r), KnownDevice: cookie(v.r, knownCookie), DeviceName: v.deviceName()}
	var s app.Session
	switch {
	case f.get("passkey") != "":
		s, err = v.signInPasskey(f.get("passkey"))
		if status := v.refused(f, err, "", "passkey.failed"); status != 0 {
			return v.showSignIn(status, p, f)
		}
	case f.values.Has("recovery"):
		in.Recovery, p.Next = f.get("recovery"), "/setup"
		s, err = v.site.app.SignIn(v.r.Context(), in)
		if status := v.refused(f, err, "recovery", "recovery.wrong"); status != 0 {
			return v.showRecovery(status, p, f)
		}
	default:
		in.Password = f.values.Get("password") // spaces are part of it
		s, err = v.site.app.SignIn(v.r.Context(), in)
		wrong := "signin.wrong"
		if f.values.Has("name") { // which of the two it was, nobody at the door is told
			wrong = "signin.wrong.several"
		}
		if status := v.refused(f, err, "password", wrong); status != 0 {
			return v.showSignIn(status, p, f)
		}
	}
	if err != nil {
		return err
	}
	v.enter(s)
	if p.Next == "/" && s.Caller.Scope == charley.ScopeAccount { // what a browser keeps for the first page is for who keeps a diary
		p.Next = peoplePath
	}
	return v.see(p.Next)
}

// refused notes on a page why somebody was not let in, and is the status to show
// it with; 0 if it is another error, or none.
func (v *visit) refused(f *form, err error, field, wrong string) (status int) {
	wait := (*charley.TooManyError)(nil)
	switch {
	case errors.As(err, &wait):
		v.w.Header().Set("Retry-After", strconv.Itoa(wait.Seconds()))
		f.wrong[""] = f.wait(wait.Seconds())
		return http.StatusTooManyRequests
	case errors.Is(err, charley.ErrUnconfirmed):
		return 0
	case errors.Is(err, charley.ErrForbidden):
		f.refuse(field, wrong)
		return http.StatusForbidden
	}
	return 0
}

// wait says how long to wait before the next try.
func (f *form) wait(seconds int) string {
	if seconds > 90 {
		return f.words.N("signin.wait.minutes", (seconds+59)/60)
	}
	return f.words.N("signin.wait.seconds", seconds)
}

// enter gives a device what lets it in from now on. It is new at every sign-in,
// so that nothing somebody planted before is worth anything.
func (v *visit) enter(s app.Session) {
	setCookie(v.w, v.r, cookieOf(s.Device.Kind), s.Secret, cookieLife)
	if s.Known != "" {
		setCookie(v.w, v.r, knownCookie, s.Known, cookieLife)
	}
}

// cookieOf is the cookie in which a browser keeps what lets it in.
func cookieOf(kind app.DeviceKind) string {
	if kind == app.DevicePhone {
		return phoneCookie
	}
	return sessionCookie
}
