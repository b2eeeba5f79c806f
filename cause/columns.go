package cause

import (
	"math"
	"slices"

	"charley/stats"
)

// A ready is an exposure as the model takes it: what was not asked filled in, centred,
// amounts in units of two standard deviations, so that what is believed of the effect of a
// yes holds for an amount as well.
//
// Source: Gelman 2008, doi:10.1002/sim.3107, for the two standard deviations.
type ready struct {
	form  []Form
	forms [][]float64
	next  []float64 // the day after: what the night may bring on
	scale float64   // units of the exposure in one of the columns
}

// prepare makes the columns of an exposure.
func prepare(c Column, p Pattern, weekend []bool, surpriseDays int) ready {
	filled := fill(c.Values, weekend)
	r := ready{form: c.Forms, scale: 1}
	if len(r.form) == 0 {
		r.form = []Form{FormDay}
	}
	if p.Amount {
		r.scale = 2 * deviation(filled)
	}
	for _, form := range r.form {
		r.forms = append(r.forms, centred(shaped(filled, form, surpriseDays), r.scale))
	}
	next := slices.Clone(filled)
	copy(next, filled[1:])
	next[len(next)-1] = mean(filled)
	r.next = centred(next, r.scale)
	return r
}

// fill puts what is usual on such a day where nothing was asked: the mean of weekends or
// of other days.
func fill(values []float64, weekend []bool) []float64 {
	var sum, n [2]float64
	kind := func(t int) int {
		if weekend != nil && weekend[t] {
			return 1
		}
		return 0
	}
	for t, v := range values {
		if v == v {
			sum[kind(t)], n[kind(t)] = sum[kind(t)]+v, n[kind(t)]+1
		}
	}
	all := (sum[0] + sum[1]) / math.Max(1, n[0]+n[1])
	out := slices.Clone(values)
	for t, v := range out {
		if v == v {
			continue
		}
		out[t] = all
		if k := kind(t); n[k] > 0 {
			out[t] = sum[k] / n[k]
		}
	}
	return out
}

// shaped is an exposure by one of its forms. Before the first day it was as usual.
//
//	Missing  NaN stays NaN, and spreads to the days that look back on it.
func shaped(x []float64, form Form, surpriseDays int) []float64 {
	if form == FormDay {
		return x
	}
	out, usual := make([]float64, len(x)), mean(x)
	for t, v := range x {
		before := usual
		if t > 0 {
			before = x[t-1]
		}
		switch form {
		case FormDayBefore:
			out[t] = before
		case FormTwoDays:
			out[t] = (v + before) / 2
		case FormSurprise:
			out[t] = v - usual
			if from := max(0, t-surpriseDays); t > from {
				out[t] = v - mean(x[from:t])
			}
		}
	}
	return out
}

func centred(x []float64, scale float64) []float64 {
	m, out := mean(x), make([]float64, len(x))
	for t, v := range x {
		out[t] = (v - m) / scale
	}
	return out
}

// mean is that of the values that are known.
func mean(x []float64) float64 {
	sum, n := 0.0, 0.0
	for _, v := range x {
		if v == v {
			sum, n = sum+v, n+1
		}
	}
	return sum / n
}

func deviation(x []float64) float64 {
	m, ss := mean(x), 0.0
	for _, v := range x {
		ss += (v - m) * (v - m)
	}
	return math.Sqrt(ss / float64(len(x)))
}

// unanswered is the column of evenings of which nothing is known, against the others;
// there is none where either kind is rare. Evenings may be left out on days that were
// unlike others, so that what is filled in for them must not be taken for answers.
func unanswered(columns []Column, least int) (x []float64, ok bool) {
	if len(columns) == 0 {
		return nil, false
	}
	x = make([]float64, len(columns[0].Values))
	n := 0
	for t := range x {
		if !slices.ContainsFunc(columns, func(c Column) bool { return c.Values[t] == c.Values[t] }) {
			x[t] = 1
			n++
		}
	}
	return centred(x, 1), n >= least && len(x)-n >= least
}

// varies says that days differ by more than rounding.
func varies(values []float64) bool {
	known := knownOf(values)
	if len(known) == 0 {
		return false
	}
	most := math.Max(math.Abs(slices.Min(known)), math.Abs(slices.Max(known)))
	return slices.Max(known)-slices.Min(known) > 1e-6*most && most > 1e-6
}

// correlation is that of two exposures over the days on which both were asked, and how many
// those are.
func correlation(a, b []float64) (c float64, days int) {
	var x, y []float64
	for t := range a {
		if a[t] == a[t] && b[t] == b[t] {
			x, y = append(x, a[t]), append(y, b[t])
		}
	}
	if len(x) < 2 {
		return 0, len(x)
	}
	sx, sy := deviation(x), deviation(y)
	if sx == 0 || sy == 0 {
		return 0, len(x)
	}
	mx, my, sum := mean(x), mean(y), 0.0
	for t := range x {
		sum += (x[t] - mx) * (y[t] - my)
	}
	return sum / float64(len(x)) / (sx * sy), len(x)
}

// fixedSD is the spread of what is believed of the effect of what is adjusted for always.
const fixedSD = 1.0

// fixed are the columns that are adjusted for beside level, weekend and trend.
func (s Series) fixed(least int) (x [][]float64, coef []stats.Normal) {
	for _, f := range s.Fixed {
		filled := fill(f, nil)
		if deviation(filled) > 0 {
			x, coef = append(x, centred(filled, 1)), append(coef, stats.Normal{SD: fixedSD})
		}
	}
	if u, ok := unanswered(s.Columns, least); ok {
		x, coef = append(x, u), append(coef, stats.Normal{SD: fixedSD})
	}
	return x, coef
}
