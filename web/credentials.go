package web

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"unicode/utf8"

	"charley"
	"charley/app"
)

// A credentialsPage holds the ways in which somebody signs in.
type credentialsPage struct {
	Name        input // under which they sign in, and are let in by others
	HasPassword bool
	Old, New    passwordField
	Passkeys    []passkeyRow
	Add         passkeyOffer
	Left        string // how many recovery codes are left, in words
	Wrong       string
}

// A passkeyRow is one passkey in the list.
type passkeyRow struct{ ID, Name, Facts string }

const credentialsPath = "/settings/sign-in"

// How long a password can be, in characters; package app refuses any other.
const (
	minPassword = 8
	maxPassword = 128
)

// newPassword is a field for a password that is chosen.
func (f *form) newPassword(name string) passwordField {
	p := f.password(name, "password.new", "new-password")
	p.Hint = f.words.T("password.hint")
	return p
}

// refusedPassword notes on a page what is wrong with a new password, and is the
// status to show it with; 0 if nothing is.
func (f *form) refusedPassword(name string, err error) (status int) {
	if !errors.Is(err, charley.ErrInvalid) {
		return 0
	}
	switch n := utf8.RuneCountInString(f.values.Get(name)); {
	case n < minPassword:
		f.refuse(name, "password.short", minPassword)
	case n > maxPassword:
		f.refuse(name, "password.long", maxPassword)
	default:
		f.refuse(name, "password.common")
	}
	return http.StatusUnprocessableEntity
}

func showCredentials(v *visit) error {
	if err := v.confirmed(); err != nil {
		return err
	}
	return v.showCredentials(http.StatusOK, v.site.newForm(nil))
}

func (v *visit) showCredentials(status int, f *form) error {
	state, err := v.site.app.OwnState(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	keys, err := v.site.app.Passkeys(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	w := v.site.words
	if f.values == nil {
		f.values = url.Values{}
	}
	if !f.values.Has("name") {
		f.values.Set("name", v.caller.Name)
	}
	p := credentialsPage{
		Name:        f.input("text", "name", "name.label").hint(w.T("name.hint")),
		HasPassword: state.Password, Old: f.password("old", "password.old", "current-password"), New: f.newPassword("new"),
		Add: v.passkeyOffer(passkeyAdd, ""), Left: w.N("codes.left", state.RecoveryLeft), Wrong: f.wrong[""],
	}
	for _, k := range keys {
		p.Passkeys = append(p.Passkeys, passkeyRow{base64.RawURLEncoding.EncodeToString(k.ID), k.Name, v.useFacts(k.Created, k.Used)})
	}
	return v.showStatus(status, "credentials", frame{Title: w.T("credentials.title"), Nav: "settings", Page: p})
}

// savePassword takes another password, or a first one beside passkeys.
func savePassword(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	codes, err := v.site.app.SetPassword(v.r.Context(), v.caller, f.values.Get("old"), f.values.Get("new"))
	if status := f.refusedPassword("new", err); status != 0 {
		return v.showCredentials(status, f)
	}
	if status := v.refused(f, err, "old", "signin.wrong"); status != 0 {
		return v.showCredentials(status, f)
	}
	if err != nil {
		return err
	}
	if len(codes) > 0 {
		return v.showCodes(codes, credentialsPath)
	}
	return v.see(did(credentialsPath, didPassword, ""))
}

// addPasskey keeps the passkey that the browser made. Where it is the first way
// to sign in, the recovery codes are made with it.
func addPasskey(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	k, err := v.newPasskey(f.get("passkey"))
	if err == nil {
		err = v.site.app.AddPasskey(v.r.Context(), v.caller, k)
	}
	if errors.Is(err, charley.ErrForbidden) && !errors.Is(err, charley.ErrUnconfirmed) || errors.Is(err, charley.ErrInvalid) || errors.Is(err, charley.ErrConflict) {
		f.wrong[""] = v.site.words.T("passkey.failed")
		return v.showCredentials(http.StatusUnprocessableEntity, f)
	} else if err != nil {
		return err
	}
	state, err := v.site.app.OwnState(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	if state.RecoveryLeft > 0 {
		return v.see(did(credentialsPath, didPasskey, ""))
	}
	return v.newCodes("/")
}

func removePasskey(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	id, err := base64.RawURLEncoding.DecodeString(f.get("id"))
	if err != nil {
		return charley.ErrNotFound
	}
	err = v.site.app.RemovePasskey(v.r.Context(), v.caller, id)
	if errors.Is(err, charley.ErrConflict) {
		f.wrong[""] = v.site.words.T("passkey.last")
		return v.showCredentials(http.StatusConflict, f)
	} else if err != nil {
		return err
	}
	return v.see(did(credentialsPath, didRemove, ""))
}

// newRecovery makes new recovery codes and shows them. It answers the form
// itself: codes stand in no address, and a reload makes others.
func newRecovery(v *visit) error { return v.newCodes(credentialsPath) }

func (v *visit) newCodes(next string) error {
	codes, err := v.site.app.NewRecovery(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	return v.showCodes(codes, next)
}

// signInPasskey lets in whoever shows a passkey that is known.
func (v *visit) signInPasskey(said string) (app.Session, error) {
	id, err := v.shownPasskey(said)
	if err != nil {
		return app.Session{}, err
	}
	return v.site.app.SignInPasskey(v.r.Context(), id, v.deviceName())
}

// confirmPasskey takes a passkey for the password.
func (v *visit) confirmPasskey(said string) error {
	id, err := v.shownPasskey(said)
	if err != nil {
		return err
	}
	return v.site.app.ConfirmPasskey(v.r.Context(), v.caller, id)
}
