package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"charley"
)

// A DeviceKind is what sort of thing comes in.
type DeviceKind string

// The kinds of device.
const (
	DeviceSession DeviceKind = "session" // a browser in which somebody signed in
	DevicePhone   DeviceKind = "phone"   // a paired phone at the bed
	DeviceButton  DeviceKind = "button"  // a button or a program, with a token
	DeviceFeed    DeviceKind = "feed"    // a calendar
)

// A Device is one thing that may come in, and how far.
type Device struct {
	Person charley.PersonID
	ID     string // UUID; no secret
	Kind   DeviceKind
	Scope  charley.Scope
	Name   string // as people tell their devices apart

	Created time.Time
	Seen    time.Time // last use, to the hour
	Expires time.Time // zero: never
	Revoked time.Time // zero: it may come in

	Confirmed time.Time // when the person last showed on it who they are; zero: never
	Renew     time.Time // until then a new password may be set on it without the old one; zero: not at all
}

// A KeptDevice is a device with the hashes of its secrets, as a store keeps it.
type KeptDevice struct {
	Device
	Secret Hash // of what it shows to come in
	Known  Hash // of the mark by which it is known after it signs out; "" without one
}

// Live says that a device may come in at a time.
func (d Device) Live(now time.Time) bool {
	return d.Revoked.IsZero() && (d.Expires.IsZero() || now.Before(d.Expires))
}

// caller is who comes in by a device. A button has no hand of its own: it writes
// under its kind. Only a session reaches as far as the account does.
func (d Device) caller(of Account) charley.Caller {
	c := of.caller("")
	c.Device, c.DeviceID = d.Name, d.ID
	if d.Kind == DeviceButton || d.Kind == DeviceFeed {
		c.Name = string(d.Kind)
	}
	if d.Scope != charley.ScopeAll {
		c.Scope, c.Admin = d.Scope, false
	}
	return c
}

// Devices are all that may come in now, oldest first.
func (a *App) Devices(ctx context.Context, c charley.Caller) (out []Device, err error) {
	err = a.view(ctx, c, needAccount, func(r Reader) error {
		kept, err := r.Devices(ctx, c.Person)
		out = live(kept, a.now())
		return err
	})
	return out, err
}

func live(kept []KeptDevice, now time.Time) []Device {
	out := []Device{}
	for _, d := range kept {
		if d.Live(now) {
			out = append(out, d.Device)
		}
	}
	return out
}

// Revoke shuts a device out at once and for good.
//
// Errors: charley.ErrNotFound if there is no such device, or it is out already;
// charley.ErrUnconfirmed for another browser or phone: see Confirm. Whoever finds a
// browser left open cannot shut its person out elsewhere.
func (a *App) Revoke(ctx context.Context, c charley.Caller, id string) error {
	if err := a.allow(c, needAccount); err != nil {
		return err
	}
	return a.changeDevices(ctx, func(w Writer) error {
		kept, err := w.Devices(ctx, c.Person)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(kept, func(d KeptDevice) bool { return d.ID == id && d.Live(a.now()) })
		if i < 0 {
			return charley.ErrNotFound
		}
		d := kept[i]
		if elsewhere(d, c) {
			if err := a.confirmed(ctx, w, c); err != nil {
				return err
			}
		}
		d.Revoked, d.Known = a.now(), ""
		if err := w.KeepDevice(ctx, d); err != nil {
			return fmt.Errorf("revoke a device: %w", err)
		}
		return w.Audit(ctx, a.auditDevice(c, "revoke", id))
	})
}

// NewToken lets something in that cannot sign in: a button, a program that adds
// entries, a calendar. The secret is shown this once and cannot be read again.
//
// Errors: charley.ErrInvalid (*charley.FieldError) for a name that is none, or a
// scope that this kind cannot have; charley.ErrTooLarge if there are too many;
// charley.ErrUnconfirmed for a token that can read: see Confirm.
func (a *App) NewToken(ctx context.Context, c charley.Caller, name string, kind DeviceKind, scope charley.Scope) (secret string, d Device, err error) {
	if err := a.allow(c, needAll); err != nil {
		return "", Device{}, err
	}
	if name, err = deviceName(name); err != nil {
		return "", Device{}, err
	}
	if !slices.Contains(tokenScopes[kind], scope) {
		return "", Device{}, &charley.FieldError{Field: "scope", Got: charley.Clip(string(scope)), Why: "must be tap or append for a button and feed for a calendar"}
	}
	err = a.store.Update(ctx, func(w Writer) error {
		if scope == charley.ScopeAppend { // it reads, if only a day
			if err := a.confirmed(ctx, w, c); err != nil {
				return err
			}
		}
		secret, d, err = a.addDevice(ctx, w, c, Device{Person: c.Person, Kind: kind, Scope: scope, Name: name}, "")
		return err
	})
	if err != nil {
		return "", Device{}, err
	}
	return secret, d, nil
}

// tokenScopes are what a token can be given. None gets everything: what a
// program may lose must not open the diary.
var tokenScopes = map[DeviceKind][]charley.Scope{
	DeviceButton: {charley.ScopeTap, charley.ScopeAppend},
	DeviceFeed:   {charley.ScopeFeed},
}

// maxDevices is how many devices of a person can come in at a time.
const maxDevices = 100

// keepDead is how long a device that is out stays known, so that the browser
// is not taken for a stranger when somebody signs in on it again.
const keepDead = 365 * 24 * time.Hour

// addDevice lets a device in, by whoever c is. It clears away those that have
// been out for long.
func (a *App) addDevice(ctx context.Context, w Writer, c charley.Caller, d Device, known Hash) (secret string, _ Device, err error) {
	others, err := w.Devices(ctx, d.Person)
	if err != nil {
		return "", d, err
	}
	now := a.now()
	for _, o := range others {
		if !o.Live(now.Add(-keepDead)) {
			if err := w.DropDevice(ctx, d.Person, o.ID); err != nil {
				return "", d, err
			}
		}
	}
	alive := live(others, now)
	if len(alive) >= maxDevices {
		return "", d, fmt.Errorf("%d devices may come in already; revoke one first: %w", len(alive), charley.ErrTooLarge)
	}
	d.ID = charley.NewDeviceID()
	d.Name = unlike(d.Name, alive)
	of, err := w.AccountOf(ctx, d.Person)
	if err != nil {
		return "", d, fmt.Errorf("find whose device it is: %w", err)
	}
	d.Created, d.Seen, d.Expires = now, now, expiry(d.Kind, of.Role, now, now)
	secret = newSecret()
	if err := w.KeepDevice(ctx, KeptDevice{Device: d, Secret: hashOf(secret), Known: known}); err != nil {
		return "", d, fmt.Errorf("let a device in: %w", err)
	}
	return secret, d, w.Audit(ctx, a.auditDevice(c, "new "+string(d.Kind), d.ID))
}

// unlike is a name that none of the others has: edits made at once on two
// devices are told apart by it.
func unlike(name string, others []Device) string {
	for n := 1; ; n++ {
		try := name
		if n > 1 {
			try = fmt.Sprintf("%s %d", name, n)
		}
		if !slices.ContainsFunc(others, func(d Device) bool { return d.Name == try }) {
			return try
		}
	}
}

// maxDeviceName is how long a device's name can be, in characters; with a number
// after it, it must fit where entries name the device that wrote them.
const maxDeviceName = 40

// deviceName is a name as it is kept.
func deviceName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	n := utf8.RuneCountInString(name)
	if n == 0 || n > maxDeviceName || !utf8.ValidString(name) || strings.ContainsFunc(name, unsuitable) {
		return "", &charley.FieldError{Field: "name", Why: fmt.Sprintf("must have 1 to %d characters in one line", maxDeviceName)}
	}
	return name, nil
}

// unsuitable says that a sign cannot stand in a name: it would not be seen.
func unsuitable(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }

// unnamed is what a device is called of which nobody said what it is. Pages show
// their own words for it.
const unnamed = "device"

// orUnnamed is deviceName for a name that may be missing or, as browsers make
// them up, too long.
func orUnnamed(name string) (string, error) {
	if r := []rune(name); len(r) > maxDeviceName {
		name = string(r[:maxDeviceName])
	}
	if strings.TrimSpace(name) == "" {
		return unnamed, nil
	}
	return deviceName(name)
}
