package pdf

import (
	"math"

	"charley/sheet"
)

// picture draws a picture in a rectangle of its own proportions, scaled by factor, with its corner at x and y.
func (s *setter) picture(p *page, pic sheet.Picture, x, y, factor float64) {
	p.out.WriteString("q\n")
	p.op("cm", factor, 0, 0, factor, x, p.height-y-pic.Height*factor)
	outer := p.height
	p.height = pic.Height // shapes count from the corner of the picture
	p.out.WriteString("1 j\n")
	for _, shape := range pic.Shapes {
		switch shape := shape.(type) {
		case sheet.Line:
			p.line(shape)
		case sheet.Box:
			p.box(shape)
		case sheet.Dot:
			p.dot(shape)
		case sheet.Path:
			p.path(shape)
		case sheet.Label:
			s.label(p, shape)
		}
	}
	p.height = outer
	p.out.WriteString("Q\n")
	p.gray = -1 // Q brought back whatever it was before
}

func (p *page) box(b sheet.Box) {
	x, y := b.X, p.height-b.Y-b.Height
	p.fill(b.Fill)
	if b.Hatched {
		p.fill(0)
	}
	p.op("re", x, y, b.Width, b.Height)
	p.out.WriteString("f\n")
	if b.Hatched {
		p.hatch(x, y, b.Width, b.Height)
	}
	if b.Border > 0 {
		p.stroke(b.Border, 1)
		p.op("re", x, y, b.Width, b.Height)
		p.out.WriteString("S\n")
	}
}

// hatch draws lines across a rectangle, from lower left to upper right.
func (p *page) hatch(x, y, width, height float64) {
	if !(width > 0 && height > 0 && width < farthest && height < farthest && math.Abs(x) < farthest && math.Abs(y) < farthest) {
		return // no page shows it
	}
	p.out.WriteString("q\n")
	p.op("re", x, y, width, height)
	p.out.WriteString("W n\n")
	p.stroke(0.6, 1)
	// Lines begin at multiples of the gap on the page, so that boxes beside each other are hatched as one.
	gap := max(2.5, (width+height)/400)
	for c := math.Floor((x-y-height)/gap) * gap; c < x+width-y; c += gap {
		p.op("m", c+y, y)
		p.op("l", c+y+height, y+height)
	}
	p.out.WriteString("S\nQ\n")
}

// curve is how far the handles of a quarter of a circle reach, of its radius.
const curve = 0.5523

func (p *page) dot(d sheet.Dot) {
	x, y, r := d.X, p.height-d.Y, d.R
	k := curve * r
	if d.Hollow {
		p.fill(0)
		p.stroke(max(r/3, 0.6), d.Ink)
	} else {
		p.fill(d.Ink)
	}
	p.op("m", x+r, y)
	p.op("c", x+r, y+k, x+k, y+r, x, y+r)
	p.op("c", x-k, y+r, x-r, y+k, x-r, y)
	p.op("c", x-r, y-k, x-k, y-r, x, y-r)
	p.op("c", x+k, y-r, x+r, y-k, x+r, y)
	if d.Hollow {
		p.out.WriteString("b\n")
	} else {
		p.out.WriteString("f\n")
	}
}

func (p *page) path(path sheet.Path) {
	if len(path.Points) < 2 {
		return
	}
	p.fill(path.Ink)
	p.stroke(path.Width, path.Ink)
	for i, at := range path.Points {
		if i == 0 {
			p.op("m", at[0], p.height-at[1])
		} else {
			p.op("l", at[0], p.height-at[1])
		}
	}
	if path.Filled {
		p.out.WriteString("f\n")
	} else {
		p.out.WriteString("S\n")
	}
}

func (s *setter) label(p *page, l sheet.Label) {
	ink := l.Ink
	if ink == 0 {
		ink = 1
	}
	p.fill(ink)
	letters := s.faces.letters(l.Text, l.Bold)
	set := newLine(letters, l.Size)
	x := l.X
	switch l.Anchor {
	case sheet.Middle:
		x -= set.width / 2
	case sheet.End:
		x -= set.width
	}
	p.text(letters, x, l.Y, l.Size)
}
