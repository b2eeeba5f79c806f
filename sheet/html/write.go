package html

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"strings"

	"charley/sheet"
)

// Write writes a document as one file. The same document gives the same bytes. It fails only where w does.
func Write(w io.Writer, d sheet.Document) error {
	out := &writer{Writer: bufio.NewWriter(w)}
	out.head(d)
	out.put("<main>\n<div class=\"page\">\n")
	for _, b := range d.Blocks {
		if _, ends := b.(sheet.NewPage); ends {
			out.put("</div>\n<div class=\"page\">\n")
			continue
		}
		out.block(b)
	}
	out.put("</div>\n</main>\n")
	if d.Foot != "" {
		out.put("<footer>", text(d.Foot), "</footer>\n")
	}
	out.put("</body>\n</html>\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the page of a document: %w", err)
	}
	return nil
}

// A writer remembers the first error, as bufio does, so that what is written reads in the order of the page.
type writer struct {
	*bufio.Writer
	pictures int // so far: their parts need names that come once
}

func (w *writer) put(parts ...string) {
	for _, s := range parts {
		w.WriteString(s)
	}
}

func (w *writer) head(d sheet.Document) {
	w.put("<!DOCTYPE html>\n<html lang=\"", attribute(d.Lang), "\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"", attribute(Policy(d)), "\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n",
		"<title>", text(d.Title), "</title>\n<style>", style(d), "</style>\n</head>\n<body>\n")
}

// block writes one block; a new page inside of another block is none.
func (w *writer) block(b sheet.Block) {
	switch b := b.(type) {
	case sheet.Heading:
		name := fmt.Sprintf("h%d", min(max(b.Level, 1), 3))
		w.put("<", name, ">", text(b.Text), "</", name, ">\n")
	case sheet.Paragraph:
		w.put("<p", class(when(b.Fine, "fine"), when(b.Mark, "mark")), ">", runs(b.Text), "</p>\n")
	case sheet.List:
		w.list(b)
	case sheet.Table:
		w.table(b)
	case sheet.Figure:
		w.figure(b)
	case sheet.Columns:
		w.columns(b)
	}
}

func (w *writer) list(l sheet.List) {
	if len(l.Items) == 0 {
		return // a list of nothing is read out as one all the same
	}
	w.put("<ul>\n")
	for _, item := range l.Items {
		w.put("<li>", runs(item), "</li>\n")
	}
	w.put("</ul>\n")
}

func (w *writer) columns(c sheet.Columns) {
	left, right := "", ""
	if c.Share > 0 && c.Share < 1 {
		left = class(widthClass(c.Share))
	}
	w.put("<div class=\"columns\">\n<div", left, ">\n")
	for _, b := range c.Left {
		w.block(b)
	}
	w.put("</div>\n<div", right, ">\n")
	for _, b := range c.Right {
		w.block(b)
	}
	w.put("</div>\n</div>\n")
}

// runs is text of several weights.
func runs(all []sheet.Run) string {
	var b strings.Builder
	for _, r := range all {
		if r.Bold {
			b.WriteString("<b>" + text(r.Text) + "</b>")
		} else {
			b.WriteString(text(r.Text))
		}
	}
	return b.String()
}

// text is a text as it stands between tags; a new line in it is one on the page.
func text(s string) string {
	return strings.ReplaceAll(html.EscapeString(sheet.Clean(s)), "\n", "<br>")
}

// attribute is a text as it stands in an attribute.
func attribute(s string) string {
	return html.EscapeString(strings.ReplaceAll(sheet.Clean(s), "\n", " "))
}

// class is the attribute of some classes, or nothing where all are empty.
func class(names ...string) string {
	all := strings.Join(strings.Fields(strings.Join(names, " ")), " ")
	if all == "" {
		return ""
	}
	return ` class="` + all + `"`
}

func when(holds bool, name string) string {
	if holds {
		return name
	}
	return ""
}
