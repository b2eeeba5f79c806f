package backup

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/simulate"
	"charley/store"
)

var ctx = context.Background()

// noon is when the clock of these tests stands.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

func keeper(dir string) Keeper { return Keeper{Dir: dir, Version: "test", Now: clock} }

// openDiary opens a diary and closes it with the test.
func openDiary(t testing.TB, o store.Options) (*store.Store, *app.App) {
	t.Helper()
	s, err := store.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, app.New(s, clock)
}

// fillDiary writes a simulated person's nights, with edits and a deletion.
func fillDiary(t testing.TB, a *app.App, nights int) charley.Caller {
	t.Helper()
	c, items := fillWith(t, a, simulate.Demo(nights, 7))
	for i := range 5 {
		if _, err := a.Change(ctx, c, items[i*3].ID, map[string]any{"note": fmt.Sprint("edited ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.Delete(ctx, c, items[4].ID, 0); err != nil {
		t.Fatal(err)
	}
	return c
}

// fillWith writes a simulated person's nights.
func fillWith(t testing.TB, a *app.App, o simulate.Options) (charley.Caller, []app.Item) {
	t.Helper()
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c.Via = "cli"
	var items []app.Item
	for it := range simulate.Person(o).Items() {
		d, err := diary.NewDraft(it.Kind, it.Body)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, app.Item{ID: it.ID, Draft: d, At: it.At})
	}
	if _, err := a.PutMany(ctx, c, items); err != nil {
		t.Fatal(err)
	}
	return c, items
}

// writeOne logs a cramp.
func writeOne(a *app.App, c charley.Caller, at time.Time) (charley.EntryID, error) {
	d, err := diary.NewDraft(charley.KindEpisode, map[string]any{"what": "cramp", "start": at.Format(time.RFC3339)})
	if err != nil {
		return "", err
	}
	id := charley.NewEntryID()
	_, err = a.Put(ctx, c, id, d)
	return id, err
}

// newDiary is a folder with a diary of some nights, closed again.
func newDiary(t testing.TB, nights int) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "diary")
	s, a := openDiary(t, store.Options{Dir: dir})
	fillDiary(t, a, nights)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// export is the whole diary as bytes.
func export(t testing.TB, o store.Options) []byte {
	t.Helper()
	o.ReadOnly = true
	s, a := openDiary(t, o)
	defer s.Close()
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := a.Export(ctx, c, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// leftovers are scratch files in some folders.
func leftovers(t *testing.T, dirs ...string) (left []string) {
	t.Helper()
	for _, dir := range dirs {
		for _, pattern := range []string{".*", "backups/.*"} {
			names, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				t.Fatal(err)
			}
			left = append(left, names...)
		}
	}
	return left
}
