package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"charley"
)

// readers is how many connections an SQLite diary is read with at once.
const readers = 4

// openFolder opens the diary of a folder.
func openFolder(ctx context.Context, o Options) (*Store, error) {
	path := filepath.Join(o.Dir, FileName)
	if o.ReadOnly {
		return openLocked(ctx, path, problemAsked)
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the diary's folder: %w", meaning(err))
	}
	lock, err := lockFolder(ctx, o.Dir)
	if errors.Is(err, charley.ErrReadOnly) {
		return openToRead(ctx, path, problemDisk)
	} else if err != nil {
		return nil, err
	}
	s, err := openToWrite(ctx, path, lock)
	if err != nil {
		lock.release()
		return nil, err
	}
	s.closers = append(s.closers, lock.release)
	return s, nil
}

// OpenFile opens any SQLite file as a diary, such as a backup, without the
// folder's lock and marker. Of o only ReadOnly counts; without it the file is
// made if it is not there.
func OpenFile(ctx context.Context, path string, o Options) (*Store, error) {
	if o.ReadOnly {
		return openToRead(ctx, path, problemAsked)
	}
	return openToWrite(ctx, path, nil)
}

// openLocked opens a folder's diary to be read, and keeps a restore from
// switching it meanwhile where the folder can be locked.
func openLocked(ctx context.Context, path, problem string) (*Store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("there is no diary in %s: %w", filepath.Dir(path), meaning(err))
	}
	lock, err := lockFolder(ctx, filepath.Dir(path))
	if err != nil && !errors.Is(err, charley.ErrReadOnly) {
		return nil, err
	}
	s, err := openToRead(ctx, path, problem)
	if lock == nil {
		return s, err
	}
	if err != nil {
		lock.release()
		return nil, err
	}
	s.closers = append(s.closers, lock.release)
	return s, nil
}

// openToWrite opens a file for everything. lock is nil for a file that is not
// the diary of its folder, and then there is no marker either.
func openToWrite(ctx context.Context, path string, lock *folderLock) (*Store, error) {
	dir := filepath.Dir(path)
	var m marker
	if lock != nil {
		var err error
		if m, err = readMarker(dir); err != nil {
			return nil, err
		}
		note, err := readErasure(dir)
		if err != nil {
			return nil, err
		}
		m.erased = note.Next
	}
	in, e, err := prepare(ctx, path, m, lock)
	if err != nil {
		return nil, err
	}
	if in.damage != nil {
		return openToRead(ctx, path, problemDamaged)
	}
	e.schema = latestSchema
	s := &Store{engine: e, health: newHealth(""), schema: latestSchema, path: path, dir: dir, marked: lock != nil}
	if err := s.start(ctx); err != nil {
		return nil, wrapPath(path, e, err)
	}
	if lock != nil {
		s.folder, s.lock = dir, lock
		err = s.settleErasure(ctx)
	}
	if err == nil {
		err = s.settleMarker(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if !in.checked {
		s.checkLater()
	}
	return s, nil
}

// prepare makes the file if need be, looks at it, and brings its schema up to
// date. It returns what the file is then.
func prepare(ctx context.Context, path string, m marker, lock *folderLock) (in inspection, e *engine, err error) {
	if size(path) == 0 {
		if m.Revisions > 0 {
			return in, nil, m.missing(path)
		}
		if err := createEmpty(path); err != nil {
			return in, nil, err
		}
	}
	in, e, err = look(ctx, path)
	if err != nil || in.damage != nil {
		return in, e, err
	}
	if err := m.compare(path, in); err != nil {
		return in, e, err
	}
	if in.schema == latestSchema {
		return in, e, nil
	}
	if lock != nil { // nobody may use the file while its schema changes
		if err := lock.exclusive(ctx); err != nil {
			return in, e, err
		}
		defer lock.shared()
		if in, e, err = look(ctx, path); err != nil || in.damage != nil || in.schema == latestSchema {
			return in, e, err
		}
	}
	if err := migrateFile(ctx, path, in, e); err != nil {
		return in, e, err
	}
	in.checked = in.checked || in.fresh
	return in, e, nil
}

// look inspects a file and closes it again.
func look(ctx context.Context, path string) (inspection, *engine, error) {
	db, err := openSQLite(path, "ro", safety[:])
	if err != nil {
		return inspection{}, nil, err
	}
	defer db.Close()
	e, err := sqliteEngine(ctx, db, filepath.Dir(path))
	if err != nil {
		return inspection{}, nil, wrapPath(path, &engine{classify: sqliteFaults(filepath.Dir(path))}, err)
	}
	in, err := inspect(ctx, path, db, e)
	return in, e, err
}

// start opens the connections and the writer.
func (s *Store) start(ctx context.Context) error {
	settings := append(durability[:len(durability):len(durability)], safety[:]...)
	db, err := openSQLite(s.path, "rw", settings)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	c, err := newSession(ctx, s.engine, db)
	if err == nil {
		err = settle(ctx, c.conn, settings)
	}
	if err == nil {
		err = s.startReading(s.path)
	}
	if err != nil {
		return errors.Join(err, db.Close())
	}
	s.group = newGroup(db, s.engine, s.health, c)
	s.closers = append(s.closers, func() error {
		if s.health.lasting() != "" {
			return nil // closing would tidy up the file: see Close
		}
		return db.Close()
	})
	s.cancel = func() {}
	return nil
}

// startReading opens the pool of readers.
func (s *Store) startReading(path string, more ...string) error {
	db, err := openSQLite(path, "ro", append(safety[:len(safety):len(safety)], pragma{"query_only", "1", "1"}), more...)
	if err != nil {
		return err
	}
	s.readers = newPool(db, s.engine, readers)
	return nil
}

// checkLater checks a large file while it is already being used.
func (s *Store) checkLater() {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.background.Go(func() {
		s.read(ctx, func(c *session) error { return checkFile(ctx, c, "quick_check") }) // what it finds shows in State
	})
}

// createEmpty makes a file that only its owner can read.
func createEmpty(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("make the diary's file: %w", meaning(err))
	}
	return f.Close()
}

// meaning adds to an error of the operating system what it means for a diary.
func meaning(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %w", charley.ErrNotFound, err)
	case isFull(err):
		return fmt.Errorf("%w: %w", charley.ErrDiskFull, err)
	case isReadOnly(err):
		return fmt.Errorf("%w: %w", charley.ErrReadOnly, err)
	}
	return fmt.Errorf("%w: %w", charley.ErrStorage, err)
}
