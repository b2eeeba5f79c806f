package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// openToRead opens a file without ever writing to it, and says why in problem.
//
// SQLite needs to make files beside a diary, also to read it. Where it cannot,
// because the disk is read-only, the file is read as it lies if nothing waits
// in the log beside it, and else from a private copy.
func openToRead(ctx context.Context, path, problem string) (*Store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("there is no diary in %s: %w", filepath.Dir(path), meaning(err))
	}
	s, err := tryToRead(ctx, path, problem)
	if f := faultOf(err); f != faultUnopened && f != faultReadOnly && f != faultIO && f != faultFull {
		return s, err
	}
	if size(path+"-wal") == 0 {
		return tryToRead(ctx, path, problem, "immutable=1")
	}
	return readCopy(ctx, path, problem)
}

// tryToRead opens a file to be read in one way.
func tryToRead(ctx context.Context, path, problem string, more ...string) (*Store, error) {
	s := &Store{health: newHealth(problem), path: path, dir: filepath.Dir(path), cancel: func() {}}
	if err := s.startReading(path, more...); err != nil {
		return nil, err
	}
	e, err := sqliteEngine(ctx, s.readers.db, s.dir)
	if err != nil {
		return nil, errors.Join(wrapPath(path, &engine{classify: sqliteFaults(s.dir)}, err), s.readers.close())
	}
	s.engine, s.readers.engine = e, e
	in, err := inspect(ctx, path, s.readers.db, e)
	if err == nil && in.fresh {
		err = fmt.Errorf("there is nothing in %s: %w", path, meaning(os.ErrNotExist))
	}
	if err != nil {
		return nil, errors.Join(err, s.readers.close())
	}
	if in.damage != nil {
		s.health.problem = problemDamaged
	}
	s.schema, e.schema = in.schema, in.schema
	return s, nil
}

// readCopy reads a diary and its log from a temporary folder of our own.
func readCopy(ctx context.Context, path, problem string) (*Store, error) {
	dir, err := os.MkdirTemp("", "charley-read-")
	if err != nil {
		return nil, fmt.Errorf("read the diary from a copy: %w", meaning(err))
	}
	remove := func() error { return os.RemoveAll(dir) }
	copied := filepath.Join(dir, FileName)
	for _, end := range []string{"", "-wal"} {
		if err := copyBytes(path+end, copied+end); err != nil {
			return nil, errors.Join(fmt.Errorf("read the diary from a copy: %w", meaning(err)), remove())
		}
	}
	s, err := tryToRead(ctx, copied, problem)
	if err != nil {
		return nil, errors.Join(err, remove())
	}
	s.path, s.dir = path, filepath.Dir(path)
	s.closers = append(s.closers, remove)
	return s, nil
}

// copyBytes copies a file that no connection of this program has open: closing
// it would drop the locks of that connection.
func copyBytes(from, to string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}
