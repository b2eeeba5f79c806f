// Package tour writes the short tour that the demo prints: what a diary of a
// few months can tell at a glance, worked out from its nights and from nothing
// else. It does not know the truth behind a simulated person, compares nothing
// with anything before it, and gives no advice.
//
//	err := tour.Write(os.Stdout, records, settings, base.Exposures().All())
package tour

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"charley"
	"charley/actogram"
	"charley/diary"
	"charley/knowledge"
)

// width is the greatest length of a line, so that it fits any terminal.
const width = 78

// indent is where the text beside a heading starts.
const indent = 11

// fortnight is how many of the last nights are drawn.
const fortnight = 14

// Write prints the tour of the records of a simulated person: some 40 lines of
// plain text. Records are in the order of nights; exposures give names to what
// evenings asked. It returns the first error of writing.
func Write(w io.Writer, records []diary.NightRecord, settings charley.Settings, exposures []knowledge.Exposure) error {
	p := &page{out: bufio.NewWriter(w)}
	p.text("Charley: a short tour\n\n")
	p.wrap("", "A simulated person, nobody real. All figures were worked out just now.")
	p.text("\n")
	if len(records) == 0 {
		p.wrap("", "There are no nights yet.")
		return p.out.Flush()
	}
	p.nights(records, settings)
	p.episodes(records)
	p.text("\n")
	p.wrap("", "The last two weeks, a line a night, evening to morning:")
	p.text(actogram.Text(records[max(0, len(records)-fortnight):], width))
	p.text("\n")
	p.evenings(records, exposures)
	p.wrap("Silence", "Missing is not zero: a night without a word is not a quiet night, and a question without an answer is not a no. Both stay unknown.")
	p.wrap("Footing", "Counts, not causes. This is not a diagnosis. If something about your legs worries you, show a doctor.")
	return p.out.Flush()
}

// A page is text on its way out. Errors of writing stay in the bufio.Writer,
// which returns the first one from Flush.
type page struct{ out *bufio.Writer }

func (p *page) text(s string) { p.out.WriteString(s) }

// wrap writes a paragraph beside a heading, or from the margin without one.
func (p *page) wrap(heading, text string) {
	left := ""
	if heading != "" {
		left = strings.Repeat(" ", indent)
	}
	line := fmt.Sprintf("%-*s", len(left), heading)
	for i, word := range strings.Fields(text) {
		if i > 0 && len(line)+1+len(word) > width {
			p.text(strings.TrimRight(line, " ") + "\n")
			line = left
		} else if i > 0 {
			line += " "
		}
		line += word
	}
	p.text(line + "\n")
}
