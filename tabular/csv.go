package tabular

import (
	"bufio"
	"io"
	"strings"

	"charley/knowledge"
	"charley/share"
)

// writeCSV writes a table as RFC 4180 has it: UTF-8, a line with the names first, lines that end in CR LF. The
// writer of the standard library would take carriage returns out of texts.
func writeCSV(w io.Writer, t Table, d share.Diary, base *knowledge.Base) error {
	out := bufio.NewWriterSize(w, 64<<10)
	for i, c := range t.Columns {
		writeField(out, i, c.Name)
	}
	out.WriteString("\r\n")
	for row, err := range t.Rows(d, base) {
		if err != nil {
			return err
		}
		for i, c := range row {
			writeField(out, i, c.csv(t.Columns[i].Type))
		}
		if _, err := out.WriteString("\r\n"); err != nil {
			return err
		}
	}
	return out.Flush()
}

// writeField writes one field, in quotes where it needs them.
func writeField(out *bufio.Writer, i int, s string) {
	if i > 0 {
		out.WriteByte(',')
	}
	if !strings.ContainsAny(s, ",\"\r\n") && strings.TrimSpace(s) == s {
		out.WriteString(s)
		return
	}
	out.WriteByte('"')
	out.WriteString(strings.ReplaceAll(s, `"`, `""`))
	out.WriteByte('"')
}

// csv is a cell as CSV has it; a missing one is empty.
func (c Cell) csv(t Type) string {
	if !c.known {
		return ""
	}
	switch t {
	case Number, Whole:
		return plain(c.number)
	case Truth:
		if c.number > 0 {
			return "true"
		}
		return "false"
	case Date:
		return epoch.Add(int(c.number)).String()
	case Stamp:
		return c.text
	}
	return safe(c.text)
}

// safe is a text that no spreadsheet takes for a formula: see the table dictionary. A text that has the sign already
// gets another one, so that taking one off gives back every text.
func safe(s string) string {
	if first := strings.TrimLeft(s, " \u00a0\ufeff"); first != "" && strings.ContainsRune("'=+-@\t\r\n＝＋－＠", []rune(first)[0]) {
		return "'" + s
	}
	return s
}
