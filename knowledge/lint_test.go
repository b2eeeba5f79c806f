package knowledge

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// update writes what came out into the files that say what should:
//
//	go test ./knowledge -run 'Lint|Codebook' -update
var update = flag.Bool("update", false, "rewrite the expected complaints and the codebook")

// Every file in testdata/lint is a bad record or several, laid over good.txtar,
// and the exact complaints about them. Every rule has one.
func TestLint(t *testing.T) {
	good := parse(t, filepath.Join("testdata", "lint", "good.txtar"))
	files, err := filepath.Glob(filepath.Join("testdata", "lint", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	complained := map[string]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			bad := parse(t, file)
			records := fstest.MapFS{}
			for _, a := range []*txtar.Archive{good, bad} {
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
			if *update {
				bad.Files[len(bad.Files)-1].Data = []byte(got.String())
				if err := os.WriteFile(file, txtar.Format(bad), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got.String() != want {
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

func ruleNames() []string {
	var out []string
	for _, k := range lintedKinds() {
		out = append(out, k.rules...)
	}
	out = slices.Concat(out, names(claimRules()), names(footingRules()), names(textRules()), names(ruleRules()), names(wholeRules()), names(graphRules()))
	slices.Sort(out)
	return slices.Compact(out)
}

func names[T any](rules []promise[T]) (out []string) {
	for _, r := range rules {
		out = append(out, r.name)
	}
	return out
}

func parse(t *testing.T, file string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Whatever the kinds of record, lint and the list of all records know each.
func TestEveryKindIsKnown(t *testing.T) {
	if got, want := len(lintedKinds()), len(kinds()); got != want {
		t.Errorf("lint knows %d kinds of record, there are %d", got, want)
	}
	var listed []string
	for _, it := range base(t).Items() {
		listed = append(listed, it.Kind)
	}
	if got, want := slices.Compact(listed), Kinds(); !slices.Equal(got, want) {
		t.Errorf("listed are %v, there are %v", got, want)
	}
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
		"Don’t worry.":                        "don't worry",
		"It is Safe to\nignore, cured.":       "safe to ignore",
		"There is no need  to see a doctor.":  "no need to see",
	} {
		if got := Forbidden(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	for _, phrase := range NeverUsed() {
		if got := Forbidden("Well, " + strings.ToUpper(phrase) + "!"); got != phrase {
			t.Errorf("%q: got %q", phrase, got)
		}
	}
}
