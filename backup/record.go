package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// recordsName is the folder of the records, inside Folder. Each is a small file
// about one backup that was verified. They are notes, not truth: if they are
// lost, verifying the backups again brings them back.
const recordsName = "verified"

// A record remembers when a backup came back well.
type record struct {
	Path      string    `json:"path"`
	Size      int64     `json:"size"`
	SHA256    string    `json:"sha256"` // first half of it, hex; also the record's name
	Encrypted bool      `json:"encrypted"`
	Verified  time.Time `json:"verified"`
	How       How       `json:"how"`
	Manifest  Manifest  `json:"manifest"`
}

// remember keeps the record of a verified backup. A folder that cannot be
// written does not make the backup worse.
func (k Keeper) remember(b Backup, hash []byte) error {
	if k.Dir == "" || !exists(k.Dir) {
		return nil
	}
	r := record{Path: b.Path, Size: b.Size, SHA256: short(hash), Encrypted: b.Encrypted, Verified: b.Verified, How: b.How, Manifest: *b.Manifest}
	raw, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	dir := filepath.Join(k.Folder(), recordsName)
	if os.MkdirAll(dir, 0o700) != nil {
		return nil
	}
	if err := writeWhole(filepath.Join(dir, r.SHA256+".json"), append(raw, '\n')); err != nil {
		return fmt.Errorf("the backup is good, but when it was verified could not be noted: %w", err)
	}
	return nil
}

// recall is every record, by the path of its backup. Of two for one path, the
// later verification counts.
func (k Keeper) recall() (map[string]record, error) {
	names, err := filepath.Glob(filepath.Join(k.Folder(), recordsName, "*.json"))
	if err != nil {
		return nil, err
	}
	all := map[string]record{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read what is noted about backups: %w", err)
		}
		var r record
		if json.Unmarshal(raw, &r) != nil || r.Manifest.Format != format {
			continue // a damaged note counts as none
		}
		if path, ok := k.whereNow(r); ok && (all[path].Path == "" || all[path].Verified.Before(r.Verified)) {
			r.Path = path
			all[path] = r
		}
	}
	return all, nil
}

// whereNow finds the backup of a record: where it was, or in Folder under the
// same name if the diary's folder was moved.
func (k Keeper) whereNow(r record) (string, bool) {
	here, err := filepath.Abs(filepath.Join(k.Folder(), filepath.Base(r.Path)))
	for _, path := range []string{r.Path, here} {
		if info, statErr := os.Stat(path); statErr == nil && err == nil && info.Size() == r.Size {
			return path, true
		}
	}
	return "", false
}

// forget removes the records of a backup that is gone.
func (k Keeper) forget(path string) error {
	names, err := filepath.Glob(filepath.Join(k.Folder(), recordsName, "*.json"))
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range names {
		var r record
		raw, err := os.ReadFile(name)
		if err == nil && json.Unmarshal(raw, &r) == nil && filepath.Base(r.Path) == filepath.Base(path) {
			errs = append(errs, os.Remove(name))
		}
	}
	return errors.Join(errs...)
}

// writeWhole replaces a file so that after a power cut there is the old or the new one.
func writeWhole(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once it has been renamed
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return errors.Join(os.Rename(f.Name(), path), syncFolder(filepath.Dir(path)))
}
