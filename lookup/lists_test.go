package lookup

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"charley/knowledge"
)

// base are the records that ship with the program.
func base(t testing.TB) *knowledge.Base {
	t.Helper()
	b, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// rows reads a table from testdata, without the line of headings.
func rows(t *testing.T, file string, headings ...string) [][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if got := strings.Split(lines[0], "\t"); !slices.Equal(got, headings) {
		t.Fatalf("%s: got the headings %q, want %q", file, got, headings)
	}
	var out [][]string
	for n, line := range lines[1:] {
		row := strings.Split(line, "\t")
		if len(row) != len(headings) {
			t.Fatalf("%s:%d: got %d fields, want %d", file, n+2, len(row), len(headings))
		}
		out = append(out, row)
	}
	return out
}

// atLeast reports a share, and fails if it is less than it must be.
func atLeast(t *testing.T, what string, found, of int, want float64) {
	t.Helper()
	share := float64(found) / float64(max(1, of))
	t.Logf("%s: %d of %d, %.1f %%", what, found, of, share*100)
	if share < want {
		t.Errorf("%s: got %.1f %%, want at least %.1f %%", what, share*100, want*100)
	}
}

func ids(matches []MedicineMatch) []string {
	var out []string
	for _, m := range matches {
		out = append(out, m.Medicine.ID)
	}
	return out
}

// The list was written by hand by somebody who had not seen how the search works.
func TestMisspeltMedicinesAreAmongTheFirstThree(t *testing.T) {
	m := NewMedicines(base(t))
	list := rows(t, "misspelt.tsv", "typed", "want")
	three, one := 0, 0
	for _, row := range list {
		got := ids(m.Find(row[0], 3))
		if slices.Contains(got[:min(3, len(got))], row[1]) {
			three++
		} else {
			t.Logf("%q: got %q, want %s", row[0], got, row[1])
		}
		if len(got) > 0 && got[0] == row[1] {
			one++
		}
	}
	atLeast(t, "among the first three", three, len(list), 0.95)
	atLeast(t, "first", one, len(list), 0.90)
}

func TestOfTwoMedicinesThatLookAlikeBothAreShown(t *testing.T) {
	m := NewMedicines(base(t))
	list := rows(t, "lookalikes.tsv", "typed", "first", "second")
	both := 0
	for _, row := range list {
		got := ids(m.Find(row[0], 3))
		if slices.Contains(got, row[1]) && slices.Contains(got, row[2]) {
			both++
		} else {
			t.Logf("%q: got %q, want %s and %s", row[0], got, row[1], row[2])
		}
	}
	atLeast(t, "both are shown", both, len(list), 1)
}

func TestFoodsAsPeopleTypeThemAreAmongTheFirstThree(t *testing.T) {
	f := NewFoods(knowledge.Foods())
	list := rows(t, "foods.tsv", "typed", "want_words")
	found := 0
	for _, row := range list {
		got := f.Find(row[0], 3)
		if slices.ContainsFunc(got, func(food knowledge.Food) bool { return holdsAll(food.Name, strings.Split(row[1], ",")) }) {
			found++
			continue
		}
		t.Logf("%q: want %s", row[0], row[1])
		for _, food := range got {
			t.Logf("\tgot %s", food.Name)
		}
	}
	atLeast(t, "among the first three", found, len(list), 0.95)
}

func holdsAll(name string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(strings.ToLower(name), w) })
}
