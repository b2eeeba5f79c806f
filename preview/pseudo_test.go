package preview

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"

	"charley/knowledge"

	"golang.org/x/net/html"
)

// Every text of every state comes through the catalogue or the records: in the
// language that nobody speaks, no plain letter is left but in names and in what
// somebody typed.
func TestNothingIsLeftInEnglish(t *testing.T) {
	s, err := studio(t).InPseudo()
	if err != nil {
		t.Fatal(err)
	}
	names := namesIn(s.Counsel.Base)
	seen := map[string]bool{}
	for _, state := range States() {
		err := s.Visit(t.Context(), state, func(scene Scene) error {
			answer, err := scene.Look("day")
			if err != nil {
				return err
			}
			doc, err := html.ParseWithOptions(bytes.NewReader(answer.Body), html.ParseOptionEnableScripting(false))
			if err != nil {
				return err
			}
			if lang := attribute(doc, "html", "lang"); lang != "qps" {
				t.Errorf("%s, %s: got a page in %q", state.Page, state.Name, lang)
			}
			for _, text := range readable(doc) {
				if left := plain.FindString(codes.ReplaceAllString(names.Replace(text), "")); left != "" && !seen[text] {
					seen[text] = true
					t.Errorf("%s, %s: %q did not come through the catalogue: %q", state.Page, state.Name, left, text)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

var (
	plain = regexp.MustCompile(`[A-Za-z]+`)
	codes = regexp.MustCompile(`\b[0-9A-F]{4}\b|\{n\}`) // of a fingerprint, and where a script puts a number
)

// readable are the texts of a page that somebody reads, hears, or sees on a tap.
func readable(doc *html.Node) []string {
	var out []string
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.TextNode && (n.Parent.Data == "script" || n.Parent.Data == "style" || n.Parent.Data == "code"):
		case n.Type == html.TextNode && slices.ContainsFunc(n.Parent.Attr, func(a html.Attribute) bool { return strings.HasPrefix(a.Val, "disc disc-") }): // the letter of a name
		case n.Type == html.TextNode:
			out = append(out, strings.Join(strings.Fields(n.Data), " "))
		case n.Type == html.ElementNode:
			for _, a := range n.Attr {
				if slices.Contains([]string{"title", "alt", "aria-label", "aria-description", "placeholder", "label"}, a.Key) {
					out = append(out, a.Val)
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

func attribute(doc *html.Node, tag, key string) string {
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if n.Data == tag && a.Key == key {
				return a.Val
			}
		}
	}
	return ""
}

// namesIn takes out what is the same in every language: names of medicines,
// sources and services, ids of records, and what the people of the states typed.
func namesIn(b *knowledge.Base) *strings.Replacer {
	var names []string
	for _, m := range b.Medicines().All() {
		names = append(append(append(append(names, m.Name), m.Brands...), m.Names...), m.ATC...)
	}
	for _, s := range b.Sources().All() {
		names = append(names, s.Title, s.Note, s.ID, s.Address, s.DOI)
	}
	for _, c := range b.Countries().All() {
		for _, line := range c.Crisis {
			names = append(names, line.Name, line.Number)
		}
	}
	for _, f := range b.Flags().All() {
		names = append(names, f.ID)
	}
	for _, s := range b.Standing().All() {
		names = append(names, s.Names...)
	}
	for _, f := range knowledge.Foods().All() { // a table of the United States, in its own words
		names = append(names, f.Name)
		for _, p := range f.Servings {
			names = append(names, p.Name)
		}
	}
	names = append(names, typed[:]...)
	names = append(names, "SQLite", "preview", "Charley at charley.local", "charley.local")
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	pairs := []string{}
	for _, n := range slices.Compact(names) {
		if n != "" {
			pairs = append(pairs, n, " ")
		}
	}
	return strings.NewReplacer(pairs...)
}

// typed is what the people of the states wrote by hand.
var typed = [...]string{
	"Can it be the water tablet? May I take magnesium?", strings.TrimSpace(strings.Repeat("Why? ", 11)),
	"Two espressos late, and the new shoes.", "Woke twice; the left calf is still tender.", "Legs like lead.", "an itch after the bath", "dizzy all day", "fell on the stairs", "At my sister's.", "At my sister’s.", "Hard as wood.", "Slept well.",
	"Anna", "Ben", "Dr Weber", "“owner”", // what they are called here
	"Safari on iPhone", "Chrome on Windows", "Chrome on Android", "Button by the bed", "hydroxizine", "Zzyzzyx", "almonds", "xyzzy", "recently", "Atlantis", "many", "low", "lots", "A very long name for something that one does",
}
