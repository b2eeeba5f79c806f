package store_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/charleytest"
	"charley/store"
	"charley/store/storetest"

	"github.com/jackc/pgx/v5"
)

// openAt opens the diary of a PostgreSQL database for the length of a test.
func openAt(t *testing.T, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), store.Options{DSN: dsn})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

func TestPostgresKeepsTheContract(t *testing.T) {
	charleytest.Postgres(t) // skips the whole, by its name
	storetest.Run(t, func(t *testing.T) app.Store { return openAt(t, charleytest.Postgres(t)) })
}

func TestPostgreSQLComesBack(t *testing.T) {
	ctx := context.Background()
	dsn := charleytest.Postgres(t)
	s := openAt(t, dsn)
	p := store.Fill(t, s, 2)
	for range 3 {
		admin, err := pgx.Connect(ctx, dsn)
		if err != nil {
			t.Fatal(err)
		}
		// Every connection of the store is cut while it lies idle.
		_, err = admin.Exec(ctx, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'charley' AND datname = current_database()")
		if err = errors.Join(err, admin.Close(ctx)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Count(ctx); err != nil {
			t.Errorf("reading after the server came back: %v", err)
		}
		if err := s.Update(ctx, func(w app.Writer) error { return store.AppendNight(ctx, w, p, 3) }); err != nil {
			t.Errorf("writing after the server came back: %v", err)
		}
		if state := s.State(); !state.Writable {
			t.Errorf("State = %+v", state)
		}
	}
	if n, err := s.Count(ctx); err != nil || n.Revisions != 5 {
		t.Errorf("%d revisions, %v; want 5", n.Revisions, err)
	}
}

// Two servers on one database, each with a batch that holds one person and wants the other. Before they took turns,
// PostgreSQL found them in a deadlock after a second and one of them was run again.
func TestTwoServersTakeTurns(t *testing.T) {
	ctx := context.Background()
	dsn := charleytest.Postgres(t)
	servers := [2]*store.Store{openAt(t, dsn), openAt(t, dsn)}
	people := [2]charley.PersonID{store.Fill(t, servers[0], 0), store.Fill(t, servers[0], 0)}
	const rounds = 5
	var runs atomic.Int64
	var wait sync.WaitGroup
	for i, s := range servers {
		wait.Go(func() {
			for round := range rounds {
				err := s.Update(ctx, func(w app.Writer) error {
					runs.Add(1)
					for _, p := range [2]charley.PersonID{people[i], people[1-i]} {
						if err := store.AppendNight(ctx, w, p, 2*round+i); err != nil {
							return err
						}
						time.Sleep(10 * time.Millisecond) // so that the other has begun, too
					}
					return nil
				})
				if err != nil {
					t.Errorf("server %d: %v", i+1, err)
				}
			}
		})
	}
	wait.Wait()
	if n := runs.Load(); n != 2*rounds {
		t.Errorf("%d updates were run %d times", 2*rounds, n)
	}
	if n, err := servers[0].Count(ctx); err != nil || n.Revisions != 4*rounds {
		t.Errorf("%d revisions, %v; want %d", n.Revisions, err, 4*rounds)
	}
}

// A server that hangs while it has its turn must not keep the others from writing for ever.
func TestAServerThatHangsLosesItsTurn(t *testing.T) {
	ctx := context.Background()
	var limit string
	err := openAt(t, charleytest.Postgres(t)).Update(ctx, func(w app.Writer) error {
		return store.Ask(ctx, w, "SELECT current_setting('idle_in_transaction_session_timeout')", &limit)
	})
	if err != nil || limit != "20s" {
		t.Errorf("the connection that writes may idle for %q, %v", limit, err)
	}
}

func TestAPostgreSQLThatOnlyReads(t *testing.T) {
	ctx := context.Background()
	dsn := charleytest.Postgres(t)
	if _, err := store.Open(ctx, store.Options{DSN: dsn, ReadOnly: true}); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("an empty database: %v, want ErrNotFound", err)
	}
	s := openAt(t, dsn)
	p := store.Fill(t, s, 1)
	reader, err := store.Open(ctx, store.Options{DSN: dsn, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if n, err := reader.Count(ctx); err != nil || n.Entries != 1 {
		t.Errorf("%d entries, %v", n.Entries, err)
	}
	if err := reader.Update(ctx, func(app.Writer) error { return nil }); !errors.Is(err, charley.ErrReadOnly) {
		t.Errorf("Update: %v, want ErrReadOnly", err)
	}
	// A server that is set to refuse writes, such as a standby.
	refusing := openAt(t, dsn+"&default_transaction_read_only=on")
	err = refusing.Update(ctx, func(w app.Writer) error { return store.AppendNight(ctx, w, p, 1) })
	if !errors.Is(err, charley.ErrReadOnly) {
		t.Errorf("Update of a server that refuses writes: %v, want ErrReadOnly", err)
	}
}

func TestAPostgreSQLThatIsNotThere(t *testing.T) {
	_, err := store.Open(context.Background(), store.Options{DSN: "postgres://anna:secret@127.0.0.1:1/diary?connect_timeout=2"})
	if !errors.Is(err, charley.ErrStorage) {
		t.Errorf("Open: %v, want ErrStorage", err)
	}
	if got := err.Error(); strings.Contains(got, "secret") {
		t.Errorf("the error shows the password: %s", got)
	}
}
