package pdf

import (
	"fmt"
	"strings"
	"testing"

	"charley/sheet"
)

func filler(n int) []sheet.Block {
	var out []sheet.Block
	for range n {
		out = append(out, sheet.Paragraph{Fine: true, Text: sheet.Plain("A line.")})
	}
	return out
}

// kinds are the kinds of the elements on a page, in the order in which they are drawn.
func kinds(p *page) []string {
	var out []string
	for _, e := range p.marks {
		out = append(out, e.kind)
	}
	return out
}

func pagesOf(t testing.TB, upright bool, blocks ...sheet.Block) []*page {
	t.Helper()
	s, err := set(sheet.Document{Upright: upright, Blocks: blocks})
	if err != nil {
		t.Fatal(err)
	}
	return s.pages
}

// Wherever on the page it comes, a heading stands with what it is the heading of, and a table with its first rows.
func TestNothingIsLeftAloneAtTheEndOfAPage(t *testing.T) {
	table := sheet.Table{Caption: "Nights", Columns: []sheet.Column{{Name: "Night"}, {Name: "Cramps"}}, Rows: [][]string{{"1 Nov", "0"}, {"2 Nov", "1"}, {"3 Nov", "0"}}}
	long := sheet.Paragraph{Text: sheet.Plain(strings.Repeat("words of some length ", 20))}
	for name, blocks := range map[string][]sheet.Block{
		"a heading with text":             {sheet.Heading{Level: 2, Text: "Nights"}, long},
		"two headings":                    {sheet.Heading{Level: 2, Text: "Nights"}, sheet.Heading{Level: 3, Text: "In November"}, long},
		"a heading with a table":          {sheet.Heading{Level: 2, Text: "Nights"}, table},
		"a heading with a picture":        {sheet.Heading{Level: 2, Text: "Nights"}, sheet.Figure{Alt: "A line", Caption: "Each night a row", Picture: forest()}},
		"a heading with columns":          {sheet.Heading{Level: 2, Text: "Nights"}, sheet.Columns{Left: []sheet.Block{long, table}, Right: []sheet.Block{sheet.Heading{Level: 3, Text: "Beside"}, long}}},
		"a heading with columns over all": {sheet.Heading{Level: 2, Text: "Nights"}, sheet.Columns{Left: filler(70), Right: []sheet.Block{sheet.Heading{Level: 3, Text: "Beside"}, long}}},
	} {
		t.Run(name, func(t *testing.T) {
			for n := 1; n < 60; n++ {
				pages := pagesOf(t, true, append(filler(n), blocks...)...)
				for i, p := range pages[:len(pages)-1] {
					on := kinds(p)
					if last := on[len(on)-1]; strings.HasPrefix(last, "H") || last == "Caption" || last == "TH" || last == "Figure" {
						t.Fatalf("after %d lines page %d ends with %s", n, i+1, last)
					}
				}
			}
		})
	}
}

// A row is not parted while a page can hold it, and one that no page can hold goes on over the next.
func TestRowsThatAreHigherThanAPage(t *testing.T) {
	said := strings.TrimSpace(strings.Repeat("word ", 4000))
	pages := pagesOf(t, true, sheet.Table{Columns: []sheet.Column{{Name: "Question"}, {Name: "Answer"}}, Rows: [][]string{{"short", said}, {"next", "row"}}})
	if len(pages) < 3 {
		t.Fatalf("got %d pages of 4,000 words in half a page's width", len(pages))
	}
	for i, p := range pages {
		if len(p.marks) == 0 {
			t.Errorf("page %d is empty", i+1)
		}
	}
	tall := sheet.Table{Columns: []sheet.Column{{Name: "Form"}}, RowHeight: 300, Rows: [][]string{{"a"}, {"b"}, {"c"}, {"d"}}}
	if got := len(pagesOf(t, true, tall)); got != 2 {
		t.Errorf("got %d pages for four rows of 300 points, want two of two", got)
	}
}

func TestColumnsStandBesideEachOtherWhereThereIsRoom(t *testing.T) {
	left, right := filler(30), filler(30)
	for name, tc := range map[string]struct {
		columns sheet.Columns
		pages   int
	}{
		"beside":                              {sheet.Columns{Left: left, Right: right}, 1},
		"too narrow":                          {sheet.Columns{Left: left, Right: right, Share: 0.1}, 2},
		"a picture that would be too small":   {sheet.Columns{Left: left, Right: append(filler(30), sheet.Figure{Picture: sheet.Picture{Width: 480, Height: 40}})}, 2},
		"a picture that is a little too wide": {sheet.Columns{Left: left, Right: append(filler(30), sheet.Figure{Picture: sheet.Picture{Width: 270, Height: 40}})}, 1},
		"within each other":                   {sheet.Columns{Left: []sheet.Block{sheet.Columns{Left: filler(2), Right: filler(2)}}, Right: right, Share: 0.6}, 1},
	} {
		if got := len(pagesOf(t, true, tc.columns)); got != tc.pages {
			t.Errorf("%s: got %d pages, want %d", name, got, tc.pages)
		}
	}
}

// Headings are tagged without leaving out a level, whatever they look like.
func TestHeadingLevels(t *testing.T) {
	p := pagesOf(t, true, sheet.Heading{Level: 3, Text: "a"}, sheet.Heading{Level: 3, Text: "b"}, sheet.Heading{Level: 1, Text: "c"}, sheet.Heading{Level: 9, Text: "d"}, sheet.Heading{Level: -1, Text: "e"})[0]
	if got, want := fmt.Sprint(kinds(p)), "[H1 H2 H1 H2 H1]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPicturesAreWholeAndInside(t *testing.T) {
	s, err := set(sheet.Document{Upright: true, Blocks: []sheet.Block{
		sheet.Heading{Level: 1, Text: "Nights"},
		sheet.Figure{Alt: "large", Caption: strings.Repeat("said under it ", 40), Picture: sheet.Picture{Width: 5000, Height: 9000}},
		sheet.Figure{Alt: "without a size"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.pages) != 1 {
		t.Errorf("got %d pages, want the picture made small enough for one", len(s.pages))
	}
}

// A column is as wide as its longest word where another has room to spare.
func TestNarrowColumnsKeepTheirWords(t *testing.T) {
	s, err := set(sheet.Document{Upright: true})
	if err != nil {
		t.Fatal(err)
	}
	g := &grid{setter: s, width: 300, Table: sheet.Table{
		Columns: []sheet.Column{{Name: "Night"}, {Name: "Unknown", Share: 0.05}},
		Rows:    [][]string{{"a short text", "–"}},
	}}
	g.divide()
	if got := len(lines(s.faces.letters("Unknown", true), head.size, g.widths[1]-sides)); got != 1 {
		t.Errorf("got the name of a column on %d lines", got)
	}
	if sum := g.widths[0] + g.widths[1]; sum < 300-tiny || sum > 300+tiny {
		t.Errorf("got columns of %v, which is not the width of the table", g.widths)
	}
}
