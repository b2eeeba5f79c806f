package qrcode

import (
	"fmt"
	"strings"

	"charley"

	"rsc.io/qr"
)

// Quiet is how many modules stay empty around a code, so that a camera finds it.
const Quiet = 4

// A Code is a square of dark and light modules.
type Code struct {
	Size int // modules on a side, without the quiet border
	dark func(x, y int) bool
}

// Of is the code of a text, with enough redundancy for a screen that is smudged.
//
// Errors: charley.ErrTooLarge if the text is longer than a code can hold.
func Of(text string) (Code, error) {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		return Code{}, fmt.Errorf("draw a code of %d bytes: %w", len(text), charley.ErrTooLarge)
	}
	return Code{Size: c.Size, dark: c.Black}, nil
}

// Span is the length of a side with the quiet border.
func (c Code) Span() int { return c.Size + 2*Quiet }

// Path is the dark modules as the data of one SVG path, one unit a module, in a
// square whose side is Span.
func (c Code) Path() string {
	var b strings.Builder
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			from := x
			for c.dark(x, y) {
				x++
			}
			if n := x - from; n > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%[3]dz", from+Quiet, y+Quiet, n)
			}
		}
	}
	return b.String()
}

// Blocks is the code as lines of half blocks, two rows of modules a line. Light
// modules are drawn and dark ones left out, as it looks right on the dark ground
// that most terminals have; on a light one the code is inverted, which cameras of
// phones read as well.
func (c Code) Blocks() string {
	var b strings.Builder
	for y := -Quiet / 2; y < c.Size+Quiet/2; y += 2 {
		for x := -Quiet / 2; x < c.Size+Quiet/2; x++ {
			b.WriteString(halves[c.light(x, y)][c.light(x, y+1)])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// halves is the character for an upper and a lower module, by whether they are light.
var halves = map[bool]map[bool]string{
	true:  {true: "█", false: "▀"},
	false: {true: "▄", false: " "},
}

// light says whether a module is light; what lies below the border is the
// terminal's own ground.
func (c Code) light(x, y int) bool { return y < c.Size+Quiet/2 && !c.dark(x, y) }
