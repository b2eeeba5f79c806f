package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/store"
)

// write puts some entries into the diary of a folder and closes it.
func write(t *testing.T, dir string, entries int) charley.PersonID {
	t.Helper()
	s, err := store.Open(context.Background(), store.Options{Dir: dir})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	p := store.Fill(t, s, entries)
	if err := s.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	return p
}

// refused opens a folder's diary and wants ErrStorage, some words, and all
// files as they were.
func refused(t *testing.T, dir string, words ...string) {
	t.Helper()
	before := hashes(t, dir)
	s, err := store.Open(context.Background(), store.Options{Dir: dir})
	if err == nil {
		s.Close()
		t.Fatal("the diary was opened")
	}
	if !errors.Is(err, charley.ErrStorage) {
		t.Errorf("Open: %v, want ErrStorage", err)
	}
	for _, w := range append(words, "nothing was changed") {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("Open says %q, want it to say %q", err, w)
		}
	}
	for name, sum := range before {
		if hashes(t, dir)[name] != sum {
			t.Errorf("%s was changed", name)
		}
	}
}

// hashes are those of the diary and its log.
func hashes(t *testing.T, dir string) map[string]string {
	t.Helper()
	sums := map[string]string{}
	for _, name := range []string{store.FileName, store.FileName + "-wal", store.MarkerName} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			sums[name] = fmt.Sprintf("%x", sha256.Sum256(raw))
		} else if !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	return sums
}

// change runs statements on a diary's file behind the store's back.
func change(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestOnlyTheOwnerCanReadTheFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "diary")
	s := openIn(t, dir)
	store.Fill(t, s, 1)
	for name, want := range map[string]os.FileMode{
		"": 0o700, store.FileName: 0o600, store.FileName + "-wal": 0o600, store.LockName: 0o600, store.MarkerName: 0o600,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%q has mode %o, want %o", name, got, want)
		}
	}
}

func TestAFolderWithAnOddName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "50 % of Anna's nights? #1 & więcej")
	write(t, dir, 2)
	if n, err := openIn(t, dir).Count(context.Background()); err != nil || n.Entries != 2 {
		t.Errorf("%d entries, %v", n.Entries, err)
	}
	if _, err := os.Stat(filepath.Join(dir, store.FileName)); err != nil {
		t.Error(err)
	}
}

func TestFilesThatAreNotOurs(t *testing.T) {
	t.Run("another program's database", func(t *testing.T) {
		dir := t.TempDir()
		change(t, filepath.Join(dir, store.FileName), "CREATE TABLE recipe (name TEXT)", "PRAGMA application_id = 42")
		refused(t, dir, "another program", "42", dir)
	})
	t.Run("a database of nobody in particular", func(t *testing.T) {
		dir := t.TempDir()
		change(t, filepath.Join(dir, store.FileName), "CREATE TABLE recipe (name TEXT)")
		refused(t, dir, "another program")
	})
	t.Run("not a database", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, store.FileName), bytes.Repeat([]byte("Dear diary, "), 1000), 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, dir, dir)
	})
	t.Run("made by a newer Charley", func(t *testing.T) {
		dir := t.TempDir()
		write(t, dir, 1)
		change(t, filepath.Join(dir, store.FileName), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
		refused(t, dir, "newer Charley", "9999")
	})
	t.Run("the beginning is damaged", func(t *testing.T) {
		dir := t.TempDir()
		write(t, dir, 20)
		scramble(t, filepath.Join(dir, store.FileName), 0, 64)
		refused(t, dir, dir)
	})
}

func TestADiaryThatHasGoneMissing(t *testing.T) {
	remove := func(t *testing.T, dir string) {
		if err := os.Remove(filepath.Join(dir, store.FileName)); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("the file is gone", func(t *testing.T) {
		dir := t.TempDir()
		write(t, dir, 9)
		remove(t, dir)
		refused(t, dir, "missing", "9 changes", store.MarkerName)
	})
	t.Run("the file is empty", func(t *testing.T) {
		dir := t.TempDir()
		write(t, dir, 9)
		if err := os.Truncate(filepath.Join(dir, store.FileName), 0); err != nil {
			t.Fatal(err)
		}
		refused(t, dir, "missing or empty", "9 changes")
	})
	t.Run("a new diary lies in its place", func(t *testing.T) {
		dir, other := t.TempDir(), t.TempDir()
		write(t, dir, 9)
		write(t, other, 0)
		if err := os.Rename(filepath.Join(other, store.FileName), filepath.Join(dir, store.FileName)); err != nil {
			t.Fatal(err)
		}
		refused(t, dir, "9 changes")
	})
	t.Run("somebody else's diary lies in its place", func(t *testing.T) {
		dir, other := t.TempDir(), t.TempDir()
		write(t, dir, 9)
		write(t, other, 12)
		if err := os.Rename(filepath.Join(other, store.FileName), filepath.Join(dir, store.FileName)); err != nil {
			t.Fatal(err)
		}
		refused(t, dir, "not the diary")
	})
	t.Run("an older copy lies in its place", func(t *testing.T) {
		dir := t.TempDir()
		write(t, dir, 5)
		old, err := os.ReadFile(filepath.Join(dir, store.FileName))
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, 4)
		if err := os.WriteFile(filepath.Join(dir, store.FileName), old, 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, dir, "5 of the 9 changes")
	})
	t.Run("the person wants to begin anew", func(t *testing.T) {
		dir := t.TempDir()
		write(t, dir, 9)
		remove(t, dir)
		if err := os.Remove(filepath.Join(dir, store.MarkerName)); err != nil {
			t.Fatal(err)
		}
		write(t, dir, 1)
	})
}

// scramble flips bytes of a file.
func scramble(t *testing.T, path string, from, to int) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := from; i < to; i++ {
		raw[i] ^= 0x5A
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestADamagedDiaryIsReadAndLeftAsItIs(t *testing.T) {
	for name, entries := range map[string]int{"a small file, checked before use": 300, "a large file, checked while in use": 9500} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			p := write(t, dir, entries)
			path := filepath.Join(dir, store.FileName)
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			middle := int(info.Size()) / 2 &^ 4095
			scramble(t, path, middle, middle+4096)
			before := hashes(t, dir)

			s, err := store.Open(context.Background(), store.Options{Dir: dir})
			if err != nil {
				t.Fatalf("Open: %v", err)
			}
			deadline := time.Now().Add(10 * time.Second)
			for s.State().Writable && time.Now().Before(deadline) {
				time.Sleep(10 * time.Millisecond)
			}
			if state := s.State(); state.Writable || !strings.Contains(state.Problem, "damaged") {
				t.Errorf("State = %+v", state)
			}
			err = s.Update(context.Background(), func(w app.Writer) error { return nil })
			if !errors.Is(err, charley.ErrReadOnly) {
				t.Errorf("Update: %v, want ErrReadOnly", err)
			}
			err = s.View(context.Background(), func(r app.Reader) error {
				_, err := r.Person(context.Background(), p)
				return err
			})
			if err != nil {
				t.Errorf("what is not damaged cannot be read: %v", err)
			}
			if err := s.Close(); err != nil {
				t.Errorf("Close: %v", err)
			}
			if after := hashes(t, dir); after[store.FileName] != before[store.FileName] || after[store.MarkerName] != before[store.MarkerName] {
				t.Error("a damaged diary was changed")
			}
		})
	}
}

func TestOpeningAgainIsQuick(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, 2000)
	begin := time.Now()
	s, err := store.Open(context.Background(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if took := time.Since(begin); took > 2*time.Second { // a loaded machine; see the benchmark
		t.Errorf("opening took %v", took)
	}
	if s.Schema() != store.LatestSchema {
		t.Errorf("schema %d, want %d", s.Schema(), store.LatestSchema)
	}
}

func TestReadOnlyMakesNothing(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.Open(context.Background(), store.Options{Dir: dir, ReadOnly: true}); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("Open of an empty folder: %v, want ErrNotFound", err)
	}
	if _, err := os.Stat(filepath.Join(dir, store.FileName)); err == nil {
		t.Error("a file was made")
	}
	write(t, dir, 3)
	s, err := store.Open(context.Background(), store.Options{Dir: dir, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n, err := s.Count(context.Background()); err != nil || n.Entries != 3 {
		t.Errorf("%d entries, %v", n.Entries, err)
	}
	if state := s.State(); state.Writable || state.Problem == "" {
		t.Errorf("State = %+v", state)
	}
	err = s.Update(context.Background(), func(app.Writer) error { return nil })
	if !errors.Is(err, charley.ErrReadOnly) {
		t.Errorf("Update: %v, want ErrReadOnly", err)
	}
}

func TestLocks(t *testing.T) {
	dir := t.TempDir()
	first, second := openIn(t, dir), openIn(t, dir) // two programs may use a diary
	if _, err := store.LockExclusive(dir, 0); !errors.Is(err, store.ErrInUse) {
		t.Errorf("LockExclusive of a diary in use: %v, want ErrInUse", err)
	}
	if err := errors.Join(first.Close(), second.Close()); err != nil {
		t.Fatal(err)
	}
	unlock, err := store.LockExclusive(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(100 * time.Millisecond)
		unlock()
	}()
	openIn(t, dir) // waits
}

func TestAFolderThatIsLetGoInAMomentIsWaitedFor(t *testing.T) {
	dir := t.TempDir()
	release, err := store.LockExclusive(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	go func() { // as a killed program does, when the disk lets it
		time.Sleep(100 * time.Millisecond)
		release()
	}()
	again, err := store.LockExclusive(dir, 10*time.Second)
	if err != nil {
		t.Fatalf("got %v, want the lock", err)
	}
	again()
}

func TestLibcIsTheOneThatSQLiteWasBuiltWith(t *testing.T) {
	ours, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	version := func(mod []byte, module string) string {
		for line := range strings.Lines(string(mod)) {
			if f := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require ")); len(f) > 1 && f[0] == module {
				return f[1]
			}
		}
		return ""
	}
	cache := os.Getenv("GOMODCACHE")
	if cache == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			t.Skip("the module cache was not found: ", err)
		}
		cache = filepath.Join(home, "go", "pkg", "mod")
	}
	theirs, err := os.ReadFile(filepath.Join(cache, "modernc.org", "sqlite@"+version(ours, "modernc.org/sqlite"), "go.mod"))
	if err != nil {
		t.Skip("the module cache was not found: ", err)
	}
	if got, want := version(ours, "modernc.org/libc"), version(theirs, "modernc.org/libc"); got != want || want == "" {
		t.Errorf("modernc.org/libc is %q, want %q: SQLite may crash with any other", got, want)
	}
}
