package app

import (
	"context"
	"errors"
	"slices"

	"charley"
)

// Confirm has somebody who is signed in show again who they are, before they
// take the diary along, erase it, or change who may come in. It counts for
// five minutes on that device. Where there is no account, there is nothing
// to show.
//
// Errors: charley.ErrForbidden if it was wrong; *charley.TooManyError if it was
// not even looked at.
func (a *App) Confirm(ctx context.Context, c charley.Caller, password, source string) error {
	if err := a.allow(c, needAccount); err != nil {
		return err
	}
	state, cred, err := a.accountOf(ctx, c.Person)
	if err != nil || !state.Set {
		return err
	}
	return a.throttled(ctx, ownLanes(c, source), c, "confirm", func() error {
		if err := a.verify(ctx, cred.Password, password); err != nil {
			return err
		}
		return a.confirm(ctx, c, false)
	})
}

// ConfirmPasskey is Confirm for somebody whose passkey the skin has checked: the
// passkey must be theirs.
func (a *App) ConfirmPasskey(ctx context.Context, c charley.Caller, id []byte) error {
	if err := a.allow(c, needAccount); err != nil {
		return err
	}
	k, err := a.PasskeyByID(ctx, id)
	if errors.Is(err, charley.ErrNotFound) || err == nil && k.Person != c.Person {
		return charley.ErrForbidden
	} else if err != nil {
		return err
	}
	return a.confirm(ctx, c, true)
}

// confirm notes on the caller's device that they showed who they are, and whether by a passkey.
func (a *App) confirm(ctx context.Context, c charley.Caller, byPasskey bool) error {
	return a.changeDevices(ctx, func(w Writer) error {
		if err := a.changeOwn(ctx, w, c, func(d *KeptDevice) { d.Confirmed = a.now() }); err != nil {
			return err
		}
		if byPasskey && c.DeviceID != "" {
			if err := w.KeepPasskeySession(ctx, c.Person, c.DeviceID); err != nil {
				return err
			}
		}
		return w.Audit(ctx, a.audit(c, "confirm", "", 0))
	})
}

// Confirmed is nil if the caller showed lately who they are, and
// charley.ErrUnconfirmed if they must do so again: for pages that ask for it
// before they offer what needs it.
func (a *App) Confirmed(ctx context.Context, c charley.Caller) error {
	return a.view(ctx, c, needAccount, func(r Reader) error { return a.confirmed(ctx, r, c) })
}

// confirmed is Confirmed inside a transaction. Somebody at this machine has
// shown enough by being there.
func (a *App) confirmed(ctx context.Context, r AccountReader, c charley.Caller) error {
	if c.DeviceID == "" {
		return nil
	}
	d, err := ownDevice(ctx, r, c)
	if err != nil {
		return err
	}
	if since := a.now().Sub(d.Confirmed); since < 0 || since >= confirmFor {
		return charley.ErrUnconfirmed
	}
	return nil
}

// ownDevice is the device that the caller came in by, as it is now.
func ownDevice(ctx context.Context, r AccountReader, c charley.Caller) (KeptDevice, error) {
	all, err := r.Devices(ctx, c.Person)
	if err != nil {
		return KeptDevice{}, err
	}
	i := slices.IndexFunc(all, func(d KeptDevice) bool { return d.ID == c.DeviceID })
	if i < 0 {
		return KeptDevice{}, charley.ErrUnauthorized
	}
	return all[i], nil
}

// changeOwn changes the device that the caller came in by, if there is one.
func (a *App) changeOwn(ctx context.Context, w Writer, c charley.Caller, change func(*KeptDevice)) error {
	if c.DeviceID == "" {
		return nil
	}
	d, err := ownDevice(ctx, w, c)
	if err != nil {
		return err
	}
	if !d.Live(a.now()) {
		return charley.ErrUnauthorized
	}
	change(&d)
	return w.KeepDevice(ctx, d)
}
