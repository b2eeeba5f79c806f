package html

import "charley/sheet"

// table writes a table. Every cell names its column too, for a screen on which the columns do not stand side by
// side; the roles say that it is still a table there.
func (w *writer) table(t sheet.Table) {
	height := ""
	if t.RowHeight > 0 {
		height = heightClass(t.RowHeight)
	}
	w.put("<table role=\"table\"", class(when(t.Ruled, "ruled"), when(t.Bare, "bare"), height), ">\n")
	if t.Caption != "" {
		w.put("<caption", class(when(t.Bare, "unseen")), ">", text(t.Caption), "</caption>\n")
	}
	w.put("<colgroup>")
	for _, c := range t.Columns {
		share := ""
		if c.Share > 0 {
			share = class(widthClass(c.Share))
		}
		w.put("<col", share, ">")
	}
	w.put("</colgroup>\n")
	w.heads(t)
	w.put("<tbody role=\"rowgroup\">\n")
	for _, row := range t.Rows {
		w.row(t, row)
	}
	w.put("</tbody>\n</table>\n")
}

// heads writes the names of the columns, unless none has one. A column without a name has no heading cell: an empty
// one would be read out as a heading that says nothing.
func (w *writer) heads(t sheet.Table) {
	named := false
	for _, c := range t.Columns {
		named = named || c.Name != ""
	}
	if !named {
		return
	}
	w.put("<thead role=\"rowgroup\"><tr role=\"row\">")
	for _, c := range t.Columns {
		if c.Name == "" {
			w.put("<td role=\"cell\"></td>")
			continue
		}
		w.put("<th role=\"columnheader\" scope=\"col\"", class(when(c.Right, "right")), ">", text(c.Name), "</th>")
	}
	w.put("</tr></thead>\n")
}

func (w *writer) row(t sheet.Table, cells []string) {
	w.put("<tr role=\"row\">")
	for i, c := range t.Columns {
		cell := ""
		if i < len(cells) {
			cell = cells[i]
		}
		right := class(when(c.Right, "right"))
		switch {
		case i == 0 && t.RowHeads && cell != "":
			w.put("<th role=\"rowheader\" scope=\"row\"", right, ">", text(cell), "</th>")
		case i > 0 && c.Name != "" && cell != "" && !t.Ruled:
			w.put("<td role=\"cell\" data-name=\"", attribute(c.Name), "\"", right, ">", text(cell), "</td>")
		default:
			w.put("<td role=\"cell\"", right, ">", text(cell), "</td>")
		}
	}
	w.put("</tr>\n")
}
