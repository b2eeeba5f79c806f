package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// List is every backup that is known, newest first: all in Folder, and those
// elsewhere that were verified from here and are still there.
func (k Keeper) List(ctx context.Context) ([]Backup, error) {
	records, err := k.recall()
	if err != nil {
		return nil, err
	}
	paths := map[string]bool{}
	for path := range records {
		paths[path] = true
	}
	names, err := k.inFolder()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		paths[name] = true
	}
	var all []Backup
	for path := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b, err := k.describe(path, records[path])
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed just now
		} else if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b Backup) int {
		return cmp.Or(b.Made.Compare(a.Made), strings.Compare(b.Path, a.Path))
	})
	return all, nil
}

// inFolder are the files in Folder that have the name of a backup.
func (k Keeper) inFolder() ([]string, error) {
	var all []string
	for _, ext := range []string{plainExt, sealedExt} {
		names, err := filepath.Glob(filepath.Join(k.Folder(), namePrefix+"*"+ext))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			path, err := filepath.Abs(name)
			if err != nil {
				return nil, err
			}
			all = append(all, path)
		}
	}
	return all, nil
}

// describe says what is known of a backup without unpacking it.
func (k Keeper) describe(path string, r record) (Backup, error) {
	f, err := os.Open(path)
	if err != nil {
		return Backup{}, fmt.Errorf("look at a backup: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Backup{}, fmt.Errorf("look at a backup: %w", err)
	}
	b := Backup{Path: path, Size: info.Size(), Encrypted: isSealed(f), Made: madeAt(path, info.ModTime())}
	if r.Problem != "" {
		b.Problem = r.Problem
		return b, nil
	}
	if r.Path != "" {
		b.Manifest, b.Made, b.Verified, b.How = &r.Manifest, r.Manifest.Made, r.Verified, r.How
		return b, nil
	}
	if b.Encrypted && k.Identity == "" {
		return b, nil
	}
	in, _, err := opened(f, k.Identity)
	if err == nil {
		var m Manifest
		if m, _, err = (unpacker{in}).manifest(); err == nil {
			b.Manifest, b.Made = &m, m.Made
		}
	}
	if err != nil && !errors.Is(err, ErrKey) {
		b.Problem = err.Error()
	}
	return b, nil
}

// madeAt is the time in a backup's name, else that of the file.
func madeAt(path string, changed time.Time) time.Time {
	name := strings.TrimPrefix(filepath.Base(path), namePrefix)
	if len(name) >= len(nameLayout) {
		if t, err := time.Parse(nameLayout, name[:len(nameLayout)]); err == nil {
			return t
		}
	}
	return changed.UTC().Truncate(time.Second)
}

// newestVerified is the newest of some backups that came back well.
func newestVerified(all []Backup) (Backup, bool) {
	for _, b := range all {
		if !b.Verified.IsZero() {
			return b, true
		}
	}
	return Backup{}, false
}

// LastVerified is the newest backup that came back well; ok is false if there is none.
func (k Keeper) LastVerified(ctx context.Context) (b Backup, ok bool, err error) {
	all, err := k.List(ctx)
	if err != nil {
		return b, false, err
	}
	b, ok = newestVerified(all)
	return b, ok, nil
}
