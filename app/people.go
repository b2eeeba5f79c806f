package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"charley"

	"golang.org/x/text/unicode/norm"
)

// An Account is somebody who can sign in on this server.
type Account struct {
	Person  charley.PersonID
	Name    string       // to sign in with: 1 to 40 characters, the only one of its kind whatever the case
	Role    charley.Role // person: keeps a diary here; clinician: reads those that people let them read
	Admin   bool         // looks after who can sign in; sees nobody's diary by it
	Created time.Time    // zero: not known
	Ended   time.Time    // zero: they can sign in
	Place   int          // which of the people of this server they are, from 1, in the order in which they came; kept by the store
}

// FirstName is what the first account is called until its person says otherwise.
const FirstName = "owner"

// FirstAccount is the account of whoever began a diary here: they look after the rest.
func FirstAccount(p charley.PersonID, now time.Time) Account {
	return Account{Person: p, Name: FirstName, Role: charley.RolePerson, Admin: true, Created: now}
}

// Live says that somebody can sign in.
func (a Account) Live() bool { return a.Ended.IsZero() }

// scope is how far somebody reaches by themselves.
func (a Account) scope() charley.Scope {
	switch a.Role {
	case charley.RolePerson:
		return charley.ScopeAll
	case charley.RoleClinician:
		return charley.ScopeAccount
	}
	return ""
}

// caller is that person, as they come in by no device.
func (a Account) caller(via string) charley.Caller {
	return charley.Caller{Person: a.Person, Name: a.Name, Via: via, Scope: a.scope(), Admin: a.Admin}
}

// FoldName is a name by which accounts are found: two that people would take for
// one have the same.
func FoldName(name string) string { return strings.ToLower(norm.NFKC.String(name)) }

// FileName is a name as a part of the name of a file, in which every system bears it:
// small letters and digits, with - between. "" where nothing of it is left.
func FileName(name string) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			out.WriteRune(r)
		case !unicode.Is(unicode.Mn, r) && out.Len() > 0 && !strings.HasSuffix(out.String(), "-"): // the accent of a letter goes without a trace
			out.WriteByte('-')
		}
		if out.Len() == maxFileName {
			break
		}
	}
	return strings.Trim(out.String(), "-")
}

// maxFileName is how much of a name goes into that of a file.
const maxFileName = 24

// accountName is a name as it is kept. It is written as device names are.
func accountName(name string) (string, error) { return deviceName(norm.NFC.String(name)) }

// OwnAccount is the caller's.
func (a *App) OwnAccount(ctx context.Context, c charley.Caller) (out Account, err error) {
	err = a.view(ctx, c, needAccount, func(r Reader) error {
		out, err = r.AccountOf(ctx, c.Person)
		return err
	})
	return out, err
}

// OwnState is how the caller can sign in.
func (a *App) OwnState(ctx context.Context, c charley.Caller) (state AccountState, err error) {
	err = a.view(ctx, c, needAccount, func(r Reader) error {
		state, _, err = readAccount(ctx, r, c.Person)
		return err
	})
	return state, err
}

// Whose is the account of the person whose diary the caller acts on, where several people
// could be meant; the zero account while there is only one. A page that is tapped at night
// says it.
func (a *App) Whose(ctx context.Context, c charley.Caller) (of Account, err error) {
	err = a.view(ctx, c, needRecent, func(r Reader) error {
		others, err := r.Others(ctx, c.Person)
		if err != nil || others == 0 {
			return err
		}
		of, err = r.AccountOf(ctx, c.Person)
		return err
	})
	return of, err
}

// RenameAccount calls the caller something else from the next sign-in on. What was
// written under the old name stays under it.
//
// Errors: charley.ErrInvalid (*charley.FieldError) for a name that is none;
// charley.ErrConflict for one that somebody has.
func (a *App) RenameAccount(ctx context.Context, c charley.Caller, name string) error {
	if err := a.allow(c, needAccount); err != nil {
		return err
	}
	name, err := accountName(name)
	if err != nil {
		return err
	}
	return a.changeDevices(ctx, func(w Writer) error {
		own, err := w.AccountOf(ctx, c.Person)
		if err != nil {
			return err
		}
		if err := free(ctx, w, name, c.Person); err != nil {
			return err
		}
		own.Name = name
		if err := w.KeepAccount(ctx, own); err != nil {
			return fmt.Errorf("keep the name: %w", err)
		}
		return w.Audit(ctx, a.audit(c, "rename", "", 0))
	})
}

// free refuses a name that somebody else has.
func free(ctx context.Context, r AccountReader, name string, p charley.PersonID) error {
	other, err := r.AccountNamed(ctx, FoldName(name))
	if errors.Is(err, charley.ErrNotFound) || err == nil && other.Person == p {
		return nil
	} else if err != nil {
		return err
	}
	return fmt.Errorf("somebody here is called that already: %w", charley.ErrConflict)
}

// PersonNamed is the caller for somebody at this machine who says whose diary they
// mean: a command. Like Owner it is for a skin that knows that they are here. Who can
// run a command on a diary's folder may look after who can sign in.
//
// Errors: charley.ErrNotFound if nobody is called that.
func (a *App) PersonNamed(ctx context.Context, name string) (c charley.Caller, err error) {
	err = a.store.View(ctx, func(r Reader) error {
		of, err := r.AccountNamed(ctx, FoldName(strings.TrimSpace(name)))
		c = of.caller("")
		c.Admin = true
		return err
	})
	if err != nil {
		return charley.Caller{}, err
	}
	return c, nil
}
