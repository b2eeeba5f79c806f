package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"charley"
	"charley/store"
)

// A Restoration is what a restore did.
type Restoration struct {
	Manifest Manifest  `json:"manifest"`       // of the backup
	Taken    time.Time `json:"taken"`          // when the diary was as it is now
	Kept     string    `json:"kept,omitempty"` // folder with the diary that was there before; "" if none
	Path     string    `json:"path,omitempty"` // the file that holds the diary now; "" for PostgreSQL
}

// The names that a restore works under, in the folder of the diary.
const (
	restoringPrefix = ".restore-"   // the diary that is to come, until it is proved
	replacingPrefix = ".replacing-" // the diary that was, while it is moved
	replacedPrefix  = "replaced-"   // the diary that was, for good
)

// Restore puts the diary of a backup in its place: proved first, in a folder
// beside it, and then switched. A diary that is there is refused unless replace
// is set, and then all its files are moved together into a folder that is kept.
// Killed at any moment, it can be run again.
//
// Errors: ErrDamaged, ErrKey, ErrNewer; ErrNotEmpty; store.ErrInUse if a server
// or command has the diary open. In all these cases nothing has been changed.
func (k Keeper) Restore(ctx context.Context, file string, replace bool) (r Restoration, err error) {
	defer func() { err = told(err) }()
	if k.DSN != "" {
		return k.restoreToServer(ctx, file)
	}
	if _, err := os.Stat(file); err != nil {
		return r, fmt.Errorf("open the backup: %w", err) // before a folder is made for it
	}
	if err := os.MkdirAll(k.Dir, 0o700); err != nil {
		return r, fmt.Errorf("make the diary's folder: %w", err)
	}
	unlock, err := store.LockExclusive(k.Dir, killedGrace)
	if err != nil {
		return r, fmt.Errorf("the diary in %s cannot be replaced now: %w", k.Dir, err)
	}
	r, err = k.restoreHere(ctx, file, replace)
	return r, errors.Join(err, unlock())
}

// killedGrace is how long a restore waits for a folder: a program that was
// killed lets go of it only when the disk has finished what it was doing.
const killedGrace = 3 * time.Second

// restoreHere works in a folder that nobody else uses.
func (k Keeper) restoreHere(ctx context.Context, file string, replace bool) (r Restoration, err error) {
	if err := k.settleKilled(); err != nil {
		return r, err
	}
	dir, err := os.MkdirTemp(k.Dir, restoringPrefix)
	if err != nil {
		return r, fmt.Errorf("make a folder to restore into: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if r.Manifest, err = k.Unfold(ctx, file, dir); err != nil {
		return r, err
	}
	r.Taken = r.Manifest.Made
	r.Path = filepath.Join(k.Dir, store.FileName)
	if !replace && exists(r.Path) {
		if k.holds(ctx, r.Manifest) {
			return r, nil
		}
		return r, fmt.Errorf("%s: %w", k.Dir, ErrNotEmpty)
	}
	r.Kept, err = k.change(dir)
	return r, err
}

// holds says that the diary that is there is the one in a backup already, as
// after a restore that was killed at its very end and is run again.
func (k Keeper) holds(ctx context.Context, m Manifest) bool {
	s, err := store.OpenFile(ctx, filepath.Join(k.Dir, store.FileName), store.Options{ReadOnly: true})
	if err != nil {
		return false
	}
	defer s.Close()
	return compare(ctx, s, m) == nil
}

// diaryFiles are all files of a diary. They belong together: a log beside
// another database than its own damages that one.
func diaryFiles() []string {
	return []string{store.FileName, store.FileName + "-wal", store.FileName + "-shm", store.FileName + "-journal"}
}

// change moves the diary that is there aside and the restored one in. While
// there is no database under its name, a marker stands beside the gap, and no
// server begins a new diary in it.
func (k Keeper) change(from string) (kept string, err error) {
	marker := filepath.Join(k.Dir, store.MarkerName)
	if k.anyDiaryFile() {
		aside := filepath.Join(k.Dir, replacingPrefix+k.Now().Format(nameLayout))
		if err := k.startAside(aside, marker); err != nil {
			return "", fmt.Errorf("move the old diary aside: %w", err)
		}
		if kept, err = k.finishAside(aside); err != nil {
			return "", fmt.Errorf("move the old diary aside: %w", err)
		}
	}
	err = replaceWith(filepath.Join(from, store.MarkerName), marker)
	if err == nil {
		err = errors.Join(os.Rename(filepath.Join(from, store.FileName), filepath.Join(k.Dir, store.FileName)), syncFolder(k.Dir))
	}
	if err != nil {
		return kept, fmt.Errorf("put the restored diary in its place: %w", err)
	}
	return kept, nil
}

// startAside makes the folder for the old diary with a copy of its marker.
func (k Keeper) startAside(aside, marker string) error {
	if err := os.Mkdir(aside, 0o700); err != nil {
		return err
	}
	raw, err := os.ReadFile(marker)
	if err == nil {
		err = writeWhole(filepath.Join(aside, store.MarkerName), raw)
	} else if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, syncFolder(k.Dir))
}

// finishAside moves the files of the old diary into a folder and gives that its
// final name. It goes on where a killed restore stopped.
func (k Keeper) finishAside(aside string) (kept string, err error) {
	moved := exists(filepath.Join(aside, store.FileName)) && exists(filepath.Join(k.Dir, store.FileName)) // and begun anew since
	for _, name := range diaryFiles() {
		from, to := filepath.Join(k.Dir, name), filepath.Join(aside, name)
		if !moved && exists(from) {
			if err := os.Rename(from, to); err != nil {
				return "", err
			}
		}
	}
	stamp := filepath.Base(aside)[len(replacingPrefix):]
	kept = filepath.Join(k.Dir, replacedPrefix+stamp)
	for n := 2; exists(kept); n++ {
		kept = filepath.Join(k.Dir, fmt.Sprintf("%s%s-%d", replacedPrefix, stamp, n))
	}
	return kept, errors.Join(syncFolder(aside), os.Rename(aside, kept), syncFolder(k.Dir))
}

func (k Keeper) anyDiaryFile() bool {
	for _, name := range diaryFiles() {
		if exists(filepath.Join(k.Dir, name)) {
			return true
		}
	}
	return false
}

// settleKilled clears what a killed restore left: half a new diary is removed,
// and an old one that was being moved is moved to its end, or stays if the
// moving had not begun.
func (k Keeper) settleKilled() error {
	half, err := filepath.Glob(filepath.Join(k.Dir, restoringPrefix+"*"))
	if err != nil {
		return err
	}
	for _, dir := range half {
		if err := os.RemoveAll(dir); err != nil {
			return fmt.Errorf("clear what a killed restore left: %w", err)
		}
	}
	moving, err := filepath.Glob(filepath.Join(k.Dir, replacingPrefix+"*"))
	if err != nil {
		return err
	}
	for _, aside := range moving {
		if err := k.settleMoving(aside); err != nil {
			return fmt.Errorf("clear what a killed restore left: %w", err)
		}
	}
	return nil
}

func (k Keeper) settleMoving(aside string) error {
	if exists(filepath.Join(k.Dir, store.FileName)) && !exists(filepath.Join(aside, store.FileName)) {
		return os.RemoveAll(aside) // nothing was moved yet; there is only a copy of the marker
	}
	_, err := k.finishAside(aside)
	return err
}

// replaceWith puts a file in the place of another, whole.
func replaceWith(from, to string) error {
	raw, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return writeWhole(to, raw)
}

// restoreToServer restores into an empty PostgreSQL database.
func (k Keeper) restoreToServer(ctx context.Context, file string) (r Restoration, err error) {
	work, err := k.workplace()
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, work.close()) }()
	dir := work.path("restored")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return r, err
	}
	if r.Manifest, err = k.Unfold(ctx, file, dir); err != nil {
		return r, err
	}
	r.Taken = r.Manifest.Made
	from, err := store.OpenFile(ctx, filepath.Join(dir, store.FileName), store.Options{ReadOnly: true})
	if err != nil {
		return r, fmt.Errorf("open the restored diary: %w", err)
	}
	defer from.Close()
	to, err := store.Open(ctx, store.Options{DSN: k.DSN})
	if err != nil {
		return r, fmt.Errorf("open the database: %w", err)
	}
	defer to.Close()
	if err := store.Copy(ctx, from, to); errors.Is(err, charley.ErrConflict) {
		if compare(ctx, to, r.Manifest) == nil {
			return r, nil // as after a restore that was killed at its very end
		}
		return r, fmt.Errorf("the database holds a diary; restore into an empty one: %w", ErrNotEmpty)
	} else if err != nil {
		return r, fmt.Errorf("copy the diary into the database: %w", err)
	}
	return r, compare(ctx, to, r.Manifest)
}
