package backup

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"charley"
	"charley/backup/proof"
	"charley/store"
)

// Verify restores a backup into a scratch folder and compares everything. The
// date of the last success is shown by List; a backup that is found damaged does
// not count as verified any more.
//
// Errors: ErrDamaged, ErrKey, ErrNewer, or what the disk says.
func (k Keeper) Verify(ctx context.Context, file string) (b Backup, err error) {
	defer func() { err = told(err) }()
	work, err := k.workplace()
	if err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, work.close()) }()
	m, err := k.rehearse(ctx, file, work)
	if err != nil {
		err = fmt.Errorf("verify %s: %w", file, err)
		if errors.Is(err, ErrDamaged) {
			err = errors.Join(err, k.refuse(file, errors.Unwrap(err)))
		}
		return b, err
	}
	hash, err := fileHash(file)
	if err != nil {
		return b, err
	}
	info, err := os.Stat(file)
	if err != nil {
		return b, err
	}
	b = Backup{Made: m.Made, Size: info.Size(), Manifest: &m, Verified: k.Now().UTC().Truncate(time.Second), How: Restored}
	if b.Path, err = filepath.Abs(file); err != nil {
		return b, err
	}
	f, err := os.Open(file)
	if err != nil {
		return b, err
	}
	defer f.Close()
	b.Encrypted = isSealed(f)
	return b, k.remember(b, hash)
}

// Checked are the things that Verify and Create look at, in words for a person.
func Checked() []string {
	return []string{
		"every byte of the file is the one that was written",
		"the diary in it opens, and the database finds no fault in its pages",
		"no change is missing, and the chain over all changes comes out",
		"every entry is what its history makes of it",
		"people, changes, entries and the audit log are as many as were backed up",
		"who may come in is as it was backed up",
	}
}

// rehearse restores a backup into a scratch folder and throws that away again.
func (k Keeper) rehearse(ctx context.Context, file string, work *scratch) (Manifest, error) {
	dir, err := os.MkdirTemp(work.dir, "rehearsal-")
	if err != nil {
		return Manifest{}, fmt.Errorf("make a folder to restore into: %w", err)
	}
	m, err := k.Unfold(ctx, file, dir)
	return m, errors.Join(err, os.RemoveAll(dir))
}

// Unfold restores a backup into an empty folder of our own, as a diary that is
// ready to be used, and proves that it is the one that was backed up. A diary
// of an older version is brought up to date on the way.
func (k Keeper) Unfold(ctx context.Context, file, dir string) (m Manifest, err error) {
	f, err := os.Open(file)
	if err != nil {
		return m, fmt.Errorf("open the backup: %w", err)
	}
	defer f.Close()
	r, _, err := opened(f, k.Identity)
	if err != nil {
		return m, err
	}
	path := filepath.Join(dir, store.FileName)
	if m, err = unpack(r, path); err != nil {
		return m, err
	}
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return m, fmt.Errorf("open the restored diary: %w", err)
	}
	err = compare(ctx, s, m)
	if err = errors.Join(err, s.Close()); err != nil {
		return m, err
	}
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		// The log is left behind where the disk had no room to empty it, and
		// without it the file is not the diary.
		return m, fmt.Errorf("the restored diary could not be brought into one file: %w", charley.ErrStorage)
	}
	return m, errors.Join(syncFile(path), syncFolder(dir))
}

// errContent says that a database came out of a backup as it was put in, but
// does not hold what it should. It is ErrDamaged to whoever restores it.
var errContent = fmt.Errorf("what it holds is not whole: %w", ErrDamaged)

// compare proves a restored diary whole, and holds it to what its backup says.
func compare(ctx context.Context, s *store.Store, m Manifest) error {
	err := s.CheckPages(ctx)
	var c proof.Content
	var flaws []proof.Flaw
	if err == nil {
		c, flaws, err = proof.Of(ctx, s)
	}
	if errors.Is(err, charley.ErrStorage) {
		return fmt.Errorf("check the restored diary: %w: %w", errContent, err)
	} else if err != nil {
		return fmt.Errorf("check the restored diary: %w", err)
	}
	if len(flaws) > 0 {
		return fmt.Errorf("check the restored diary: %s: %w", flaws[0].Text, errContent)
	}
	if !c.Equal(m.Content) {
		return fmt.Errorf("the restored diary holds other entries than were backed up: %w", errContent)
	}
	id, err := s.DiaryID(ctx)
	if err != nil {
		return fmt.Errorf("check the restored diary: %w", err)
	}
	if id != m.Diary {
		return damaged("the restored diary is not the one that was backed up")
	}
	return nil
}

func short(hash []byte) string { return hex.EncodeToString(hash)[:16] }
