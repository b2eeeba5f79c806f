package backup

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"charley/store"
)

const (
	every  = 24 * time.Hour   // from one verified backup to the next
	again  = time.Hour        // after a failure, or while there is nothing to back up
	settle = 10 * time.Second // after the start, which has better things to do
)

// A Daily makes a verified backup a day, and thins out the old ones, for as
// long as a server runs.
type Daily struct {
	keeper Keeper
	policy Policy
	log    *slog.Logger
	make   func(context.Context) (Backup, error) // Keeper.Create, or a test's

	mu     sync.Mutex
	status Status
}

// Status is how the daily backup is doing.
type Status struct {
	Verified time.Time // when the newest verified backup was made; zero if there is none
	Path     string    // the file of it
	Tried    time.Time // when the last attempt began; zero if there was none
	Problem  string    // why the last attempt failed; "" if it did not
	Since    time.Time // when the daily backups began to run; zero if they do not
	Busy     bool      // one is being made
}

// Overdue says that the newest verified backup is too old to rely on the daily
// one. A diary that was begun today need not have one yet.
func (s Status) Overdue(now time.Time) bool {
	last := s.Verified
	if last.IsZero() && s.Problem == "" {
		last = s.Since
	}
	return last.IsZero() || now.Sub(last) > every+2*again
}

// NewDaily prepares daily backups into the keeper's Folder. log gets no diary text.
func NewDaily(k Keeper, p Policy, log *slog.Logger) *Daily {
	d := &Daily{keeper: k, policy: p, log: log}
	d.make = func(ctx context.Context) (Backup, error) { return k.Create(ctx, "") }
	return d
}

// Status is how it is doing now.
func (d *Daily) Status() Status {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.status
}

func (d *Daily) set(change func(*Status)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change(&d.status)
}

// Run makes backups until ctx ends. It has one timer and wakes for nothing else.
func (d *Daily) Run(ctx context.Context) {
	d.set(func(s *Status) { s.Since = d.keeper.Now() })
	d.recall(ctx)
	wait := max(settle, d.due())
	for {
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		wait = again
		if d.attempt(ctx) {
			wait = d.due()
		}
	}
}

// due is how long the newest backup will do. One from the future was made by a
// clock that was wrong, and does no longer than any other.
func (d *Daily) due() time.Duration {
	s := d.Status()
	if s.Verified.IsZero() {
		return 0
	}
	return min(max(0, s.Verified.Add(every).Sub(d.keeper.Now())), every)
}

// recall looks up the newest backup of this folder.
func (d *Daily) recall(ctx context.Context) {
	all, err := d.keeper.ours(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil {
		d.status.Problem = err.Error()
	} else if len(all) > 0 {
		d.status.Verified, d.status.Path = all[0].Made, all[0].Path
	}
}

// attempt makes one backup; false if there is none newer than before.
func (d *Daily) attempt(ctx context.Context) bool {
	d.set(func(s *Status) { s.Tried, s.Busy = d.keeper.Now(), true })
	b, err := d.create(ctx)
	if errors.Is(err, errNothing) {
		d.set(func(s *Status) { s.Busy, s.Problem = false, "" })
		return false
	}
	if err != nil {
		if ctx.Err() == nil {
			d.log.Error("daily backup failed", "err", err)
			d.set(func(s *Status) { s.Problem = err.Error() })
		}
		d.set(func(s *Status) { s.Busy = false })
		return false
	}
	d.log.Info("daily backup made and verified", "file", b.Path, "bytes", b.Size)
	d.set(func(s *Status) { s.Verified, s.Path, s.Busy, s.Problem = b.Made, b.Path, false, "" })
	if _, err := d.keeper.Prune(ctx, d.policy, false); err != nil && ctx.Err() == nil {
		d.log.Error("old backups could not be removed", "err", err)
		d.set(func(s *Status) { s.Problem = err.Error() })
	}
	return true
}

// errNothing says that nothing was written yet.
var errNothing = errors.New("nothing to back up yet")

// create makes a backup unless the diary is empty.
func (d *Daily) create(ctx context.Context) (Backup, error) {
	empty, err := d.keeper.empty(ctx)
	if err != nil {
		return Backup{}, err
	}
	if empty {
		return Backup{}, errNothing
	}
	return d.make(ctx)
}

// empty says that nothing was ever written to the diary.
func (k Keeper) empty(ctx context.Context) (bool, error) {
	s, err := store.Open(ctx, store.Options{Dir: k.Dir, DSN: k.DSN, ReadOnly: true})
	if err != nil {
		return false, err
	}
	defer s.Close()
	people, err := s.People(ctx)
	for _, p := range people {
		if p.Seq > 0 {
			return false, err
		}
	}
	return true, err
}
