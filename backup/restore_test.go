package backup

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"charley/charleytest"
	"charley/store"
)

func TestRestoreIsTheSameDiary(t *testing.T) {
	dir := newDiary(t, 40)
	want := export(t, store.Options{Dir: dir})
	b, err := keeper(dir).Create(ctx, filepath.Join(t.TempDir(), "out.backup"))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(b.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode of the backup: got %v %v", info.Mode(), err)
	}
	to := filepath.Join(t.TempDir(), "a", "b")
	for range 2 {
		r, err := keeper(to).Restore(ctx, b.Path, true)
		if err != nil {
			t.Fatal(err)
		}
		if got := export(t, store.Options{Dir: to}); !bytes.Equal(got, want) {
			t.Error("the restored diary exports other bytes")
		}
		if !r.Taken.Equal(noon) {
			t.Errorf("taken: got %v, want %v", r.Taken, noon)
		}
	}
	kept, _ := filepath.Glob(filepath.Join(to, "replaced-*", store.FileName))
	if len(kept) != 1 {
		t.Errorf("old diaries kept: got %d, want 1", len(kept))
	}
	if left := leftovers(t, dir, to); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRestoreOverADiary(t *testing.T) {
	dir := newDiary(t, 10)
	b, err := keeper(dir).Create(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	s, a := openDiary(t, store.Options{Dir: dir})
	c, _ := a.Owner(ctx)
	if _, err := writeOne(a, c, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := keeper(dir).Restore(ctx, b.Path, true); !errors.Is(err, store.ErrInUse) {
		t.Errorf("while the diary is open: got %v, want %v", err, store.ErrInUse)
	}
	s.Close()
	later := export(t, store.Options{Dir: dir})
	if _, err := keeper(dir).Restore(ctx, b.Path, false); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("without replace: got %v, want %v", err, ErrNotEmpty)
	}
	r, err := keeper(dir).Restore(ctx, b.Path, true)
	if err != nil {
		t.Fatal(err)
	}
	if got := export(t, store.Options{Dir: r.Kept}); !bytes.Equal(got, later) {
		t.Error("the diary that was replaced is not kept as it was")
	}
	_, a = openDiary(t, store.Options{Dir: dir}) // for writing: the marker must fit
	if st := a.State(); !st.Writable {
		t.Errorf("the restored diary cannot be written: %s", st.Problem)
	}
}

// A restore is killed at every step of the switch; it must be possible to run it
// again, no server may begin a new diary meanwhile, and the old one is kept.
func TestRestoreKilledAtEachStep(t *testing.T) {
	dir := newDiary(t, 10)
	out := filepath.Join(t.TempDir(), "out.backup")
	if _, err := keeper(dir).Create(ctx, out); err != nil {
		t.Fatal(err)
	}
	old := newDiary(t, 20)
	wantOld, wantNew := export(t, store.Options{Dir: old}), export(t, store.Options{Dir: dir})
	for _, killed := range []struct {
		name string
		at   func(k Keeper, dir string) error
	}{
		{"while unpacking", func(k Keeper, dir string) error {
			half := filepath.Join(dir, restoringPrefix+"1")
			return errors.Join(os.Mkdir(half, 0o700), os.WriteFile(filepath.Join(half, store.FileName), []byte("half"), 0o600))
		}},
		{"before the old diary was moved", func(k Keeper, dir string) error {
			return k.startAside(filepath.Join(dir, replacingPrefix+"x"), filepath.Join(dir, store.MarkerName))
		}},
		{"between the files of the old diary", func(k Keeper, dir string) error {
			aside := filepath.Join(dir, replacingPrefix+"x")
			return errors.Join(k.startAside(aside, filepath.Join(dir, store.MarkerName)),
				os.Rename(filepath.Join(dir, store.FileName), filepath.Join(aside, store.FileName)))
		}},
		{"before the new diary was there", func(k Keeper, dir string) error {
			aside := filepath.Join(dir, replacingPrefix+"x")
			if err := k.startAside(aside, filepath.Join(dir, store.MarkerName)); err != nil {
				return err
			}
			_, err := k.finishAside(aside)
			return err
		}},
	} {
		t.Run(killed.name, func(t *testing.T) {
			here := filepath.Join(t.TempDir(), "diary")
			if err := os.CopyFS(here, os.DirFS(old)); err != nil {
				t.Fatal(err)
			}
			k := keeper(here)
			if err := killed.at(k, here); err != nil {
				t.Fatal(err)
			}
			if s, err := store.Open(ctx, store.Options{Dir: here}); err == nil {
				if n, err := s.Count(ctx); err != nil || n.Revisions == 0 {
					t.Errorf("a server began a new diary: %v", err)
				}
				s.Close()
			}
			if _, err := k.Restore(ctx, out, true); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(export(t, store.Options{Dir: here}), wantNew) {
				t.Error("the restored diary is another")
			}
			kept, _ := filepath.Glob(filepath.Join(here, replacedPrefix+"*"))
			found := slices.ContainsFunc(kept, func(dir string) bool {
				_, err := os.Stat(filepath.Join(dir, store.FileName))
				return err == nil && bytes.Equal(export(t, store.Options{Dir: dir}), wantOld)
			})
			if !found {
				t.Errorf("the old diary is not kept in any of %v", kept)
			}
			if left := leftovers(t, here); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// A backup made before the last change of schema comes back in the new one.
func TestBackupOfAnOlderSchema(t *testing.T) {
	dir := newDiary(t, 6)
	want := export(t, store.Options{Dir: dir})
	db, err := sql.Open("sqlite", filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, back := range []string{"DROP INDEX entry_rare", "DROP TABLE told", "DROP TABLE passkey_session", "DROP TABLE granted", "DROP TABLE account", "DROP INDEX audit_by", "ALTER TABLE audit DROP COLUMN by_id", "DROP TABLE credential", "DROP TABLE recovery", "DROP TABLE passkey", "DROP TABLE device", "DROP TABLE link", "DROP TABLE erasing", "DELETE FROM goose_db_version WHERE version_id > 1"} {
		if _, err := db.Exec(back); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := keeper(dir).Create(ctx, "")
	if err != nil || b.Manifest.Schema != 1 {
		t.Fatalf("got %v, schema %d, want schema 1", err, b.Manifest.Schema)
	}
	to := filepath.Join(t.TempDir(), "new")
	if _, err := keeper(to).Restore(ctx, b.Path, false); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(export(t, store.Options{Dir: to}), want) {
		t.Error("the restored diary is another")
	}
}

func TestPostgres(t *testing.T) {
	dsn, empty := charleytest.Postgres(t), charleytest.Postgres(t)
	_, a := openDiary(t, store.Options{DSN: dsn})
	c := fillDiary(t, a, 20)
	want := export(t, store.Options{DSN: dsn})
	k := keeper(t.TempDir())
	k.DSN = dsn
	b, err := k.Create(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writeOne(a, c, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Restore(ctx, b.Path, true); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("into a database with a diary: got %v, want %v", err, ErrNotEmpty)
	}
	k.DSN = empty
	for range 2 { // the second time as if the first had been killed at its very end
		if _, err := k.Restore(ctx, b.Path, false); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(export(t, store.Options{DSN: empty}), want) {
		t.Error("the diary restored to PostgreSQL is another")
	}
	to := keeper(filepath.Join(t.TempDir(), "file"))
	if _, err := to.Restore(ctx, b.Path, false); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(export(t, store.Options{Dir: to.Dir}), want) {
		t.Error("the diary restored to a file is another")
	}
}
