package web

import (
	"errors"
	"net/http"

	"charley"
)

// A confirmPage asks somebody who is signed in to show once more that it is them,
// before the whole diary leaves, is erased, or somebody else is let in.
type confirmPage struct {
	Next       string
	ByPassword bool
	Password   passwordField
	Passkey    passkeyOffer
	Wrong      string
}

// confirmed is charley.ErrUnconfirmed unless the person showed lately on this
// device who they are. Returned by a page's function, that error leads to the
// page that asks for it, and from there back.
func (v *visit) confirmed() error {
	if v.grant.ID != "" { // a clinician's session is short, and began with a passkey; nobody else may do what asks for it
		return nil
	}
	return v.site.app.Confirmed(v.r.Context(), v.caller)
}

// confirmFirst asks for it, and then comes back to the page of this request.
func (v *visit) confirmFirst() error { return v.see(onTo("/confirm", v.site.pageOf(v.r))) }

func showConfirm(v *visit) error {
	f := v.site.newForm(v.r.URL.Query())
	next := localPath(f.get("next"))
	if err := v.confirmed(); !errors.Is(err, charley.ErrUnconfirmed) {
		if err != nil {
			return err
		}
		return v.see(next)
	}
	return v.showConfirm(http.StatusOK, f, next)
}

func (v *visit) showConfirm(status int, f *form, next string) error {
	state, err := v.site.app.OwnState(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	p := confirmPage{Next: next, ByPassword: state.Password, Password: f.password("password", "signin.password", "current-password"), Wrong: f.wrong[""]}
	if state.Passkeys > 0 {
		p.Passkey = v.passkeyOffer(passkeyConfirm, next)
	}
	return v.showStatus(status, "confirm", frame{Title: v.site.words.T("confirm.title"), Nav: "settings", Page: p})
}

func confirm(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	next := localPath(f.get("next"))
	if f.get("passkey") != "" {
		err = v.confirmPasskey(f.get("passkey"))
		if status := v.refused(f, err, "", "passkey.failed"); status != 0 {
			return v.showConfirm(status, f, next)
		}
	} else {
		err = v.site.app.Confirm(v.r.Context(), v.caller, f.values.Get("password"), source(v.r))
		if status := v.refused(f, err, "password", "signin.wrong"); status != 0 {
			return v.showConfirm(status, f, next)
		}
	}
	if err != nil {
		return err
	}
	return v.see(next)
}
