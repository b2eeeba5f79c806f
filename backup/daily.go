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

// A Daily makes a verified backup a day, and one when it is asked for, and thins
// out the old ones, for as long as a server runs. It makes one at a time.
type Daily struct {
	keeper Keeper
	policy Policy
	log    *slog.Logger
	make   func(context.Context) (Backup, error) // Keeper.Create, or a test's

	asked chan struct{} // somebody wants one now; has room for one
	work  chan struct{} // full while one is made, and while somebody holds them off

	mu     sync.Mutex
	status Status
	held   int                // how many hold them off
	stop   context.CancelFunc // ends the one at work; nil if there is none
}

// Status is how the daily backup is doing.
type Status struct {
	Verified time.Time // when the newest verified backup was made; zero if there is none
	Path     string    // the file of it
	Tried    time.Time // when the last attempt began; zero if there was none
	Problem  string    // why the last attempt failed; "" if it did not
	Trouble  Trouble   // what kind of failure that was
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
	d := &Daily{keeper: k, policy: p, log: log, asked: make(chan struct{}, 1), work: make(chan struct{}, 1)}
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

// Make asks for a backup now. While one is asked for or at work already, that
// one will do.
func (d *Daily) Make() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.status.Busy {
		return
	}
	select {
	case d.asked <- struct{}{}:
		d.status.Busy = true
	default:
	}
}

// Hold ends a backup that is at work and keeps others from beginning until
// release is called, for who has to have the diary alone. What was known of the
// backups is looked up anew then.
func (d *Daily) Hold() (release func()) {
	d.mu.Lock()
	d.held++
	if d.stop != nil {
		d.stop()
	}
	d.mu.Unlock()
	d.work <- struct{}{}
	return func() {
		<-d.work
		d.set(func(s *Status) { d.held--; *s = Status{Since: s.Since} })
		d.recall(context.Background())
	}
}

// Run makes backups until ctx ends. It wakes when one is due or asked for.
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
		case <-d.asked:
			timer.Stop()
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
		d.status.Problem, d.status.Trouble = err.Error(), troubleOf(err)
	} else if len(all) > 0 {
		d.status.Verified, d.status.Path = all[0].Made, all[0].Path
	}
}

// attempt makes one backup; false if there is none newer than before.
func (d *Daily) attempt(ctx context.Context) bool {
	ctx, held := d.begin(ctx)
	if held {
		return false
	}
	defer d.end()
	b, err := d.create(ctx)
	if err == nil {
		d.log.Info("daily backup made and verified", "file", b.Path, "bytes", b.Size)
		d.set(func(s *Status) { s.Verified, s.Path, s.Problem, s.Trouble = b.Made, b.Path, "", NoTrouble })
		if _, err := d.keeper.Prune(ctx, d.policy, false); err != nil && ctx.Err() == nil {
			d.log.Error("old backups could not be removed", "err", err)
			d.set(func(s *Status) { s.Problem, s.Trouble = err.Error(), troubleOf(err) })
		}
		return true
	}
	switch {
	case errors.Is(err, errNothing):
		d.set(func(s *Status) { s.Problem, s.Trouble = "", NothingYet })
	case ctx.Err() == nil:
		d.log.Error("daily backup failed", "err", err)
		d.set(func(s *Status) { s.Problem, s.Trouble = err.Error(), troubleOf(err) })
	}
	return false
}

// begin waits for its turn; held says that backups are held off.
func (d *Daily) begin(ctx context.Context) (_ context.Context, held bool) {
	d.work <- struct{}{}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.held > 0 {
		d.status.Busy = false
		<-d.work
		return ctx, true
	}
	ctx, d.stop = context.WithCancel(ctx)
	d.status.Tried, d.status.Busy = d.keeper.Now(), true
	return ctx, false
}

func (d *Daily) end() {
	d.mu.Lock()
	d.stop()
	d.stop, d.status.Busy = nil, false
	d.mu.Unlock()
	<-d.work
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
