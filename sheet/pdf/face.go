package pdf

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
)

// A face is one weight of the type, and which characters of it a document uses. Every character gets a code of its
// own, also where two share a glyph or the font has none, so that what is copied or read out is what was written.
type face struct {
	name  string // in the file's resources: "F1"
	title string
	font  *sfnt.Font
	file  *truetype
	codes map[rune]uint16
	used  []sign // by code; the first stands for nothing
}

// A sign is a character of a face.
type sign struct {
	r     rune
	glyph int // in the font that comes with the program
	width int // in thousandths of the size of the type
}

func newFace(name, title string, ttf []byte) (*face, error) {
	font, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("read the font %s: %w", title, err)
	}
	return &face{name: name, title: title, font: font, file: readTrueType(ttf), codes: map[rune]uint16{}, used: make([]sign, 1)}, nil
}

// A box stands for what the font has not. It cannot be taken for a letter.
const box = '□'

// most is how many characters a document can tell apart. Those beyond show the box and are read out as unknown.
const most = 65000

// sign returns the code of a character and what it looks like.
func (f *face) sign(r rune) (uint16, sign) {
	if code, ok := f.codes[r]; ok {
		return code, f.used[code]
	}
	if len(f.used) > most {
		r = unicode.ReplacementChar
	}
	s := f.look(r)
	code := uint16(len(f.used))
	f.codes[r], f.used = code, append(f.used, s)
	return code, s
}

// look finds the glyph of a character. Some that the font lacks are another one to the eye.
func (f *face) look(r rune) sign {
	shown, thin := r, 0
	switch {
	case unseen(r):
		return sign{r: r, glyph: f.glyph(' ')}
	case r == '\u00a0', r == '\t':
		shown = ' '
	case r == '\u2007': // as wide as a digit
		shown, thin = ' ', f.file.advance(f.glyph('0'))
	case r >= '\u2000' && r <= '\u200a', r == '\u202f', r == '\u205f':
		shown, thin = ' ', 200
	case r == '\u2010', r == '\u2011':
		shown = '-'
	}
	glyph := f.glyph(shown)
	if glyph == 0 {
		glyph = f.glyph(box)
	}
	s := sign{r: r, glyph: glyph, width: f.file.advance(glyph)}
	if thin > 0 {
		s.width = thin
	}
	return s
}

func (f *face) glyph(r rune) int {
	g, _ := f.font.GlyphIndex(nil, r) // our own fonts read without an error
	return int(g)
}

// unseen says that a character only tells how others are set, and takes no room itself.
func unseen(r rune) bool {
	return r == '\u00ad' || r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' ||
		r >= '\u2060' && r <= '\u206f' || r >= '\ufe00' && r <= '\ufe0f'
}

// write puts the face into a file: the glyphs that are used, how wide they are and which characters they are.
func (f *face) write(out *file) ref {
	runes := make([]rune, len(f.used))
	widths := make([]string, len(f.used))
	for code, s := range f.used {
		runes[code], widths[code] = s.r, fmt.Sprint(s.width)
	}
	data := f.file.subset(f.used)
	name := tag(runes) + f.title
	program := out.stream(fmt.Sprintf("/Length1 %d", len(data)), data)
	descriptor := out.add("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %s>>",
		name, f.bounds(), f.scaled("hhea", 4), f.scaled("hhea", 6), f.scaled("OS/2", 88), f.stem(), program)
	descendant := out.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %s/CIDToGIDMap/Identity/DW 0/W[0[%s]]>>",
		name, descriptor, strings.Join(widths, " "))
	unicodes := out.stream("", f.unicodes())
	return out.add("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>", name, descendant, unicodes)
}

// scaled is a signed number of a table of the font, in thousandths of the size of the type.
func (f *face) scaled(table string, at int) int {
	return 1000 * int(int16(binary.BigEndian.Uint16(f.file.tables[table][at:]))) / f.file.em
}

func (f *face) bounds() string {
	return fmt.Sprint(f.scaled("head", 36), f.scaled("head", 38), f.scaled("head", 40), f.scaled("head", 42))
}

// stem is about how thick the strokes are, by the formula that is in use where a font does not say.
func (f *face) stem() int {
	weight := int(binary.BigEndian.Uint16(f.file.tables["OS/2"][4:]))
	return 50 + weight*weight/4225
}

// unicodes says which character each code is.
func (f *face) unicodes() []byte {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const block = 100 // the most that the format allows in one
	for from := 1; from < len(f.used); from += block {
		to := min(from+block, len(f.used))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for code := from; code < to; code++ {
			fmt.Fprintf(&b, "<%04X> <", code)
			for _, u := range utf16.Encode([]rune{legible(f.used[code].r)}) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}

// legible is a character as it may stand in the list of characters, which allows neither the zero nor the marks that
// mean no character.
func legible(r rune) rune {
	if r == 0 || r == '\ufeff' || r == '\ufffe' {
		return unicode.ReplacementChar
	}
	return r
}
