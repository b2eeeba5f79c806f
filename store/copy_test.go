package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"charley"
	"charley/app"
	"charley/charleytest"
	"charley/store"
)

// content is what must be equal in a copy.
type content struct {
	Diary   string
	Count   store.Count
	Chains  string
	Account string
}

// contentOf reads a store's content, after checking that it is sound.
func contentOf(t *testing.T, s *store.Store) (c content) {
	t.Helper()
	ctx := context.Background()
	if err := s.IntegrityCheck(ctx); err != nil {
		t.Fatalf("IntegrityCheck: %v", err)
	}
	var err1, err2 error
	c.Diary, err1 = s.DiaryID(ctx)
	c.Count, err2 = s.Count(ctx)
	people, err3 := s.People(ctx)
	var err4 error
	c.Account, err4 = s.AccountHash(ctx)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		c.Chains += string(p.ID) + p.Chain
	}
	return c
}

func TestACopyOfADiaryInUse(t *testing.T) {
	ctx := context.Background()
	s := openIn(t, t.TempDir())
	store.Fill(t, s, 100)
	stop := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				store.Fill(t, s, 1)
			}
		}
	})
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := s.CopyTo(ctx, path); err != nil {
		t.Fatal(err)
	}
	close(stop)
	wait.Wait()
	copied, err := store.OpenFile(ctx, path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if c := contentOf(t, copied); c.Count.Revisions < 100 {
		t.Errorf("copy holds %+v", c.Count)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode of the copy: %v, %v", info.Mode(), err)
	}
	if err := s.CopyTo(ctx, path); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("copy over a file that is there: %v, want ErrConflict", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestFromPostgreSQLToAFileAndBack(t *testing.T) {
	ctx := context.Background()
	from, to := openAt(t, charleytest.Postgres(t)), openAt(t, charleytest.Postgres(t))
	store.Fill(t, from, 120)
	store.Fill(t, from, 3)
	store.LetIn(t, from)
	want := contentOf(t, from)

	path := filepath.Join(t.TempDir(), "backup.db")
	if err := from.CopyTo(ctx, path); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	file, err := store.OpenFile(ctx, path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got := contentOf(t, file); got != want {
		t.Errorf("in the file: %+v\nwant %+v", got, want)
	}
	if err := store.Copy(ctx, file, to); err != nil {
		t.Fatal(err)
	}
	if got := contentOf(t, to); got != want {
		t.Errorf("back in PostgreSQL: %+v\nwant %+v", got, want)
	}
	if err := store.Copy(ctx, file, to); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("copy into a diary that is not empty: %v, want ErrConflict", err)
	}
	if err := store.Copy(ctx, from, file); !errors.Is(err, charley.ErrReadOnly) {
		t.Errorf("copy into a diary that is only read: %v, want ErrReadOnly", err)
	}
}

// Two programs, such as serve and a command, write to one diary at once.
func TestTwoProgramsWriteAtOnce(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) [2]*store.Store{
		"SQLite": func(t *testing.T) [2]*store.Store {
			dir := t.TempDir()
			return [2]*store.Store{openIn(t, dir), openIn(t, dir)}
		},
		"PostgreSQL": func(t *testing.T) [2]*store.Store {
			dsn := charleytest.Postgres(t)
			return [2]*store.Store{openAt(t, dsn), openAt(t, dsn)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			const writers, each = 4, 15
			stores := open(t)
			p := store.Fill(t, stores[0], 0)
			var wait sync.WaitGroup
			for _, s := range stores {
				for range writers {
					wait.Go(func() {
						for i := range each {
							err := s.Update(context.Background(), func(w app.Writer) error { return store.AppendNight(context.Background(), w, p, i) })
							if err != nil {
								t.Errorf("Update: %v", err)
							}
						}
					})
				}
			}
			wait.Wait()
			const all = 2 * writers * each
			if got := contentOf(t, stores[1]).Count; got != (store.Count{People: 1, Revisions: all, Entries: all, Audit: all}) {
				t.Errorf("got %+v, want %d of each", got, all)
			}
		})
	}
}

func TestPostgreSQLRefusesToRewriteHistory(t *testing.T) {
	s := openAt(t, charleytest.Postgres(t))
	store.Fill(t, s, 3)
	store.RefuseChanges(t, s)
}
