package backup

import (
	"errors"
	"fmt"
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
