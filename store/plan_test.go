package store

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"charley"
	"charley/charleytest"
)

// plan is how SQLite answers a named statement, a step a line.
func plan(t *testing.T, s *Store, name string, args ...any) []string {
	t.Helper()
	ctx := context.Background()
	db, err := openSQLite(s.path, "ro", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, "EXPLAIN QUERY PLAN "+s.engine.statements[name], args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}

// Every verdict reads the facts and the sit-still tests. With an index that did
// not fit, each of them read the whole diary: 36 ms after ten years.
func TestTheRareKindsAreOneWalkOfTheirIndex(t *testing.T) {
	s := open(t, t.TempDir())
	p := fill(t, s, 20)
	for _, kind := range []charley.Kind{charley.KindFact, charley.KindSitTest, charley.KindAway, charley.KindTrial} {
		steps := plan(t, s, "OfRareKind", string(p), string(kind))
		if want := "SEARCH entry USING INDEX entry_rare (person_id=? AND kind=?)"; len(steps) != 1 || steps[0] != want {
			t.Errorf("%s: got %s, want only %s", kind, strings.Join(steps, "; "), want)
		}
	}
}

// PostgreSQL reads a small table as a whole unless it is told not to.
func TestPostgreSQLCanWalkTheIndexOfTheRareKinds(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, Options{DSN: charleytest.Postgres(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p := fill(t, s, 20)
	err = s.readers.view(ctx, func(c *session) error {
		if _, err := c.conn.ExecContext(ctx, "SET LOCAL enable_seqscan = off"); err != nil {
			return err
		}
		var step string
		err := c.conn.QueryRowContext(ctx, "EXPLAIN "+s.engine.statements["OfRareKind"], string(p), string(charley.KindSitTest)).Scan(&step)
		if !strings.HasPrefix(step, "Index Scan using entry_rare on entry") {
			t.Errorf("got %s, want a walk of entry_rare that needs no sorting", step)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is written at night is in no index of the rare kinds, so that it costs
// nothing more.
func TestWhatIsWrittenAtNightIsNotInTheIndexOfRareKinds(t *testing.T) {
	s := open(t, t.TempDir())
	db, err := sql.Open("sqlite", s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var text string
	if err := db.QueryRow("SELECT sql FROM sqlite_schema WHERE name = 'entry_rare'").Scan(&text); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []charley.Kind{charley.KindEpisode, charley.KindMorning, charley.KindEvening} {
		if strings.Contains(text, string(kind)) || !strings.Contains(text, "WHERE") {
			t.Errorf("%s is in it: %s", kind, text)
		}
	}
}
