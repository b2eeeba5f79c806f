package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"charley"
	"charley/app"
	"charley/charleytest"
	"charley/store"
)

// TestMain lets a test run this program again as one that erases a diary, or
// brings it up to date, and is killed while it does.
func TestMain(m *testing.M) {
	if dir := os.Getenv("CHARLEY_TEST_ERASE"); dir != "" {
		eraseAndDie(dir, os.Getenv("CHARLEY_TEST_DIE_AT"))
	}
	if at := os.Getenv("CHARLEY_TEST_UPGRADE"); at != "" {
		upgradeAndDie(at, os.Getenv("CHARLEY_TEST_DIE_AT"))
	}
	if dir := os.Getenv("CHARLEY_TEST_OPEN"); dir != "" {
		openAndEnd(dir)
	}
	os.Exit(m.Run())
}

// dieNow kills this program.
func dieNow() {
	if me, err := os.FindProcess(os.Getpid()); err == nil {
		me.Kill()
	}
	select {} // it takes a moment
}

func eraseAndDie(dir, step string) {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err == nil {
		s.StopAt(step, dieNow)
		var people []charley.Person
		if people, err = s.People(ctx); err == nil {
			err = s.Erase(ctx, people[0].ID)
		}
	}
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Exit(0)
}

// canary stands in everything that is to be erased.
const canary = "Kanarienvogel-7f3a9b"

// sung writes a diary with the canary in every place that the store knows, and
// everything that may lie beside it.
func sung(t *testing.T, dir string, nights int) charley.PersonID {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	p := store.Fill(t, s, nights)
	sing(t, s, p)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"backups/charley-20261122-010000.backup", "backups/charley-20261121-010000-2.backup.age", "backups/verified/abc-1.json",
		"backups/.charley-making-1/plain", "replaced-20261101-010000/charley.db", ".restore-77/charley.db", ".replacing-20261102-010000/charley.db-wal",
		"charley-before-schema-4.db", "charley-before-schema-5.db.123", "charley.marker.99", "charley.db.5-journal",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("a "+canary+" sings"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// sing writes the canary into a person's entries, settings and log.
func sing(t *testing.T, s *store.Store, p charley.PersonID) {
	t.Helper()
	ctx := context.Background()
	err := s.Update(ctx, func(w app.Writer) error {
		for i := range 200 {
			person, err := w.Person(ctx, p)
			if err != nil {
				return err
			}
			fields := charley.Fields{}
			fields.Set("note", strings.Repeat(canary+" ", 1+i))
			night := charley.Night{Year: 2026, Month: 3, Day: 1}.Add(i)
			id := charley.NewEntryID()
			r := charley.Revision{Person: p, Entry: id, Kind: charley.KindMorning, Seq: person.Seq + 1, Rev: 1, Patch: fields, Author: canary, Via: "cli", Stamp: charley.Stamp{Device: canary}}
			e := charley.Entry{Person: p, ID: id, Kind: r.Kind, Night: night, Until: night, Fields: fields, Rev: 1, Seq: r.Seq, Device: canary}
			if err := w.Append(ctx, r, e, r.Link(person.Chain)); err != nil {
				return err
			}
			set := person.Settings
			set.Own = []charley.Own{{ID: "own_bird", Name: canary}}
			if err := w.SaveSettings(ctx, p, set); err != nil {
				return err
			}
			if err := w.Audit(ctx, app.AuditLine{Person: p, Caller: canary, Via: "cli", Action: "put"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// heard are the files of a folder in which the canary can be read, in UTF-8 or UTF-16.
func heard(t *testing.T, dir string) (files []string) {
	t.Helper()
	var little, big []byte
	for _, unit := range utf16.Encode([]rune(canary)) {
		little, big = append(little, byte(unit), byte(unit>>8)), append(big, byte(unit>>8), byte(unit))
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, song := range [][]byte{[]byte(canary), little, big} {
			if bytes.Contains(raw, song) {
				files = append(files, path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestNothingIsLeftOfAnErasedDiary(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	p := sung(t, dir, 300)
	if len(heard(t, dir)) < 12 {
		t.Fatal("the canary does not sing where it should")
	}
	s := openIn(t, dir)
	before, err := s.DiaryID(ctx)
	if err != nil {
		t.Fatal(err)
	}
	sing(t, s, p) // so that there is a log
	if err := s.Erase(ctx, p); err != nil {
		t.Fatal(err)
	}
	if left := heard(t, dir); len(left) > 0 {
		t.Errorf("the canary is still heard in %v", left)
	}
	wantAlone(t, dir)
	if after, err := s.DiaryID(ctx); err != nil || after == before {
		t.Errorf("the diary is still called %s, %v", after, err)
	}
	if n, err := s.Count(ctx); err != nil || n != (store.Count{}) {
		t.Errorf("%+v rows are left, %v", n, err)
	}
	if info, err := os.Stat(filepath.Join(dir, store.FileName)); err != nil || info.Size() > 200<<10 {
		t.Errorf("the empty diary has %d bytes, %v", info.Size(), err)
	}
	store.Fill(t, s, 3) // and it can be written at once
	if err := s.IntegrityCheck(ctx); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if again := openIn(t, dir); again.Erasure() != store.NoErasure {
		t.Error("an erasure that was finished is finished again")
	}
}

// wantAlone wants nothing in a folder but the diary itself.
func wantAlone(t *testing.T, dir string) {
	t.Helper()
	names, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range names {
		if !slices.Contains([]string{store.FileName, store.FileName + "-wal", store.FileName + "-shm", store.MarkerName, store.LockName}, d.Name()) {
			t.Errorf("%s is left", d.Name())
		}
	}
}

// What a person put into the folder themselves is theirs.
func TestErasingLeavesWhatIsNotCharleys(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	p := sung(t, dir, 2)
	theirs := filepath.Join(dir, "letters.txt")
	if err := errors.Join(os.WriteFile(theirs, []byte("Dear Anna"), 0o600), os.RemoveAll(filepath.Join(dir, "backups"))); err != nil {
		t.Fatal(err)
	}
	kept, gone := filepath.Join(elsewhere, "holiday.jpg"), filepath.Join(elsewhere, "charley-20261122-010000.backup")
	if err := errors.Join(os.WriteFile(kept, nil, 0o600), os.WriteFile(gone, []byte(canary), 0o600), os.Symlink(elsewhere, filepath.Join(dir, "backups"))); err != nil {
		t.Fatal(err)
	}
	s := openIn(t, dir)
	if err := s.Erase(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{theirs: true, kept: true, gone: false} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestErasingWaitsForNobodyElse(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	p := sung(t, dir, 2)
	s, other := openIn(t, dir), openIn(t, dir)
	soon, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	if err := s.Erase(soon, p); !errors.Is(err, store.ErrInUse) {
		t.Errorf("while another program has it open: %v, want ErrInUse", err)
	}
	if n, err := s.Count(ctx); err != nil || n.Revisions != 202 {
		t.Errorf("%d revisions, %v; want all of them", n.Revisions, err)
	}
	if _, err := os.Stat(filepath.Join(dir, store.ErasingName)); err == nil {
		t.Error("a note was left")
	}
	other.Close()
	if err := s.Erase(ctx, p); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// Killed at any step, an erasure leaves the diary whole, or erased as soon as
// the diary is opened again.
func TestErasingKilledAtEveryStep(t *testing.T) {
	for _, c := range []struct {
		step string
		want store.Outcome
	}{
		{"noted", store.NotErased}, {"deleted", store.Erased}, {"scrubbed", store.Erased}, {"removed", store.Erased}, {"marked", store.Erased},
	} {
		t.Run(c.step, func(t *testing.T) {
			dir := t.TempDir()
			sung(t, dir, 50)
			if out, err := dies(dir, c.step).CombinedOutput(); err == nil || len(out) > 0 {
				t.Fatalf("it was not killed: %v %s", err, out)
			}
			wholeOrErased(t, dir, 250, c.want)
		})
	}
}

func TestErasingKilledAtAnyMoment(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 6))
	outcomes := map[store.Outcome]int{}
	for range 20 {
		dir := t.TempDir()
		sung(t, dir, 20)
		child := dies(dir, "")
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(dice.IntN(120)) * time.Millisecond)
		child.Process.Kill()
		child.Wait()
		outcomes[wholeOrErased(t, dir, 220, -1)]++
	}
	t.Logf("not begun or done when it was killed: %d, whole: %d, finished afterwards: %d",
		outcomes[store.NoErasure], outcomes[store.NotErased], outcomes[store.Erased])
}

func dies(dir, step string) *exec.Cmd {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), "CHARLEY_TEST_ERASE="+dir, "CHARLEY_TEST_DIE_AT="+step)
	return child
}

// wholeOrErased opens a diary after a crash. A negative want is any outcome.
func wholeOrErased(t *testing.T, dir string, revisions int64, want store.Outcome) store.Outcome {
	t.Helper()
	ctx := context.Background()
	s := openIn(t, dir)
	got := s.Erasure()
	if want >= 0 && got != want {
		t.Errorf("outcome %d, want %d", got, want)
	}
	n, err := s.Count(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.IntegrityCheck(ctx); err != nil {
		t.Error(err)
	}
	if n.Revisions == revisions {
		if got == store.Erased {
			t.Error("it says that everything is erased, and nothing is")
		}
		if _, err := os.Stat(filepath.Join(dir, "backups", "charley-20261122-010000.backup")); err != nil {
			t.Error("the diary is whole, but its backup is gone")
		}
		return got
	}
	if n != (store.Count{}) {
		t.Errorf("%+v rows are left", n)
	}
	if left := heard(t, dir); len(left) > 0 {
		t.Errorf("the canary is still heard in %v", left)
	}
	wantAlone(t, dir)
	store.Fill(t, s, 2)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	openIn(t, dir)
	return got
}

// Somebody who reads for long holds on to the log. The person is erased all the
// same, and the rest goes when the diary is opened the next time.
func TestErasingWhileSomebodyReads(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it waits ten seconds for the reader")
	}
	ctx := context.Background()
	dir := t.TempDir()
	p := sung(t, dir, 2)
	s := openIn(t, dir)
	reading, read := make(chan bool), make(chan bool)
	go s.View(ctx, func(r app.Reader) error {
		_, err := r.Person(ctx, p)
		reading <- true
		<-read
		return err
	})
	<-reading
	if err := s.Erase(ctx, p); !errors.Is(err, charley.ErrUnfinished) {
		t.Errorf("got %v, want ErrUnfinished", err)
	}
	if n, err := s.Count(ctx); err != nil || n != (store.Count{}) {
		t.Errorf("%+v rows are left, %v", n, err)
	}
	read <- true
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if got := wholeOrErased(t, dir, 202, store.Erased); got != store.Erased {
		t.Errorf("got outcome %d", got)
	}
}

// No table may be forgotten, also none that is added later.
func TestNoTableHoldsARowOfAnErasedDiary(t *testing.T) {
	ctx := context.Background()
	check := func(t *testing.T, s *store.Store, driver, dsn, tables string) {
		t.Helper()
		p := store.Fill(t, s, 10)
		sing(t, s, p)
		if err := s.Erase(ctx, p); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open(driver, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		rows, err := db.Query(tables)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			names = append(names, name)
		}
		if len(names) < 7 {
			t.Fatalf("only %v", names)
		}
		for _, name := range names {
			var n int
			if err := db.QueryRow("SELECT count(*) FROM " + name).Scan(&n); err != nil {
				t.Fatal(err)
			}
			if n > 0 && name != "diary" && name != "goose_db_version" {
				t.Errorf("%d rows are left in %s", n, name)
			}
		}
	}
	t.Run("SQLite", func(t *testing.T) {
		s := openIn(t, t.TempDir())
		check(t, s, "sqlite", s.Path(), "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		dsn := charleytest.Postgres(t)
		check(t, openAt(t, dsn), "pgx", dsn, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
	})
}

// A server keeps samples of what columns hold, and copies beside the database.
func TestAnErasedDiaryOfAServer(t *testing.T) {
	ctx := context.Background()
	dsn, dir := charleytest.Postgres(t), t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "backups"), 0o700), os.WriteFile(filepath.Join(dir, "backups", "charley-20261122-010000.backup"), []byte(canary), 0o600),
		os.WriteFile(filepath.Join(dir, store.FileName), []byte("another diary"), 0o600)); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, store.Options{DSN: dsn, Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p := store.Fill(t, s, 300)
	sing(t, s, p)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("ANALYZE"); err != nil {
		t.Fatal(err)
	}
	if err := s.Erase(ctx, p); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := db.QueryRow("SELECT count(*) FROM pg_stats WHERE schemaname = 'public' AND concat(most_common_vals::text, histogram_bounds::text) LIKE '%" + canary + "%'").Scan(&n); err != nil || n > 0 {
		t.Errorf("the canary is heard in %d samples, %v", n, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "backups")); err == nil {
		t.Error("the backups are still there")
	}
	if _, err := os.Stat(filepath.Join(dir, store.FileName)); err != nil {
		t.Error("another diary in the folder of the backups is gone")
	}
}

// On a server too, what was cut short after the deleting is finished.
func TestErasingOnAServerIsFinished(t *testing.T) {
	ctx := context.Background()
	dsn, dir := charleytest.Postgres(t), t.TempDir()
	open := func() *store.Store {
		t.Helper()
		s, err := store.Open(ctx, store.Options{DSN: dsn, Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, c := range []struct {
		step string
		want store.Outcome
	}{{"noted", store.NotErased}, {"deleted", store.Erased}} {
		if err := errors.Join(os.MkdirAll(filepath.Join(dir, "backups"), 0o700), os.WriteFile(filepath.Join(dir, "backups", "charley-20261122-010000.backup"), []byte(canary), 0o600)); err != nil {
			t.Fatal(err)
		}
		s := open()
		p := store.Fill(t, s, 3)
		ended := make(chan bool)
		s.StopAt(c.step, runtime.Goexit)
		go func() {
			defer close(ended)
			s.Erase(ctx, p)
		}()
		<-ended
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open()
		n, err := s.Count(ctx)
		if got := s.Erasure(); err != nil || got != c.want || (n.Revisions == 0) != (c.want == store.Erased) {
			t.Errorf("stopped when it was %s: outcome %d, %+v, %v", c.step, got, n, err)
		}
		if left := heard(t, dir); (len(left) == 0) != (c.want == store.Erased) {
			t.Errorf("stopped when it was %s: the canary is heard in %v", c.step, left)
		}
		if n.People > 0 {
			if err := s.Erase(ctx, p); err != nil {
				t.Error(err)
			}
		}
		s.Close()
	}
}
