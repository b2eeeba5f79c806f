package ingest

import (
	"fmt"
	"math"
)

// A Row is one night of a trial as it stands in the table.
type Row struct {
	Line    int
	Night   int     // its number; days since 1970-01-01 where nights are dates
	Arm     int     // 1 with the remedy, 0 without; -1 not known
	Y       float64 // the outcome; NaN if it is missing
	Weekend int     // 1 yes, 0 no, -1 not known
	Period  int     // numbered from 1 in order of appearance; 0 not known
	Block   int     // the same
}

// A Trial is the table of one trial.
type Trial struct {
	Name     string // "" where the table has no column for it
	Named    bool   // there is one
	Line     int    // of its first row
	Dated    bool   // nights are dates
	Rows     []Row  // every night from the first to the last, in order; nights that were absent are there, missing
	Blocks   bool   // the table has a column for blocks
	Periods  bool   // and for periods
	Weekends bool   // and for weekends
	Warnings []Warning
	Err      *LineError // what is wrong with it; then it must not be judged
	BadLines int        // how many of its lines are wrong; Err is the first

	periods, blocks labels
}

// labels number the labels of a column in order of appearance.
type labels map[string]int

func (l labels) number(b []byte) int {
	if len(b) == 0 {
		return 0
	}
	if n, ok := l[string(b)]; ok { // no copy for a look
		return n
	}
	n := len(l) + 1
	l[string(b)] = n
	return n
}

func newTrial(name string, c columns, line int) *Trial {
	return &Trial{
		Name: name, Named: c.trial >= 0, Line: line, Blocks: c.block >= 0, Periods: c.period >= 0, Weekends: c.weekend >= 0,
		periods: labels{}, blocks: labels{},
	}
}

// fail notes that a line is wrong. The first complaint is kept.
func (t *Trial) fail(line int, e *LineError) {
	t.BadLines++
	if t.Err == nil {
		e.Line = line
		t.Err = e
	}
	t.Rows = nil
}

// add reads a row. What is wrong with it is kept in the trial.
func (t *Trial) add(c columns, l *lines) {
	if len(l.fields) != c.count {
		t.fail(l.line, &LineError{Message: fmt.Sprintf("has %d columns where the first line names %d", len(l.fields), c.count)})
		return
	}
	if len(t.Rows) >= MaxNights {
		t.fail(l.line, wrong("night", "", fmt.Sprintf("is one of more than %d of one trial", MaxNights)))
		return
	}
	row, dated, err := t.row(c, l.fields)
	if err == nil && len(t.Rows) > 0 && dated != t.Dated {
		err = wrong("night", string(l.fields[c.night]), "is a date in one row and a number in another")
	}
	if err != nil {
		t.fail(l.line, err)
		return
	}
	if t.Err == nil {
		row.Line, t.Dated = l.line, dated
		t.Rows = append(t.Rows, row)
	}
}

func (t *Trial) row(c columns, fields [][]byte) (r Row, dated bool, err *LineError) {
	cell := func(i int) string {
		if i < 0 {
			return ""
		}
		return string(fields[i])
	}
	if r.Night, dated, err = night(cell(c.night)); err != nil {
		return r, dated, err
	}
	if r.Arm, err = twoWay("arm", cell(c.arm)); err != nil {
		err.Message = "must be 1 for nights with the remedy or 0 for nights without"
		return r, dated, err
	}
	if r.Y, err = outcome(c.outcomeName, cell(c.outcome)); err != nil {
		return r, dated, err
	}
	if r.Weekend, err = twoWay("weekend", cell(c.weekend)); err != nil {
		return r, dated, err
	}
	if c.period >= 0 {
		r.Period = t.periods.number(fields[c.period])
	}
	if c.block >= 0 {
		r.Block = t.blocks.number(fields[c.block])
	}
	return r, dated, nil
}

// Missing says that the outcome of a row is not known.
func (r Row) Missing() bool { return math.IsNaN(r.Y) }
