package app

import (
	"context"
	"errors"
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
	d := Device{Person: door.person, Kind: DeviceSession, Scope: charley.ScopeAll, Name: name}
	var s Session
	err = a.throttled(ctx, door.lanes(in), door.caller(), "sign-in", func() error {
		if in.Recovery == "" {
			if err := a.verify(ctx, door.proof(), in.Password); err != nil {
				return err
			}
		}
		if door.person == "" || in.Recovery == "" && door.credential.Password == "" {
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
	if err := a.Confirmed(ctx, c); err != nil {
		return err
	}
	return a.revokeWhere(ctx, c, "sign-out elsewhere", func(d KeptDevice) bool { return elsewhere(d, c) })
}

// elsewhere says that a device is another browser or phone of the caller's.
func elsewhere(d KeptDevice, c charley.Caller) bool {
	return d.ID != c.DeviceID && (d.Kind == DeviceSession || d.Kind == DevicePhone)
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
