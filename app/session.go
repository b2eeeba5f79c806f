package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"charley"
)

// A Session is what a device holds from the moment it is let in.
type Session struct {
	Secret string // shown on every request; for a cookie
	Known  string // stays on the device after it signs out, so that it is not slowed down with strangers; "" for a phone
	Device Device
	Caller charley.Caller
}

// How long what somebody showed counts.
const (
	confirmFor = 5 * time.Minute // a password or passkey, for what wants it again
	renewFor   = time.Hour       // a link or recovery code, to set a new password
)

// A SignIn is what somebody who wants to come in shows: the password, or one of
// the recovery codes in its place.
type SignIn struct {
	Name        string // of the account; may be left away while there is only one
	Password    string
	Recovery    string
	Source      string // where the request came from: an IP address
	KnownDevice string // Session.Known of an earlier session on that device
	DeviceName  string // what to call the device in the list; "" if nobody said
}

// SignIn lets somebody in on a device. Whoever is wrong waits longer and longer,
// and strangers together wait as one; a device that signed in before waits for its
// own mistakes only, and one that is signed in for nobody's.
//
// A recovery code is used up by it; the session may then set a new password
// without the old one. Passkeys stay.
//
// Errors: charley.ErrForbidden if it was wrong; *charley.TooManyError if it was
// not even looked at.
func (a *App) SignIn(ctx context.Context, in SignIn) (Session, error) {
	name, err := orUnnamed(in.DeviceName)
	if err != nil {
		return Session{}, err
	}
	door, err := a.door(ctx, in.Name, in.KnownDevice)
	if err != nil {
		return Session{}, err
	}
	lanes := strangerLanes(door.person, in.Source)
	if door.known.ID != "" {
		lanes = deviceLanes(door.known.ID)
	}
	d := Device{Person: door.person, Kind: DeviceSession, Scope: charley.ScopeAll, Name: name}
	var s Session
	err = a.throttled(ctx, lanes, door.caller(), "sign-in", func() error {
		if in.Recovery == "" {
			if err := a.verify(ctx, door.proof(), in.Password); err != nil {
				return err
			}
		}
		if door.person == "" {
			return charley.ErrForbidden
		}
		return a.changeDevices(ctx, func(w Writer) error {
			d.Confirmed = a.now()
			if in.Recovery != "" {
				d.Renew = a.now().Add(renewFor)
				err = a.useRecovery(ctx, w, door.caller(), in.Recovery)
			} else {
				err = unchanged(ctx, w, door.credential)
			}
			if err == nil && door.known.ID != "" {
				err = w.DropDevice(ctx, door.person, door.known.ID) // the same device, under a new secret
			}
			if err != nil {
				return err
			}
			s, err = a.enter(ctx, w, "sign-in", d)
			return err
		})
	})
	if err != nil {
		return Session{}, err
	}
	return s, nil
}

// A door is what is known before somebody comes in.
type door struct {
	person     charley.PersonID // "" if nobody is called that
	account    Account          // theirs; of nobody, the first one's, in whose log it is noted
	credential Credential       // without a password if there is none
	known      KeptDevice       // the device, if it signed in before
}

// caller is whoever is at the door.
func (d door) caller() charley.Caller {
	c := d.account.caller("sign-in")
	if d.person == "" {
		c.Name = "somebody unknown"
	}
	return c
}

// decoy is the hash of a password that nobody has. It is compared where there is no
// account, so that how long an answer takes does not tell that there is none.
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$Y2hhcmxleSBkZWNveSBzYQ$K0n2oO5oWm3q7s8uWv0yZx1aB2cD3eF4gH5iJ6kL7m8"

// proof is the hash to compare a password with.
func (d door) proof() string {
	if d.person == "" {
		return decoy
	}
	return d.credential.Password
}

// door looks up whose account it is, how they prove it, and the mark of a device.
func (a *App) door(ctx context.Context, name, mark string) (d door, err error) {
	err = a.store.View(ctx, func(r Reader) error {
		all, err := r.Accounts(ctx)
		if errors.Is(err, charley.ErrNotFound) || err == nil && len(all) == 0 {
			return charley.ErrForbidden // there is no diary, so nobody to let in
		} else if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(of Account) bool {
			return of.Live() && (FoldName(of.Name) == FoldName(strings.TrimSpace(name)) || name == "" && len(all) == 1)
		})
		if i < 0 {
			d.account = all[0]
			return nil
		}
		d.account, d.person = all[i], all[i].Person
		if d.credential, err = r.Credential(ctx, d.person); err != nil && !errors.Is(err, charley.ErrNotFound) {
			return err
		}
		if !isSecret(mark) {
			return nil
		}
		known, err := r.DeviceByKnown(ctx, hashOf(mark))
		if errors.Is(err, charley.ErrNotFound) || err == nil && known.Person != d.person {
			return nil
		}
		d.known = known
		return err
	})
	return d, err
}

// throttled runs a proof of who somebody is, unless they were wrong too often.
// That they were wrong is charley.ErrForbidden, and a line in the audit log.
func (a *App) throttled(ctx context.Context, lanes []lane, c charley.Caller, action string, prove func() error) error {
	if err := a.throttle.begin(a.now(), lanes); err != nil {
		return err
	}
	err := prove()
	switch {
	case err == nil:
		a.throttle.succeed(lanes)
	case errors.Is(err, charley.ErrForbidden):
		if noted := a.note(ctx, c, action+" refused"); noted != nil && !troubled(noted) {
			return noted
		}
	default:
		a.throttle.forgive(lanes) // a fault of ours is no guess
	}
	return err
}

// note adds a line to the audit log for something that changed nothing else. It
// is written also for somebody who has left.
func (a *App) note(ctx context.Context, c charley.Caller, action string) error {
	return a.store.Update(context.WithoutCancel(ctx), func(w Writer) error { return w.Audit(ctx, a.audit(c, action, "", 0)) })
}

// enter lets a device in and gives it its secrets. via is how its person came to it.
//
// Errors: charley.ErrForbidden if their account has ended.
func (a *App) enter(ctx context.Context, w Writer, via string, d Device) (s Session, err error) {
	of, err := w.AccountOf(ctx, d.Person)
	if errors.Is(err, charley.ErrNotFound) || err == nil && !of.Live() {
		return s, charley.ErrForbidden
	} else if err != nil {
		return s, err
	}
	known := Hash("")
	if d.Kind == DeviceSession {
		s.Known = newSecret()
		known = hashOf(s.Known)
	}
	if s.Secret, s.Device, err = a.addDevice(ctx, w, of.caller(via), d, known); err != nil {
		return Session{}, err
	}
	s.Caller = s.Device.caller(of)
	return s, nil
}

// SignOut ends the caller's own session. The device stays known.
func (a *App) SignOut(ctx context.Context, c charley.Caller) error {
	if err := a.allow(c, needLeave); err != nil {
		return err
	}
	return a.revokeWhere(ctx, c, "sign-out", func(d KeptDevice) bool { return d.ID == c.DeviceID })
}

// SignOutEverywhere ends every session and every paired phone, the caller's own
// among them. Buttons and calendars stay: they are revoked one by one.
func (a *App) SignOutEverywhere(ctx context.Context, c charley.Caller) error {
	if err := a.allow(c, needAccount); err != nil {
		return err
	}
	return a.revokeWhere(ctx, c, "sign-out everywhere", func(d KeptDevice) bool {
		return d.Kind == DeviceSession || d.Kind == DevicePhone
	})
}

// SignOutElsewhere ends every session and every paired phone but the caller's own.
func (a *App) SignOutElsewhere(ctx context.Context, c charley.Caller) error {
	if err := a.allow(c, needAccount); err != nil {
		return err
	}
	return a.revokeWhere(ctx, c, "sign-out elsewhere", func(d KeptDevice) bool {
		return d.ID != c.DeviceID && (d.Kind == DeviceSession || d.Kind == DevicePhone)
	})
}

func (a *App) revokeWhere(ctx context.Context, c charley.Caller, action string, which func(KeptDevice) bool) error {
	return a.changeDevices(ctx, func(w Writer) error {
		if err := a.shutOut(ctx, w, c.Person, which); err != nil {
			return err
		}
		return w.Audit(ctx, a.audit(c, action, "", 0))
	})
}

// shutOut revokes some of the devices that may come in.
func (a *App) shutOut(ctx context.Context, w Writer, p charley.PersonID, which func(KeptDevice) bool) error {
	all, err := w.Devices(ctx, p)
	if err != nil {
		return err
	}
	for _, d := range all {
		if !d.Live(a.now()) || !which(d) {
			continue
		}
		d.Revoked = a.now()
		if err := w.KeepDevice(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

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
		return a.confirm(ctx, c)
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
	if err := a.confirm(ctx, c); err != nil || c.DeviceID == "" {
		return err
	}
	return a.store.Update(ctx, func(w Writer) error { return w.KeepPasskeySession(ctx, c.Person, c.DeviceID) })
}

func (a *App) confirm(ctx context.Context, c charley.Caller) error {
	return a.changeDevices(ctx, func(w Writer) error {
		if err := a.changeOwn(ctx, w, c, func(d *KeptDevice) { d.Confirmed = a.now() }); err != nil {
			return err
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
