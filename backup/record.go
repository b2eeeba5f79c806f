package backup

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// recordsName is the folder of the records, inside Folder. Each is a small file
// about the last time that one backup was verified. They are notes, not truth:
// if they are lost, verifying the backups again brings them back.
const recordsName = "verified"

// A record remembers when a backup came back well, or that it did not.
type record struct {
	Path      string    `json:"path"`
	Size      int64     `json:"size"`
	SHA256    string    `json:"sha256"` // first half of it, hex
	Encrypted bool      `json:"encrypted"`
	Verified  time.Time `json:"verified,omitzero"`
	How       How       `json:"how,omitempty"`
	Refused   time.Time `json:"refused,omitzero"`  // when it was found damaged instead
	Problem   string    `json:"problem,omitempty"` // and why
	Manifest  Manifest  `json:"manifest"`
}

// asked is when the backup was verified, whatever came of it.
func (r record) asked() time.Time {
	if r.Verified.IsZero() {
		return r.Refused
	}
	return r.Verified
}

// file is the name of the record's file. Two copies of one backup have two.
func (r record) file() string {
	where := sha256.Sum256([]byte(r.Path))
	return r.SHA256 + "-" + short(where[:])[:8] + ".json"
}

// remember keeps the record of a verified backup. A folder that cannot be
// written does not make the backup worse.
func (k Keeper) remember(b Backup, hash []byte) error {
	r := record{Path: b.Path, Size: b.Size, SHA256: short(hash), Encrypted: b.Encrypted, Verified: b.Verified, How: b.How, Manifest: *b.Manifest}
	if err := k.keep(r); err != nil {
		return fmt.Errorf("the backup is good, but when it was verified could not be noted: %w", err)
	}
	return nil
}

// refuse keeps a record that a backup was found damaged, so that it no longer
// counts as one that was verified once.
func (k Keeper) refuse(file string, why error) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	hash, err := fileHash(path)
	if err != nil {
		return err
	}
	return k.keep(record{Path: path, Size: info.Size(), SHA256: short(hash), Refused: k.Now().UTC().Truncate(time.Second), Problem: why.Error()})
}

// keep writes a record in the place of earlier ones about the same file.
func (k Keeper) keep(r record) error {
	dir := filepath.Join(k.Folder(), recordsName)
	if k.Dir == "" || !exists(k.Dir) || os.MkdirAll(dir, 0o700) != nil {
		return nil
	}
	raw, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := writeWhole(filepath.Join(dir, r.file()), append(raw, '\n')); err != nil {
		return err
	}
	return k.forget(r.Path, r.file())
}

// recall is every record, by the path of its backup. Of two for one path, the
// later one counts.
func (k Keeper) recall() (map[string]record, error) {
	names, err := filepath.Glob(filepath.Join(k.Folder(), recordsName, "*.json"))
	if err != nil {
		return nil, err
	}
	all := map[string]record{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // replaced by a newer one just now
		} else if err != nil {
			return nil, fmt.Errorf("read what is noted about backups: %w", err)
		}
		var r record
		if json.Unmarshal(raw, &r) != nil || r.Manifest.Format != format && r.Problem == "" {
			continue // a damaged note counts as none
		}
		if path, ok := k.whereNow(r); ok && (all[path].Path == "" || all[path].asked().Before(r.asked())) {
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

// forget removes the records of the backup at path, but for one file of theirs;
// "" is none. Copies elsewhere under the same name keep theirs.
func (k Keeper) forget(path, but string) error {
	names, err := filepath.Glob(filepath.Join(k.Folder(), recordsName, "*.json"))
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range names {
		var r record
		raw, err := os.ReadFile(name)
		if err != nil || json.Unmarshal(raw, &r) != nil || filepath.Base(name) == but {
			continue
		}
		moved := !exists(r.Path) && filepath.Base(r.Path) == filepath.Base(path) && k.Inside(path)
		if r.Path == path || moved {
			errs = append(errs, os.Remove(name))
		}
	}
	return errors.Join(errs...)
}

// Inside says that a file lies in Folder.
func (k Keeper) Inside(path string) bool {
	folder, err := filepath.Abs(k.Folder())
	return err == nil && filepath.Dir(path) == folder
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
