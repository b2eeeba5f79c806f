package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charley"
)

// Authenticate is who comes in with a secret, and by what device. It is asked on
// every request; that a device was seen is written at most once an hour.
//
// Errors: charley.ErrUnauthorized for a secret that is not known, has expired or
// was revoked.
func (a *App) Authenticate(ctx context.Context, secret string) (charley.Caller, Device, error) {
	if !isSecret(secret) {
		return charley.Caller{}, Device{}, charley.ErrUnauthorized
	}
	hash, now := hashOf(secret), a.now()
	d, of, turn, known := a.admitted.find(hash, now)
	if known && d.Live(now) && now.Sub(d.Seen) < seenEvery(of.Role) {
		return d.caller(of), d.Device, nil
	}
	err := a.store.View(ctx, func(r Reader) (err error) {
		if d, err = r.DeviceBySecret(ctx, hash); err == nil {
			of, err = r.AccountOf(ctx, d.Person)
		}
		return err
	})
	if errors.Is(err, charley.ErrNotFound) {
		return charley.Caller{}, Device{}, charley.ErrUnauthorized
	} else if err != nil {
		return charley.Caller{}, Device{}, fmt.Errorf("find the device: %w", err)
	}
	if !sameHash(d.Secret, hash) || !d.Live(now) || !of.Live() {
		return charley.Caller{}, Device{}, charley.ErrUnauthorized
	}
	if now.Sub(d.Seen) >= seenEvery(of.Role) {
		if err := a.seen(ctx, hash, of.Role, now); err != nil && !troubled(err) {
			return charley.Caller{}, Device{}, err
		}
	}
	a.admitted.keep(hash, d, of, turn, now)
	return d.caller(of), d.Device, nil
}

// seenEvery is how often it is written down that a device is used, so that
// reading stays reading; and more often where a session soon ends without it.
func seenEvery(role charley.Role) time.Duration {
	if role == charley.RoleClinician {
		return time.Minute
	}
	return time.Hour
}

// seen notes that a device is used, and lets it live on. It reads the device
// anew, because somebody may have revoked it meanwhile.
func (a *App) seen(ctx context.Context, secret Hash, role charley.Role, now time.Time) error {
	return a.changeDevices(ctx, func(w Writer) error {
		d, err := w.DeviceBySecret(ctx, secret)
		if errors.Is(err, charley.ErrNotFound) || err == nil && !d.Live(now) {
			return charley.ErrUnauthorized
		} else if err != nil {
			return err
		}
		d.Seen, d.Expires = now.Truncate(time.Minute), expiry(d.Kind, role, d.Created, now)
		return w.KeepDevice(ctx, d)
	})
}

// expiry is when a device that is used now ends; zero for never.
func expiry(kind DeviceKind, role charley.Role, created, now time.Time) time.Time {
	switch kind {
	case DeviceSession:
		idle, life := sessionIdle, sessionLife
		if role == charley.RoleClinician {
			idle, life = clinicIdle, clinicLife
		}
		if end := created.Add(life); end.Before(now.Add(idle)) {
			return end
		}
		return now.Add(idle)
	case DevicePhone:
		return now.Add(phoneIdle)
	}
	return time.Time{}
}

// How long devices may stay away, and how long they last. Sessions end although
// they are used, so that a stolen one does not live for ever; a phone at the bed
// must not ask for a password at night, and can do little.
const (
	sessionIdle = 30 * 24 * time.Hour
	sessionLife = 365 * 24 * time.Hour
	phoneIdle   = 365 * 24 * time.Hour
)

// A clinician's session opens the diaries of others, on machines that many use.
const (
	clinicIdle = 15 * time.Minute
	clinicLife = 8 * time.Hour
)
