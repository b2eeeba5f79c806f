package sheet

import "time"

// A Document is what is handed out.
type Document struct {
	Title   string    // what a reader's window and a screen reader call it
	Lang    string    // BCP 47
	Paper   Paper     // A4 where empty
	Upright bool      // false: on its side
	Made    time.Time // when its content was put together; the same document gives the same bytes
	Foot    string    // on every page beside its number
	PageOf  string    // the words of a page's number with two %d: "page %d of %d"
	Blocks  []Block   // in reading order
}

// A Paper is a size of paper.
type Paper string

// The sizes of paper that printers at home hold.
const (
	A4     Paper = "a4"
	Letter Paper = "letter"
)

// Size is the width and height of a sheet that stands upright, in points of 1/72 inch.
func (p Paper) Size() (width, height float64) {
	if p == Letter {
		return 612, 792
	}
	return 595.28, 841.89
}

// A Block is one thing below another.
type Block interface{ block() }

// A Heading begins a part. Level 1 is the document's own, and stands once.
type Heading struct {
	Level int // 1 to 3
	Text  string
}

// A Paragraph is running text.
type Paragraph struct {
	Text []Run
	Fine bool // fine print
	Mark bool // it must not be overlooked: it is set apart by a line and not by a colour alone
}

// A Run is text of one weight.
type Run struct {
	Text string
	Bold bool
}

// A List is short items of equal weight.
type List struct{ Items [][]Run }

// A Table is rows under named columns. A cell that holds nothing is empty text.
type Table struct {
	Caption   string // read out before it; not shown where Bare
	Bare      bool
	Columns   []Column
	Rows      [][]string // as many cells as there are columns; the first names its row where RowHeads
	RowHeads  bool
	RowHeight float64 // least height of a row in points, to be written into by hand; 0: as its text needs
	Ruled     bool    // lines around every cell, for a form that is filled in by hand
}

// A Column is one column of a table.
type Column struct {
	Name  string
	Right bool    // numbers: set to the right
	Share float64 // of the width; 0: what is left, evenly
}

// A Figure is a picture. Its numbers stand in a table or in text somewhere in the document too; Alt says what it
// shows to who cannot see it.
type Figure struct {
	Alt     string
	Caption string
	Picture Picture
}

// Columns are two stacks of blocks side by side; they are read left, then right, and stand below each other where
// there is no room.
type Columns struct {
	Left, Right []Block
	Share       float64 // of the width that the left one takes; 0: half
}

// A NewPage begins a page where there are pages.
type NewPage struct{}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Figure) block()    {}
func (Columns) block()   {}
func (NewPage) block()   {}

// Plain is text of the usual weight.
func Plain(text string) []Run { return []Run{{Text: text}} }
