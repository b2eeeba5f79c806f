package tabular

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"charley"
	"charley/diary"
)

// notSaid is what an empty cell of a field means.
const notSaid = "not said, or not asked"

// units are those of fields; what is not in it is without.
var units = map[string]string{"minutes": "min", "sleep_lost": "min", "stopped": "min"}

// fieldColumns are the fields of one kind of entry as columns, as the diary describes them, but those that are left
// out. So a field that the diary learns is in the tables too.
func fieldColumns[T any](kind charley.Kind, of func(T) (charley.Entry, bool), out ...string) (columns []column[T]) {
	for _, f := range diary.FieldsOf(kind) {
		if slices.Contains(out, f.Name) || f.Shape == diary.ShapeExposures || f.Shape == diary.ShapeAnswers || f.Shape == diary.ShapeNumbers {
			continue // what holds many values has a table of its own
		}
		c := Column{Name: f.Name, Type: typeOf(f.Shape), Unit: units[f.Name], Range: rangeOf(f), Missing: notSaid, Doc: f.Doc}
		if listed(f.Shape) {
			c.Doc += "; several with ; between them, \"none\" where the person said that there was none"
		}
		if f.Required {
			c.Missing = ""
		}
		columns = append(columns, fieldColumn(f, c, of))
		if f.Shape == diary.ShapeTime {
			c := Column{f.Name + "_offset", Whole, "min", "-1440 to 1440", c.Missing, "how far ahead of UTC the person's clock was at " + f.Name}
			columns = append(columns, column[T]{c, func(v T) Cell {
				e, _ := of(v)
				return offsetOf(e.Fields.Moment(f.Name))
			}})
		}
	}
	return append(columns, column[T]{extraColumn, func(v T) Cell {
		e, _ := of(v)
		if extra := e.Fields.Under(charley.ExtraPrefix); len(extra) > 0 {
			return textOf(string(charley.Value(extra)))
		}
		return Cell{}
	}})
}

var extraColumn = Column{"extra", Text, "", "", "none", "fields that another program wrote and this version does not know, as JSON"}

func fieldColumn[T any](f diary.Field, c Column, of func(T) (charley.Entry, bool)) column[T] {
	return column[T]{c, func(v T) Cell {
		e, ok := of(v)
		if !ok {
			return Cell{}
		}
		return fieldCell(f, e)
	}}
}

// fieldCell is the value of a field.
func fieldCell(f diary.Field, e charley.Entry) Cell {
	switch {
	case f.Name == "night":
		return dateOf(e.Night)
	case f.Name == "until" && f.Shape == diary.ShapeDate:
		return dateOf(e.Until)
	case listed(f.Shape):
		return listOf(e.Fields.List(f.Name))
	}
	switch typeOf(f.Shape) {
	case Number, Whole:
		return maybeNumber(e.Fields.Number(f.Name))
	case Truth:
		return truthOf(e.Fields.Flag(f.Name))
	case Date:
		return dateOf(e.Fields.Night(f.Name))
	case Stamp:
		return stampOf(e.Fields.Moment(f.Name))
	}
	return textOf(e.Fields.Text(f.Name))
}

func typeOf(s diary.Shape) Type {
	switch s {
	case diary.ShapeNumber:
		return Number
	case diary.ShapeWhole:
		return Whole
	case diary.ShapeFlag:
		return Truth
	case diary.ShapeTime:
		return Stamp
	case diary.ShapeDate:
		return Date
	}
	return Text
}

func listed(s diary.Shape) bool { return s == diary.ShapeWords || s == diary.ShapeCodes }

func rangeOf(f diary.Field) string {
	switch f.Shape {
	case diary.ShapeWord, diary.ShapeWords:
		return strings.Join(f.Words, ", ")
	case diary.ShapeNumber, diary.ShapeWhole:
		return fmt.Sprintf("%s to %s", plain(f.Min), plain(f.Max))
	}
	return ""
}

// listOf is a list in one cell. One that was stated to be empty says so: nothing would be silence.
func listOf(words []string) Cell {
	if words != nil && len(words) == 0 {
		return textOf("none")
	}
	return textOf(strings.Join(words, ";"))
}

// plain is a number without an exponent.
func plain(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// answerCell is an answer of the codebook: a word, a number, yes or no, a list, or a pair of numbers.
func answerCell(raw json.RawMessage) Cell {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return Cell{}
	}
	if list, ok := v.([]any); ok {
		words := make([]string, len(list))
		for i, w := range list {
			words[i] = answerText(w)
		}
		return listOf(words)
	}
	return textOf(answerText(v))
}

func answerText(v any) string {
	switch v := v.(type) {
	case bool:
		return charley.TriOf(v).String()
	case float64:
		return plain(v)
	}
	return fmt.Sprint(v)
}

// entryColumns are what every table of entries begins with.
func entryColumns[T any](of func(T) charley.Entry) []column[T] {
	return []column[T]{
		{Column{"id", Text, "", "", "", "the entry, a UUID; the same in every format"}, func(v T) Cell { return textOf(string(of(v).ID)) }},
	}
}

// writtenColumns are what every table of entries ends with.
func writtenColumns[T any](of func(T) charley.Entry) []column[T] {
	return []column[T]{
		{Column{"device", Text, "", "", "not named", "the device that wrote it last"}, func(v T) Cell { return textOf(of(v).Device) }},
		{Column{"written", Stamp, "", "", "", "when it was last written, by the clock of that device"}, func(v T) Cell { return instantOf(of(v).Client) }},
		{Column{"received", Stamp, "", "", "", "when the server kept that"}, func(v T) Cell { return instantOf(of(v).Received) }},
	}
}

// instantOf is a time of a machine, in UTC.
func instantOf(t time.Time) Cell {
	return Cell{known: true, text: t.UTC().Format("2006-01-02T15:04:05.000Z07:00"), number: float64(t.UnixMilli())}
}
