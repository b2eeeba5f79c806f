package knowledge

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// Every file in testdata/lint is a bad record, laid over good.txtar, and the
// exact complaints about it.
func TestLint(t *testing.T) {
	good := parse(t, filepath.Join("testdata", "lint", "good.txtar"))
	files, err := filepath.Glob(filepath.Join("testdata", "lint", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	complained := map[string]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			records := fstest.MapFS{}
			for _, a := range []*txtar.Archive{good, parse(t, file)} {
				for _, f := range a.Files {
					records[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			want := string(records["want"].Data)
			delete(records, "want")
			base, err := Read(records)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, p := range Lint(base) {
				got.WriteString(p.String() + "\n")
				complained[p.Rule] = true
			}
			if got.String() != want {
				t.Errorf("got\n%swant\n%s", got.String(), want)
			}
		})
	}
	for _, name := range ruleNames() {
		if !complained[name] {
			t.Errorf("rule %s has no bad record in testdata/lint", name)
		}
	}
}

func ruleNames() (names []string) {
	for _, r := range exposureRules() {
		names = append(names, r.name)
	}
	for _, r := range claimRules() {
		names = append(names, r.name)
	}
	for _, r := range sourceRules() {
		names = append(names, r.name)
	}
	return names
}

func parse(t *testing.T, file string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestForbidden(t *testing.T) {
	for text, want := range map[string]string{
		"Did you have a warm bath?":           "",
		"You have leg cramps":                 "you have",
		"This is not a diagnosis.":            "diagnosis",
		"The door is secure":                  "",
		"Do not Stop taking it":               "stop taking",
		"It is often something harmless.":     "",
		"if you have told your doctor before": "",
	} {
		if got := Forbidden(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
