package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"charley"
)

// LockName is the file in a diary's folder by which programs that use the diary
// keep out those that replace it.
const LockName = "charley.lock"

// ErrInUse says that another Charley uses the diary.
var ErrInUse = errors.New("another Charley is using this diary")

// lockPatience is how long to wait for a lock that is held for a moment only,
// such as during a change of schema.
const lockPatience = 10 * time.Second

// A folderLock is a hold on a diary's folder. It ends with the process.
type folderLock struct{ file *os.File }

// LockExclusive takes hold of a folder that nobody else uses, to replace the
// diary in it. ErrInUse says that somebody uses it. It waits up to patience,
// because a program that was killed keeps its hold until the disk has finished
// what it was doing.
func LockExclusive(dir string, patience time.Duration) (unlock func() error, err error) {
	l, err := openLock(dir)
	if err != nil {
		return nil, err
	}
	if err := l.wait(context.Background(), true, patience); err != nil {
		l.file.Close()
		if errors.Is(err, ErrInUse) {
			return nil, ErrInUse
		}
		return nil, err
	}
	return l.release, nil
}

// lockFolder takes the ordinary hold, which many programs share. On a disk that
// can only be read it returns charley.ErrReadOnly.
func lockFolder(ctx context.Context, dir string) (*folderLock, error) {
	l, err := openLock(dir)
	if err != nil {
		return nil, err
	}
	if err := l.wait(ctx, false, lockPatience); err != nil {
		l.file.Close()
		return nil, err
	}
	return l, nil
}

func openLock(dir string) (*folderLock, error) {
	f, err := os.OpenFile(filepath.Join(dir, LockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the diary's folder: %w", meaning(err))
	}
	return &folderLock{f}, nil
}

// exclusive turns the hold into one that nobody shares.
func (l *folderLock) exclusive(ctx context.Context) error { return l.wait(ctx, true, lockPatience) }

// shared turns it back.
func (l *folderLock) shared() error { return flock(l.file, false) }

func (l *folderLock) release() error { return l.file.Close() }

// wait asks for a lock until it is given or patience ends.
func (l *folderLock) wait(ctx context.Context, exclusive bool, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		err := flock(l.file, exclusive)
		if !errors.Is(err, ErrInUse) {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", charley.ErrStorage, err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
