package text

import (
	"strings"

	"charley/sheet"
)

// between stands between two columns of a table, and betweenRuled between those of a form.
const (
	between      = "  "
	betweenRuled = " | "
)

// table writes a table in columns. Cells that do not fit are broken into lines below each other.
func (w *writer) table(t sheet.Table) {
	if len(t.Columns) == 0 {
		return
	}
	t = cleaned(t)
	gap := between
	if t.Ruled {
		gap = betweenRuled
	}
	widths := fit(natural(t), longest(t), Columns-len(gap)*(len(t.Columns)-1))
	var all []string
	if t.Caption != "" && !t.Bare {
		all = fold(t.Caption, Columns)
	}
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	rule := strings.Repeat("-", sum(widths)+len(gap)*(len(widths)-1))
	if strings.Join(names, "") != "" {
		all = append(all, lay(t, names, widths, gap)...)
		all = append(all, rule)
	}
	for _, row := range t.Rows {
		all = append(all, lay(t, row, widths, gap)...)
		if t.Ruled {
			all = append(all, rule)
		}
	}
	w.part(all...)
}

// cleaned is a table of texts that may stand in a terminal.
func cleaned(t sheet.Table) sheet.Table {
	out := t
	out.Caption = sheet.Clean(t.Caption)
	out.Columns, out.Rows = nil, nil
	for _, c := range t.Columns {
		c.Name = sheet.Clean(c.Name)
		out.Columns = append(out.Columns, c)
	}
	for _, row := range t.Rows {
		var cells []string
		for i := range t.Columns {
			cell := ""
			if i < len(row) {
				cell = sheet.Clean(row[i])
			}
			cells = append(cells, cell)
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// natural is how wide every column would like to be.
func natural(t sheet.Table) []int {
	out := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = max(1, widest(strings.Split(c.Name, "\n")))
		for _, row := range t.Rows {
			out[i] = max(out[i], widest(strings.Split(row[i], "\n")))
		}
	}
	return out
}

// longest is how wide the longest word of every column is.
func longest(t sheet.Table) []int {
	out := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = max(1, widest(strings.Fields(c.Name)))
		for _, row := range t.Rows {
			out[i] = max(out[i], widest(strings.Fields(row[i])))
		}
	}
	return out
}

// fit takes from the widest column as long as all together are too wide: first from those whose words stay whole, and
// where that is not enough, from any.
func fit(widths, words []int, room int) []int {
	for sum(widths) > room {
		most, whole := -1, -1
		for i := range widths {
			if widths[i] > 1 && (most < 0 || widths[i] > widths[most]) {
				most = i
			}
			if widths[i] > words[i] && (whole < 0 || widths[i] > widths[whole]) {
				whole = i
			}
		}
		if whole >= 0 {
			most = whole
		}
		if most < 0 {
			break
		}
		widths[most]--
	}
	return widths
}

// lay is one row as lines.
func lay(t sheet.Table, cells []string, widths []int, gap string) []string {
	folded := make([][]string, len(cells))
	high := 0
	for i, cell := range cells {
		folded[i] = fold(cell, widths[i])
		high = max(high, len(folded[i]))
	}
	out := make([]string, high)
	for l := range out {
		for i := range cells {
			cell := ""
			if l < len(folded[i]) {
				cell = folded[i][l]
			}
			pad := strings.Repeat(" ", max(0, widths[i]-width(cell)))
			if t.Columns[i].Right {
				cell = pad + cell
			} else {
				cell += pad
			}
			if i > 0 {
				out[l] += gap
			}
			out[l] += cell
		}
	}
	return out
}

func sum(all []int) int {
	n := 0
	for _, v := range all {
		n += v
	}
	return n
}
