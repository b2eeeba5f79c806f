package ingest

import (
	"math"
	"strconv"
	"strings"
	"time"

	"charley"
)

// number reads a finite decimal number, such as 12, -0.5 or 1e3. Words for what
// is no number (NaN, Inf, NA) and numbers in base 16 are refused.
func number(s string) (float64, bool) {
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}

// A rule says what the cells of an outcome may hold.
type rule struct {
	lo, hi float64
	whole  bool
	says   string
}

// rules are the outcomes that a table may hold. A count of a million a night is
// no diary's, but it is a number; what it shows is for the analysis to say.
var rules = map[string]rule{
	"count":    {0, 1e9, true, "must be a whole number from 0 to 1000000000"},
	"severity": {0, 10, true, "must be a whole number from 0 to 10"},
	"minutes":  {0, 1440, false, "must be a number of minutes from 0 to 1440"},
	"bad":      {0, 1, true, "must be 1 for a bad night or 0 for a good one"},
	"value":    {-1e12, 1e12, false, "must be a number"},
}

// outcome reads the cell of an outcome; NaN if it is empty.
func outcome(key, s string) (float64, *LineError) {
	if s == "" {
		return math.NaN(), nil
	}
	r := rules[key]
	x, ok := number(s)
	if !ok || x < r.lo || x > r.hi || r.whole && x != math.Trunc(x) {
		return 0, wrong(key, s, r.says+"; leave the cell empty where it is missing")
	}
	return x, nil
}

// mostAmount is the largest amount of an exposure, either way.
const mostAmount = 1e9

// amount reads the cell of an exposure: 1 or 0 for yes or no, or an amount; NaN if
// it is empty, which is not asked and never no.
func amount(key, s string) (float64, *LineError) {
	if s == "" {
		return math.NaN(), nil
	}
	x, ok := number(s)
	if !ok || math.Abs(x) > mostAmount {
		return 0, wrong(key, s, "must be a number, 1 for yes and 0 for no; leave the cell empty where it is not known")
	}
	return x, nil
}

// unknown is what stands for an empty cell of a column with two values.
const unknown = -1

// twoWay reads 0 or 1; unknown if the cell is empty. A program that wrote the
// column beside empty cells may have written 1.0.
func twoWay(key, s string) (int, *LineError) {
	switch s {
	case "":
		return unknown, nil
	case "0", "0.0":
		return 0, nil
	case "1", "1.0":
		return 1, nil
	}
	return 0, wrong(key, s, "must be 0 or 1", "0", "1")
}

// weekday reads a day of the week, 0 for Monday to 6 for Sunday; unknown if it is
// empty.
func weekday(key, s string) (int, *LineError) {
	if s == "" {
		return unknown, nil
	}
	x, ok := number(s)
	if !ok || x < 0 || x > 6 || x != math.Trunc(x) {
		return 0, wrong(key, s, "must be a day of the week from 0, Monday, to 6, Sunday", "0", "1", "2", "3", "4", "5", "6")
	}
	return int(x), nil
}

// epoch is the night that dates are counted from.
var epoch = charley.Night{Year: 1970, Month: 1, Day: 1}

// maxIndex is the largest number a night may have.
const maxIndex = 1_000_000

// night reads the number of a night, or its date, which is counted from 1970.
func night(s string) (n int, dated bool, err *LineError) {
	if s == "" {
		return 0, false, wrong("night", s, "is empty; every row needs the number or the date of its night")
	}
	if d, err := charley.ParseNight(s); err == nil {
		day := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
		return int(day.Unix() / (24 * 60 * 60)), true, nil // Night.Sub ends at 292 years
	}
	n, bad := strconv.Atoi(s)
	if bad != nil || n < -maxIndex || n > maxIndex {
		return 0, false, wrong("night", s, "must be a whole number, or a date such as 2026-03-28")
	}
	return n, false, nil
}
