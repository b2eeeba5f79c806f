package store_test

import (
	"context"
	"testing"

	"charley/app"
	"charley/store"
	"charley/store/storetest"
)

// openIn opens the SQLite diary of a folder for the length of a test.
func openIn(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), store.Options{Dir: dir})
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

func TestSQLiteKeepsTheContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) app.Store { return openIn(t, t.TempDir()) })
}
