package backup

import (
	"path/filepath"
	"time"
)

// A Keeper makes, checks, restores and thins out the backups of one diary. It
// holds no resources; several may work on one folder at a time.
type Keeper struct {
	Dir        string           // folder of the diary; holds backups/ and the scratch space
	DSN        string           // PostgreSQL database of the diary; "" for the SQLite file in Dir
	Version    string           // of the program, for the manifest
	Recipients []string         // age recipients (age1…) that new backups are encrypted to; none: not encrypted
	Identity   string           // file with the age identity that opens encrypted backups; "" if not at hand
	Now        func() time.Time // the clock
}

// A Backup is one file and what is known about it.
type Backup struct {
	Path      string    `json:"path"`
	Made      time.Time `json:"made"`
	Size      int64     `json:"size"` // bytes
	Encrypted bool      `json:"encrypted"`
	Manifest  *Manifest `json:"manifest,omitempty"` // nil if it cannot be read, or not without the key
	Verified  time.Time `json:"verified,omitzero"`  // when it was last restored and compared; zero if never
	How       How       `json:"how,omitempty"`      // what Verified means
	Problem   string    `json:"problem,omitempty"`  // why it may be of no use, in words for a person
}

// How says in which way a backup was verified.
type How string

// The ways of verifying. An encrypted backup made without the identity at hand
// is restored from the same bytes before they are encrypted, and the encrypted
// file is read back and compared with what was written.
const (
	Restored      How = "restored"       // from the file itself
	BeforeSealing How = "before_sealing" // before encryption; the file was read back
)

// Name of the folder for backups inside a diary's folder, and of the files in it.
const (
	folderName = "backups"
	nameLayout = "20060102-150405"
	namePrefix = "charley-"
	plainExt   = ".backup"
	sealedExt  = ".backup.age"
)

// Folder is where backups go unless another place is named.
func (k Keeper) Folder() string { return filepath.Join(k.Dir, folderName) }
