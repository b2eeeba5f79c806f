package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"charley/store"
)

// scratchPrefix begins the names of folders that work is done in. They are
// hidden, locked while in use, and gone afterwards; what a killed program left
// is cleared by the next one.
const scratchPrefix = ".charley-making-"

// A scratch is a folder of our own for as long as the work takes.
type scratch struct {
	dir    string
	unlock func() error
}

// newScratch makes a scratch folder inside a folder, and clears those left
// there by programs that were killed.
func newScratch(in string) (*scratch, error) {
	clearScratch(in)
	for range 10 {
		dir, err := os.MkdirTemp(in, scratchPrefix)
		if err != nil {
			return nil, fmt.Errorf("make a folder to work in: %w", err)
		}
		s := &scratch{dir: dir}
		if s.unlock, err = store.LockExclusive(dir, 0); err == nil {
			// Another program may have cleared it in the moment before the lock.
			if _, err := os.Lstat(s.path(store.LockName)); err == nil {
				return s, nil
			}
			s.unlock()
		}
	}
	return nil, errors.New("make a folder to work in: others keep removing it")
}

func (s *scratch) path(name string) string { return filepath.Join(s.dir, name) }

func (s *scratch) close() error { return errors.Join(os.RemoveAll(s.dir), s.unlock()) }

// clearScratch removes scratch folders that nobody works in. What cannot be
// removed is left: it does no harm.
func clearScratch(in string) {
	left, err := filepath.Glob(filepath.Join(in, scratchPrefix+"*"))
	if err != nil {
		return
	}
	for _, dir := range left {
		if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
			continue
		}
		if unlock, err := store.LockExclusive(dir, 0); err == nil {
			os.RemoveAll(dir)
			unlock()
		}
	}
}

// syncFile makes the contents of a file durable.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder makes the names in a folder durable. Windows does so by itself.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// exists says that something has that name.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
