package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"charley/store"
)

// An erased diary is well. While erasing it was cut short, the doctor says what
// to do, and takes the diary for nobody else's.
func TestErasedDiary(t *testing.T) {
	dir := t.TempDir()
	s, a := openDiary(t, store.Options{Dir: dir})
	fillDiary(t, a, 3, 3)
	before, err := s.DiaryID(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	marker, err := os.ReadFile(filepath.Join(dir, store.MarkerName))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Erase(ctx, c); err != nil {
		t.Fatal(err)
	}
	after, err := s.DiaryID(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if r := examine(t, dir); !r.Well {
		t.Errorf("an erased diary: %s", r)
	}
	// As if it had been killed right after the deleting.
	note := fmt.Appendf(nil, `{"diary":%q,"next":%q}`, before, after)
	for name, text := range map[string][]byte{store.ErasingName: note, store.MarkerName: marker} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := examine(t, dir)
	if !r.Well {
		t.Errorf("one whose erasing was cut short: %s", r)
	}
	found := false
	for _, f := range r.Checks {
		found = found || f.State == Warning && f.Name == "leftovers"
	}
	if !found {
		t.Errorf("it does not say that erasing was cut short: %s", r)
	}
	s, _ = openDiary(t, store.Options{Dir: dir})
	if s.Erasure() != store.Erased {
		t.Errorf("got outcome %d", s.Erasure())
	}
}
