package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"charley"
)

// An App is the program without a skin: its use cases over one store.
type App struct {
	// HomeZone is the IANA zone that a new diary starts with.
	HomeZone string
	// Counsel decides what is medical; nil where a program does not need it.
	Counsel *Counsel

	store    Store
	now      func() time.Time
	settings sync.Map // of each person, as last seen: see forecast
}

// New makes an App over a store and a clock.
func New(store Store, now func() time.Time) *App {
	return &App{HomeZone: "UTC", store: store, now: now}
}

// Now is the app's clock, for skins that show the time.
func (a *App) Now() time.Time { return a.now() }

// State says whether the diary can be written, and why not.
func (a *App) State() State { return a.store.State() }

// Owner is the caller for the one person of a home diary. The person is made
// on first use. The skin sets Via and Device.
func (a *App) Owner(ctx context.Context) (charley.Caller, error) {
	var p charley.Person
	find := func(r Reader) (err error) {
		p, err = r.Owner(ctx)
		return err
	}
	err := a.store.View(ctx, find)
	if errors.Is(err, charley.ErrNotFound) {
		err = a.store.Update(ctx, func(w Writer) error {
			if err := find(w); !errors.Is(err, charley.ErrNotFound) {
				return err // somebody else was faster
			}
			p = charley.Person{ID: charley.NewPersonID(), Settings: charley.DefaultSettings(a.HomeZone)}
			return w.AddPerson(ctx, p)
		})
	}
	if err != nil {
		return charley.Caller{}, fmt.Errorf("find whose diary this is: %w", err)
	}
	return charley.Caller{Person: p.ID, Name: "owner"}, nil
}

// allow is the one access check: every use case asks it before anything else.
// It denies what it does not know. Until there are accounts, a caller may do
// everything with their own diary and nothing with any other.
func (a *App) allow(c charley.Caller, whose charley.PersonID) error {
	if c.Person == "" || c.Name == "" || c.Person != whose {
		return charley.ErrForbidden
	}
	return nil
}

// view runs a reading use case of a caller on their own diary.
func (a *App) view(ctx context.Context, c charley.Caller, fn func(Reader) error) error {
	if err := a.allow(c, c.Person); err != nil {
		return err
	}
	return a.store.View(ctx, fn)
}

// audit is the line for something a caller did now.
func (a *App) audit(c charley.Caller, action string, id charley.EntryID, rev int) AuditLine {
	return AuditLine{At: a.now(), Person: c.Person, Caller: c.Name, Via: c.Via, Action: action, Entry: id, Rev: rev}
}
