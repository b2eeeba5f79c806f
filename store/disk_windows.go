package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// flock takes a lock on an open file without waiting; ErrInUse if it is taken.
func flock(f *os.File, exclusive bool) error {
	handle, all := windows.Handle(f.Fd()), uint32(1)
	how := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if exclusive {
		how |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	windows.UnlockFileEx(handle, 0, all, 0, new(windows.Overlapped)) // fails if there was none
	err := windows.LockFileEx(handle, how, 0, all, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return ErrInUse
	}
	return err
}

// freeBytes is the space that is left for us on the disk of a folder; -1 if not known.
func freeBytes(dir string) int64 {
	name, err := windows.UTF16PtrFromString(dir)
	var free uint64
	if dir == "" || err != nil || windows.GetDiskFreeSpaceEx(name, &free, nil, nil) != nil {
		return -1
	}
	return int64(free)
}

// syncFolder does nothing: Windows keeps names durable by itself.
func syncFolder(string) error { return nil }

func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

func isReadOnly(err error) bool {
	return errors.Is(err, windows.ERROR_WRITE_PROTECT) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}
