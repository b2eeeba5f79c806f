package ingest

import "math"

// A Day is one row of a diary: what a day held, and the night after it.
type Day struct {
	Line      int
	Night     int       // its number; days since 1970-01-01 where nights are dates
	Y         float64   // the outcome of the night; NaN if it is missing
	Weekend   int       // 1 yes, 0 no, -1 not known
	Exposures []float64 // as the diary names them: 1 and 0, or amounts; NaN where the cell is empty
}

// Missing says that the outcome of a night is not known.
func (d Day) Missing() bool { return math.IsNaN(d.Y) }

func (d *Day) weekend() *int { return &d.Weekend }

func (d Day) place() (line, night int) { return d.Line, d.Night }

// A Diary is the table of one person's days and nights.
type Diary struct {
	Sheet
	Exposures []string // in the order of the table
	Days      []Day    // every night from the first to the last, in order; nights that were absent are there, missing
	Weekends  bool     // the table says by a column when it was a weekend

	columns diaryColumns
}

// add reads a row. What is wrong with it is kept in the diary.
func (d *Diary) add(l *lines) {
	n, err := d.nightOf(l, d.columns.count, d.columns.night)
	if err != nil {
		d.fail(l.line, err)
		return
	}
	day, err := d.day(l.fields)
	if err != nil {
		d.fail(l.line, err)
		return
	}
	if d.Err == nil {
		day.Line, day.Night = l.line, n
		d.Days = append(d.Days, day)
		d.rows++
	}
}

func (d *Diary) day(fields [][]byte) (day Day, err *LineError) {
	c := d.columns
	if day.Y, err = outcome(c.outcomeName, cell(fields, c.outcome)); err != nil {
		return day, err
	}
	if day.Weekend, err = c.weekendOn(fields); err != nil {
		return day, err
	}
	day.Exposures = make([]float64, len(c.exposures))
	for i, at := range c.exposures {
		if day.Exposures[i], err = amount(d.Exposures[i], cell(fields, at)); err != nil {
			return day, err
		}
	}
	return day, nil
}

// weekendOn says whether the evening of a row was one of a weekend, Friday or
// Saturday: by the column for it, else by the day of the week, else by a date beside
// the number of the night. A date in another form than ours is passed over.
func (c diaryColumns) weekendOn(fields [][]byte) (int, *LineError) {
	weekend, err := twoWay("weekend", cell(fields, c.weekend))
	if err != nil || weekend != unknown {
		return weekend, err
	}
	day, err := weekday("dow", cell(fields, c.dow))
	switch {
	case err != nil:
		return 0, err
	case day == friday || day == saturday:
		return 1, nil
	case day != unknown:
		return 0, nil
	}
	if n, dated, err := night(cell(fields, c.date)); err == nil && dated {
		return weekendOf(n), nil
	}
	return unknown, nil
}

// Days of the week as a column dow has them.
const friday, saturday = 4, 5

// settle brings the rows into the order of their nights and fills in the nights that
// are absent. What was out of order or absent is warned about; a night that is there
// twice is an error.
func (d *Diary) settle() {
	rows := d.Days
	if d.Days = nil; d.Err != nil || !inOrder(&d.Sheet, rows) {
		return
	}
	if len(rows) == 0 || !within(&d.Sheet, rows) {
		return
	}
	d.Days = whole(&d.Sheet, rows, d.absentDay)
	weekends(&d.Sheet, d.Days, d.Weekends)
}

// absentDay is a day that has no row: nothing is known of it.
func (d *Diary) absentDay(n int, _, _ Day) Day {
	day := Day{Night: n, Y: math.NaN(), Weekend: unknown, Exposures: make([]float64, len(d.Exposures))}
	for i := range day.Exposures {
		day.Exposures[i] = math.NaN()
	}
	return day
}
