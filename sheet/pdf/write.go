package pdf

import (
	"fmt"
	"io"

	"charley/sheet"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Write sets a document in type and writes it as a tagged PDF with its fonts inside.
//
// Whatever is in the document comes out: text that the fonts lack shows a box in place of each character and still
// copies and reads out as what it is; rows and words that are too large for a page go on over the next; a picture
// that is too large is made smaller. The only errors are those of w.
func Write(w io.Writer, d sheet.Document) error {
	s, err := set(d)
	if err != nil {
		return err
	}
	if err := s.file().write(w, s.catalog, s.info); err != nil {
		return fmt.Errorf("write the PDF: %w", err)
	}
	return nil
}

// set makes the pages of a document.
func set(d sheet.Document) (*setter, error) {
	regular, err := newFace("F1", "GoRegular", goregular.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := newFace("F2", "GoBold", gobold.TTF)
	if err != nil {
		return nil, err
	}
	s := &setter{doc: d, faces: faces{regular, bold}, root: &element{kind: "Document"}}
	s.measure()
	s.place(s.flow(d.Blocks, s.root, s.width-2*margin), margin, spot{0, s.top})
	s.page(0) // a document of nothing is a page
	s.feet()
	return s, nil
}

// A setter sets one document.
type setter struct {
	doc           sheet.Document
	faces         faces
	root          *element
	level         int // of the heading last seen, as it is tagged
	pages         []*page
	width, height float64 // of the sheet
	top, bottom   float64 // between them stand the blocks
	catalog, info ref
}

// The white around the page. Printers at home leave out up to 18 points at the edge.
const margin = 42

// measure finds out how large the page is.
func (s *setter) measure() {
	s.width, s.height = s.doc.Paper.Size()
	if !s.doc.Upright {
		s.width, s.height = s.height, s.width
	}
	s.top, s.bottom = 32, s.height-38
}

// page is the page of a number from 0, with all before it.
func (s *setter) page(i int) *page {
	for len(s.pages) <= i {
		s.pages = append(s.pages, &page{height: s.height, gray: 1})
	}
	return s.pages[i]
}

// feet puts the foot under every page, once their number is known. It is no part of what is read out.
func (s *setter) feet() {
	const size, apart = 8, 12
	y, room := s.height-26, s.width-2*margin
	number := func(i int) line {
		return s.faces.clipped(fmt.Sprintf(s.doc.PageOf, i, len(s.pages)), size, room/2)
	}
	foot := s.faces.clipped(s.doc.Foot, size, room-number(len(s.pages)).width-apart)
	for i, p := range s.pages {
		p.foots()
		p.fill(1)
		if s.doc.PageOf != "" {
			number := number(i + 1)
			p.text(number.letters, s.width-margin-number.width, y, size)
		}
		p.text(foot.letters, margin, y, size)
		p.end()
	}
}
