package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"charley"
)

// A Grant lets somebody in to a diary that is not theirs. Only its person gives one.
type Grant struct {
	ID      string           // UUID
	Person  charley.PersonID // whose diary
	To      charley.PersonID // who is let in
	Whose   string           // the name of the one
	Who     string           // and of the other; both as they are called now
	Role    charley.Role     // household: as far as a paired phone; clinician: to read
	Created time.Time
	Until   time.Time // zero: until it is taken back; never for a clinician
	Revoked time.Time // zero: it was not taken back

	WhosePlace, WhoPlace int // Account.Place of both; kept by the store
}

// Live says that a grant lets somebody in at a time.
func (g Grant) Live(now time.Time) bool {
	return g.Revoked.IsZero() && (g.Until.IsZero() || now.Before(g.Until))
}

// Scope is how far a grant reaches in the diary.
func (g Grant) Scope() charley.Scope { return grantedScope[g.Role] }

// longestGrant is how long a grant to a clinician can be.
const longestGrant = 366 * 24 * time.Hour

// maxGrants is how many people can be let in to one diary at a time.
const maxGrants = 50

// LetIn lets somebody who has an account here in to the caller's diary. It takes the
// place of what that person was granted before.
//
// Errors: charley.ErrInvalid (*charley.FieldError, field "to", "role" or "until"): nobody
// of that name, oneself, a role that is none or does not fit the account, an end that is
// missing, past or too far; charley.ErrUnconfirmed: see Confirm; charley.ErrTooLarge.
func (a *App) LetIn(ctx context.Context, c charley.Caller, to string, role charley.Role, until time.Time) (g Grant, err error) {
	if err := a.allow(c, needAll); err != nil {
		return g, err
	}
	now := a.now()
	if err := checkGrant(role, until, now); err != nil {
		return g, err
	}
	err = a.store.Update(ctx, func(w Writer) error {
		if err := a.confirmed(ctx, w, c); err != nil {
			return err
		}
		whom, err := w.AccountNamed(ctx, FoldName(strings.TrimSpace(to)))
		if errors.Is(err, charley.ErrNotFound) || err == nil && (!whom.Live() || whom.Person == c.Person) {
			return &charley.FieldError{Field: "to", Why: "must be the name under which somebody else signs in here"}
		} else if err != nil {
			return err
		}
		if (role == charley.RoleClinician) != (whom.Role == charley.RoleClinician) {
			return &charley.FieldError{Field: "role", Why: "must be clinician for somebody who is one here, and household for everybody else"}
		}
		g = Grant{ID: charley.NewDeviceID(), Person: c.Person, To: whom.Person, Whose: c.Name, Who: whom.Name, Role: role, Created: now, Until: until}
		if err := a.replaceGrants(ctx, w, g); err != nil {
			return err
		}
		return w.Audit(ctx, a.auditDevice(c, "let in as "+string(role), g.ID))
	})
	if err != nil {
		return Grant{}, err
	}
	return g, nil
}

func checkGrant(role charley.Role, until, now time.Time) error {
	if _, known := grantedScope[role]; !known {
		return &charley.FieldError{Field: "role", Got: charley.Clip(string(role)), Why: "must be household or clinician"}
	}
	switch {
	case until.IsZero() && role == charley.RoleClinician:
		return &charley.FieldError{Field: "until", Why: "must be there: a clinician is let in until a day"}
	case !until.IsZero() && !until.After(now):
		return &charley.FieldError{Field: "until", Why: "must lie ahead"}
	case role == charley.RoleClinician && until.After(now.Add(longestGrant)):
		return &charley.FieldError{Field: "until", Why: "must be within a year"}
	}
	return nil
}

// replaceGrants keeps a new grant and takes back those that the same person had.
func (a *App) replaceGrants(ctx context.Context, w Writer, g Grant) error {
	all, err := w.GrantsBy(ctx, g.Person)
	if err != nil {
		return err
	}
	live := 0
	for _, o := range all {
		switch {
		case !o.Live(a.now()):
		case o.To == g.To:
			o.Revoked = a.now()
			if err := w.KeepGrant(ctx, o); err != nil {
				return err
			}
		default:
			live++
		}
	}
	if live >= maxGrants {
		return fmt.Errorf("%d people are let in already: %w", live, charley.ErrTooLarge)
	}
	if err := w.KeepGrant(ctx, g); err != nil {
		return fmt.Errorf("let somebody in: %w", err)
	}
	return nil
}

// Grants are whom the caller let in, newest first, also those that have ended.
func (a *App) Grants(ctx context.Context, c charley.Caller) (out []Grant, err error) {
	err = a.view(ctx, c, needAll, func(r Reader) error {
		out, err = r.GrantsBy(ctx, c.Person)
		return err
	})
	return out, err
}

// EndGrant shuts somebody out of the caller's diary, at once. It asks for nothing
// more: to shut a door must be easier than to open it.
//
// Errors: charley.ErrNotFound if there is no such grant, or it has ended.
func (a *App) EndGrant(ctx context.Context, c charley.Caller, id string) error {
	if err := a.allow(c, needAll); err != nil {
		return err
	}
	return a.store.Update(ctx, func(w Writer) error {
		all, err := w.GrantsBy(ctx, c.Person)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(g Grant) bool { return g.ID == id && g.Live(a.now()) })
		if i < 0 {
			return charley.ErrNotFound
		}
		g := all[i]
		g.Revoked = a.now()
		if err := w.KeepGrant(ctx, g); err != nil {
			return fmt.Errorf("take a grant back: %w", err)
		}
		return w.Audit(ctx, a.auditDevice(c, "shut out", id))
	})
}

// Entrusted are the grants by which the caller may enter diaries now, newest first.
func (a *App) Entrusted(ctx context.Context, c charley.Caller) (out []Grant, err error) {
	err = a.view(ctx, c, needAccount, func(r Reader) error {
		all, err := r.GrantsTo(ctx, c.Person)
		if err != nil {
			return err
		}
		out = slices.DeleteFunc(all, func(g Grant) bool { return !g.Live(a.now()) })
		return nil
	})
	return out, err
}

// Looked is what others did in the caller's diary, newest first: each of their
// requests, and what administrators did about the account.
func (a *App) Looked(ctx context.Context, c charley.Caller, limit int) (out []AuditLine, err error) {
	err = a.view(ctx, c, needAll, func(r Reader) error {
		out, err = r.Looked(ctx, c.Person, limit)
		return err
	})
	return out, err
}

// Enter is the one door to the diary of somebody else: for one request, of which what
// names the kind ("GET /nights/{night}", no content). It writes into the log of that
// person who came and for what; where that cannot be written nobody enters. It is
// asked on every request, so that what is taken back is closed at once.
//
// Errors: charley.ErrForbidden without a grant that is live, as for a diary that does not
// exist; charley.ErrWantsPasskey for a clinician in a session without a passkey; and
// those of Store.Update.
func (a *App) Enter(ctx context.Context, c charley.Caller, whose charley.PersonID, what string) (in charley.Caller, err error) {
	if err := a.allow(c, needAccount); err != nil {
		return in, err
	}
	if utf8.RuneCountInString(what) > maxWhat {
		what = string([]rune(what)[:maxWhat])
	}
	err = a.store.Update(ctx, func(w Writer) error {
		g, err := a.grantFor(ctx, w, c, whose)
		if err != nil {
			return err
		}
		in = guest(c, g)
		return w.Audit(ctx, a.audit(in, "enter "+what, "", 0))
	})
	if err != nil {
		return charley.Caller{}, err
	}
	return in, nil
}

// maxWhat is how much is kept of what somebody came for, in characters.
const maxWhat = 120

// grantFor is the grant that lets a caller in to a diary now.
func (a *App) grantFor(ctx context.Context, r AccountReader, c charley.Caller, whose charley.PersonID) (Grant, error) {
	all, err := r.GrantsTo(ctx, c.Person)
	if err != nil {
		return Grant{}, err
	}
	i := slices.IndexFunc(all, func(g Grant) bool { return g.Person == whose && g.Live(a.now()) })
	if i < 0 {
		return Grant{}, charley.ErrForbidden
	}
	if own, err := r.AccountOf(ctx, c.Person); err != nil {
		return Grant{}, err
	} else if !own.Live() {
		return Grant{}, charley.ErrForbidden
	}
	if all[i].Role != charley.RoleClinician {
		return all[i], nil
	}
	strong, err := r.ByPasskey(ctx, c.Person, c.DeviceID)
	if err == nil && !strong {
		err = charley.ErrWantsPasskey
	}
	return all[i], err
}

// guest is a caller in the diary that a grant lets them in to. What they write there
// is theirs by name and by device.
func guest(c charley.Caller, g Grant) charley.Caller {
	device := []rune(c.Name + ", " + c.Device)
	return charley.Caller{
		Person: g.Person, Name: c.Name, Via: c.Via, Device: string(device[:min(len(device), maxDeviceName)]), DeviceID: c.DeviceID,
		Scope: g.Scope(), By: c.Person, Grant: g.ID,
	}
}
