package ingest

import "math"

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
	Sheet
	Rows     []Row // every night from the first to the last, in order; nights that were absent are there, missing
	Blocks   bool  // the table has a column for blocks
	Periods  bool  // and for periods
	Weekends bool  // and for weekends

	columns         columns
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

// add reads a row. What is wrong with it is kept in the trial.
func (t *Trial) add(l *lines) {
	n, err := t.nightOf(l, t.columns.count, t.columns.night)
	if err != nil {
		t.fail(l.line, err)
		return
	}
	row, err := t.row(l.fields)
	if err != nil {
		t.fail(l.line, err)
		return
	}
	if t.Err == nil {
		row.Line, row.Night = l.line, n
		t.Rows = append(t.Rows, row)
		t.rows++
	}
}

func (t *Trial) row(fields [][]byte) (r Row, err *LineError) {
	c := t.columns
	if r.Arm, err = twoWay("arm", cell(fields, c.arm)); err != nil {
		err.Message = "must be 1 for nights with the remedy or 0 for nights without"
		return r, err
	}
	if r.Y, err = outcome(c.outcomeName, cell(fields, c.outcome)); err != nil {
		return r, err
	}
	if r.Weekend, err = twoWay("weekend", cell(fields, c.weekend)); err != nil {
		return r, err
	}
	if c.period >= 0 {
		r.Period = t.periods.number(fields[c.period])
	}
	if c.block >= 0 {
		r.Block = t.blocks.number(fields[c.block])
	}
	return r, nil
}

// cell is what stands in a column; nothing where there is no such column.
func cell(fields [][]byte, at int) string {
	if at < 0 {
		return ""
	}
	return string(fields[at])
}

// Missing says that the outcome of a row is not known.
func (r Row) Missing() bool { return math.IsNaN(r.Y) }

func (r *Row) weekend() *int { return &r.Weekend }

func (r Row) place() (line, night int) { return r.Line, r.Night }
