package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/charleytest"

	"github.com/pressly/goose/v3"
)

// olderDiary makes a folder with a diary of schema 1 and some entries in it, as
// the first Charley would have left it. It returns its content.
func olderDiary(t *testing.T, dir string, entries int) Count { return diaryOf(t, dir, 1, entries) }

// diaryOf is olderDiary of any schema.
func diaryOf(t *testing.T, dir string, schema int64, entries int) Count {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(dir, FileName)
	MigrateTo(t, path, schema)
	db, err := openSQLite(path, "rw", safety[:])
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	e, err := sqliteEngine(ctx, db, dir)
	if err != nil {
		t.Fatal(err)
	}
	asOf(e, schema)
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

// asOf has an engine write as the program of an earlier schema did.
func asOf(e *engine, schema int64) {
	if e.schema = schema; schema >= peopleSchema {
		return
	}
	e.statements = maps.Clone(e.statements)
	first, last := "?", "?8"
	if strings.Contains(e.statements["Audit"], "$1") {
		first, last = "$", "$8::text"
	}
	e.statements["Audit"] = strings.ReplaceAll(`INSERT INTO audit (person_id, number, at_ms, caller, via, action, entry_id, rev)
SELECT ?1, (SELECT coalesce(max(number), 0) + 1 FROM audit WHERE person_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7 WHERE `+last+` = ''`, "?", first)
}

// withAccounts is what a count becomes when people get accounts.
func withAccounts(n Count) Count {
	n.Account += n.People
	return n
}

func TestAnOlderDiaryIsBroughtUpToDate(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	want := olderDiary(t, dir, 50)
	s := open(t, dir)
	if got, err := s.Count(ctx); err != nil || got != withAccounts(want) {
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

// From every schema there ever was: all that was written is there afterwards, and
// somebody can be let in.
func TestADiaryOfEverySchemaIsBroughtUpToDate(t *testing.T) {
	ctx := context.Background()
	for schema := int64(1); schema < latestSchema; schema++ {
		t.Run(fmt.Sprint("schema ", schema), func(t *testing.T) {
			dir := t.TempDir()
			want := diaryOf(t, dir, schema, 40)
			s := open(t, dir)
			after := want
			if schema < peopleSchema { // that step makes an account for everybody
				after = withAccounts(want)
			}
			if got, err := s.Count(ctx); err != nil || got != after || s.Schema() != latestSchema {
				t.Errorf("after the change of schema: %+v, %v; want %+v", got, err, after)
			}
			if err := s.IntegrityCheck(ctx); err != nil {
				t.Error(err)
			}
			letIn(t, s)
			if hash, err := s.AccountHash(ctx); err != nil || hash == "" {
				t.Errorf("who may come in: %q, %v", hash, err)
			}
			old, err := OpenFile(ctx, filepath.Join(dir, fmt.Sprintf("charley-before-schema-%d.db", latestSchema)), Options{ReadOnly: true})
			if err != nil {
				t.Fatalf("the copy made before: %v", err)
			}
			defer old.Close()
			if got, err := old.Count(ctx); err != nil || got != want || old.Schema() != int(schema) {
				t.Errorf("the copy made before: schema %d, %+v, %v; want schema %d, %+v", old.Schema(), got, err, schema, want)
			}
			if hash, err := old.AccountHash(ctx); err != nil || hash != "" {
				t.Errorf("who may come into the copy: %q, %v", hash, err)
			}
		})
	}
}

func TestAPostgreSQLOfSchema3IsBroughtUpToDate(t *testing.T) {
	ctx := context.Background()
	dsn := charleytest.Postgres(t)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	steps, err := migrations("postgres", 3, func(context.Context, *sql.Tx) error { return nil })
	if err == nil {
		err = migrate(ctx, goose.DialectPostgres, db, steps)
	}
	e, err2 := postgresEngine(ctx, db)
	if err = errors.Join(err, err2); err == nil {
		err = nameDiary(ctx, db, e)
	}
	if err != nil {
		t.Fatal(err)
	}
	asOf(e, 3)
	old := &Store{engine: e, health: newHealth(""), schema: 3, ping: db.PingContext, cancel: func() {}}
	old.readers, old.group = newPoolOf(db, e, postgresReaders), newGroup(db, e, old.health, nil)
	fill(t, old, 40)
	want, err := old.Count(ctx)
	if err != nil || want.Entries != 40 {
		t.Fatalf("%+v, %v", want, err)
	}
	// A copy of it can be made before, by a program that only reads.
	path := filepath.Join(t.TempDir(), "copy.db")
	reads, err := Open(ctx, Options{DSN: dsn, ReadOnly: true})
	if err == nil {
		err = errors.Join(reads.CopyTo(ctx, path), reads.Close())
	}
	if err != nil {
		t.Errorf("copy it before: %v", err)
	}
	s, err := Open(ctx, Options{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got, err := s.Count(ctx); err != nil || got != withAccounts(want) || s.Schema() != latestSchema {
		t.Errorf("schema %d, %+v, %v; want %+v", s.Schema(), got, err, want)
	}
	if err := s.IntegrityCheck(ctx); err != nil {
		t.Error(err)
	}
	letIn(t, s)
}

// letIn writes into every table that says who may come in.
func letIn(t testing.TB, s *Store) {
	t.Helper()
	ctx := context.Background()
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	hash := func(s string) app.Hash { return app.Hash(strings.Repeat(s, 64)) }
	before, err := s.Count(ctx)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(ctx, func(w app.Writer) error {
		p, err := w.Owner(ctx)
		if err != nil {
			return err
		}
		d := app.KeptDevice{Device: app.Device{Person: p.ID, ID: charley.NewDeviceID(), Kind: app.DevicePhone, Scope: charley.ScopeAppend, Name: "Phone", Created: now}, Secret: hash("1")}
		return errors.Join(
			w.KeepCredential(ctx, app.Credential{Person: p.ID, Password: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", Changed: now}),
			w.ReplaceRecovery(ctx, p.ID, []app.Hash{hash("2"), hash("3")}),
			w.KeepPasskey(ctx, app.Passkey{Person: p.ID, ID: []byte{1, 2}, PublicKey: []byte{3}, SignCount: 7, Flags: app.PasskeyFlags{BackupEligible: true}, Name: "Key", Created: now}),
			w.KeepDevice(ctx, d),
			w.KeepLink(ctx, app.KeptLink{Person: p.ID, Secret: hash("4"), Purpose: app.LinkPair, Created: now, Expires: now.Add(time.Minute)}),
		)
	})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Count(ctx); err != nil || n.Account != before.Account+6 {
		t.Errorf("%d rows say who may come in (%v), want %d", n.Account, err, before.Account+6)
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
	if got, err := open(t, dir).Count(ctx); err != nil || got != withAccounts(want) {
		t.Errorf("afterwards: %+v, %v; want %+v", got, err, want)
	}
}

func TestACopyLeftByAKilledChangeOfSchemaIsReplaced(t *testing.T) {
	dir := t.TempDir()
	want := olderDiary(t, dir, 5)
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("charley-before-schema-%d.db", latestSchema)), []byte("half a copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := open(t, dir).Count(context.Background()); err != nil || got != withAccounts(want) {
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
					if got, err := s.Count(context.Background()); err != nil || got != withAccounts(want) {
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
