package pdf

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// A truetype is a TrueType font file as far as it takes to make a smaller one of it. The file is one of ours, so what
// is out of place in it is a broken program.
type truetype struct {
	tables map[string][]byte
	loca   []int // where each glyph begins in glyf, and where the last one ends
	em     int   // units in the height of the type
	long   int   // glyphs with an advance of their own
}

func readTrueType(ttf []byte) *truetype {
	t := &truetype{tables: map[string][]byte{}}
	for i := range int(u16(ttf, 4)) {
		entry := ttf[12+16*i:]
		at, size := u32(entry, 8), u32(entry, 12)
		t.tables[string(entry[:4])] = ttf[at : at+size]
	}
	t.em = int(u16(t.tables["head"], 18))
	t.long = int(u16(t.tables["hhea"], 34))
	loca := t.tables["loca"]
	for i := range int(u16(t.tables["maxp"], 4)) + 1 {
		if u16(t.tables["head"], 50) == 0 {
			t.loca = append(t.loca, 2*int(u16(loca, 2*i)))
		} else {
			t.loca = append(t.loca, int(u32(loca, 4*i)))
		}
	}
	return t
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }

// advance is how far a glyph moves the pen, in thousandths of the size of the type.
func (t *truetype) advance(glyph int) int {
	at := 4 * min(glyph, t.long-1)
	return (1000*int(u16(t.tables["hmtx"], at)) + t.em/2) / t.em
}

// bearing is the left side bearing of a glyph, in units of the font.
func (t *truetype) bearing(glyph int) uint16 {
	if glyph < t.long {
		return u16(t.tables["hmtx"], 4*glyph+2)
	}
	return u16(t.tables["hmtx"], 4*t.long+2*(glyph-t.long))
}

func (t *truetype) outline(glyph int) []byte {
	return t.tables["glyf"][t.loca[glyph]:t.loca[glyph+1]]
}

// Flags of the parts that a composite glyph is made of (OpenType specification, table glyf).
const (
	wordArguments    = 1 << 0
	oneScale         = 1 << 3
	moreParts        = 1 << 5
	twoScales        = 1 << 6
	matrix           = 1 << 7
	withInstructions = 1 << 8
)

// parts calls f with the place of the flags of each part of a composite glyph, and returns where the parts end.
func parts(outline []byte, f func(at int)) int {
	at := 10
	for {
		flags := u16(outline, at)
		f(at)
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&moreParts == 0 {
			return at
		}
	}
}

// unhinted is an outline without the instructions that fit it to coarse screens, which a printed page does not need
// and which would bring three tables along. Parts of a composite are renumbered by place, which gives each the number
// it has in the new font.
func unhinted(outline []byte, place func(glyph int) int) []byte {
	if len(outline) == 0 {
		return nil
	}
	out := slices.Clone(outline)
	if contours := int(int16(u16(out, 0))); contours >= 0 {
		at := 10 + 2*contours
		size := int(u16(out, at))
		binary.BigEndian.PutUint16(out[at:], 0)
		return slices.Delete(out, at+2, at+2+size)
	}
	end := parts(out, func(at int) {
		binary.BigEndian.PutUint16(out[at:], u16(out, at)&^withInstructions)
		binary.BigEndian.PutUint16(out[at+2:], uint16(place(int(u16(out, at+2)))))
	})
	return out[:end]
}

// subset is a font file with the glyphs of these signs in their order, after which come the glyphs that those are made
// of. The first must be glyph 0, which stands for what is missing. The widths are those of the signs, because they may
// not differ between a file and the fonts in it.
func (t *truetype) subset(signs []sign) []byte {
	var all []int
	for _, s := range signs {
		all = append(all, s.glyph)
	}
	var glyf, loca, hmtx []byte
	place := func(glyph int) int {
		if i := slices.Index(all, glyph); i >= 0 {
			return i
		}
		all = append(all, glyph)
		return len(all) - 1
	}
	for i := 0; i < len(all); i++ { // all grows while it is gone through
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, unhinted(t.outline(all[i]), place)...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		width := t.advance(all[i])
		if i < len(signs) {
			width = signs[i].width
		}
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16((width*t.em+500)/1000))
		hmtx = binary.BigEndian.AppendUint16(hmtx, t.bearing(all[i]))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := slices.Clone(t.tables["head"]), slices.Clone(t.tables["hhea"]), slices.Clone(t.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0) // the sum over the file, which is taken while it is 0
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(all)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(all)))
	for at := 14; at < 28; at += 2 { // what instructions need: no zones but the usual, no storage, no stack
		binary.BigEndian.PutUint16(maxp[at:], 0)
	}
	binary.BigEndian.PutUint16(maxp[14:], 1)
	return assemble([]table{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
}

// A table is a part of a font file.
type table struct {
	name string
	data []byte
}

// assemble makes a font file of tables that are sorted by name.
func assemble(tables []table) []byte {
	n, power, log := len(tables), 1, 0
	for 2*power <= n {
		power, log = 2*power, log+1
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{n, 16 * power, log, 16 * (n - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at, head := 12+16*n, 0
	for _, t := range tables {
		if t.name == "head" {
			head = at
		}
		out = append(out, t.name...)
		for _, v := range []uint32{sum(t.data), uint32(at), uint32(len(t.data))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		at += (len(t.data) + 3) / 4 * 4
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-sum(out))
	return out
}

// sum is the sum of the words of a table, as the format takes it.
func sum(data []byte) uint32 {
	var s uint32
	for len(data) > 0 {
		var word [4]byte
		n := copy(word[:], data)
		s, data = s+binary.BigEndian.Uint32(word[:]), data[n:]
	}
	return s
}

// tag is six letters that tell one subset of a font from another, as the format wants in the name of a subset.
func tag(runes []rune) string {
	var h uint32 = 2166136261 // FNV-1a
	for _, r := range runes {
		for _, b := range binary.BigEndian.AppendUint32(nil, uint32(r)) {
			h = (h ^ uint32(b)) * 16777619
		}
	}
	letters := make([]byte, 6)
	for i := range letters {
		letters[i], h = 'A'+byte(h%26), h/26
	}
	return fmt.Sprintf("%s+", letters)
}
