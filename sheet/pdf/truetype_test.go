package pdf

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A smaller font draws every glyph as the whole one does, also those that are put together of others.
func TestSubsetDrawsTheSame(t *testing.T) {
	for name, ttf := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF} {
		whole, err := sfnt.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		file := readTrueType(ttf)
		signs := []sign{{}}
		for glyph := whole.NumGlyphs() - 1; glyph > 0; glyph -= 3 { // backwards, so that numbers change
			signs = append(signs, sign{glyph: glyph, width: file.advance(glyph)})
		}
		small, err := sfnt.Parse(completed(file, file.subset(signs)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for code, s := range signs {
			if got, want := outline(t, small, code), outline(t, whole, s.glyph); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: glyph %d is drawn otherwise as glyph %d of the subset:\ngot  %v\nwant %v", name, s.glyph, code, got, want)
			}
		}
	}
}

// completed gives a subset the tables back that a PDF does not want and a reader of fonts does.
func completed(whole *truetype, subset []byte) []byte {
	all := readTrueType(subset).tables
	all["OS/2"], all["name"] = whole.tables["OS/2"], whole.tables["name"]
	all["post"] = append([]byte{0, 3, 0, 0}, make([]byte, 28)...)                                        // without names
	all["cmap"] = []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 4, 0, 24, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, // without characters
		0xff, 0xff, 0, 0, 0xff, 0xff, 0, 1, 0, 0}
	var tables []table
	for _, name := range slices.Sorted(maps.Keys(all)) {
		tables = append(tables, table{name, all[name]})
	}
	return assemble(tables)
}

func outline(t *testing.T, f *sfnt.Font, glyph int) sfnt.Segments {
	t.Helper()
	segments, err := f.LoadGlyph(nil, sfnt.GlyphIndex(glyph), fixed.I(64), nil)
	if err != nil {
		t.Fatalf("glyph %d: %v", glyph, err)
	}
	return segments
}

func TestAdvanceIsThatOfTheFont(t *testing.T) {
	f, err := newFace("F1", "GoRegular", goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "iMé Ж0\u2007" {
		_, s := f.sign(r)
		shown := r
		if r == '\u2007' {
			shown = '0'
		}
		want, err := f.font.GlyphAdvance(nil, sfnt.GlyphIndex(f.glyph(shown)), fixed.I(1000), 0)
		if err != nil {
			t.Fatal(err)
		}
		if s.width != want.Round() {
			t.Errorf("%q: got %d, want %d", r, s.width, want.Round())
		}
	}
}
