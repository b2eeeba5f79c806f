package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"charley/app"
	"charley/store"

	"github.com/pressly/goose/v3"
)

// What the programs of every earlier schema wrote, brought up to date: every row
// of every table they knew says the same, the chains come out, the export is that
// of the time, and the copy made before holds it all.
func TestWhatEarlierProgramsWroteIsBroughtUpToDate(t *testing.T) {
	for schema := 1; schema < store.LatestSchema; schema++ {
		t.Run(fmt.Sprint("file of schema ", schema), func(t *testing.T) {
			dir := t.TempDir()
			path := earlierFile(t, dir, schema)
			before, want := rowsIn(t, path, nil)
			s := openIn(t, dir)
			upToDate(t, s)
			_, got := rowsIn(t, path, before)
			same(t, "afterwards", got, want)
			exports(t, s, schema)
			copied := filepath.Join(dir, fmt.Sprintf("charley-before-schema-%d.db", store.LatestSchema))
			at, of := rowsIn(t, copied, nil)
			same(t, "the copy made before", of, want)
			if fmt.Sprint(at) != fmt.Sprint(before) {
				t.Errorf("the copy made before has the tables %v, want %v", at, before)
			}
		})
		t.Run(fmt.Sprint("PostgreSQL of schema ", schema), func(t *testing.T) {
			dsn := earlierDatabase(t, schema)
			db := database(t, dsn)
			before := tables(t, db, postgresColumns)
			want := everything(t, db, before)
			s, err := store.Open(context.Background(), store.Options{DSN: dsn})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			upToDate(t, s)
			same(t, "afterwards", everything(t, db, before), want)
		})
	}
}

// rowsIn reads a file's tables, those of at if there are any.
func rowsIn(t testing.TB, path string, at []columned) ([]columned, rowsBy) {
	t.Helper()
	db := store.Raw(t, path)
	defer db.Close()
	if at == nil {
		at = tables(t, db, sqliteColumns)
	}
	return at, everything(t, db, at)
}

// upToDate checks what the store itself can say.
func upToDate(t *testing.T, s *store.Store) {
	t.Helper()
	if s.Schema() != store.LatestSchema {
		t.Errorf("schema %d, want %d", s.Schema(), store.LatestSchema)
	}
	if err := s.IntegrityCheck(context.Background()); err != nil {
		t.Error(err)
	}
}

// exports compares what the program of today exports with what the program of the
// time did. It is noted in the log, so it comes last.
func exports(t *testing.T, s *store.Store, schema int) {
	t.Helper()
	ctx := context.Background()
	a := app.New(s, time.Now)
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := a.Export(ctx, c, &got); err != nil {
		t.Fatal(err)
	}
	if want := kept(t, fmt.Sprint(max(schema, firstKept), ".json")); !bytes.Equal(revisions(got.Bytes()), revisions(want)) {
		t.Error("the export is not that of the program of its time")
	}
}

// revisions is what an export says apart from settings, which a newer program may have more of.
func revisions(export []byte) []byte {
	_, rest, _ := bytes.Cut(export, []byte(`"revisions":[`))
	return rest
}

// A program that is killed while it changes the schema, in any of the steps, at
// the last moment before its commit: started again, nothing is lost.
func TestAChangeOfSchemaThatIsKilled(t *testing.T) {
	for step := firstKept + 1; step <= store.LatestSchema; step++ {
		t.Run(fmt.Sprint("file, on the way to schema ", step), func(t *testing.T) {
			dir := t.TempDir()
			path := earlierFile(t, dir, firstKept)
			before, want := rowsIn(t, path, nil)
			killed(t, "CHARLEY_TEST_UPGRADE="+path, fmt.Sprint("CHARLEY_TEST_DIE_AT=", step-firstKept))
			s := openIn(t, dir)
			upToDate(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			_, got := rowsIn(t, path, before)
			same(t, "started again", got, want)
		})
	}
	t.Run("PostgreSQL, on the way to the latest", func(t *testing.T) {
		dsn := earlierDatabase(t, firstKept)
		db := database(t, dsn)
		before := tables(t, db, postgresColumns)
		want := everything(t, db, before)
		killed(t, "CHARLEY_TEST_UPGRADE="+dsn, fmt.Sprint("CHARLEY_TEST_DIE_AT=", store.LatestSchema-firstKept))
		s, err := store.Open(context.Background(), store.Options{DSN: dsn})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		upToDate(t, s)
		same(t, "started again", everything(t, db, before), want)
	})
}

// A program that is killed at any moment between its start and the first answer:
// while it copies, between the steps, while it names the diary.
func TestAnUpgradeThatIsKilledAtAnyMoment(t *testing.T) {
	const rounds = 10
	earliest, want := rowsIn(t, earlierFile(t, t.TempDir(), firstKept), nil)
	var takes time.Duration
	for round := range rounds + 1 {
		dir := t.TempDir()
		path := earlierFile(t, dir, firstKept)
		began := time.Now()
		cmd := again("CHARLEY_TEST_OPEN=" + dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if round > 0 { // the first shows how long it takes
			time.Sleep(takes * time.Duration(round) / rounds)
			cmd.Process.Kill()
		}
		if err := cmd.Wait(); round == 0 && err != nil {
			t.Fatalf("open it: %v", err)
		}
		takes = max(takes, time.Since(began))
		s := openIn(t, dir)
		upToDate(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		_, got := rowsIn(t, path, earliest)
		same(t, fmt.Sprint("killed in round ", round), got, want)
	}
}

// again is this program once more, to do one thing and end: see TestMain.
func again(environment ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), environment...)
	return cmd
}

// killed runs it and wants it not to come back.
func killed(t *testing.T, environment ...string) {
	t.Helper()
	out, err := again(environment...).CombinedOutput()
	if err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("it was not killed: %v\n%s", err, out)
	}
}

// upgradeAndDie changes the schema of a file or a database and is killed in a step.
func upgradeAndDie(at, step string) {
	last, err := strconv.Atoi(step)
	dialect, open := goose.DialectSQLite3, store.RawFile
	if strings.HasPrefix(at, "postgres:") {
		dialect, open = goose.DialectPostgres, func(dsn string) (*sql.DB, error) { return sql.Open("pgx", dsn) }
	}
	var db *sql.DB
	if err == nil {
		db, err = open(at)
	}
	if err == nil {
		steps := 0
		err = store.UpTo(context.Background(), dialect, db, store.LatestSchema, func() {
			if steps++; steps == last {
				dieNow()
			}
		})
	}
	os.Stderr.WriteString(fmt.Sprintln("it came to the end:", err))
	os.Exit(0)
}

// openAndEnd opens the diary of a folder as the program does.
func openAndEnd(dir string) {
	s, err := store.Open(context.Background(), store.Options{Dir: dir})
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Exit(0)
}
