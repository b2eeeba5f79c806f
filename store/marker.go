package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"charley"
)

// MarkerName is the name of a small file beside the diary that remembers how
// much was in it. With it, a diary that has gone missing is noticed instead of
// being begun anew.
const MarkerName = "charley.marker"

// A marker says what a diary held when it was last opened or closed.
type marker struct {
	Diary     string `json:"diary"`     // Store.DiaryID
	Revisions int64  `json:"revisions"` // by all people
	erased    string // what the diary is called once it is erased, if that was going on; see erasure
}

// readMarker reads a folder's marker; there need not be one.
func readMarker(dir string) (m marker, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, MarkerName))
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	} else if err != nil {
		return m, fmt.Errorf("read the diary's marker: %w", meaning(err))
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		// It is written in one step, so half of one was not left by us. What it
		// protects is whole or not whatever it says.
		return marker{}, nil
	}
	return m, nil
}

// missing explains why an empty diary is not begun.
func (m marker) missing(path string) error {
	return fmt.Errorf("%s is missing or empty, but %d changes were written to the diary in this folder; nothing was changed. "+
		"Put the file back or restore a backup. To begin a new diary all the same, remove %s: %w",
		path, m.Revisions, MarkerName, charley.ErrStorage)
}

// compare refuses a diary that is not the one the marker knows, or has lost entries.
func (m marker) compare(path string, in inspection) error {
	switch {
	case m.Revisions == 0, m.erased != "" && m.erased == in.diary:
		return nil
	case in.fresh || in.revisions == 0:
		return m.missing(path)
	case m.Diary != in.diary:
		return fmt.Errorf("%s is not the diary that was last in this folder; nothing was changed. "+
			"Put the right file back or, if you replaced it on purpose, remove %s: %w", path, MarkerName, charley.ErrStorage)
	case in.revisions < m.Revisions:
		return fmt.Errorf("%s holds %d of the %d changes that were written to it; nothing was changed. "+
			"Put the newer file back or, if you replaced it on purpose, remove %s: %w", path, in.revisions, m.Revisions, MarkerName, charley.ErrStorage)
	}
	return nil
}

// settleMarker writes the marker at the start. A full disk is no reason not to
// open a diary.
func (s *Store) settleMarker(ctx context.Context) error {
	if !s.marked {
		return nil
	}
	s.unmarked.Store(true) // until mark has found out
	if err := s.mark(ctx); err != nil && !errors.Is(err, charley.ErrDiskFull) {
		return err
	}
	return nil
}

// markFirst writes the marker as soon as there is something to miss, so that a
// diary that vanishes in its first night is noticed too. If it cannot be
// written, the entry is on the disk all the same, and the next one tries again.
func (s *Store) markFirst() { _ = s.mark(context.Background()) }

// mark writes the marker, if what it says has changed.
func (s *Store) mark(ctx context.Context) error {
	var now marker
	err := s.read(ctx, func(c *session) (err error) {
		if now.Diary, err = one(ctx, c, "DiaryID", scanText); err != nil {
			return err
		}
		now.Revisions, err = one(ctx, c, "CountRevisions", scanNumber)
		return err
	})
	if err != nil {
		return err
	}
	if then, err := readMarker(s.dir); err != nil || then != now {
		raw, err := json.Marshal(now)
		if err != nil {
			return err
		}
		if err := replaceFile(filepath.Join(s.dir, MarkerName), append(raw, '\n')); err != nil {
			return fmt.Errorf("write the diary's marker: %w", meaning(err))
		}
	}
	s.unmarked.Store(now.Revisions == 0)
	return nil
}

// replaceFile writes a file so that after a power cut there is the old or the
// new one, whole.
func replaceFile(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once it has been renamed
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}
