package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A ref is the number of an object in the file.
type ref int

func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// A file is a PDF being put together: objects, numbered from 1 in the order in which they were reserved.
type file struct {
	objects []object
}

// An object is a value in the file. Streams stand by themselves; all others are packed together.
type object struct {
	body   []byte
	stream bool
}

// reserve takes a number for an object that others point at before it is known.
func (f *file) reserve() ref {
	f.objects = append(f.objects, object{})
	return ref(len(f.objects))
}

func (f *file) set(r ref, format string, args ...any) {
	f.objects[r-1].body = fmt.Appendf(nil, format, args...)
}

func (f *file) add(format string, args ...any) ref {
	r := f.reserve()
	f.set(r, format, args...)
	return r
}

// stream adds data with the entries of its dictionary, compressed.
func (f *file) stream(dict string, data []byte) ref {
	return f.plain(dict+"/Filter/FlateDecode", deflate(data))
}

// plain adds data as it is.
func (f *file) plain(dict string, data []byte) ref {
	r := f.reserve()
	f.objects[r-1] = object{streamBody(dict, data), true}
	return r
}

func streamBody(dict string, data []byte) []byte {
	b := fmt.Appendf(nil, "<<%s/Length %d>>\nstream\n", dict, len(data))
	return append(append(b, data...), "\nendstream"...)
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(data) // a buffer does not fail
	z.Close()
	return b.Bytes()
}

// packed is how many objects share one stream. A reader unpacks a whole stream to find one of them.
const packed = 200

// pack moves the objects that are no streams into streams of many, and returns where each is: the number of its
// stream and its place in it. A table has an object a cell, of a hundred bytes each; packed they need ten.
func (f *file) pack() map[ref][2]int {
	at := map[ref][2]int{}
	var group []ref
	flush := func() {
		var index, bodies bytes.Buffer
		for _, r := range group {
			fmt.Fprintf(&index, "%d %d ", r, bodies.Len())
			bodies.Write(f.objects[r-1].body)
			bodies.WriteByte('\n')
		}
		dict := fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(group), index.Len())
		holder := f.stream(dict, append(index.Bytes(), bodies.Bytes()...))
		for i, r := range group {
			at[r] = [2]int{int(holder), i}
		}
		group = group[:0]
	}
	for r := ref(1); r <= ref(len(f.objects)); r++ {
		if f.objects[r-1].stream {
			continue
		}
		if group = append(group, r); len(group) == packed {
			flush()
		}
	}
	if len(group) > 0 {
		flush()
	}
	return at
}

// write puts the file out: header, streams, and the table of where everything is, itself a stream.
func (f *file) write(w io.Writer, root, info ref) error {
	at := f.pack()
	table := f.reserve()
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") // bytes above 127 say: not a text file
	rows := make([]byte, 0, 7*(len(f.objects)+1))
	row := func(kind byte, a uint32, b uint16) {
		rows = append(rows, kind)
		rows = binary.BigEndian.AppendUint32(rows, a)
		rows = binary.BigEndian.AppendUint16(rows, b)
	}
	row(0, 0, 65535)
	for i, o := range f.objects[:table-1] {
		if in, ok := at[ref(i+1)]; ok {
			row(2, uint32(in[0]), uint16(in[1]))
			continue
		}
		row(1, uint32(out.Len()), 0)
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o.body)
	}
	start := out.Len()
	row(1, uint32(start), 0)
	id := sha256.Sum256(out.Bytes())
	dict := fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root %s/Info %s/ID[<%x><%x>]/Filter/FlateDecode", table+1, root, info, id[:16], id[:16])
	fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", table, streamBody(dict, deflate(rows)), start)
	_, err := w.Write(out.Bytes())
	return err
}

// text is a string for people, in one of the two ways that every reader knows.
func text(s string) string {
	ascii := true
	for _, r := range s {
		ascii = ascii && r >= ' ' && r <= '~'
	}
	if ascii {
		return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s) + ")"
	}
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">")
	return b.String()
}

// farthest is a length that no page reaches, and that every reader can still hold.
const farthest = 20000

// num is a number with two digits after the point, which is a hundredth of a millimetre about. What is no number is 0.
func num(v float64) string {
	if math.IsNaN(v) {
		v = 0
	}
	v = math.Round(max(-farthest, min(farthest, v))*100) / 100
	if v == 0 { // not "-0"
		return "0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// nums are numbers with a space between them.
func nums(vs ...float64) string {
	s := make([]string, len(vs))
	for i, v := range vs {
		s[i] = num(v)
	}
	return strings.Join(s, " ")
}
