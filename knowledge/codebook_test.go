package knowledge

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// docs/codebook.md is made from the records:
//
//	go test ./knowledge -run Codebook -update
func TestCodebook(t *testing.T) {
	file := filepath.Join("..", "docs", "codebook.md")
	want := codebook(base(t))
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the records say any more; make it again: go test ./knowledge -run Codebook -update", file)
	}
}

const codebookHead = `# The codebook

Made from the records by ` + "`go test ./knowledge -run Codebook -update`" + `; a test fails when it is stale. Do not edit it by hand.

These are the keys of ` + "`charley tell --facts`" + `, of ` + "`POST /api/v1/tell`" + ` and of the rules in ` + "`knowledge/data`" + ` (their language:
[knowledge-format.md](knowledge-format.md)). A key that is left out is unknown, and never a no. So is null, but for a range,
where null says that it never stops. What else leaving out says is in the last column: in a list that is *complete*, what is
not named is no; in one that *names some*, it is unknown. A key that *applies only if* says nothing to anybody else.

%d keys, knowledge version %s.
`

func codebook(b *Base) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, codebookHead, b.Features().Len(), b.Version())
	for _, part := range Parts() {
		var rows []string
		for _, f := range b.Features().All() {
			if f.Part == part.Value {
				rows = append(rows, codebookRow(b, f))
			}
		}
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(&out, "\n## %s\n| key | question | values | flags | left out |\n|---|---|---|---|---|\n%s", sentenceCase(part.Means), strings.Join(rows, ""))
	}
	return out.Bytes()
}

func codebookRow(b *Base, f Feature) string {
	question := f.Question
	if f.Help != "" {
		question += " " + f.Help
	}
	return fmt.Sprintf("| `%s` | %s | %s | %s | %s |\n", f.ID, question, codebookValues(f), strings.Join(flagsOf(b, f.ID), " "), leftOut(f))
}

func codebookValues(f Feature) string {
	values := "`" + strings.Join(f.Words(), "` `") + "`"
	switch {
	case len(f.Contains) > 0:
		return "true, false; true is at least one of `" + strings.Join(f.Contains, "` `") + "`"
	case f.Kind == YesOrNo:
		return "true, false"
	case f.ID == "conditions":
		return "list of ids of standing conditions or conditions, or their names"
	case f.ID == "medications":
		return "list of ids of medicines or groups, names, brands or ATC codes"
	case f.Kind == OneWord:
		return "one of " + values
	case f.Kind == ManyOf:
		return "list of " + values
	case f.Kind == Quantity:
		return fmt.Sprintf("%v to %v %s", f.Min, f.Max, f.Unit)
	case f.Kind == Span:
		return fmt.Sprintf("[low, high], %v to %v %s; null: never stops", f.Min, f.Max, f.Unit)
	}
	return "object of numbers: " + values
}

// flagsOf are the flags whose rules, or whose raises, look at a feature.
func flagsOf(b *Base, feature string) (ids []string) {
	for _, f := range b.Flags().All() {
		named := f.When.Names()
		for _, r := range f.Raises {
			named = append(named, r.When.Names()...)
		}
		if slices.Contains(named, feature) {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

func leftOut(f Feature) string {
	out := "unknown"
	switch {
	case f.Kind == ManyOf && f.Complete:
		out += "; complete"
	case f.Kind == ManyOf:
		out += "; names some"
	}
	if !f.When.IsZero() {
		out += "; applies only if `" + f.When.String() + "`"
	}
	return out
}

func sentenceCase(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
