package diary

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"charley"
)

var (
	codePattern    = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
	partialPattern = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
)

// check is the canonical form of a value that fits the field, or a FieldError.
// Times are left as written; they are placed in a zone when a draft is put.
func (f Field) check(raw json.RawMessage) (json.RawMessage, error) {
	switch f.Shape {
	case ShapeNumber, ShapeWhole:
		return f.number(raw)
	case ShapeFlag:
		var b bool
		if json.Unmarshal(raw, &b) != nil {
			return nil, f.wrong(raw, "must be true or false")
		}
		return charley.Value(b), nil
	case ShapeWords, ShapeCodes:
		return f.list(raw)
	case ShapeNumbers:
		return f.numbers(raw)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return nil, f.wrong(raw, "must be a text in quotes")
	}
	if why := f.text(s); why != "" {
		return nil, f.wrong(raw, why)
	}
	return charley.Value(s), nil
}

// text says what is wrong with a string value, or "".
func (f Field) text(s string) string {
	switch f.Shape {
	case ShapeText, ShapeName:
		return badText(s, int(f.Max), f.Shape == ShapeText)
	case ShapeCode:
		return badCode(s)
	case ShapeWord:
		if !slices.Contains(f.Words, s) {
			return "must be one of " + strings.Join(f.Words, ", ")
		}
	case ShapeTime:
		if _, err := charley.ParseMoment(s, time.UTC); err != nil {
			return "must be a time like 2026-11-23T02:47:10+01:00, not before 1970"
		}
	case ShapeDate:
		if n, err := charley.ParseNight(s); err != nil || n.Before(earliestNight) {
			return "must be a date like 2026-11-23, not before 1970"
		}
	case ShapePartial:
		if !validPartial(s) {
			return "must be a date like 2026, 2026-06 or 2026-06-01"
		}
	case ShapeZone:
		if _, err := charley.LoadZone(s); err != nil || len(s) > maxCode {
			return "must be a time zone like Europe/Berlin"
		}
	}
	return ""
}

// earliestNight is the night that 1 January 1970 00:00 UTC lies in.
var earliestNight = charley.Night{Year: 1969, Month: time.December, Day: 31}

func (f Field) number(raw json.RawMessage) (json.RawMessage, error) {
	what := fmt.Sprintf("must be a number from %v to %v", f.Min, f.Max)
	if f.Shape == ShapeWhole {
		what = fmt.Sprintf("must be a whole number from %v to %v", f.Min, f.Max)
	}
	n, ok := parseNumber(raw)
	if !ok || n < f.Min || n > f.Max || f.Shape == ShapeWhole && n != math.Trunc(n) {
		return nil, f.wrong(raw, what)
	}
	return charley.Value(n), nil
}

// parseNumber reads a JSON number that a float64 can hold; -0 becomes 0.
func parseNumber(raw json.RawMessage) (float64, bool) {
	if len(raw) == 0 || raw[0] != '-' && (raw[0] < '0' || raw[0] > '9') {
		return 0, false
	}
	n, err := strconv.ParseFloat(string(raw), 64)
	return n + 0, err == nil && !math.IsInf(n, 0) && !math.IsNaN(n)
}

func (f Field) list(raw json.RawMessage) (json.RawMessage, error) {
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil || items == nil {
		return nil, f.wrong(raw, "must be a list")
	}
	if len(items) > MaxList {
		return nil, f.wrong(nil, fmt.Sprintf("must hold at most %d items", MaxList))
	}
	out := make([]string, 0, len(items))
	for i, item := range items {
		one := Field{Name: fmt.Sprintf("%s[%d]", f.Name, i), Shape: ShapeWord, Words: f.Words}
		if f.Shape == ShapeCodes {
			one.Shape = ShapeCode
		}
		if _, err := one.check(item); err != nil {
			return nil, err
		}
		var s string
		_ = json.Unmarshal(item, &s) // checked above
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return charley.Value(out), nil
}

// numbers is a list of numbers with gaps: null where there is none.
func (f Field) numbers(raw json.RawMessage) (json.RawMessage, error) {
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil || items == nil || len(items) > MaxList {
		return nil, f.wrong(raw, fmt.Sprintf("must be a list of at most %d numbers", MaxList))
	}
	out := make([]json.RawMessage, len(items))
	for i, item := range items {
		if charley.IsNull(item) {
			out[i] = charley.Cleared()
			continue
		}
		one := Field{Name: fmt.Sprintf("%s[%d]", f.Name, i), Shape: ShapeNumber, Min: f.Min, Max: f.Max}
		v, err := one.check(item)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return charley.Value(out), nil
}

func (f Field) wrong(raw json.RawMessage, why string) error {
	return &charley.FieldError{Field: f.Name, Got: charley.Clip(string(raw)), Why: why}
}

// badText says what is wrong with free text, or "". Control characters are
// refused because databases, CSV files and FHIR cannot all carry them.
func badText(s string, most int, lines bool) string {
	if n := utf8.RuneCountInString(s); n > most {
		return fmt.Sprintf("must have at most %d characters, not %d", most, n)
	}
	for _, r := range s {
		if unicode.IsControl(r) && !(lines && (r == '\n' || r == '\r' || r == '\t')) {
			return fmt.Sprintf("holds a control character (U+%04X)", r)
		}
	}
	return ""
}

func badCode(s string) string {
	if len(s) > maxCode || !codePattern.MatchString(s) {
		return "must be an id of lower-case letters, digits, - and _"
	}
	return ""
}

func validPartial(s string) bool {
	if !partialPattern.MatchString(s) {
		return false
	}
	full := s + "-01-01"[:10-len(s)]
	if len(s) == 7 {
		full = s + "-01"
	}
	n, err := charley.ParseNight(full)
	return err == nil && n.Year >= firstBorn
}
