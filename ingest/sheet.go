package ingest

import "fmt"

// A Sheet is what is known of one trial or one diary of a table, whatever its rows
// hold.
type Sheet struct {
	Name     string // "" where the table has no column for it
	Named    bool   // there is one
	Line     int    // of its first row
	Dated    bool   // nights are dates
	Warnings []Warning
	Err      *LineError // what is wrong with it; then it must not be judged
	BadLines int        // how many of its lines are wrong; Err is the first

	kind string // trial or diary
	rows int    // accepted since the last complaint
}

// fail notes that a line is wrong. The first complaint is kept.
func (s *Sheet) fail(line int, e *LineError) {
	s.BadLines++
	s.rows = 0
	if s.Err == nil {
		e.Line = line
		s.Err = e
	}
}

func (s *Sheet) warn(code, format string, args ...any) {
	s.Warnings = append(s.Warnings, Warning{code, fmt.Sprintf(format, args...)})
}

// nightOf is the night of a row, once the row is what every row must be: a cell for
// each column, and its night written as in the others.
func (s *Sheet) nightOf(l *lines, columns, at int) (int, *LineError) {
	if len(l.fields) != columns {
		return 0, &LineError{Message: fmt.Sprintf("has %d columns where the first line names %d", len(l.fields), columns)}
	}
	if s.rows >= MaxNights {
		return 0, wrong("night", "", fmt.Sprintf("is one of more than %d of one %s", MaxNights, s.kind))
	}
	n, dated, err := night(string(l.fields[at]))
	if err == nil && s.rows > 0 && dated != s.Dated {
		err = wrong("night", string(l.fields[at]), "is a date in one row and a number in another")
	}
	if err != nil {
		return 0, err
	}
	s.Dated = dated
	return n, nil
}
