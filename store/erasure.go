package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ErasingName is the name of a small file that lies in a diary's folder while
// the diary is being erased.
const ErasingName = "charley.erasing"

// An erasure notes what is going on, for whoever opens the diary after a crash.
// The diary gets its next name in the transaction that deletes everything, so
// the name tells whether that was done.
type erasure struct {
	Diary string `json:"diary"` // Store.DiaryID before
	Next  string `json:"next"`  // and after
}

// An Outcome is what became of an erasure that was cut short.
type Outcome int

// What a store found when it was opened.
const (
	NoErasure Outcome = iota // there was none
	NotErased                // it had not begun to delete: the diary is whole
	Erased                   // everything is deleted, and now also cleared away
)

// Erasure says what became of an erasure that was cut short before this store
// was opened.
func (s *Store) Erasure() Outcome { return s.outcome }

// readErasure reads the note of a folder. One that cannot be understood was not
// left by us; there is none then.
func readErasure(dir string) (note erasure, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, ErasingName))
	if errors.Is(err, fs.ErrNotExist) {
		return note, nil
	} else if err != nil {
		return note, fmt.Errorf("read whether the diary was being erased: %w", meaning(err))
	}
	if json.Unmarshal(raw, &note) != nil || note.Diary == "" || note.Next == "" {
		return erasure{}, nil
	}
	return note, nil
}

func (s *Store) writeErasure(note erasure) error {
	if s.folder == "" {
		return nil
	}
	if _, err := os.Stat(s.folder); errors.Is(err, fs.ErrNotExist) {
		return nil // a server's diary that never had a backup here
	}
	raw, err := json.Marshal(note)
	if err == nil {
		err = replaceFile(filepath.Join(s.folder, ErasingName), append(raw, '\n'))
	}
	if err != nil {
		return fmt.Errorf("begin to erase the diary: %w", meaning(err))
	}
	return nil
}

func (s *Store) removeErasure() error {
	if s.folder == "" {
		return nil
	}
	err := os.Remove(filepath.Join(s.folder, ErasingName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = syncFolder(s.folder)
	}
	return meaning(err)
}

// settleErasure ends an erasure that was cut short: it was not begun, or what it
// had left over is cleared away now. A failure is no reason not to open a diary:
// the next one who opens it tries again.
func (s *Store) settleErasure(ctx context.Context) error {
	note, err := readErasure(s.folder)
	if err != nil || note.Next == "" {
		return err
	}
	id, err := s.DiaryID(ctx)
	if err != nil {
		return err
	}
	switch id {
	case note.Diary:
		s.outcome = NotErased
		return s.removeErasure()
	case note.Next:
		release, err := s.holdAlone(ctx)
		if err != nil {
			return nil // another program is at it, or will be
		}
		defer release()
		if err := s.clear(ctx); err != nil {
			s.health.note(err, true)
			return nil
		}
		s.outcome = Erased
	}
	return nil
}

// besides are the names of everything that a diary leaves in its folder apart
// from the database itself and the file that locks it. Whoever adds a name
// elsewhere adds it here; a test of package backup holds its own against this.
var besides = [...]string{
	"replaced-*", ".restore-*", ".replacing-*", // restores
	"charley-before-schema-*", FileName + ".*", MarkerName + ".*", ErasingName + ".*", // changes of schema, and what was cut short
	FileName + "-journal",
}

// backupsName is the folder of backups, and its files are the names in it. The
// folder itself may be a link to another disk.
const backupsName = "backups"

var backupFiles = [...]string{"charley-*.backup", "charley-*.backup.age", "verified", ".charley-making-*", ".new-*"}

// removeBeside removes what besides and backupFiles name.
func (s *Store) removeBeside() error {
	if s.folder == "" {
		return nil
	}
	var errs []error
	names := besides[:]
	if s.path == "" { // an SQLite diary that may lie there is another one
		names = nil
	}
	for _, pattern := range names {
		errs = append(errs, removeAll(filepath.Join(s.folder, pattern)))
	}
	for _, pattern := range backupFiles {
		errs = append(errs, removeAll(filepath.Join(s.folder, backupsName, pattern)))
	}
	os.Remove(filepath.Join(s.folder, backupsName)) // stays if it is a link, or holds what is not ours
	for _, dir := range []string{filepath.Join(s.folder, backupsName), s.folder} {
		if err := syncFolder(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, meaning(err))
		}
	}
	return errors.Join(errs...)
}

// removeAll removes everything that fits a pattern.
func removeAll(pattern string) error {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range names {
		errs = append(errs, os.RemoveAll(name))
	}
	return meaning(errors.Join(errs...))
}

// emptyLog writes everything into the database's file and cuts the log to nothing.
func emptyLog(ctx context.Context, db *sql.DB, faults *engine) error {
	for try := 1; ; try++ {
		var busy, pages, moved int
		err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
		if err != nil {
			return faults.fail("empty the diary's log", err)
		}
		if busy == 0 {
			return nil
		}
		if try == scrubTries { // some ten seconds
			return fmt.Errorf("empty the diary's log: %w", ErrInUse)
		}
		time.Sleep(patienceScrub)
	}
}

// Belongs says of a name in a diary's folder that it is the diary's own, or goes
// when the diary is erased.
func Belongs(name string) bool {
	switch name {
	case FileName, FileName + "-wal", FileName + "-shm", LockName, MarkerName, ErasingName, backupsName:
		return true
	}
	for _, pattern := range besides {
		if ok, err := filepath.Match(pattern, name); ok && err == nil {
			return true
		}
	}
	return false
}
