package pdf

import "charley/sheet"

// divide shares the width out among the columns. A row with more cells than there are columns has nameless ones.
func (g *grid) divide() {
	n := len(g.Columns)
	for _, r := range g.Rows {
		n = max(n, len(r))
	}
	taken, open := 0.0, n
	for _, c := range g.Columns {
		if given(c) {
			taken, open = taken+c.Share, open-1
		}
	}
	rest := 0.0
	if open > 0 {
		rest = max((1-taken)/float64(open), 0.04) // nothing left: narrow, and the others give way
	}
	whole := taken + rest*float64(open) // 1, unless the shares say otherwise
	for i := range n {
		share := rest
		if i < len(g.Columns) && given(g.Columns[i]) {
			share = g.Columns[i].Share
		}
		g.widths = append(g.widths, share/whole*g.width)
	}
	g.widen()
}

func given(c sheet.Column) bool { return c.Share > 0 && c.Share < farthest }

// widen makes columns as wide as their longest word, at the cost of those that have room to spare, where there is room
// for all words. Otherwise words are broken.
func (g *grid) widen() {
	least := make([]float64, len(g.widths))
	lacking, spare := 0.0, 0.0
	for i, width := range g.widths {
		left, right := g.sides(i)
		least[i] = g.longest(i) + left + right + tiny
		lacking += max(0, least[i]-width)
		spare += max(0, width-least[i])
	}
	if lacking == 0 || lacking > spare {
		return
	}
	for i, width := range g.widths {
		if width < least[i] {
			g.widths[i] = least[i]
		} else {
			g.widths[i] -= (width - least[i]) * lacking / spare
		}
	}
}

// longest is how wide the widest word of a column is.
func (g *grid) longest(column int) float64 {
	widest := 0.0
	if column < len(g.Columns) {
		widest = widestWord(g.setter.faces.letters(g.Columns[column].Name, head.bold), head.size)
	}
	for _, r := range g.Rows {
		if column < len(r) {
			widest = max(widest, widestWord(g.setter.faces.letters(r[column], cell.bold), cell.size))
		}
	}
	return widest
}

// widestWord is the width of the widest stretch of letters that no line may end in.
func widestWord(letters []letter, size float64) float64 {
	widest, width := 0.0, 0.0
	for i, l := range letters {
		if i > 0 && breaks(letters[i-1].r, l.r) {
			width = 0
		}
		if l.r != ' ' && l.r != '\n' {
			width += float64(l.width) * size / 1000
		}
		widest = max(widest, width)
	}
	return widest
}
