package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"charley"
)

// A Passkey is a key pair on somebody's device, of which the public half is kept
// here. What its parts mean is said in the standard (Web Authentication).
type Passkey struct {
	Person     charley.PersonID
	ID         []byte // credential id
	PublicKey  []byte // COSE
	SignCount  uint32
	Flags      PasskeyFlags
	Transports []string // how the browser may reach it: usb, nfc, ble, internal, hybrid
	Name       string
	Created    time.Time
	Used       time.Time // zero: never
}

// PasskeyFlags are what an authenticator says of a passkey. A later sign-in that
// says otherwise of BackupEligible is not by the same passkey.
type PasskeyFlags struct {
	BackupEligible bool // it can be on several devices
	BackupState    bool // it is
}

// Limits of passkeys, well above what authenticators make.
const (
	maxPasskeys   = 20
	maxPasskeyID  = 1023 // bytes: the standard's own limit
	maxPublicKey  = 4096 // bytes
	maxTransports = 10
)

// AddPasskey keeps a passkey that the skin has checked.
//
// Errors: charley.ErrUnconfirmed: see Confirm; charley.ErrConflict if it is there
// already; charley.ErrInvalid if it is not one.
func (a *App) AddPasskey(ctx context.Context, c charley.Caller, k Passkey) (err error) {
	if err := a.allow(c, needAccount); err != nil {
		return err
	}
	if k.Name, err = orUnnamed(k.Name); err != nil {
		return err
	}
	if len(k.ID) == 0 || len(k.ID) > maxPasskeyID || len(k.PublicKey) == 0 || len(k.PublicKey) > maxPublicKey || len(k.Transports) > maxTransports ||
		slices.ContainsFunc(k.Transports, func(t string) bool { return t == "" || len(t) > 20 || bytes.ContainsAny([]byte(t), " ,") }) {
		return fmt.Errorf("this is no passkey: %w", charley.ErrInvalid)
	}
	k.Person, k.Created = c.Person, a.now()
	return a.changeDevices(ctx, func(w Writer) error {
		if err := a.confirmed(ctx, w, c); err != nil {
			return err
		}
		if _, err := w.PasskeyByID(ctx, k.ID); !errors.Is(err, charley.ErrNotFound) {
			return errors.Join(charley.ErrConflict, err)
		}
		all, err := w.Passkeys(ctx, c.Person)
		if err != nil {
			return err
		}
		if len(all) >= maxPasskeys {
			return fmt.Errorf("there are %d passkeys already: %w", len(all), charley.ErrTooLarge)
		}
		if err := w.KeepPasskey(ctx, k); err != nil {
			return fmt.Errorf("keep a passkey: %w", err)
		}
		if err := a.changeOwn(ctx, w, c, func(d *KeptDevice) { d.Renew = time.Time{} }); err != nil {
			return err
		}
		return w.Audit(ctx, a.audit(c, "new passkey", "", 0))
	})
}

// Passkeys are the caller's passkeys, oldest first.
func (a *App) Passkeys(ctx context.Context, c charley.Caller) (out []Passkey, err error) {
	err = a.view(ctx, c, needAccount, func(r Reader) error {
		out, err = r.Passkeys(ctx, c.Person)
		return err
	})
	return out, err
}

// PasskeyByID finds the passkey that somebody at the door showed;
// charley.ErrNotFound if it is not known.
func (a *App) PasskeyByID(ctx context.Context, id []byte) (k Passkey, err error) {
	err = a.store.View(ctx, func(r Reader) error {
		k, err = r.PasskeyByID(ctx, id)
		return err
	})
	return k, err
}

// UsedPasskey notes what a passkey said when it was used and the skin found it
// good. A count that did not move on, where it ever did, is charley.ErrForbidden:
// somebody may have copied the key.
func (a *App) UsedPasskey(ctx context.Context, id []byte, signCount uint32, flags PasskeyFlags) error {
	return a.store.Update(ctx, func(w Writer) error {
		k, err := w.PasskeyByID(ctx, id)
		if err != nil {
			return err
		}
		if k.SignCount > 0 && signCount <= k.SignCount || flags.BackupEligible != k.Flags.BackupEligible {
			return charley.ErrForbidden
		}
		k.SignCount, k.Flags, k.Used = signCount, flags, a.now()
		return w.KeepPasskey(ctx, k)
	})
}

// RemovePasskey forgets a passkey. The last way to sign in stays.
//
// Errors: charley.ErrUnconfirmed: see Confirm; charley.ErrNotFound;
// charley.ErrConflict if nobody could sign in without it.
func (a *App) RemovePasskey(ctx context.Context, c charley.Caller, id []byte) error {
	if err := a.allow(c, needAccount); err != nil {
		return err
	}
	return a.store.Update(ctx, func(w Writer) error {
		if err := a.confirmed(ctx, w, c); err != nil {
			return err
		}
		k, err := w.PasskeyByID(ctx, id)
		if err == nil && k.Person != c.Person {
			err = charley.ErrNotFound
		}
		if err != nil {
			return err
		}
		state, _, err := readAccount(ctx, w, c.Person)
		if err != nil {
			return err
		}
		if !state.Password && state.Passkeys == 1 {
			return fmt.Errorf("this is the only way to sign in: %w", charley.ErrConflict)
		}
		if err := w.DropPasskey(ctx, c.Person, id); err != nil {
			return err
		}
		return w.Audit(ctx, a.audit(c, "remove passkey", "", 0))
	})
}

// SignInPasskey lets somebody in on a device by a passkey that the skin has
// checked and UsedPasskey has noted.
//
// Errors: charley.ErrForbidden if the passkey is not known.
func (a *App) SignInPasskey(ctx context.Context, id []byte, deviceName string) (s Session, err error) {
	if deviceName, err = orUnnamed(deviceName); err != nil {
		return Session{}, err
	}
	err = a.store.Update(ctx, func(w Writer) error {
		k, err := w.PasskeyByID(ctx, id)
		if errors.Is(err, charley.ErrNotFound) {
			return charley.ErrForbidden
		} else if err != nil {
			return err
		}
		s, err = a.enter(ctx, w, "passkey", Device{Person: k.Person, Kind: DeviceSession, Scope: charley.ScopeAll, Name: deviceName, Confirmed: a.now()})
		if err != nil {
			return err
		}
		return w.KeepPasskeySession(ctx, k.Person, s.Device.ID)
	})
	if err != nil {
		return Session{}, err
	}
	return s, nil
}
