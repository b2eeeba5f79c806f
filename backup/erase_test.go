package backup

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"charley/store"

	"filippo.io/age"
)

// Package store erases what a diary leaves beside itself by a list of names.
// Whatever this package makes there is on it.
func TestAnErasedDiaryLeavesNoBackup(t *testing.T) {
	dir, elsewhere := newDiary(t, 6), filepath.Join(t.TempDir(), "copy.backup")
	k := keeper(dir)
	b, err := k.Create(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Create(ctx, elsewhere); err != nil {
		t.Fatal(err)
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	sealed := k
	sealed.Recipients = []string{key.Recipient().String()}
	if _, err := sealed.Create(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Restore(ctx, b.Path, true); err != nil { // keeps the diary that was there
		t.Fatal(err)
	}
	// What programs leave that are killed.
	for _, name := range []string{restoringPrefix + "1/charley.db", replacingPrefix + "2/charley.db", folderName + "/" + scratchPrefix + "3/plain", folderName + "/.new-4"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, a := openDiary(t, store.Options{Dir: dir})
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Erase(ctx, c.Person); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && path != dir && !slices.Contains([]string{store.FileName, store.FileName + "-wal", store.FileName + "-shm", store.MarkerName, store.LockName}, d.Name()) {
			t.Errorf("%s is left", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if all, err := k.List(ctx); err != nil || len(all) != 0 {
		t.Errorf("backups that are known: %v, %v", all, err)
	}
	if !exists(elsewhere) {
		t.Error("a copy elsewhere is gone: that is its owner's to remove")
	}
}
