package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"charley"
)

// Accounts are all on this server, in the order in which they were made. It is for
// administrators.
func (a *App) Accounts(ctx context.Context, c charley.Caller) (out []Account, err error) {
	err = a.view(ctx, c, needPeople, func(r Reader) error {
		out, err = r.Accounts(ctx)
		return err
	})
	return out, err
}

// maxAccounts is how many people one server is for.
const maxAccounts = 10_000

// joinFor is how long the link can be used that somebody gets from an administrator.
const joinFor = 3 * 24 * time.Hour

// AddAccount lets somebody join this server, with a diary or as a clinician. They set
// up how they sign in by the link, which is shown this once.
//
// Errors: charley.ErrInvalid (*charley.FieldError) for a name or a role that is none;
// ErrNoWayIn; charley.ErrConflict for a name that somebody has; charley.ErrUnconfirmed:
// see Confirm; charley.ErrTooLarge.
func (a *App) AddAccount(ctx context.Context, c charley.Caller, name string, role charley.Role) (out Account, l Link, err error) {
	if err := a.allow(c, needPeople); err != nil {
		return out, l, err
	}
	if name, err = accountName(name); err != nil {
		return out, l, err
	}
	if role != charley.RolePerson && role != charley.RoleClinician {
		return out, l, &charley.FieldError{Field: "role", Got: charley.Clip(string(role)), Why: "must be person or clinician"}
	}
	out = Account{Person: charley.NewPersonID(), Name: name, Role: role, Created: a.now()}
	l = a.newLink(LinkSetup, joinFor)
	err = a.changeDevices(ctx, func(w Writer) error {
		if err := a.confirmed(ctx, w, c); err != nil {
			return err
		}
		if err := hasWayIn(ctx, w, c); err != nil {
			return err
		}
		all, err := w.Accounts(ctx)
		if err != nil {
			return err
		}
		if len(all) >= maxAccounts {
			return fmt.Errorf("there are %d accounts already: %w", len(all), charley.ErrTooLarge)
		}
		if err := free(ctx, w, name, out.Person); err != nil {
			return err
		}
		zone := a.HomeZone
		if s, err := w.Person(ctx, c.Person); err == nil {
			zone = s.Settings.Zone
		}
		if err := w.AddPerson(ctx, charley.Person{ID: out.Person, Settings: charley.DefaultSettings(zone)}); err != nil {
			return fmt.Errorf("keep a new person: %w", err)
		}
		if err := w.KeepAccount(ctx, out); err != nil {
			return fmt.Errorf("keep a new account: %w", err)
		}
		if err := a.keepLink(ctx, w, out.Person, l); err != nil {
			return err
		}
		return a.auditPeople(ctx, w, c, out.Person, "join")
	})
	if err != nil {
		return Account{}, Link{}, err
	}
	return out, l, nil
}

// ErrNoWayIn says that the caller has neither a password nor a passkey, and could not
// sign in any more once there were several people. It is charley.ErrConflict.
var ErrNoWayIn = fmt.Errorf("a password or a passkey of one's own comes first: %w", charley.ErrConflict)

// hasWayIn refuses to shut the door behind who has no key: with a second account
// everybody must sign in. Whoever types a command is let off, because a command can
// make them a way in at any time.
//
// Errors: ErrNoWayIn.
func hasWayIn(ctx context.Context, r AccountReader, c charley.Caller) error {
	if c.Via != "web" && c.Via != "api" {
		return nil
	}
	own, _, err := readAccount(ctx, r, c.Person)
	if err == nil && !own.Set {
		err = ErrNoWayIn
	}
	return err
}

// LinkFor makes a new way in for somebody who lost theirs. Whoever has the link can
// sign in as them, so that it was made stands in their own log, under the name of
// who made it.
//
// Errors: charley.ErrNotFound; charley.ErrConflict for an account that has ended;
// charley.ErrUnconfirmed: see Confirm.
func (a *App) LinkFor(ctx context.Context, c charley.Caller, p charley.PersonID) (l Link, err error) {
	if err := a.allow(c, needPeople); err != nil {
		return l, err
	}
	l = a.newLink(LinkSetup, joinFor)
	err = a.changeAccount(ctx, c, p, "new way in", func(w Writer, of *Account) error {
		if !of.Live() {
			return fmt.Errorf("this account has ended: %w", charley.ErrConflict)
		}
		if err := w.DropLinks(ctx, p, LinkSetup, l.Expires.Add(time.Hour)); err != nil { // all that are there
			return err
		}
		return a.keepLink(ctx, w, p, l)
	})
	if err != nil {
		return Link{}, err
	}
	return l, nil
}

// SetAdmin says whether somebody looks after who can sign in. One who does always stays.
//
// Errors: charley.ErrNotFound; charley.ErrConflict for the last one, and for an
// account that has ended; charley.ErrUnconfirmed: see Confirm.
func (a *App) SetAdmin(ctx context.Context, c charley.Caller, p charley.PersonID, admin bool) error {
	if err := a.allow(c, needPeople); err != nil {
		return err
	}
	action := "administrator"
	if !admin {
		action = "no administrator"
	}
	return a.changeAccount(ctx, c, p, action, func(w Writer, of *Account) error {
		if admin && !of.Live() {
			return fmt.Errorf("this account has ended: %w", charley.ErrConflict)
		}
		of.Admin = admin
		return othersLookAfter(ctx, w, *of)
	})
}

// EndAccount shuts somebody out: nothing of theirs can come in any more, and nobody
// can enter their diary. What they wrote stays until it is erased.
//
// Errors: charley.ErrNotFound; charley.ErrConflict for the last administrator;
// charley.ErrUnconfirmed: see Confirm.
func (a *App) EndAccount(ctx context.Context, c charley.Caller, p charley.PersonID) error {
	if err := a.allow(c, needPeople); err != nil {
		return err
	}
	return a.changeAccount(ctx, c, p, "end account", func(w Writer, of *Account) error {
		of.Ended, of.Admin = a.now(), false
		if err := w.DropLinks(ctx, p, LinkSetup, a.now().Add(2*joinFor)); err != nil {
			return err
		}
		if err := w.DropLinks(ctx, p, LinkPair, a.now().Add(2*joinFor)); err != nil {
			return err
		}
		if err := a.shutOut(ctx, w, p, func(KeptDevice) bool { return true }); err != nil {
			return err
		}
		return othersLookAfter(ctx, w, *of)
	})
}

// changeAccount changes somebody's account, confirmed, and writes it down in their
// log and in that of who did it.
func (a *App) changeAccount(ctx context.Context, c charley.Caller, p charley.PersonID, action string, change func(Writer, *Account) error) error {
	return a.changeDevices(ctx, func(w Writer) error {
		if err := a.confirmed(ctx, w, c); err != nil {
			return err
		}
		of, err := w.AccountOf(ctx, p)
		if err != nil {
			return err
		}
		before := of
		if err := change(w, &of); err != nil {
			return err
		}
		if of != before {
			if err := w.KeepAccount(ctx, of); err != nil {
				return fmt.Errorf("keep the account: %w", err)
			}
		}
		return a.auditPeople(ctx, w, c, p, action)
	})
}

// auditPeople writes down what an administrator did about somebody's account: in that
// person's own log, and in the administrator's.
func (a *App) auditPeople(ctx context.Context, w Writer, c charley.Caller, p charley.PersonID, action string) error {
	l := a.audit(c, action, "", 0)
	if p == c.Person {
		return w.Audit(ctx, l)
	}
	theirs := l
	theirs.Person, theirs.By, theirs.Caller = p, c.Person, c.Name
	return errors.Join(w.Audit(ctx, theirs), w.Audit(ctx, l))
}

// othersLookAfter refuses to leave a server to nobody: changed is an account as it
// will be.
func othersLookAfter(ctx context.Context, r AccountReader, changed Account) error {
	all, err := r.Accounts(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(o Account) bool {
		if o.Person == changed.Person {
			o = changed
		}
		return o.Admin && o.Live()
	}) {
		return nil
	}
	return fmt.Errorf("somebody must look after who can sign in; make another an administrator first: %w", charley.ErrConflict)
}
