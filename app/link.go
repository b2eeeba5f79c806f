package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charley"
)

// A LinkPurpose is what a one-time link lets somebody do.
type LinkPurpose string

// The purposes of links.
const (
	LinkSetup LinkPurpose = "setup" // come in as whose it is and set a password or a passkey
	LinkPair  LinkPurpose = "pair"  // make the phone that opens it the one at the bed
)

// linkLife is how long a link can be used.
var linkLife = map[LinkPurpose]time.Duration{LinkSetup: time.Hour, LinkPair: 10 * time.Minute}

// A Link lets whoever has its secret in, once, and for a short time.
type Link struct {
	Secret  string // letters and digits; a part of an address
	Purpose LinkPurpose
	Expires time.Time
}

// A KeptLink is a link as a store keeps it.
type KeptLink struct {
	Person  charley.PersonID
	Secret  Hash
	Purpose LinkPurpose
	Created time.Time
	Expires time.Time
}

// NewLink makes a one-time link. A new link to set up takes the place of the
// one before; several phones can be paired at once.
//
// Errors: charley.ErrUnconfirmed on a device where the person did not show
// lately who they are: see Confirm.
func (a *App) NewLink(ctx context.Context, c charley.Caller, purpose LinkPurpose) (Link, error) {
	if err := a.allow(c, needAll); err != nil {
		return Link{}, err
	}
	life, known := linkLife[purpose]
	if !known {
		return Link{}, &charley.FieldError{Field: "purpose", Got: charley.Clip(string(purpose)), Why: "must be setup or pair"}
	}
	now := a.now()
	l := a.newLink(purpose, life)
	err := a.store.Update(ctx, func(w Writer) error {
		if err := a.confirmed(ctx, w, c); err != nil {
			return err
		}
		over := now
		if purpose == LinkSetup {
			over = l.Expires.Add(time.Hour) // all that are there
		}
		if err := w.DropLinks(ctx, c.Person, purpose, over); err != nil {
			return err
		}
		if err := a.keepLink(ctx, w, c.Person, l); err != nil {
			return err
		}
		return w.Audit(ctx, a.audit(c, "new link to "+string(purpose), "", 0))
	})
	if err != nil {
		return Link{}, fmt.Errorf("make a link: %w", err)
	}
	return l, nil
}

// newLink is a link that begins now.
func (a *App) newLink(purpose LinkPurpose, life time.Duration) Link {
	return Link{Secret: newLinkSecret(), Purpose: purpose, Expires: a.now().Add(life)}
}

// keepLink keeps somebody's link.
func (a *App) keepLink(ctx context.Context, w Writer, p charley.PersonID, l Link) error {
	return w.KeepLink(ctx, KeptLink{Person: p, Secret: hashOf(l.Secret), Purpose: l.Purpose, Created: a.now(), Expires: l.Expires})
}

// CheckLink says whether a link can be used, without using it: for the page that
// asks whether to go on. A program that looks at addresses before people do must
// not use the link up.
//
// Errors: charley.ErrForbidden if it cannot.
func (a *App) CheckLink(ctx context.Context, secret string, purpose LinkPurpose) error {
	return a.store.View(ctx, func(r Reader) error {
		_, err := findLink(ctx, r, secret, purpose, a.now())
		return err
	})
}

// findLink is a link that can be used, or charley.ErrForbidden.
func findLink(ctx context.Context, r AccountReader, secret string, purpose LinkPurpose, now time.Time) (KeptLink, error) {
	hash := hashOf(secret)
	l, err := r.Link(ctx, hash)
	if errors.Is(err, charley.ErrNotFound) {
		return l, charley.ErrForbidden
	} else if err != nil {
		return l, fmt.Errorf("find the link: %w", err)
	}
	if !sameHash(l.Secret, hash) || l.Purpose != purpose || !now.Before(l.Expires) {
		return l, charley.ErrForbidden
	}
	return l, nil
}

// UseLink uses a link up and lets its device in: the owner to set up, who may
// set a password without an old one, or a phone at the bed.
//
// Errors: charley.ErrForbidden if the link is not known, was used, has expired
// or is for something else.
func (a *App) UseLink(ctx context.Context, secret string, purpose LinkPurpose, deviceName string) (s Session, err error) {
	if deviceName, err = orUnnamed(deviceName); err != nil {
		return Session{}, err
	}
	now := a.now()
	err = a.store.Update(ctx, func(w Writer) error {
		l, err := findLink(ctx, w, secret, purpose, now)
		if err != nil {
			return err
		}
		if err := w.DropLink(ctx, l.Person, l.Secret); err != nil {
			return err
		}
		d := Device{Person: l.Person, Kind: DevicePhone, Scope: charley.ScopeAppend, Name: deviceName}
		if purpose == LinkSetup {
			d.Kind, d.Scope, d.Confirmed, d.Renew = DeviceSession, charley.ScopeAll, now, now.Add(renewFor)
		}
		s, err = a.enter(ctx, w, "link", d)
		return err
	})
	if err != nil {
		return Session{}, err
	}
	return s, nil
}
