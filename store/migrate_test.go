package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"charley"

	"github.com/pressly/goose/v3"
)

// olderDiary makes a folder with a diary of schema 1 and some entries in it, as
// the first Charley would have left it. It returns its content.
func olderDiary(t *testing.T, dir string, entries int) Count {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(dir, FileName)
	MigrateTo(t, path, 1)
	db, err := openSQLite(path, "rw", safety[:])
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	e, err := sqliteEngine(ctx, db, dir)
	if err != nil {
		t.Fatal(err)
	}
	s := &Store{engine: e, health: newHealth(""), path: path, dir: dir, cancel: func() {}}
	if err := s.start(ctx); err != nil {
		t.Fatal(err)
	}
	fill(t, s, entries)
	n, err := s.Count(ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAnOlderDiaryIsBroughtUpToDate(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	want := olderDiary(t, dir, 50)
	s := open(t, dir)
	if got, err := s.Count(ctx); err != nil || got != want {
		t.Errorf("after the change of schema: %+v, %v; want %+v", got, err, want)
	}
	if err := s.IntegrityCheck(ctx); err != nil {
		t.Error(err)
	}
	if s.Schema() != latestSchema {
		t.Errorf("schema %d, want %d", s.Schema(), latestSchema)
	}
	old, err := OpenFile(ctx, filepath.Join(dir, fmt.Sprintf("charley-before-schema-%d.db", latestSchema)), Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("the copy made before: %v", err)
	}
	defer old.Close()
	if got, err := old.Count(ctx); err != nil || got != want || old.Schema() != 1 {
		t.Errorf("the copy made before: schema %d, %+v, %v; want schema 1, %+v", old.Schema(), got, err, want)
	}
}

func TestANewDiaryNeedsNoCopy(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	if found, _ := filepath.Glob(filepath.Join(dir, "charley-before-*")); len(found) > 0 {
		t.Errorf("made %v", found)
	}
}

func TestAChangeOfSchemaThatFailsLeavesTheOldOne(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	want := olderDiary(t, dir, 20)
	path := filepath.Join(dir, FileName)
	db, err := openSQLite(path, "rw", []pragma{{"foreign_keys", "0", "0"}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	run := func(text string) error {
		steps, err := migrations("sqlite", 1, foreignKeysHold)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, goose.NewGoMigration(2, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return err
			}
			return foreignKeysHold(ctx, tx)
		}}, nil))
		return migrate(ctx, goose.DialectSQLite3, db, steps)
	}
	if err := run("CREATE TABLE x (y INTEGER); SELECT no_such_thing FROM person"); err == nil {
		t.Error("a statement that cannot work was accepted")
	}
	// Rebuilding a table and forgetting its rows would leave those that refer to it alone.
	if err := run("DELETE FROM person"); !errors.Is(err, charley.ErrStorage) {
		t.Errorf("a migration that loses people: %v, want ErrStorage", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := open(t, dir).Count(ctx); err != nil || got != want {
		t.Errorf("afterwards: %+v, %v; want %+v", got, err, want)
	}
}

func TestACopyLeftByAKilledChangeOfSchemaIsReplaced(t *testing.T) {
	dir := t.TempDir()
	want := olderDiary(t, dir, 5)
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("charley-before-schema-%d.db", latestSchema)), []byte("half a copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := open(t, dir).Count(context.Background()); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestTwoProgramsStartAtOnce(t *testing.T) {
	for name, entries := range map[string]int{"in an empty folder": 0, "on an older diary": 30} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			want := Count{}
			if entries > 0 {
				want = olderDiary(t, dir, entries)
			}
			var wait sync.WaitGroup
			ids := make([]string, 4)
			for i := range ids {
				wait.Go(func() {
					s, err := Open(context.Background(), Options{Dir: dir})
					if err != nil {
						t.Errorf("Open: %v", err)
						return
					}
					defer s.Close()
					if ids[i], err = s.DiaryID(context.Background()); err != nil {
						t.Error(err)
					}
					if got, err := s.Count(context.Background()); err != nil || got != want {
						t.Errorf("got %+v, %v; want %+v", got, err, want)
					}
				})
			}
			wait.Wait()
			for _, id := range ids {
				if id != ids[0] || len(id) != 36 {
					t.Errorf("diary ids %q", ids)
				}
			}
		})
	}
}
