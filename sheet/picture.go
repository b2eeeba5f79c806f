package sheet

// A Picture is drawn with few shapes in shades of black, so that it survives any printer. Lengths are in points,
// from the upper left corner; later shapes cover earlier ones.
type Picture struct {
	Width, Height float64
	Shapes        []Shape
}

// A Shape is one stroke or area.
type Shape interface{ shape() }

// An Ink is how dark a shape is: 0 white, 1 black.
type Ink float64

// A Line is straight.
type Line struct {
	X1, Y1, X2, Y2 float64
	Width          float64
	Ink            Ink
	Dashed         bool
}

// A Box is a rectangle with straight sides.
type Box struct {
	X, Y, Width, Height float64
	Fill                Ink
	Hatched             bool    // lines across it instead of a shade: it cannot be taken for another shade
	Border              float64 // width of its border, 0 none; black
}

// A Dot is a disc, or a ring where Hollow.
type Dot struct {
	X, Y, R float64
	Ink     Ink
	Hollow  bool
}

// A Path joins points by straight lines; an area where Filled.
type Path struct {
	Points [][2]float64
	Width  float64
	Ink    Ink
	Filled bool
}

// A Label is a line of text; X and Y are where its baseline begins, ends or has its middle.
type Label struct {
	X, Y   float64
	Size   float64 // of the type, in points
	Text   string
	Anchor Anchor
	Bold   bool
	Ink    Ink // 0 is black here: nobody writes in white
}

// An Anchor is which part of a label stands at its place.
type Anchor string

// The anchors of labels.
const (
	Start  Anchor = ""
	Middle Anchor = "middle"
	End    Anchor = "end"
)

func (Line) shape()  {}
func (Box) shape()   {}
func (Dot) shape()   {}
func (Path) shape()  {}
func (Label) shape() {}
