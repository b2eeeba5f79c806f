package handout

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"charley/share"
)

// short is a number with the digits that it can carry, as the pages write it.
func (p *report) short(v float64) string {
	switch a := math.Abs(v); {
	case a >= 10:
		v = math.Round(v)
	case a >= 1:
		v = math.Round(v*10) / 10
	default:
		v = math.Round(v*100) / 100
	}
	return strings.Replace(p.w.Number(v+0), "-", "−", 1) // the minus of print
}

// ranged is a number with its range: "5.1 (3 to 8.3)".
func (p *report) ranged(mid, lo, hi float64) string {
	return p.w.T("week.level", p.short(mid), p.short(lo), p.short(hi))
}

// spread is the middle of some values with the middle half of them, and of how many; or that nobody said.
func (p *report) spread(s share.Spread) string {
	if s.N == 0 {
		return p.w.T("report.unsaid")
	}
	return p.w.T("report.spread", p.ranged(s.Median, s.Lo, s.Hi), s.N)
}

// of is a count with what it is out of.
func (p *report) of(o share.Of) string {
	if o.Said == 0 {
		return p.w.T("report.unsaid")
	}
	return p.w.T("figure.of", o.So, o.Said)
}

// inHundred is a chance as a share of a hundred; never none and never all.
func (p *report) inHundred(chance float64) string {
	switch n := int(math.Round(100 * chance)); {
	case n >= 100:
		return p.w.T("hundred.most")
	case n <= 0:
		return p.w.T("hundred.least")
	default:
		return p.w.T("hundred", n)
	}
}

// chance is a p-value: two digits that count, never nought.
func chance(v float64) string {
	if v < 0.0001 {
		return "< 0.0001"
	}
	return "= " + strconv.FormatFloat(v, 'g', 2, 64)
}

// capital begins a text with a capital letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
