package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"charley"
	"charley/backup/proof"
	"charley/store"
)

// Create makes a backup while the diary is being used, restores it into a
// scratch folder, compares, and only then gives it its name. out is where to;
// "" is the usual place, Folder. Killed at any moment, it leaves nothing under
// that name.
//
// Errors: charley.ErrConflict if out is there already; ErrUnsound if the diary
// itself is damaged; ErrKey if the recipients or the identity do not fit;
// charley.ErrDiskFull.
func (k Keeper) Create(ctx context.Context, out string) (b Backup, err error) {
	defer func() { err = told(err) }()
	to, err := recipients(k.Recipients)
	if err != nil {
		return b, err
	}
	if k.DSN == "" && !exists(filepath.Join(k.Dir, store.FileName)) {
		return b, fmt.Errorf("there is no diary in %s: %w", k.Dir, charley.ErrNotFound)
	}
	b = Backup{Made: k.Now().UTC().Truncate(time.Second), Encrypted: len(to) > 0}
	if b.Path, err = k.place(out, b); err != nil {
		return b, err
	}
	work, err := k.workplace()
	if err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, work.close()) }()
	beside, err := newScratch(filepath.Dir(b.Path))
	if err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, beside.close()) }()
	m, err := k.snapshot(ctx, work, b.Made)
	if err != nil {
		return b, err
	}
	b.Manifest = &m
	file := beside.path("backup")
	hash, err := k.write(ctx, &b, to, work, file)
	if err != nil {
		return b, err
	}
	b.Verified = k.Now().UTC().Truncate(time.Second)
	if exists(b.Path) {
		return b, fmt.Errorf("%s is there already: %w", b.Path, charley.ErrConflict)
	}
	if err := errors.Join(os.Rename(file, b.Path), syncFolder(filepath.Dir(b.Path))); err != nil {
		return b, fmt.Errorf("name the backup: %w", err)
	}
	info, err := os.Stat(b.Path)
	if err != nil {
		return b, err
	}
	b.Size = info.Size()
	return b, k.remember(b, hash)
}

// place is the name that a new backup gets.
func (k Keeper) place(out string, b Backup) (string, error) {
	if out != "" {
		path, err := filepath.Abs(out)
		if err == nil && exists(path) {
			err = fmt.Errorf("%s is there already; name another file: %w", path, charley.ErrConflict)
		}
		return path, err
	}
	if err := os.MkdirAll(k.Folder(), 0o700); err != nil {
		return "", fmt.Errorf("make the folder for backups: %w", err)
	}
	ext := plainExt
	if b.Encrypted {
		ext = sealedExt
	}
	name := namePrefix + b.Made.Format(nameLayout)
	path := filepath.Join(k.Folder(), name+ext)
	for n := 2; exists(path); n++ {
		path = filepath.Join(k.Folder(), fmt.Sprintf("%s-%d%s", name, n, ext))
	}
	return filepath.Abs(path)
}

// workplace is a scratch folder for the diary in the clear: in its own folder,
// which is as private, or elsewhere if that one cannot be written.
func (k Keeper) workplace() (*scratch, error) {
	if k.Dir != "" && exists(k.Dir) && os.MkdirAll(k.Folder(), 0o700) == nil {
		if s, err := newScratch(k.Folder()); err == nil {
			return s, nil
		}
	}
	return newScratch(os.TempDir())
}

// snapshot copies the diary into work, compressed, and notes what it says it
// holds. That this is true is proved when the backup is restored for a try.
func (k Keeper) snapshot(ctx context.Context, work *scratch, made time.Time) (m Manifest, err error) {
	s, err := store.Open(ctx, store.Options{Dir: k.Dir, DSN: k.DSN, ReadOnly: true})
	if err != nil {
		return m, fmt.Errorf("open the diary: %w", err)
	}
	defer s.Close()
	m = Manifest{Format: format, Version: formatVersion, Program: k.Version, Engine: s.State().Engine, Made: made}
	if m.Diary, err = s.DiaryID(ctx); err != nil {
		return m, fmt.Errorf("read the diary: %w", err)
	}
	if err := roomFor(s); err != nil {
		return m, err
	}
	copied := work.path("snapshot.db")
	err = s.CopyTo(ctx, copied)
	if err == nil {
		m.Schema, m.Content, err = claim(ctx, copied)
	}
	if errors.Is(err, charley.ErrStorage) {
		return m, fmt.Errorf("%w: %w", ErrUnsound, err)
	} else if err != nil {
		return m, err
	}
	if m.Database, err = compress(copied, work.path(databaseMember)); err != nil {
		return m, fmt.Errorf("compress the copy: %w", err)
	}
	return m, os.Remove(copied)
}

const (
	copies  = 3        // of the diary's file, that a backup needs room for while it is made
	reserve = 16 << 20 // bytes that are left for new entries meanwhile
)

// roomFor refuses to begin a backup that would fill the disk: new entries need
// the space more.
func roomFor(s *store.Store) error {
	free := s.State().Free
	if s.Path() == "" || free < 0 {
		return nil // not known
	}
	need := int64(reserve)
	for _, end := range []string{"", "-wal"} {
		if info, err := os.Stat(s.Path() + end); err == nil {
			need += copies * info.Size()
		}
	}
	if free < need {
		return fmt.Errorf("a backup needs %d MB for a while, %d MB are free: %w", need>>20, free>>20, charley.ErrDiskFull)
	}
	return nil
}

// claim is what a copy of the diary says it holds.
func claim(ctx context.Context, path string) (schema int, c proof.Content, err error) {
	s, err := store.OpenFile(ctx, path, store.Options{ReadOnly: true})
	if err != nil {
		return 0, c, fmt.Errorf("open the copy: %w", err)
	}
	defer s.Close()
	c, err = proof.Claim(ctx, s)
	return s.Schema(), c, err
}
