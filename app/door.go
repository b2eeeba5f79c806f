package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"charley"
)

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
// account, or one without a password, so that how long an answer takes tells neither.
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$Y2hhcmxleSBkZWNveSBzYQ$K0n2oO5oWm3q7s8uWv0yZx1aB2cD3eF4gH5iJ6kL7m8"

// proof is the hash to compare a password with.
func (d door) proof() string {
	if d.credential.Password == "" {
		return decoy
	}
	return d.credential.Password
}

// lanes are those of a try at this door. A name that nobody has is counted as one that
// somebody has, by itself: who makes one wait does not see by the other which there are.
func (d door) lanes(in SignIn) []lane {
	switch {
	case d.known.ID != "":
		return deviceLanes(d.known.ID)
	case d.person == "":
		return []lane{nobodyLane(in.Name), sourceLane(in.Source)}
	}
	return strangerLanes(d.person, in.Source)
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
