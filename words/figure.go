package words

import (
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// Figure is a number with as many digits as somebody needs: 12, 3.4, 0.25. A negative one has the minus of print.
func (c *Catalogue) Figure(v float64) string {
	switch a := math.Abs(v); {
	case a >= 10:
		v = math.Round(v)
	case a >= 1:
		v = math.Round(v*10) / 10
	default:
		v = math.Round(v*100) / 100
	}
	if v < 0 {
		return "\u2212" + c.Number(-v)
	}
	return c.Number(v + 0) // nought has no sign
}

// Ranged is a number with its range: "5.1 (3 to 8.3)".
func (c *Catalogue) Ranged(mid, lo, hi float64) string {
	return c.T("week.level", c.Figure(mid), c.Figure(lo), c.Figure(hi))
}

// Percent is a ratio as people say it: "38% fewer cramps"; without what is counted, "38% fewer".
func (c *Catalogue) Percent(ratio float64, what string) string {
	percent := int(math.Round(100 * math.Abs(1-ratio)))
	key, n := "fewer", strconv.Itoa(percent)
	switch {
	case percent == 0:
		key = "same"
	case ratio > 3:
		key, n = "times", c.Figure(ratio)
	case ratio > 1:
		key = "more"
	}
	if what == "" {
		return c.T("size.bare."+key, n)
	}
	return c.T("size.of."+key, n, what)
}

// Difference is a difference by the id of a measure as people say it: "6 minutes less"; without a measure, "6 less".
func (c *Catalogue) Difference(measure string, d float64) string {
	key := "size.less."
	if d > 0 {
		key = "size.plus."
	}
	if measure == "" {
		measure = "bare"
	}
	return c.T(key+measure, c.Figure(math.Abs(d)))
}

// InHundred is a chance as a share of a hundred; never none and never all.
func (c *Catalogue) InHundred(p float64) string {
	switch n := int(math.Round(100 * p)); {
	case n >= 100:
		return c.T("hundred.most")
	case n <= 0:
		return c.T("hundred.least")
	default:
		return c.T("hundred", n)
	}
}

// PValue is a p-value behind its letter: two digits that count, never nought.
func PValue(p float64) string {
	if p < 0.0001 {
		return "< 0.0001"
	}
	return "= " + strconv.FormatFloat(p, 'g', 2, 64)
}

// Capital is a text as it stands alone, in a list or on a button.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
