package pdf

import (
	"slices"

	"charley/sheet"
)

// A grid is a table with its columns measured.
type grid struct {
	sheet.Table
	setter *setter
	widths []float64
	width  float64 // of all
}

func (s *setter) table(t sheet.Table, parent *element, width float64) []*piece {
	g := &grid{Table: t, setter: s, width: width}
	g.divide()
	e := parent.child("Table")
	var out []*piece
	if t.Bare && t.Caption != "" {
		e.extra = "/A<</O/Table/Summary" + text(t.Caption) + ">>"
	} else {
		out = s.text(s.faces.letters(t.Caption, true), e.child("Caption"), caption, width)
		for _, p := range out {
			p.keep = true
		}
	}
	if len(g.widths) == 0 {
		return out
	}
	named := g.named()
	if named {
		out = append(out, g.top(e.child("THead"), len(out) == 0))
	}
	within := e.child("TBody")
	for i, cells := range t.Rows {
		row := g.row(cells, within.child("TR"), i)
		if named {
			g.repeat(row)
		} else if len(out) == 0 {
			row.before = 3
		}
		out = append(out, row)
	}
	return out
}

// named says that a column has a name.
func (g *grid) named() bool {
	return slices.ContainsFunc(g.Columns, func(c sheet.Column) bool { return c.Name != "" })
}

// top is the row of names, alone or under the name of the table.
func (g *grid) top(e *element, alone bool) *piece {
	p := g.heads(e.child("TR")).piece()
	p.keep = len(g.Rows) > 0
	if alone {
		p.before = 5
	}
	return p
}

func (g *grid) heads(tr *element) *row {
	r := &row{grid: g, style: head, last: true}
	for i := range g.widths {
		name := ""
		if i < len(g.Columns) {
			name = g.Columns[i].Name
		}
		var th *element
		if tr != nil {
			th = tr.child("TH")
			th.extra = "/A<</O/Table/Scope/Column>>"
		}
		r.add(i, name, th)
	}
	return r
}

// repeat lets the names of the columns stand on each page that begins with a row, where they are no more than
// decoration: the table has them already.
func (g *grid) repeat(row *piece) {
	top := g.heads(nil).piece()
	if top.height < (g.setter.bottom-g.setter.top)/3 {
		row.again = top
	}
}

func (g *grid) row(cells []string, tr *element, i int) *piece {
	r := &row{grid: g, style: cell, least: g.RowHeight, last: i == len(g.Rows)-1}
	for c := range g.widths {
		kind := "TD"
		if c == 0 && g.RowHeads {
			kind = "TH"
		}
		td := tr.child(kind)
		if kind == "TH" {
			td.extra = "/A<</O/Table/Scope/Row>>"
		}
		content := ""
		if c < len(cells) {
			content = cells[c]
		}
		r.add(c, content, td)
	}
	p := r.piece()
	p.keep = i == 0 && len(g.Rows) > 1 || i == len(g.Rows)-2 // no row stands alone
	return p
}

// A row is cells beside each other that are set and wait for their page.
type row struct {
	grid  *grid
	cells []block
	style style
	least float64
	last  bool // the line under it is the stronger one
}

// A block is the lines of a cell and what they belong to; nil: to nothing that is read out.
type block struct {
	lines   []line
	element *element
}

// The white in a cell: at its sides, and above and below its lines.
const (
	sides = 4
	ends  = 1.4
)

// sides are the white at the left and the right of a cell. Without lines around it, a table is as wide as the text
// around it.
func (g *grid) sides(column int) (left, right float64) {
	left, right = sides, sides
	if !g.Ruled && column == 0 {
		left = 0
	}
	if !g.Ruled && column == len(g.widths)-1 {
		right = 0
	}
	return left, right
}

func (r *row) add(column int, text string, e *element) {
	left, right := r.grid.sides(column)
	room := r.grid.widths[column] - left - right
	letters := r.grid.setter.faces.letters(text, r.style.bold)
	r.cells = append(r.cells, block{lines(letters, r.style.size, room), e})
}

func (r *row) height() float64 {
	n := 0
	for _, c := range r.cells {
		n = max(n, len(c.lines))
	}
	return max(float64(n)*r.style.lead+2*ends, r.least)
}

func (r *row) piece() *piece {
	return &piece{height: r.height(), draw: r.draw, split: r.split}
}

// split cuts a row that is higher than the room there is after the lines that fit.
func (r *row) split(room float64) (first, rest *piece) {
	n := int((room - 2*ends) / r.style.lead)
	if n < 1 {
		return nil, nil
	}
	above, below := *r, *r
	above.cells, below.cells = nil, nil
	above.least, below.least = 0, 0
	for _, c := range r.cells {
		k := min(n, len(c.lines))
		above.cells = append(above.cells, block{c.lines[:k], c.element})
		below.cells = append(below.cells, block{c.lines[k:], c.element})
	}
	return above.piece(), below.piece()
}

func (r *row) draw(p *page, x, y float64) {
	height := r.height()
	at := x
	for i, c := range r.cells {
		white, end := r.grid.sides(i)
		top := y + r.down(c, height)
		for n, l := range c.lines {
			if c.element != nil {
				p.belongs(c.element)
			} else {
				p.decorates()
			}
			p.fill(1)
			left := at + white
			if i < len(r.grid.Columns) && r.grid.Columns[i].Right {
				left = at + r.grid.widths[i] - end - l.width
			}
			p.text(l.letters, left, top+float64(n)*r.style.lead+r.style.drop(), r.style.size)
		}
		at += r.grid.widths[i]
	}
	r.rules(p, x, y, height)
}

// down is how far below the top of a row the lines of a cell begin: names of columns stand on the line under them, and
// what is printed in a row to write into stands in its middle.
func (r *row) down(c block, height float64) float64 {
	free := height - 2*ends - float64(len(c.lines))*r.style.lead
	switch {
	case r.style.bold:
		return ends + free
	case r.least > 0:
		return ends + free/2
	}
	return ends
}

// rules draws the lines of a row: all around its cells in a form, otherwise one below it.
func (r *row) rules(p *page, x, y, height float64) {
	right, low := x+r.total(), y+height
	weight := 0.4
	if r.last {
		weight = 0.9
	}
	if !r.grid.Ruled {
		p.rule(x, low, right, low, weight)
		return
	}
	p.rule(x, y, right, y, 0.5)
	p.rule(x, low, right, low, 0.5)
	at := x
	for i := 0; i <= len(r.cells); i++ {
		p.rule(at, y, at, low, 0.5)
		if i < len(r.cells) {
			at += r.grid.widths[i]
		}
	}
}

func (r *row) total() float64 {
	sum := 0.0
	for _, w := range r.grid.widths {
		sum += w
	}
	return sum
}
