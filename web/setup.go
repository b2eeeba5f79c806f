package web

import (
	"errors"
	"net/http"

	"charley"
	"charley/app"
)

// A doorPage asks, before a one-time link is used up, whether to go on: programs
// that look at addresses before people do send no forms. Of a link that cannot
// be used it says so.
type doorPage struct {
	Text, More   string
	Action       string
	Button, Hint string
}

// showLink asks whether to go on with a one-time link.
func showLink(purpose app.LinkPurpose, key string) handler {
	return func(v *visit) error {
		err := v.site.app.CheckLink(v.r.Context(), v.r.PathValue("link"), purpose)
		if errors.Is(err, charley.ErrForbidden) {
			return v.deadLink(key)
		} else if err != nil {
			return err
		}
		w := v.site.words
		p := doorPage{
			Text: w.T(key + "link.text"), More: w.T(key + "link.more"), Action: v.r.URL.Path, Button: w.T(key + "link.go"), Hint: w.T(key + "link.hint"),
		}
		return v.show("door", frame{Title: w.T(key + "link.title"), Nav: navDoor, Page: p})
	}
}

// useLink uses a one-time link up: this device is let in, and goes on to a page.
func useLink(purpose app.LinkPurpose, key, next string) handler {
	return func(v *visit) error {
		s, err := v.site.app.UseLink(v.r.Context(), v.r.PathValue("link"), purpose, v.deviceName())
		if errors.Is(err, charley.ErrForbidden) {
			return v.deadLink(key)
		} else if err != nil {
			return err
		}
		v.leave(s.Device.Kind)
		v.enter(s)
		return v.see(next)
	}
}

// leave signs out what this browser came in by until now, where something new of
// the same kind takes its place. It goes by the cookie that is written over, not by
// who asks: on a phone where the owner is signed in, that is the owner. That it
// cannot is no reason to stay outside.
func (v *visit) leave(kind app.DeviceKind) {
	secret := cookie(v.r, cookieOf(kind))
	if secret == "" {
		return
	}
	c, d, err := v.site.app.Authenticate(v.r.Context(), secret)
	if errors.Is(err, charley.ErrUnauthorized) || err == nil && d.Kind != kind {
		return // it lets nobody in here
	}
	if err == nil {
		c.Via = "web"
		err = v.site.app.SignOut(v.r.Context(), c)
	}
	if err != nil {
		v.site.log.Warn("the earlier sign-in of a browser stays", "error", err)
	}
}

// deadLink says that a link was used, has expired or never was.
func (v *visit) deadLink(key string) error {
	w := v.site.words
	p := doorPage{Text: w.T("link.dead.text"), More: w.T(key + "dead.more"), Action: "/", Hint: w.T("problem.link")}
	return v.showStatus(http.StatusGone, "door", frame{Title: w.T("link.dead.title"), Nav: navDoor, Page: p})
}

// A setupPage asks the owner, who came by a link or a recovery code, for a new
// password or a passkey.
type setupPage struct {
	Lead    string
	New     passwordField
	Passkey passkeyOffer
	Wrong   string
}

func showSetup(v *visit) error { return v.showSetup(http.StatusOK, v.site.newForm(nil)) }

func (v *visit) showSetup(status int, f *form) error {
	state, err := v.site.app.OwnState(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	if state.Set && !v.site.app.Now().Before(v.device.Renew) {
		return v.see(credentialsPath) // there, the old one is asked for
	}
	w, title := v.site.words, "setup.title"
	p := setupPage{Lead: w.T("setup.lead"), New: f.newPassword("new"), Wrong: f.wrong[""]}
	if state.Set {
		title, p.Lead = "setup.again.title", w.T("setup.again.lead")
	} else {
		p.Passkey = v.passkeyOffer(passkeyAdd, "")
	}
	return v.showStatus(status, "setup", frame{Title: w.T(title), Nav: navDoor, Page: p})
}

// saveSetup keeps the password, and shows the recovery codes if these are the first.
func saveSetup(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	codes, err := v.site.app.SetPassword(v.r.Context(), v.caller, "", f.values.Get("new"))
	switch status := f.refusedPassword("new", err); {
	case status != 0:
		return v.showSetup(status, f)
	case errors.Is(err, charley.ErrForbidden):
		return v.see(credentialsPath)
	case err != nil:
		return err
	}
	v.site.signIn.Store(true)
	if len(codes) == 0 {
		return v.see(did("/", didPassword, ""))
	}
	return v.showCodes(codes, "/")
}

// A codesPage shows recovery codes, this once.
type codesPage struct {
	Codes []string
	Next  string
}

func (v *visit) showCodes(codes []string, next string) error {
	return v.show("codes", frame{Title: v.site.words.T("codes.title"), Nav: navDoor, Page: codesPage{codes, next}})
}
