package app

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The list is what it says: sorted, each once, in lower case, none that is too short to
// be chosen anyway, and more of them than anybody would guess at the door.
func TestTheListOfLeakedPasswords(t *testing.T) {
	lines := strings.Split(strings.Trim(string(leakedLines()), "\n"), "\n")
	if len(lines) < 47_000 {
		t.Errorf("got %d, want at least 47,000", len(lines))
	}
	if !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) {
		t.Error("it is not sorted, or has one twice")
	}
	for _, p := range lines {
		if p != strings.ToLower(p) || utf8.RuneCountInString(p) < minPassword || !utf8.ValidString(p) {
			t.Fatalf("%q does not belong there", p)
		}
	}
	for _, p := range []string{lines[0], lines[len(lines)-1], "P@ssw0rd", "Liverpool1", "zaq12wsx", "legcramps"} {
		if !known(p) {
			t.Errorf("%q is taken for a good password", p)
		}
	}
	for _, p := range []string{"a heron on one leg", "zwrkbdqx", lines[0] + "zq"} {
		if known(p) {
			t.Errorf("%q is taken for a leaked one", p)
		}
	}
}

func BenchmarkKnownPassword(b *testing.B) {
	for b.Loop() {
		known("a heron on one leg")
	}
}
