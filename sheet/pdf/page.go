package pdf

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	"charley/sheet"
)

// A page is what is drawn on one. Places are in points from its upper left corner; the format counts from below.
type page struct {
	self   ref
	height float64
	out    bytes.Buffer
	rules  bytes.Buffer // lines that are no more than decoration, which come first: they interrupt nothing
	marks  []*element   // whose each marked stretch is
	open   *element     // whose stretch is being drawn; nil: nobody's
	state  stretch
	gray   sheet.Ink // that text and areas are filled with
}

// A stretch is what the content that is being drawn counts as.
type stretch int

const (
	closed   stretch = iota
	tagged           // it belongs to an element
	artifact         // it is decoration, or said elsewhere
)

// belongs makes what is drawn from here on part of an element.
func (p *page) belongs(e *element) {
	if p.state == tagged && p.open == e {
		return
	}
	p.end()
	fmt.Fprintf(&p.out, "/%s<</MCID %d>>BDC\n", e.kind, len(p.marks))
	e.kids = append(e.kids, kid{page: p, mark: len(p.marks)})
	p.marks = append(p.marks, e)
	p.open, p.state = e, tagged
}

// decorates makes what is drawn from here on part of nothing that is read out.
func (p *page) decorates() {
	if p.state != artifact {
		p.end()
		p.out.WriteString("/Artifact BMC\n")
		p.state = artifact
	}
}

// foots begins what stands at the foot of every page.
func (p *page) foots() {
	p.end()
	p.out.WriteString("/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n")
	p.state = artifact
}

func (p *page) end() {
	if p.state != closed {
		p.out.WriteString("EMC\n")
	}
	p.open, p.state = nil, closed
}

func (p *page) op(operator string, operands ...float64) {
	fmt.Fprintf(&p.out, "%s %s\n", nums(operands...), operator)
}

func (p *page) fill(ink sheet.Ink) {
	if ink = shade(ink); ink != p.gray {
		p.op("g", 1-float64(ink))
		p.gray = ink
	}
}

// shade is an ink that there is.
func shade(ink sheet.Ink) sheet.Ink {
	if math.IsNaN(float64(ink)) {
		return 1
	}
	return max(0, min(1, ink))
}

// text sets letters on a baseline.
func (p *page) text(letters []letter, x, y, size float64) {
	if len(letters) == 0 {
		return
	}
	fmt.Fprintf(&p.out, "BT\n%s Td\n", nums(x, p.height-y))
	for len(letters) > 0 {
		face, n := letters[0].face, 0
		var hex strings.Builder
		for n < len(letters) && letters[n].face == face {
			fmt.Fprintf(&hex, "%04X", letters[n].code)
			n++
		}
		fmt.Fprintf(&p.out, "/%s %s Tf<%s>Tj\n", face.name, num(size), hex.String())
		letters = letters[n:]
	}
	p.out.WriteString("ET\n")
}

// rule is a straight line that is no more than decoration.
func (p *page) rule(x1, y1, x2, y2, width float64) {
	fmt.Fprintf(&p.rules, "%s w %s m %s l S\n", num(width), nums(x1, p.height-y1), nums(x2, p.height-y2))
}

// content is all that is drawn on the page.
func (p *page) content() []byte {
	p.end()
	if p.rules.Len() == 0 {
		return p.out.Bytes()
	}
	return slices.Concat([]byte("/Artifact BMC\n"), p.rules.Bytes(), []byte("EMC\n"), p.out.Bytes())
}

func (p *page) line(l sheet.Line) {
	p.stroke(l.Width, l.Ink)
	if l.Dashed {
		p.out.WriteString("[2 2]0 d\n")
	}
	p.op("m", l.X1, p.height-l.Y1)
	p.op("l", l.X2, p.height-l.Y2)
	p.out.WriteString("S\n")
	if l.Dashed {
		p.out.WriteString("[]0 d\n")
	}
}

func (p *page) stroke(width float64, ink sheet.Ink) {
	p.op("w", width)
	p.op("G", 1-float64(shade(ink)))
}
