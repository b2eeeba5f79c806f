package tabular

import (
	"iter"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/share"
)

// Version is that of the tables: it grows when a column is taken away or means something else.
const Version = 1

// A Table is one sort of row.
type Table struct {
	Name    string
	Doc     string
	Columns []Column
	rows    func(material) iter.Seq2[[]Cell, error]
}

// A Column says what its cells are.
type Column struct {
	Name    string
	Type    Type
	Unit    string // "min", or empty
	Range   string // of numbers, or the words that there are; empty: any
	Missing string // what an empty cell means; empty: there is none
	Doc     string
}

// A Type is what the cells of a column hold.
type Type string

// The types of columns.
const (
	Text   Type = "text"
	Number Type = "number"
	Whole  Type = "whole number"
	Truth  Type = "true or false"
	Date   Type = "date"
	Stamp  Type = "time" // an instant; in CSV with the offset that the person's clock had
)

// A Cell is one value; the zero Cell is missing.
type Cell struct {
	known  bool
	text   string  // Text; a Stamp as it is written in CSV
	number float64 // Number, Whole; Truth as 1 and 0; a Date in days and a Stamp in milliseconds from 1970
}

// Rows are the rows of the table in order. A row is good until the next one. base has the names and units of what is
// asked in the evening.
func (t Table) Rows(d share.Diary, base *knowledge.Base) iter.Seq2[[]Cell, error] {
	if d.Nights == nil { // there are none
		d.Nights = each[diary.NightRecord](nil)
	}
	return t.rows(material{d, base})
}

// material is what rows are made from.
type material struct {
	share.Diary
	base *knowledge.Base
}

// A column is a Column with the way in which its cells are read from a row's source.
type column[T any] struct {
	Column
	of func(T) Cell
}

// newTable is a table whose rows are read from values, a row each.
func newTable[T any](name, doc string, columns []column[T], all func(material) iter.Seq2[T, error]) Table {
	t := Table{Name: name, Doc: doc}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	t.rows = func(m material) iter.Seq2[[]Cell, error] {
		return func(yield func([]Cell, error) bool) {
			row := make([]Cell, len(columns))
			for v, err := range all(m) {
				if err != nil {
					yield(nil, err)
					return
				}
				for i, c := range columns {
					row[i] = c.of(v)
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}
	return t
}

// each goes through values that are at hand.
func each[T any](all []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range all {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// textOf is text; an empty one is missing.
func textOf(s string) Cell { return Cell{known: s != "", text: s} }

func numberOf(n float64) Cell { return Cell{known: true, number: n} }

// maybeNumber is a number that may not be known.
func maybeNumber(n *float64) Cell {
	if n == nil {
		return Cell{}
	}
	return numberOf(*n)
}

func wholeOf(n int) Cell { return numberOf(float64(n)) }

// truthOf is an answer; an unknown one is missing.
func truthOf(t charley.Tri) Cell {
	if t == charley.Unknown {
		return Cell{}
	}
	return Cell{known: true, number: float64((t + 1) / 2)}
}

// epoch is the first day of Unix time.
var epoch = charley.Night{Year: 1970, Month: 1, Day: 1}

func dateOf(n charley.Night) Cell {
	if n.IsZero() {
		return Cell{}
	}
	return Cell{known: true, number: float64(n.Sub(epoch))}
}

// stampOf is a moment as its person saw it.
func stampOf(m charley.Moment) Cell {
	if m.IsZero() {
		return Cell{}
	}
	return Cell{known: true, text: m.String(), number: float64(m.Time.UnixMilli())}
}

// offsetOf is how many minutes the clock of a moment was ahead of UTC.
func offsetOf(m charley.Moment) Cell {
	if m.IsZero() {
		return Cell{}
	}
	_, seconds := m.Time.Zone()
	return numberOf(float64(seconds) / 60)
}
