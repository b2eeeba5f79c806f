package handout

import (
	"bytes"
	"fmt"
	"io"

	"charley/sheet"
	"charley/sheet/html"
	"charley/sheet/pdf"
	"charley/sheet/text"
)

// A Format is a look that a document can be given.
type Format string

// The formats of documents.
const (
	HTML Format = "html" // one page that holds all it needs
	PDF  Format = "pdf"  // tagged, with its fonts
	Text Format = "text" // lines of plain text
)

// Type is the media type of a document in a format.
func (f Format) Type() string {
	switch f {
	case PDF:
		return "application/pdf"
	case Text:
		return "text/plain; charset=utf-8"
	}
	return "text/html; charset=utf-8"
}

// Extension is how the name of a file in a format ends, with its dot.
func (f Format) Extension() string {
	switch f {
	case PDF:
		return ".pdf"
	case Text:
		return ".txt"
	}
	return ".html"
}

// Write writes a document in a format. The same document gives the same bytes.
//
// Errors: those of w; one for a format that is none.
func Write(w io.Writer, f Format, d sheet.Document) error {
	switch f {
	case HTML:
		return html.Write(w, d)
	case PDF:
		return pdf.Write(w, d)
	case Text:
		return text.Write(w, d)
	}
	return fmt.Errorf("documents have no format %q: it must be html, pdf or text", f)
}

// both is a document as a PDF and as text, for a program that takes it along.
func both(d sheet.Document) (asPDF []byte, asText string, err error) {
	var page, lines bytes.Buffer
	if err := Write(&page, PDF, d); err != nil {
		return nil, "", fmt.Errorf("write %q as a PDF: %w", d.Title, err)
	}
	if err := Write(&lines, Text, d); err != nil {
		return nil, "", fmt.Errorf("write %q as text: %w", d.Title, err)
	}
	return page.Bytes(), lines.String(), nil
}
