package store

import (
	"context"
	"testing"

	"charley"
	"charley/app"
)

// Fill is fill, for the tests that see the package from outside.
func Fill(t testing.TB, s *Store, entries int) charley.PersonID { return fill(t, s, entries) }

// MigrateTo makes a diary with the schema of an older Charley.
func MigrateTo(t testing.TB, path string, schema int64) {
	t.Helper()
	if err := createEmpty(path); err != nil {
		t.Fatal(err)
	}
	_, e, err := look(context.Background(), path)
	if err == nil {
		err = migrateFileTo(context.Background(), path, schema, e)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// AppendNight is appendNight, for the tests that see the package from outside.
func AppendNight(ctx context.Context, w app.Writer, p charley.PersonID, i int) error {
	return appendNight(ctx, w, p, i)
}

// StopAt makes a store call stop when an erasure has come to a step.
func (s *Store) StopAt(step string, stop func()) {
	s.step = func(at string) {
		if at == step {
			stop()
		}
	}
}

// LetIn is letIn, for the tests that see the package from outside.
func LetIn(t testing.TB, s *Store) { letIn(t, s) }

// RefuseChanges is refuseChanges, for the tests that see the package from outside.
func RefuseChanges(t *testing.T, s *Store) { refuseChanges(t, s) }

// Ask puts a question to the connection that an update writes on.
func Ask(ctx context.Context, w app.Writer, question string, answer any) error {
	return w.(*writer).conn.QueryRowContext(ctx, question).Scan(answer)
}
