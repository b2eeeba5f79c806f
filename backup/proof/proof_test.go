package proof_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"charley/app"
	"charley/backup/proof"
	"charley/diary"
	"charley/simulate"
	"charley/store"
)

// newDiary is a folder with a diary, closed again.
func newDiary(t *testing.T) (dir string) {
	t.Helper()
	ctx := t.Context()
	dir = t.TempDir()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(s, func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) })
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var items []app.Item
	for it := range simulate.Person(simulate.Demo(10, 7)).Items() {
		d, err := diary.NewDraft(it.Kind, it.Body)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, app.Item{ID: it.ID, Draft: d, At: it.At})
	}
	if _, err := a.PutMany(ctx, c, items); err != nil {
		t.Fatal(err)
	}
	// Early entries are changed late, so that histories overlap.
	for _, i := range []int{2, 0, 1} {
		if _, err := a.Change(ctx, c, items[i].ID, map[string]any{"note": "late"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.Delete(ctx, c, items[3].ID, 0); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWhatIsWrongIsFound(t *testing.T) {
	fixed := "DROP TRIGGER revision_is_fixed; DROP TRIGGER revision_is_kept; "
	for _, c := range []struct {
		name string
		harm string // what is done to the tables behind the program's back
		want proof.FlawKind
	}{
		{"a sound diary", "", ""},
		{"a change is altered", fixed + `UPDATE revision SET patch = replace(patch, 'late', 'lite')`, proof.Chain},
		{"the time of a change is altered", fixed + `UPDATE revision SET received_ms = received_ms + 1 WHERE seq = 3`, proof.Chain},
		{"a change is taken out", fixed + `DELETE FROM revision WHERE seq = 5`, proof.Gap},
		{"the last change is taken out", fixed + `DELETE FROM revision WHERE seq = (SELECT max(seq) FROM revision)`, proof.Gap},
		{"an entry is altered", `UPDATE entry SET fields = replace(fields, 'late', 'lite')`, proof.Entry},
		{"an entry is moved to another night", `UPDATE entry SET night = '2026-02-01' WHERE seq = 9`, proof.Entry},
		{"a deleted entry comes back", `UPDATE entry SET deleted = 0`, proof.Entry},
		{"an entry is taken out", `DELETE FROM entry WHERE seq = 9`, proof.Entry},
		{"an entry without a history", `INSERT INTO entry SELECT person_id, replace(entry_id, '019', '018'), kind, night, until, fields, rev, 5000, deleted, device, client_ms, received_ms, skew_ms FROM entry WHERE seq = 9`, proof.Gap},
		{"the time zone cannot be", `UPDATE person SET settings = replace(settings, '"zone":"UTC"', '"zone":"UTD"')`, proof.Setting},
		{"the number of changes is altered", `UPDATE person SET seq = seq - 1`, proof.Gap},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := newDiary(t)
			path := filepath.Join(dir, store.FileName)
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(c.harm); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			s, err := store.OpenFile(t.Context(), path, store.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			content, flaws, err := proof.Of(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" {
				claim, err := proof.Claim(t.Context(), s)
				if len(flaws) > 0 || err != nil || !claim.Equal(content) || content.Entries == 0 || content.Nights == 0 {
					t.Errorf("got %v, claim %+v, content %+v, %v", flaws, claim, content, err)
				}
				return
			}
			for _, f := range flaws {
				if f.Kind == c.want {
					return
				}
			}
			t.Errorf("got %v, want a %s", flaws, c.want)
		})
	}
}
