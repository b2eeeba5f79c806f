package qrcode

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"charley"
)

const link = "https://charley.example:8484/pair/kJ2nP0x7Qw3mZr5tYv8bC1dF4gH6jL9aSs-_eU2iO0w"

// Both drawings show the modules that the code has, at their places.
func TestTheDrawingsShowTheCode(t *testing.T) {
	c, err := Of(link)
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[[2]int]bool{}
	for part := range strings.SplitSeq(strings.TrimSuffix(c.Path(), "z"), "z") {
		var x, y, n, back int
		if _, err := fmt.Sscanf(part, "M%d %dh%dv1h-%d", &x, &y, &n, &back); err != nil || n != back {
			t.Fatalf("got the part %q: %v", part, err)
		}
		for i := range n {
			drawn[[2]int{x + i - Quiet, y - Quiet}] = true
		}
	}
	lines := strings.Split(strings.TrimSuffix(c.Blocks(), "\n"), "\n")
	for y := range c.Size {
		for x := range c.Size {
			if got := drawn[[2]int{x, y}]; got != c.dark(x, y) {
				t.Fatalf("got %t at %d,%d of the path", got, x, y)
			}
			block := []rune(lines[(y+Quiet/2)/2])[x+Quiet/2]
			upper := (y+Quiet/2)%2 == 0
			if got := block == ' ' || upper && block == '▄' || !upper && block == '▀'; got != c.dark(x, y) {
				t.Fatalf("got %q at %d,%d of the blocks", block, x, y)
			}
		}
	}
	if got, want := len(lines), (c.Size+Quiet+1)/2; got != want {
		t.Errorf("got %d lines, want %d", got, want)
	}
	for _, line := range lines {
		if n := len([]rune(line)); n != c.Size+Quiet {
			t.Fatalf("got a line of %d, want all of %d", n, c.Size+Quiet)
		}
	}
}

// A link fits beside a prompt: no wider than a terminal of 80.
func TestALinkFitsATerminal(t *testing.T) {
	c, err := Of(link)
	if err != nil {
		t.Fatal(err)
	}
	if wide := c.Size + Quiet; wide > 80 {
		t.Errorf("got %d wide, want at most 80", wide)
	}
}

func TestATextMayBeTooLong(t *testing.T) {
	if _, err := Of(strings.Repeat("x", 3000)); !errors.Is(err, charley.ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
}
