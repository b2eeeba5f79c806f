package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"charley"
	"charley/cause"
	"charley/trial"
)

// An App is the program without a skin: its use cases over one store.
type App struct {
	// Program is its version, for what leaves it; empty where nothing does.
	Program string
	// HomeZone is the IANA zone that a new diary starts with.
	HomeZone string
	// Counsel decides what is medical; nil where a program does not need it.
	Counsel *Counsel
	// Patience is how long an answer waits for what is worked out beside it; 0 is
	// what a person at a page does not notice.
	Patience time.Duration
	// Analyze works out what the nights of a trial say; nil is trial.Analyze. Another
	// one lets every state of a result be looked at.
	Analyze func([]trial.Night, trial.Options) (trial.Result, error)
	// SearchPatterns finds what goes with bad nights; nil is that of Counsel. Another one
	// lets every state of it be looked at.
	SearchPatterns func(cause.Series, cause.Options) (cause.Patterns, error)

	store    Store
	now      func() time.Time
	settings *sync.Map    // of each person, as last seen: see forecast
	throttle *throttle    // slows down those who guess
	admitted *admitted    // who came in a moment ago
	hashing  chan bool    // holds a place for each password that is worked on
	quick    *bench       // what a page waits for: whether the remedy under test is safe
	seals    *seals       // sealed texts that were read before
	watches  *bench       // whether a trial is likely to make things worse
	worse    *sync.Map    // of a trial, by person and id: what was found last
	results  *bench       // results of trials
	chances  *bench       // what a trial could show
	advice   *bench       // what is said to a person
	days     *bench       // diaries in the form of the search
	searches *bench       // what goes with bad nights
	mornings *bench       // searches that nobody asked for yet
	resting  *atomic.Bool // nothing is begun that nobody asked for
}

// New makes an App over a store and a clock.
func New(store Store, now func() time.Time) *App {
	return &App{HomeZone: "UTC", store: store, now: now, settings: &sync.Map{}, throttle: newThrottle(), admitted: newAdmitted(), hashing: make(chan bool, maxHashing),
		seals: &seals{texts: map[string]trial.Sealed{}}, quick: newBench(2, 16), watches: newBench(1, 16), worse: &sync.Map{}, results: newBench(1, 64), chances: newBench(1, 64),
		advice: newBench(2, 8), days: newBench(2, 64), searches: newBench(1, 64), mornings: newBench(1, 1024), resting: &atomic.Bool{}}
}

// With is the same App whose counsel speaks another language: it decides the same,
// over the same diaries, and says it in other words.
func (a *App) With(c *Counsel) *App {
	other := *a
	other.Counsel = c
	return &other
}

// Now is the app's clock, for skins that show the time.
func (a *App) Now() time.Time { return a.now() }

// State says whether the diary can be written, and why not.
func (a *App) State() State { return a.store.State() }

// Owner is the caller for the one person of a home diary, who may do everything.
// It is for a skin that knows they are at this machine: a command, or a page on
// loopback while there is no account. The person is made on first use. The skin
// sets Via and Device.
func (a *App) Owner(ctx context.Context) (charley.Caller, error) {
	var of Account
	find := func(r Reader) error {
		p, err := r.Owner(ctx)
		if err == nil {
			of, err = r.AccountOf(ctx, p.ID)
		}
		return err
	}
	err := a.store.View(ctx, find)
	if errors.Is(err, charley.ErrNotFound) {
		err = a.store.Update(ctx, func(w Writer) error {
			if err := find(w); !errors.Is(err, charley.ErrNotFound) {
				return err // somebody else was faster
			}
			if others, err := w.Others(ctx, ""); err != nil {
				return err
			} else if others > 0 {
				return fmt.Errorf("the first diary here was erased, and those of others are not yours: %w", charley.ErrNotFound)
			}
			p := charley.Person{ID: charley.NewPersonID(), Settings: charley.DefaultSettings(a.HomeZone)}
			of = FirstAccount(p.ID, a.now())
			return AddOwner(ctx, w, p, a.now())
		})
	}
	if err != nil {
		return charley.Caller{}, fmt.Errorf("find whose diary this is: %w", err)
	}
	c := of.caller("")
	c.Admin = true // whoever is at this machine
	return c, nil
}

// AddOwner keeps the first person of a diary, with their account.
func AddOwner(ctx context.Context, w Writer, p charley.Person, now time.Time) error {
	if err := w.AddPerson(ctx, p); err != nil {
		return err
	}
	return w.KeepAccount(ctx, FirstAccount(p.ID, now))
}
