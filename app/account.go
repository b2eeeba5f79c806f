package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charley"
)

// An AccountState says whether and how the owner can sign in.
type AccountState struct {
	Set          bool // a password or a passkey exists, or several accounts: from now on people must sign in
	Several      bool // there are several accounts, so one says which is meant
	Password     bool
	Passkeys     int
	RecoveryLeft int // recovery codes that were not used yet
}

// A Credential is how a person proves by what they know who they are.
type Credential struct {
	Person   charley.PersonID
	Password string // Argon2id, in the form of the PHC strings; "" for none
	Changed  time.Time
}

// Account is how one signs in here: the only person, or any of several. It needs no
// caller, because everybody who comes to the door must see whether there is a lock.
// Of several people it tells nothing but whether a passkey can be of use.
func (a *App) Account(ctx context.Context) (state AccountState, err error) {
	err = a.store.View(ctx, func(r Reader) error {
		all, err := r.Accounts(ctx)
		if errors.Is(err, charley.ErrNotFound) || err == nil && len(all) == 0 {
			return nil
		} else if err != nil {
			return err
		}
		if len(all) == 1 {
			state, _, err = readAccount(ctx, r, all[0].Person)
			return err
		}
		state = AccountState{Set: true, Several: true, Password: true}
		state.Passkeys, err = r.PasskeysHere(ctx)
		return err
	})
	if err != nil {
		return AccountState{}, fmt.Errorf("find out how one signs in: %w", err)
	}
	return state, nil
}

// accountOf is the account of a person, with the hash of their password.
func (a *App) accountOf(ctx context.Context, p charley.PersonID) (state AccountState, cred Credential, err error) {
	err = a.store.View(ctx, func(r Reader) error {
		state, cred, err = readAccount(ctx, r, p)
		return err
	})
	return state, cred, err
}

func readAccount(ctx context.Context, r AccountReader, p charley.PersonID) (state AccountState, cred Credential, err error) {
	if cred, err = r.Credential(ctx, p); err != nil && !errors.Is(err, charley.ErrNotFound) {
		return state, cred, err
	}
	keys, err := r.Passkeys(ctx, p)
	if err != nil {
		return state, cred, err
	}
	state.RecoveryLeft, err = r.RecoveryLeft(ctx, p)
	state.Password, state.Passkeys = cred.Password != "", len(keys)
	state.Set = state.Password || state.Passkeys > 0
	return state, cred, err
}

// SetPassword sets the owner's first password, or changes it. A change wants the
// old one, unless the session began with a link or a recovery code; every other
// browser is signed out by it. Paired phones, buttons and calendars stay.
//
// With a first password it returns ten recovery codes, which are shown once.
//
// Errors: charley.ErrInvalid (*charley.FieldError, field "password") for a
// password that will not do; charley.ErrForbidden if the old one is wrong;
// charley.ErrUnconfirmed if there are passkeys only and none was shown lately;
// *charley.TooManyError.
func (a *App) SetPassword(ctx context.Context, c charley.Caller, old, new string) (recovery []string, err error) {
	if err := a.allow(c, needAccount); err != nil {
		return nil, err
	}
	if err := checkPassword(new); err != nil {
		return nil, err
	}
	_, cred, err := a.accountOf(ctx, c.Person)
	if err != nil {
		return nil, err
	}
	renew, err := a.mayRenew(ctx, c)
	if err != nil {
		return nil, err
	}
	if cred.Password != "" && !renew {
		err := a.throttled(ctx, ownLanes(c, ""), c, "password change", func() error { return a.verify(ctx, cred.Password, old) })
		if err != nil {
			return nil, err
		}
	}
	hash, err := a.hash(ctx, new)
	if err != nil {
		return nil, err
	}
	err = a.changeDevices(ctx, func(w Writer) error {
		recovery, err = a.setPassword(ctx, w, c, cred, hash, renew)
		return err
	})
	if err != nil {
		return nil, err
	}
	return recovery, nil
}

// setPassword keeps a password whose right to be set was checked against what
// was stored before.
func (a *App) setPassword(ctx context.Context, w Writer, c charley.Caller, before Credential, hash string, renew bool) (recovery []string, err error) {
	if err := unchanged(ctx, w, before); err != nil {
		return nil, err
	}
	state, _, err := readAccount(ctx, w, c.Person)
	if err != nil {
		return nil, err
	}
	if state.Passkeys > 0 && !state.Password && !renew {
		if err := a.confirmed(ctx, w, c); err != nil {
			return nil, err
		}
	}
	if err := w.KeepCredential(ctx, Credential{Person: c.Person, Password: hash, Changed: a.now()}); err != nil {
		return nil, fmt.Errorf("keep the password: %w", err)
	}
	if state.RecoveryLeft == 0 {
		if recovery, err = a.replaceRecovery(ctx, w, c); err != nil {
			return nil, err
		}
	}
	if err := a.changeOwn(ctx, w, c, func(d *KeptDevice) { d.Confirmed, d.Renew = a.now(), time.Time{} }); err != nil {
		return nil, err
	}
	if before.Password != "" { // whoever came in by the old one is out
		others := func(d KeptDevice) bool { return d.Kind == DeviceSession && d.ID != c.DeviceID }
		if err := a.shutOut(ctx, w, c.Person, others); err != nil {
			return nil, err
		}
	}
	return recovery, w.Audit(ctx, a.audit(c, "password", "", 0))
}

// mayRenew says that the caller came in by a link or a recovery code and may set
// a password without the old one.
func (a *App) mayRenew(ctx context.Context, c charley.Caller) (may bool, err error) {
	if c.DeviceID == "" {
		return false, nil
	}
	err = a.store.View(ctx, func(r Reader) error {
		d, err := ownDevice(ctx, r, c)
		may = d.Live(a.now()) && a.now().Before(d.Renew)
		return err
	})
	return may, err
}

// unchanged refuses to go on from a password that somebody changed meanwhile.
func unchanged(ctx context.Context, r AccountReader, before Credential) error {
	now, err := r.Credential(ctx, before.Person)
	if errors.Is(err, charley.ErrNotFound) {
		now, err = Credential{}, nil
	}
	if err == nil && now.Password != before.Password {
		err = charley.ErrForbidden
	}
	return err
}

// NewRecovery makes ten new recovery codes. The old ones do not work any more.
//
// Errors: charley.ErrUnconfirmed: see Confirm.
func (a *App) NewRecovery(ctx context.Context, c charley.Caller) (codes []string, err error) {
	if err := a.allow(c, needAccount); err != nil {
		return nil, err
	}
	err = a.store.Update(ctx, func(w Writer) error {
		if err := a.confirmed(ctx, w, c); err != nil {
			return err
		}
		codes, err = a.replaceRecovery(ctx, w, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return codes, nil
}
