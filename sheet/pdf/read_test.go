package pdf

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"charley/sheet"
)

func TestOtherProgramsFindNothingWrong(t *testing.T) {
	if got := tool(t, written(t, report()), "qpdf", "--check", "FILE"); !strings.Contains(got, "No syntax or stream encoding errors") {
		t.Error(got)
	}
}

func TestTheFileSaysWhatItIs(t *testing.T) {
	upright := report()
	letter := report()
	letter.Paper, letter.Upright, letter.Title = sheet.Letter, false, "Нічні (судоми) \\ Größe 𝄞"
	for _, tc := range []struct {
		name string
		doc  sheet.Document
		want []string
	}{
		{"A4 upright", upright, []string{`Title: +Night leg symptoms, 90 days\n`, `Tagged: +yes`, `Page size: +595.28 x 841.89 pts \(A4\)`, `CreationDate: +Mon Nov 23 08:00:00 2026`}},
		{"Letter on its side", letter, []string{`Title: +Нічні \(судоми\) \\ Größe 𝄞\n`, `Page size: +792 x 612 pts \(letter\)`}},
	} {
		got := tool(t, written(t, tc.doc), "pdfinfo", "-isodates", "FILE")
		got += tool(t, written(t, tc.doc), "pdfinfo", "FILE")
		for _, want := range tc.want {
			if !regexp.MustCompile(want).MatchString(got) {
				t.Errorf("%s: found no %s in\n%s", tc.name, want, got)
			}
		}
	}
	meta := tool(t, written(t, upright), "pdfinfo", "-meta", "FILE")
	for _, want := range []string{"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Night leg symptoms, 90 days<", "<rdf:li>en-GB<", "2026-11-23T08:00:00Z"} {
		if !strings.Contains(meta, want) {
			t.Errorf("found no %s in\n%s", want, meta)
		}
	}
	if strings.Contains(meta, "pdfuaid") {
		t.Error("the file claims a standard that nobody has checked it against")
	}
	if fonts := tool(t, written(t, upright), "pdffonts", "FILE"); strings.Count(fonts, "yes yes yes") != 2 {
		t.Errorf("fonts are not all embedded, of used glyphs, with their characters:\n%s", fonts)
	}
}

// What a screen reader hears is every text of the document, once, in its order.
func TestReadOutInOrder(t *testing.T) {
	got := squeezed(readOut(tool(t, written(t, report()), "pdfinfo", "-struct-text", "FILE")))
	want := squeezed(textOf(report().Blocks))
	if got != want {
		t.Errorf("read out otherwise than written:\ngot  %s\nwant %s", got, want)
	}
	tree := tool(t, written(t, report()), "pdfinfo", "-struct", "FILE")
	for _, want := range []string{"Document\n  H1", "/Scope /Column", "/Scope /Row", "LBody", "Figure", "Caption", "/Summary (Worth a look)"} {
		if !strings.Contains(tree, want) {
			t.Errorf("found no %q in\n%s", want, tree)
		}
	}
}

// readOut are the texts of the tree as pdfinfo shows them, in quotes.
func readOut(tree string) string {
	var b strings.Builder
	for line := range strings.Lines(tree) {
		if from, to := strings.Index(line, `"`), strings.LastIndex(line, `"`); from >= 0 && to > from {
			b.WriteString(line[from+1 : to])
		}
	}
	return b.String()
}

// squeezed is text without its white space, which lines and cells make otherwise.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// textOf is all text of blocks in reading order.
func textOf(blocks []sheet.Block) string {
	var b strings.Builder
	runs := func(runs []sheet.Run) {
		for _, r := range runs {
			b.WriteString(r.Text)
		}
	}
	for _, block := range blocks {
		switch block := block.(type) {
		case sheet.Heading:
			b.WriteString(block.Text)
		case sheet.Paragraph:
			runs(block.Text)
		case sheet.List:
			for _, item := range block.Items {
				b.WriteString("•")
				runs(item)
			}
		case sheet.Table:
			if !block.Bare {
				b.WriteString(block.Caption)
			}
			for _, c := range block.Columns {
				b.WriteString(c.Name)
			}
			for _, r := range block.Rows {
				b.WriteString(strings.Join(r, ""))
			}
		case sheet.Figure:
			for _, shape := range block.Picture.Shapes {
				if l, ok := shape.(sheet.Label); ok {
					b.WriteString(l.Text)
				}
			}
			b.WriteString(block.Caption)
		case sheet.Columns:
			b.WriteString(textOf(block.Left) + textOf(block.Right))
		}
	}
	return strings.ReplaceAll(b.String(), "e\u0301", "é")
}

// A word is where one stands on its page, in points.
type word struct {
	page                   int
	left, top, right, base float64
	text                   string
}

func words(t *testing.T, pdf []byte) (found []word, width, height float64) {
	t.Helper()
	page := 0
	num := func(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }
	out := tool(t, pdf, "pdftotext", "-bbox", "FILE", "-")
	for _, m := range regexp.MustCompile(`<page width="([\d.]+)" height="([\d.]+)"|xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>`).FindAllStringSubmatch(out, -1) {
		if m[1] != "" {
			page++
			width, height = num(m[1]), num(m[2])
			continue
		}
		found = append(found, word{page, num(m[3]), num(m[4]), num(m[5]), num(m[6]), m[7]})
	}
	return found, width, height
}

// No word leaves the white around the page free, and none stands on another.
func TestWordsStandApartAndInside(t *testing.T) {
	for _, upright := range []bool{true, false} {
		for _, paper := range []sheet.Paper{sheet.A4, sheet.Letter} {
			doc := report()
			doc.Upright, doc.Paper = upright, paper
			found, width, height := words(t, written(t, doc))
			if len(found) < 200 {
				t.Fatalf("found %d words", len(found))
			}
			for i, a := range found {
				if a.left < margin-1 || a.right > width-margin+1 || a.top < 30 || a.base > height-15 {
					t.Errorf("%s, upright %v: %+v stands in the margin", paper, upright, a)
				}
				for _, b := range found[:i] {
					if a.page == b.page && a.left < b.right-0.5 && b.left < a.right-0.5 && a.top < b.base-4 && b.top < a.base-4 {
						t.Errorf("%s, upright %v: %+v stands on %+v", paper, upright, a, b)
					}
				}
			}
		}
	}
}

// The head of a table is seen on every page of it, and page numbers too.
func TestEveryPageOfATableHasItsHead(t *testing.T) {
	found, _, _ := words(t, written(t, report()))
	heads, feet := map[int]int{}, map[int]string{}
	for _, w := range found {
		if w.text == "Note" {
			heads[w.page]++
		}
		if w.base > 800 {
			feet[w.page] += w.text + " "
		}
	}
	if fmt.Sprint(heads) != "map[2:1 3:1]" {
		t.Errorf("got the head by page %v, want one on pages 2 and 3", heads)
	}
	for page := 1; page <= 3; page++ {
		if want := fmt.Sprintf("page %d of 3", page); !strings.Contains(feet[page], want) {
			t.Errorf("page %d: got the foot %q, want %q in it", page, feet[page], want)
		}
	}
}
