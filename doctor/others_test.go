package doctor

import (
	"bytes"
	"strings"
	"testing"

	"charley"
	"charley/store"
)

// Of a file with several diaries one is saved, and that there are others is said.
func TestSalvageSaysThatOthersAreInTheFile(t *testing.T) {
	dir := t.TempDir()
	s, a := openDiary(t, store.Options{Dir: dir})
	fillDiary(t, a, 3, 3)
	owner, err := a.Owner(ctx)
	if err == nil {
		_, _, err = a.AddAccount(ctx, owner, "Ben", charley.RolePerson)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	var out bytes.Buffer
	got, err := Salvage(ctx, Patient{Dir: dir, Now: clock}, &out)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(got.Lost, "\n"), "accounts of others in this file: 1;") {
		t.Errorf("got the losses %q", got.Lost)
	}
}
