package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charley"
	"charley/app"
	"charley/store"

	"golang.org/x/sys/unix"
)

// smallDisk mounts a disk of some megabytes for the length of a test.
func smallDisk(t *testing.T, size string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := unix.Mount("charley-test", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("mounting a small disk needs root: ", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fillUp writes a file until there is no space left.
func fillUp(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 1<<16); len(block) > 0; {
		if _, err := f.Write(block); err != nil {
			block = block[:len(block)/2]
		}
	}
}

func TestAFullDisk(t *testing.T) {
	ctx := context.Background()
	dir := smallDisk(t, "8m")
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	p := store.Fill(t, s, 20)
	kept := int64(20)
	add := func() error {
		return s.Update(ctx, func(w app.Writer) error { return store.AppendNight(ctx, w, p, int(kept)) })
	}
	check := func(when string) {
		t.Helper()
		if n, err := s.Count(ctx); err != nil || n.Revisions != kept {
			t.Errorf("%s: %d revisions, %v; want %d", when, n.Revisions, err, kept)
		}
	}
	filler := filepath.Join(dir, "filler")
	fillUp(t, filler)
	for err = nil; err == nil && kept < 5000; {
		if err = add(); err == nil {
			kept++
		}
	}
	if !errors.Is(err, charley.ErrDiskFull) {
		t.Fatalf("Update on a full disk: %v, want ErrDiskFull", err)
	}
	if state := s.State(); state.Writable || !strings.Contains(state.Problem, "full") {
		t.Errorf("State on a full disk = %+v", state)
	}
	check("while the disk is full")
	if err := s.Close(); err != nil && !errors.Is(err, charley.ErrDiskFull) {
		t.Errorf("Close on a full disk: %v", err)
	}
	fillUp(t, filler+"2") // closing had given some space back
	if s, err = store.Open(ctx, store.Options{Dir: dir}); err != nil {
		t.Fatalf("Open on a full disk: %v", err)
	}
	defer s.Close()
	check("opened again on a full disk")
	if err := errors.Join(os.Remove(filler), os.Remove(filler+"2")); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if err := add(); err != nil {
			t.Fatalf("Update after space was freed: %v", err)
		}
		kept++
	}
	check("after space was freed")
	if state := s.State(); !state.Writable || state.Problem != "" {
		t.Errorf("State after space was freed = %+v", state)
	}
	if err := s.IntegrityCheck(ctx); err != nil {
		t.Error(err)
	}
}

func TestADiskThatCanOnlyBeRead(t *testing.T) {
	for name, crashed := range map[string]bool{"after an orderly end": false, "after a crash, with entries in the log": true} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			home, dir := t.TempDir(), smallDisk(t, "16m")
			s := openIn(t, home)
			store.Fill(t, s, 30)
			if !crashed {
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			for _, end := range []string{store.FileName, store.FileName + "-wal", store.MarkerName} {
				raw, err := os.ReadFile(filepath.Join(home, end))
				if errors.Is(err, os.ErrNotExist) {
					continue
				}
				if err = errors.Join(err, os.WriteFile(filepath.Join(dir, end), raw, 0o600)); err != nil {
					t.Fatal(err)
				}
			}
			if err := unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
				t.Fatal(err)
			}
			for _, o := range []store.Options{{Dir: dir}, {Dir: dir, ReadOnly: true}} {
				r, err := store.Open(ctx, o)
				if err != nil {
					t.Fatalf("Open: %v", err)
				}
				if n, err := r.Count(ctx); err != nil || n.Entries != 30 {
					t.Errorf("%d entries, %v", n.Entries, err)
				}
				if state := r.State(); state.Writable || state.Problem == "" {
					t.Errorf("State = %+v", state)
				}
				err = r.Update(ctx, func(app.Writer) error { return nil })
				if !errors.Is(err, charley.ErrReadOnly) {
					t.Errorf("Update: %v, want ErrReadOnly", err)
				}
				if err := r.Close(); err != nil {
					t.Errorf("Close: %v", err)
				}
			}
			if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "charley-read-*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}
