package web

import (
	"errors"
	"net/http"

	"charley"
	"charley/app"
)

// adminPath is where administrators look after who can sign in on this server.
const adminPath = "/settings/people"

// An accountsPage lists the people of a server.
type accountsPage struct {
	Unset bool // nobody could sign in any more once there were several: a password comes first
	Name  input
	Role  choice
	Wrong string
	Rows  []accountRow
	Ended []accountRow
	Link  *madeLink // what was just made; nil if nothing was
}

// An accountRow is one of them.
type accountRow struct {
	ID, Name, Role string
	Admin, Self    bool
	Facts          string
	Disc           *disc
}

// A madeLink is a way in, shown this once.
type madeLink struct{ For, Link, Until string }

var accountRoles = []string{string(charley.RolePerson), string(charley.RoleClinician)}

// showAccounts wants to know first that it is them: the page is about everybody.
func showAccounts(v *visit) error {
	if err := v.confirmed(); err != nil {
		return err
	}
	return v.showAccounts(http.StatusOK, v.site.newForm(nil), nil)
}

func (v *visit) showAccounts(status int, f *form, made *madeLink) error {
	w := v.site.words
	all, err := v.site.app.Accounts(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	own, err := v.site.app.OwnState(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	p := accountsPage{
		Unset: !own.Set, Link: made, Wrong: f.wrong[""],
		Name: f.input("text", "name", "accounts.name").hint(w.T("accounts.name.hint")),
		Role: f.choice("role", "accounts.role", "accounts.role.", accountRoles),
	}
	for _, a := range all {
		row := accountRow{ID: string(a.Person), Name: a.Name, Role: w.T("accounts.is." + string(a.Role)), Admin: a.Admin, Self: a.Person == v.caller.Person, Disc: discOf(a.Place, a.Name)}
		if !a.Created.IsZero() {
			row.Facts = w.T("device.since", w.DayYear(v.dayOf(a.Created)))
		}
		if a.Live() {
			p.Rows = append(p.Rows, row)
			continue
		}
		row.Facts = w.T("accounts.ended", w.DayYear(v.dayOf(a.Ended)))
		p.Ended = append(p.Ended, row)
	}
	return v.showStatus(status, "accounts", frame{Title: w.T("accounts.title"), Nav: "settings", Page: p})
}

// addAccount lets somebody join this server. It answers the form itself, because the
// link must stand in no address.
func addAccount(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	role := charley.Role(f.one("role", accountRoles))
	if role == "" {
		f.refuse("role", "accounts.role.wrong")
		return v.showAccounts(http.StatusUnprocessableEntity, f, nil)
	}
	a, link, err := v.site.app.AddAccount(v.r.Context(), v.caller, f.get("name"), role)
	switch {
	case errors.Is(err, charley.ErrInvalid):
		f.refuse("name", "name.wrong")
		return v.showAccounts(http.StatusUnprocessableEntity, f, nil)
	case errors.Is(err, app.ErrNoWayIn):
		f.refuse("", "accounts.unset")
		return v.showAccounts(http.StatusConflict, f, nil)
	case errors.Is(err, charley.ErrConflict):
		f.refuse("name", "name.taken")
		return v.showAccounts(http.StatusConflict, f, nil)
	case err != nil:
		return err
	}
	v.site.signIn.Store(true)
	return v.showAccounts(http.StatusOK, v.site.newForm(nil), v.wayIn(a.Name, link))
}

// newWayIn makes a link for somebody who lost theirs.
func newWayIn(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	link, err := v.site.app.LinkFor(v.r.Context(), v.caller, charley.PersonID(f.get("id")))
	if err != nil {
		return v.accountFailed(f, err)
	}
	all, err := v.site.app.Accounts(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	name := ""
	for _, a := range all {
		if string(a.Person) == f.get("id") {
			name = a.Name
		}
	}
	return v.showAccounts(http.StatusOK, v.site.newForm(nil), v.wayIn(name, link))
}

func (v *visit) wayIn(name string, l app.Link) *madeLink {
	w, at := v.site.words, l.Expires.In(homeZone(v.settings))
	return &madeLink{For: name, Link: v.base() + "/setup/" + l.Secret, Until: w.T("accounts.link.until", w.DayYear(v.dayOf(at)), w.Clock(at))}
}

// setAdmin makes somebody an administrator, or no more one.
func setAdmin(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	if err := v.site.app.SetAdmin(v.r.Context(), v.caller, charley.PersonID(f.get("id")), f.get("admin") == "yes"); err != nil {
		return v.accountFailed(f, err)
	}
	return v.see(did(adminPath, didSave, ""))
}

// endAccount shuts somebody out of this server for good.
func endAccount(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	if !f.tick("sure") {
		f.refuse("", "accounts.end.sure.wrong")
		return v.showAccounts(http.StatusUnprocessableEntity, f, nil)
	}
	if err := v.site.app.EndAccount(v.r.Context(), v.caller, charley.PersonID(f.get("id"))); err != nil {
		return v.accountFailed(f, err)
	}
	return v.see(did(adminPath, didRevoke, ""))
}

// accountFailed says on the page why an account could not be changed.
func (v *visit) accountFailed(f *form, err error) error {
	if !errors.Is(err, charley.ErrConflict) {
		return err
	}
	f.refuse("", "accounts.last")
	return v.showAccounts(http.StatusConflict, f, nil)
}
