package pdf

import (
	"charley/sheet"
)

// A style is how text is set. Sizes are for a sheet that lies on a table between two people.
type style struct {
	size, lead float64 // of the type, and from line to line
	bold       bool
	before     float64
}

var (
	body    = style{size: 10, lead: 13, before: 3}
	fine    = style{size: 8.5, lead: 10.8, before: 3}
	cell    = style{size: 9, lead: 10.8}
	head    = style{size: 8.5, lead: 10.5, bold: true}
	caption = style{size: 9, lead: 10.8, bold: true, before: 6}
	under   = style{size: 8.5, lead: 10.8, before: 2} // a picture
	headers = [...]style{
		{size: 16, lead: 19, bold: true, before: 12},
		{size: 11.5, lead: 14, bold: true, before: 7},
		{size: 10.5, lead: 13, bold: true, before: 7},
	}
)

// flow makes pieces of blocks for a width, and elements of them below a parent.
func (s *setter) flow(blocks []sheet.Block, parent *element, width float64) []*piece {
	var out []*piece
	for _, block := range blocks {
		switch b := block.(type) {
		case sheet.Heading:
			out = append(out, s.heading(b, parent, width)...)
		case sheet.Paragraph:
			out = append(out, s.paragraph(b, parent, width)...)
		case sheet.List:
			out = append(out, s.list(b, parent, width)...)
		case sheet.Table:
			out = append(out, s.table(b, parent, width)...)
		case sheet.Figure:
			out = append(out, s.figure(b, parent, width)...)
		case sheet.Columns:
			out = append(out, s.columns(b, parent, width)...)
		case sheet.NewPage:
			out = append(out, newPage)
		}
	}
	return out
}

// heading is tagged one level below the one before it at most: the standard lets no level be left out.
func (s *setter) heading(h sheet.Heading, parent *element, width float64) []*piece {
	level := max(1, min(h.Level, len(headers)))
	st := headers[level-1]
	s.level = min(level, s.level+1)
	e := parent.child("H" + string(rune('0'+s.level)))
	pieces := s.text(s.faces.letters(h.Text, st.bold), e, st, width)
	for _, p := range pieces {
		p.keep = true
	}
	return pieces
}

// text makes a piece of each line. The first and the last two lines of a text stay together.
func (s *setter) text(letters []letter, e *element, st style, width float64) []*piece {
	set := lines(letters, st.size, width)
	out := make([]*piece, len(set))
	for i, l := range set {
		out[i] = &piece{
			height: st.lead,
			keep:   i+1 < len(set) && (i == 0 || i+2 == len(set)),
			draw: func(p *page, x, y float64) {
				p.belongs(e)
				p.fill(1)
				p.text(l.letters, x, y+st.drop(), st.size)
			},
		}
	}
	if len(out) > 0 {
		out[0].before = st.before
	}
	return out
}

// drop is how far below the upper edge of a line its letters stand.
func (st style) drop() float64 { return (st.lead+0.72*st.size)/2 - 0.2 }

// The line beside text that must not be overlooked, and how far the text moves for it.
const (
	markWidth  = 2.5
	markIndent = 10
)

func (s *setter) paragraph(b sheet.Paragraph, parent *element, width float64) []*piece {
	st := body
	if b.Fine {
		st = fine
	}
	e := parent.child("P")
	if !b.Mark {
		return s.text(s.faces.runs(b.Text, false), e, st, width)
	}
	out := s.text(s.faces.runs(b.Text, false), e, st, width-markIndent)
	for _, p := range out {
		inner := p.draw
		p.draw = func(p *page, x, y float64) {
			p.rule(x+markWidth/2, y, x+markWidth/2, y+st.lead, markWidth)
			inner(p, x+markIndent, y)
		}
	}
	return out
}

func (s *setter) list(b sheet.List, parent *element, width float64) []*piece {
	const indent = 11
	e := parent.child("L")
	e.extra = "/A<</O/List/ListNumbering/Disc>>"
	var out []*piece
	for _, item := range b.Items {
		li := e.child("LI")
		label, text := li.child("Lbl"), li.child("LBody")
		pieces := s.text(s.faces.runs(item, false), text, body, width-indent)
		for i, p := range pieces {
			inner := p.draw
			p.before = 0
			p.draw = func(p *page, x, y float64) {
				if i == 0 {
					p.belongs(label)
					p.fill(1)
					p.text(s.faces.letters("• ", false), x+2, y+body.drop(), body.size)
				}
				inner(p, x+indent, y)
			}
		}
		if len(pieces) > 0 {
			pieces[0].before = 1.5
		}
		out = append(out, pieces...)
	}
	return out
}

// gutter is the white between two columns.
const gutter = 18

// Columns stand below each other where one would be narrower than this, or a picture in it much smaller than meant.
const (
	narrowest = 130
	shrunk    = 0.75
)

func (s *setter) columns(b sheet.Columns, parent *element, width float64) []*piece {
	share := b.Share
	if !(share > 0 && share < 1) {
		share = 0.5
	}
	left := (width - gutter) * share
	right := width - gutter - left
	if min(left, right) < narrowest || shrinks(b.Left, left) || shrinks(b.Right, right) {
		return append(s.flow(b.Left, parent, width), s.flow(b.Right, parent, width)...)
	}
	both := &beside{s.flow(b.Left, parent, left), s.flow(b.Right, parent, right), left + gutter}
	return []*piece{{beside: both}}
}

func shrinks(blocks []sheet.Block, width float64) bool {
	for _, block := range blocks {
		if f, ok := block.(sheet.Figure); ok && f.Picture.Width*shrunk > width {
			return true
		}
	}
	return false
}

func (s *setter) figure(b sheet.Figure, parent *element, width float64) []*piece {
	box := parent.child("Div") // holds a picture and what is written under it together
	e, note := box.child("Figure"), box.child("Caption")
	under := s.text(s.faces.letters(b.Caption, false), note, under, width)
	for i, p := range under {
		p.keep = i+1 < len(under)
	}
	factor, height := s.scale(b.Picture, width, total(under))
	out := []*piece{{before: 5, height: height, keep: len(under) > 0, draw: func(p *page, x, y float64) {
		e.extra = "/Alt" + text(b.Alt) + "/A<</O/Layout/Placement/Block/BBox[" +
			nums(x, p.height-y-height, x+b.Picture.Width*factor, p.height-y) + "]>>"
		p.belongs(e)
		s.picture(p, b.Picture, x, y, factor)
	}}}
	return append(out, under...)
}

// scale is what a picture is made smaller by to fit, and how high it then is. A picture without a size has none.
func (s *setter) scale(pic sheet.Picture, width, caption float64) (factor, height float64) {
	if !(pic.Width > 0 && pic.Height > 0 && pic.Width < farthest && pic.Height < farthest) {
		return 1, 0
	}
	room := max(s.bottom-s.top-caption-40, 100) // a heading above it stays with it
	factor = min(1, width/pic.Width, room/pic.Height)
	return factor, pic.Height * factor
}
