package store

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"charley"
	"charley/app"
)

// Options say where a diary is kept. DSN wins over Dir.
type Options struct {
	Dir      string // folder of the diary; holds charley.db. Made if it is not there; with DSN, of its backups alone
	DSN      string // postgres://…; "" for SQLite in Dir
	ReadOnly bool   // nothing may be written, and nothing is made that is not there
}

// A Store keeps diaries in one database. It is safe for many goroutines.
type Store struct {
	engine   *engine
	health   *health
	schema   int64
	path     string      // of the SQLite file; "" for PostgreSQL
	dir      string      // folder whose disk space matters; "" if not known
	folder   string      // folder that holds what belongs to the diary beside the database; "" if there is none
	lock     *folderLock // the hold on that folder; nil without one
	outcome  Outcome     // of an erasure that was cut short
	marked   bool        // the folder has a marker that this store keeps
	unmarked atomic.Bool // it knows of no entry yet
	group    *group      // nil for a store that is only read
	readers  *pool
	closers  []func() error // in the order in which to call them
	ping     func(context.Context) error

	step func(string) // told how far an erasure has come; nil but in tests

	background sync.WaitGroup
	cancel     context.CancelFunc // ends the background
	once       sync.Once
	closed     error
}

var _ app.Store = (*Store)(nil)

// errClosed is what a store answers after Close.
var errClosed = errors.New("the diary has been closed")

// Open opens a diary, makes it if there is none, and brings its schema up to
// date. It is writable unless State says otherwise: a diary on a disk that can
// only be read, or in a damaged file, is opened to be read.
//
// It returns charley.ErrStorage if the file is not a diary, was made by a newer
// Charley, or is missing although the folder's marker knows of entries. In all
// these cases nothing has been changed.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.DSN != "" {
		return openPostgres(ctx, o)
	}
	return openFolder(ctx, o)
}

// View runs fn on one consistent snapshot. fn must not call View itself.
func (s *Store) View(ctx context.Context, fn func(app.Reader) error) error {
	err := s.readers.view(ctx, func(c *session) error { return fn(reader{c}) })
	s.health.note(err, false)
	return err
}

// Update runs fn in a transaction that it may share with others.
func (s *Store) Update(ctx context.Context, fn func(app.Writer) error) error {
	if err := s.health.refusal(); err != nil {
		return err
	}
	if s.group == nil {
		return charley.ErrReadOnly
	}
	err := s.group.do(ctx, fn)
	if err == nil && s.unmarked.Load() {
		s.markFirst()
	}
	return err
}

// State says whether the store can be written. Problems that pass, such as a
// full disk, are those of the last write; the next one is tried all the same.
func (s *Store) State() app.State {
	state := app.State{Engine: s.engine.name, Free: freeBytes(s.dir)}
	problem, passing := s.health.now()
	if passing && s.passed(problem, state.Free) {
		s.health.clear()
		problem = ""
	}
	state.Problem, state.Why, state.Writable = problem, whyOf(problem), problem == ""
	return state
}

// passed says that a problem of the last write is over, as far as one can tell
// without writing.
func (s *Store) passed(problem string, free int64) bool {
	switch {
	case problem == problemFull:
		return free > tight
	case s.ping != nil:
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		return s.ping(ctx) == nil
	}
	return false
}

// reached tells a test how far an erasure has come.
func (s *Store) reached(step string) {
	if s.step != nil {
		s.step(step)
	}
}

// Failed is closed when the disk has failed for good. The program must end and
// be started again, because only then is it sure what the disk really holds.
func (s *Store) Failed() <-chan struct{} { return s.health.failed }

// Commits counts the transactions that this store made durable, for the
// measurement of how many updates share one sync.
func (s *Store) Commits() int64 {
	if s.group == nil {
		return 0
	}
	return s.group.commits.Load()
}

// Schema is the number of the database's last migration.
func (s *Store) Schema() int { return int(s.schema) }

// Path is the SQLite file; "" for PostgreSQL.
func (s *Store) Path() string { return s.path }

// DiaryID names the diary, also in its backups.
func (s *Store) DiaryID(ctx context.Context) (id string, err error) {
	err = s.read(ctx, func(c *session) (err error) {
		id, err = one(ctx, c, "DiaryID", scanText)
		return err
	})
	return id, err
}

func scanText(r row) (s string, err error) {
	err = r.Scan(&s)
	return s, err
}

// read runs fn on a snapshot, for questions that app.Reader does not have.
func (s *Store) read(ctx context.Context, fn func(*session) error) error {
	err := s.readers.view(ctx, fn)
	s.health.note(err, false)
	return err
}

// Close waits for the updates at work, writes the marker, and closes the
// database. After the disk has failed or the file was found damaged, SQLite's
// last tidying up of the file is left out, so that every byte stays as it is.
func (s *Store) Close() error {
	s.once.Do(func() { s.closed = s.close() })
	return s.closed
}

func (s *Store) close() error {
	s.cancel()
	s.background.Wait()
	leave := s.health.lasting() != ""
	if s.group != nil {
		s.group.close(leave)
	}
	var errs []error
	if s.marked && !leave {
		errs = append(errs, s.mark(context.Background()))
	}
	errs = append(errs, s.readers.close())
	for _, c := range s.closers {
		errs = append(errs, c())
	}
	return errors.Join(errs...)
}
