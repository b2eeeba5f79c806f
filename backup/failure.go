package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"charley"
)

// The kinds of failure of this package, to be told apart with errors.Is.
var (
	// ErrDamaged says that a backup is not, byte for byte, what was made, or not a backup.
	ErrDamaged = errors.New("the backup is damaged or not a Charley backup")
	// ErrKey says that a backup is encrypted and the key for it was not given.
	ErrKey = errors.New("the backup is encrypted and this key does not open it")
	// ErrNewer says that a backup was made by a newer version.
	ErrNewer = errors.New("the backup was made by a newer version")
	// ErrNotEmpty says that there is a diary where one was to be restored.
	ErrNotEmpty = fmt.Errorf("there is a diary already: %w", charley.ErrConflict)
	// ErrUnsound says that the diary that was to be backed up is itself damaged.
	ErrUnsound = fmt.Errorf("the diary is damaged: %w", charley.ErrStorage)
)

// A Trouble is why there is no new backup, as far as it helps a person to know.
type Trouble string

// The kinds of trouble.
const (
	NoTrouble     Trouble = ""        // the last one was made
	NothingYet    Trouble = "nothing" // nothing was written yet, so there was nothing to back up
	TroubleFull   Trouble = "full"    // the disk is full
	TroubleWrite  Trouble = "write"   // the folder cannot be written
	TroubleKey    Trouble = "key"     // the key to encrypt it with is none
	TroubleDiary  Trouble = "diary"   // the diary itself is damaged
	TroubleUnlike Trouble = "unlike"  // it did not come back as it was, or something else
)

func troubleOf(err error) Trouble {
	switch {
	case errors.Is(err, charley.ErrDiskFull), errors.Is(err, syscall.ENOSPC):
		return TroubleFull
	case errors.Is(err, ErrUnsound):
		return TroubleDiary
	case errors.Is(err, ErrKey):
		return TroubleKey
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, charley.ErrReadOnly):
		return TroubleWrite
	}
	return TroubleUnlike
}

func damaged(why string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(why, args...), ErrDamaged)
}

// told adds to an error of the operating system what it means for a person.
func told(err error) error {
	if errors.Is(err, syscall.ENOSPC) && !errors.Is(err, charley.ErrDiskFull) {
		return fmt.Errorf("%w: %w", charley.ErrDiskFull, err)
	}
	return err
}
