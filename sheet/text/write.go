package text

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"charley/sheet"
)

// Columns is how wide a line is at most. Only a word that is longer than that stands out.
const Columns = 78

// Write writes a document as lines of text. The same document gives the same bytes. It fails only where w does.
func Write(w io.Writer, d sheet.Document) error {
	out := &writer{Writer: bufio.NewWriter(w)}
	out.blocks(d.Blocks)
	if d.Foot != "" {
		out.part(strings.Repeat("-", Columns))
		out.lines(fold(sheet.Clean(d.Foot), Columns)...)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the text of a document: %w", err)
	}
	return nil
}

// A writer writes lines; the first error is kept until the end, as bufio does.
type writer struct {
	*bufio.Writer
	begun bool
}

// lines writes some lines, without spaces at their ends.
func (w *writer) lines(all ...string) {
	for _, l := range all {
		w.WriteString(strings.TrimRight(l, " ") + "\n")
		w.begun = true
	}
}

// part writes lines that have an empty one above them.
func (w *writer) part(all ...string) {
	if w.begun && len(all) > 0 {
		w.WriteString("\n")
	}
	w.lines(all...)
}

func (w *writer) blocks(all []sheet.Block) {
	for _, b := range all {
		w.block(b)
	}
}

func (w *writer) block(b sheet.Block) {
	switch b := b.(type) {
	case sheet.Heading:
		w.heading(b)
	case sheet.Paragraph:
		w.paragraph(b)
	case sheet.List:
		w.list(b)
	case sheet.Table:
		w.table(b)
	case sheet.Figure:
		w.figure(b)
	case sheet.Columns:
		w.blocks(b.Left)
		w.blocks(b.Right)
	case sheet.NewPage:
		w.part(strings.Repeat("=", Columns))
	}
}

func (w *writer) heading(h sheet.Heading) {
	all := fold(sheet.Clean(h.Text), Columns)
	under := map[int]string{1: "=", 2: "-"}[max(h.Level, 1)]
	if under != "" {
		all = append(all, strings.Repeat(under, widest(all)))
	}
	w.part(all...)
}

// paragraph sets apart what must not be overlooked by a line of signs above and below.
func (w *writer) paragraph(p sheet.Paragraph) {
	all := fold(words(p.Text), Columns)
	if p.Mark {
		edge := strings.Repeat("*", Columns)
		all = append(append([]string{edge}, all...), edge)
	}
	w.part(all...)
}

func (w *writer) list(l sheet.List) {
	var all []string
	for _, item := range l.Items {
		for i, line := range fold(words(item), Columns-2) {
			if i == 0 {
				all = append(all, "- "+line)
			} else {
				all = append(all, "  "+line)
			}
		}
	}
	w.part(all...)
}

// figure says what a picture shows.
func (w *writer) figure(f sheet.Figure) {
	shows := f.Alt
	if f.Caption != "" {
		shows = f.Caption + "\n" + f.Alt
	}
	w.part(fold(sheet.Clean(shows), Columns)...)
}

// words is text without its weights.
func words(runs []sheet.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return sheet.Clean(b.String())
}
