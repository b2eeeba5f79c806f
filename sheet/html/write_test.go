package html

import (
	"strings"
	"testing"

	"charley/sheet"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// page is a document of every block, with one text in every place that holds text.
func page(typed string) sheet.Document {
	figure := sheet.Figure{Alt: typed, Caption: typed, Picture: sheet.Picture{Width: 100, Height: 50, Shapes: []sheet.Shape{
		sheet.Box{Width: 10, Height: 10, Hatched: true, Border: 1}, sheet.Line{X2: 5, Width: 1, Ink: 1, Dashed: true}, sheet.Dot{R: 2, Hollow: true, Ink: 1},
		sheet.Path{Points: [][2]float64{{0, 0}, {1, 1}}, Width: 1, Ink: .5}, sheet.Label{Text: typed, Size: 8, Anchor: sheet.Middle},
	}}}
	return sheet.Document{Title: typed, Lang: "en", Paper: sheet.Letter, Upright: true, Foot: typed, PageOf: typed + "%d of %d" + typed, Blocks: []sheet.Block{
		sheet.Heading{Level: 1, Text: typed}, sheet.Paragraph{Text: []sheet.Run{{Text: typed, Bold: true}}, Fine: true, Mark: true},
		sheet.Columns{Share: .3, Left: []sheet.Block{sheet.List{Items: [][]sheet.Run{sheet.Plain(typed)}}}, Right: []sheet.Block{figure, figure}},
		sheet.NewPage{},
		sheet.Table{Caption: typed, RowHeads: true, RowHeight: 20, Columns: []sheet.Column{{Name: typed, Share: .25}, {Right: true}, {Name: typed}},
			Rows: [][]string{{typed, typed, typed}, {"one"}}},
	}}
}

func written(t interface{ Fatal(...any) }, d sheet.Document) string {
	var b strings.Builder
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// elements are all elements of a page, in order.
func elements(t interface{ Fatal(...any) }, page string) []*html.Node {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// What somebody typed never becomes an element, an attribute or a rule: whatever the text, the page has the elements
// and the attributes that it has for a plain word.
func TestTextStaysText(t *testing.T) {
	shape := func(t interface{ Fatal(...any) }, typed string) string {
		var b strings.Builder
		for _, n := range elements(t, written(t, page(typed))) {
			if n.Data == "br" { // a new line
				continue
			}
			b.WriteString(n.Data)
			for _, a := range n.Attr {
				b.WriteString(" " + a.Key)
			}
			b.WriteString("\n")
		}
		return b.String()
	}
	want := shape(t, "word")
	for _, typed := range []string{"</style><script>alert(1)</script>", `" onload="x`, "</title></svg>", "*/} body{display:none}", "\\", "<!--", "]]>", "&lt;b&gt;", "\"'`", "a\nb"} {
		if got := shape(t, typed); got != want {
			t.Errorf("%q changed the page to\n%s", typed, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.StringMatching(`[ -~\n]+|\PC+`).Draw(t, "text")
		if strings.TrimSpace(typed) == "" {
			t.Skip("an empty cell is no heading")
		}
		if got := shape(t, typed); got != want {
			t.Fatalf("%q changed the page to\n%s", typed, got)
		}
	})
}

// The page fetches nothing and runs nothing, and its policy names the style sheet that is in it.
func TestPageIsWhole(t *testing.T) {
	d := page("Nights & days")
	got := written(t, d)
	if again := written(t, d); again != got {
		t.Error("the same document gave other bytes")
	}
	for _, n := range elements(t, got) {
		switch n.Data {
		case "script", "link", "img", "iframe", "object", "base", "form":
			t.Errorf("there is a %s", n.Data)
		case "html":
			if attr(n, "lang") != "en" {
				t.Errorf("got the language %q", attr(n, "lang"))
			}
		case "title":
			if n.Parent.Data == "head" && n.FirstChild.Data != "Nights & days" {
				t.Errorf("got the title %q", n.FirstChild.Data)
			}
		case "style":
			if n.FirstChild.Data != style(d) {
				t.Error("the style sheet is not the one that the policy names")
			}
		}
		for _, a := range n.Attr {
			if a.Key == "style" || a.Key == "src" || a.Key == "href" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("there is a %s of %s", a.Key, n.Data)
			}
		}
	}
	if !strings.Contains(style(d), "size:letter portrait") || strings.Contains(style(d), "url(") || strings.Contains(style(d), "@import") {
		t.Errorf("got the style\n%s", style(d))
	}
}

// Who listens to the page is told what a picture shows, which cell is a heading and of what.
func TestPageIsToldAloud(t *testing.T) {
	counts := map[string]int{}
	names := map[string]bool{}
	for _, n := range elements(t, written(t, page("word"))) {
		counts[n.Data+attr(n, "scope")+attr(n, "role")]++
		if id := attr(n, "id"); id != "" && names[id] {
			t.Errorf("two things are called %s", id)
		} else {
			names[id] = true
		}
	}
	for what, want := range map[string]int{"svgimg": 2, "desc": 2, "h1": 1, "thcolcolumnheader": 2, "throwrowheader": 2, "caption": 1, "main": 1, "div": 5} {
		if counts[what] != want {
			t.Errorf("got %d of %s, want %d", counts[what], what, want)
		}
	}
	for _, n := range elements(t, written(t, page("word"))) {
		for _, id := range strings.Fields(attr(n, "aria-labelledby")) {
			if !names[id] {
				t.Errorf("a picture is named by %s, which is not there", id)
			}
		}
	}
}
