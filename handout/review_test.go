package handout

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"charley/knowledge"
	"charley/rule"
	"charley/words"
)

var update = flag.Bool("update", false, "rewrite testdata/review.golden")

// an edition is all that is known, or some of it.
func edition(t testing.TB, only ...string) (Edition, *words.Catalogue) {
	t.Helper()
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	w, err := words.English()
	if err != nil {
		t.Fatal(err)
	}
	e := Edition{Base: base, Made: time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC), Program: "test"}
	for _, it := range base.Whole() {
		if len(only) == 0 || slices.Contains(only, it.Name()) {
			e.Items = append(e.Items, it)
		}
	}
	return e, w
}

func asText(t testing.TB, e Edition, w *words.Catalogue) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, Text, Review(e, w, Options{})); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var editionOf = regexp.MustCompile(`knowledge \d+ \([0-9a-f]{12}\)`)

// How it reads, of a few records of different kinds. The front page counts everything and is left out.
func TestAReviewReadsWell(t *testing.T) {
	e, w := edition(t, "flags/RF20", "gates/kidney", "findings/urge_to_move", "priors/rls", "sources/goodacre05")
	_, got, _ := strings.Cut(asText(t, e, w), "\nRed flags: ")
	got = editionOf.ReplaceAllString(got, "knowledge V (NUMBER)") // every new record changes it
	const file = "testdata/review.golden"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("got\n%s\nwant\n%s%v\ngo test ./handout -run ReviewReads -update rewrites it", got, want, err)
	}
}

// Nothing that is known is left out: every record with a place to mark it, and every sentence that people are shown.
func TestAReviewHoldsEverything(t *testing.T) {
	e, w := edition(t)
	ends := unfolded(w.T("review.boxes") + " " + w.T("review.remarks"))
	parts := map[string]string{} // of the document, by record
	for i, part := range strings.Split(unfolded(asText(t, e, w)), ends) {
		if i < len(e.Items) {
			before, _, ok := strings.Cut(part, "@")
			parts[before[strings.LastIndex(before, " ")+1:]] = part
			if !ok {
				t.Fatalf("part %d is of no record: %s", i, part)
			}
		}
	}
	for _, it := range e.Items {
		if !strings.Contains(parts[it.Name()], it.Name()+"@"+it.Number()) {
			t.Errorf("%s is not in the document", it.Name())
		}
	}
	for _, text := range e.Base.Texts() {
		names := strings.SplitN(text.Key, "/", 3)
		part := parts[names[0]+"/"+names[1]]
		if part == "" {
			part = parts["method/"+names[0]]
		}
		if !strings.Contains(part, unfolded(text.Says)) {
			t.Errorf("%s is not in the document: %s", text.Key, text.Says)
		}
	}
}

// unfolded is text on one line.
func unfolded(text string) string { return strings.Join(strings.Fields(text), " ") }

// A rule in words names every answer that the rule looks at.
func TestARuleInWordsLeavesNothingOut(t *testing.T) {
	e, w := edition(t)
	r := &review{Edition: e, w: w, names: map[string]string{}}
	n := 0
	var look func(string, []knowledge.Field)
	look = func(name string, fields []knowledge.Field) {
		for _, f := range fields {
			blocks, _ := f.Value.([][]knowledge.Field)
			for _, b := range blocks {
				look(name, b)
			}
			said := r.rule(f.Rule)
			for _, use := range f.Rule.Uses() {
				n++
				if short := r.test(rule.Test{Name: use.Name}); !strings.Contains(said, short) && use.Name != "medications" {
					t.Errorf("%s: %q does not say %q", name, said, short)
				}
			}
		}
	}
	for _, it := range e.Items {
		look(it.Name(), it.Fields())
	}
	if n < 500 {
		t.Errorf("got only %d answers in rules: nothing was looked at", n)
	}
}

// Whoever reviewed a record, and that it was changed since, stands beside it.
func TestAReviewSaysWhoReadItBefore(t *testing.T) {
	e, w := edition(t, "flags/RF20")
	r := knowledge.Review{By: "Dr Made Up", Role: "made-up neurologist", Date: "2026-11-26", Verdict: knowledge.Change, Remark: "Say it sooner.", Edition: "5", Records: map[string]string{"flags/RF20": e.Items[0].Hash()}}
	e.Base = e.Base.WithReviews(r)
	if said := unfolded(asText(t, e, w)); !strings.Contains(said, "Dr Made Up (made-up neurologist) asked on 2026-11-26 that it be changed. “Say it sooner.”") || strings.Contains(said, "No clinician has reviewed this") {
		t.Errorf("got\n%s", said)
	}
	r.Records = map[string]string{"flags/RF20": strings.Repeat("0", 64)}
	base, _ := edition(t)
	base.Base = base.Base.WithReviews(r)
	if said := strings.Join(ReviewsSaid(base.Base.Reviews(e.Items[0]), w), " "); !strings.HasSuffix(said, "It was changed since. Nobody has reviewed it as it stands now.") {
		t.Errorf("got %s", said)
	}
}
