package pdf

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charley/sheet"

	"pgregory.net/rapid"
)

// anyText is what people, and programs with a fault, put into a text.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", " ", "\n\n", "a\xff\x00b", "\u202e\u200bx", strings.Repeat("endless", 90), strings.Repeat("word and ", 150), "漢字", "(\\)<>", "%d"}),
		rapid.StringN(0, 60, -1),
	)
}

// anyLength is a length of a faulty picture.
func anyLength() *rapid.Generator[float64] {
	return rapid.OneOf(rapid.Float64Range(-50, 900), rapid.SampledFrom([]float64{0, math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e9}))
}

func anyRuns(t *rapid.T) []sheet.Run {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sheet.Run {
		return sheet.Run{Text: anyText().Draw(t, "text"), Bold: rapid.Bool().Draw(t, "bold")}
	}), 0, 4).Draw(t, "runs")
}

func anyShape(t *rapid.T) sheet.Shape {
	l := func() float64 { return anyLength().Draw(t, "length") }
	ink := sheet.Ink(l())
	switch rapid.IntRange(0, 4).Draw(t, "shape") {
	case 0:
		return sheet.Line{X1: l(), Y1: l(), X2: l(), Y2: l(), Width: l(), Ink: ink, Dashed: true}
	case 1:
		return sheet.Box{X: l(), Y: l(), Width: l(), Height: l(), Fill: ink, Hatched: rapid.Bool().Draw(t, "hatched"), Border: l()}
	case 2:
		return sheet.Dot{X: l(), Y: l(), R: l(), Ink: ink, Hollow: rapid.Bool().Draw(t, "hollow")}
	case 3:
		return sheet.Path{Points: [][2]float64{{l(), l()}, {l(), l()}}, Width: l(), Ink: ink, Filled: rapid.Bool().Draw(t, "filled")}
	}
	return sheet.Label{X: l(), Y: l(), Size: l(), Text: anyText().Draw(t, "text"), Anchor: sheet.End, Ink: ink}
}

func anyTable(t *rapid.T) sheet.Table {
	texts := rapid.SliceOfN(anyText(), 0, 5)
	return sheet.Table{
		Caption: anyText().Draw(t, "caption"), Bare: rapid.Bool().Draw(t, "bare"), Ruled: rapid.Bool().Draw(t, "ruled"),
		RowHeads: rapid.Bool().Draw(t, "heads"), RowHeight: anyLength().Draw(t, "height"),
		Columns: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sheet.Column {
			return sheet.Column{Name: anyText().Draw(t, "name"), Right: rapid.Bool().Draw(t, "right"), Share: anyLength().Draw(t, "share")}
		}), 0, 5).Draw(t, "columns"),
		Rows: rapid.SliceOfN(texts, 0, 6).Draw(t, "rows"),
	}
}

func anyBlocks(t *rapid.T, deep int) []sheet.Block {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sheet.Block {
		switch kind := rapid.IntRange(0, 6).Draw(t, "block"); {
		case kind == 0:
			return sheet.Heading{Level: rapid.IntRange(-1, 5).Draw(t, "level"), Text: anyText().Draw(t, "text")}
		case kind == 1:
			return sheet.Paragraph{Text: anyRuns(t), Fine: rapid.Bool().Draw(t, "fine"), Mark: rapid.Bool().Draw(t, "mark")}
		case kind == 2:
			return sheet.List{Items: [][]sheet.Run{anyRuns(t), anyRuns(t)}}
		case kind == 3:
			return anyTable(t)
		case kind == 4:
			return sheet.Figure{Alt: anyText().Draw(t, "alt"), Caption: anyText().Draw(t, "caption"), Picture: sheet.Picture{
				Width: anyLength().Draw(t, "width"), Height: anyLength().Draw(t, "height"), Shapes: rapid.SliceOfN(rapid.Custom(anyShape), 0, 5).Draw(t, "shapes"),
			}}
		case kind == 5 && deep > 0:
			return sheet.Columns{Left: anyBlocks(t, deep-1), Right: anyBlocks(t, deep-1), Share: anyLength().Draw(t, "share")}
		}
		return sheet.NewPage{}
	}), 0, 8).Draw(t, "blocks")
}

func anyDocument(t *rapid.T) sheet.Document {
	return sheet.Document{
		Title: anyText().Draw(t, "title"), Lang: anyText().Draw(t, "lang"), Foot: anyText().Draw(t, "foot"), PageOf: anyText().Draw(t, "page of"),
		Paper: rapid.SampledFrom([]sheet.Paper{"", sheet.A4, sheet.Letter, "stone"}).Draw(t, "paper"), Upright: rapid.Bool().Draw(t, "upright"),
		Made: time.Unix(rapid.Int64Range(-1e12, 1e12).Draw(t, "made"), 0), Blocks: anyBlocks(t, 2),
	}
}

// Whatever a document holds, it is written, every letter of it, the same each time, on pages whose marks are in order.
func TestAnyDocument(t *testing.T) {
	dir := t.TempDir()
	checked := 0
	rapid.Check(t, func(t *rapid.T) {
		doc := anyDocument(t)
		s, err := set(doc)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range s.pages {
			content := string(p.content())
			if begun, ended := strings.Count(content, "BDC\n")+strings.Count(content, "BMC\n"), strings.Count(content, "EMC\n"); begun != ended {
				t.Fatalf("page %d: %d stretches begin and %d end", i+1, begun, ended)
			}
			for _, bad := range []string{"NaN", "Inf", "e+"} {
				if strings.Contains(content, bad) {
					t.Fatalf("page %d has a number that is none: %s", i+1, bad)
				}
			}
		}
		if checked++; checked%5 != 0 { // writing it twice and another program are the slow part
			return
		}
		var one, two bytes.Buffer
		if Write(&one, doc) != nil || Write(&two, doc) != nil {
			t.Fatal("it is not written")
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Fatal("the same document gives other bytes")
		}
		file := filepath.Join(dir, "a.pdf")
		if err := os.WriteFile(file, one.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := exec.LookPath("qpdf"); err != nil {
			return
		}
		if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil {
			t.Fatalf("qpdf: %v\n%s", err, out)
		}
	})
}
