package simulate

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// WriteCSV writes the diary as analyses read it: a line a night with the columns
// night (from 1), date, dow (0 = Monday), weekend, with a trial period, block
// and arm, then count, severity, minutes and the exposures. Blank is missing.
func (d Diary) WriteCSV(w io.Writer) error {
	b := bufio.NewWriter(w)
	trial := d.Options.Trial != nil
	head := []string{"night", "date", "dow", "weekend"}
	if trial {
		head = append(head, "period", "block", "arm")
	}
	head = append(append(head, "count", "severity", "minutes"), Exposures()...)
	b.WriteString(strings.Join(head, ",") + "\n")
	for i, n := range d.Nights {
		b.WriteString(strings.Join(n.cells(i, trial), ",") + "\n")
	}
	return b.Flush() // reports the first error of all writes
}

func (n Night) cells(i int, trial bool) []string {
	out := []string{strconv.Itoa(i + 1), n.Night.String(), strconv.Itoa(n.Dow), strconv.Itoa(n.Weekend)}
	if trial && n.Lot != nil {
		out = append(out, strconv.Itoa(n.Lot.Period), strconv.Itoa(n.Lot.Block), strconv.Itoa(n.Lot.Arm))
	} else if trial {
		out = append(out, "", "", "")
	}
	if n.Missing {
		out = append(out, "", "", "")
	} else {
		out = append(out, strconv.Itoa(n.Count), strconv.Itoa(n.Severity), strconv.Itoa(n.Minutes))
	}
	for j, x := range n.Exposures {
		cell := ""
		if n.Told[j] {
			cell = strconv.FormatFloat(x, 'f', -1, 64)
		}
		out = append(out, cell)
	}
	return out
}
