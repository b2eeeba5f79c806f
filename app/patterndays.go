package app

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"time"

	"charley"
	"charley/cause"
	"charley/diary"
	"charley/knowledge"
	"charley/measure"
)

// mostDays is how many nights are looked at: the last ten years. What went with the
// nights of somebody's youth says little about those of now.
const mostDays = 3653

// patternDays are the days and nights of a diary as the search takes them.
type patternDays struct {
	first      charley.Night
	series     cause.Series
	adjust     map[string]cause.Adjustment
	limit      *float64 // of a bad night, where the person has one of their own
	afterwards int      // evenings with answers that were given when the night was over
	digest     [32]byte // of what the search sees, but for adjust, which the knowledge decides
}

// last is the last night; zero if there is none.
func (d patternDays) last() charley.Night {
	if len(d.series.Y) == 0 {
		return charley.Night{}
	}
	return d.first.Add(len(d.series.Y) - 1)
}

// readDays brings a diary into the form of the search.
func (a *App) readDays(ctx context.Context, c charley.Caller, k keptTrials, m measure.Measure) (out patternDays, err error) {
	nights, afterwards, err := a.nightsAsTold(ctx, c, k)
	if err != nil || len(nights) == 0 {
		out.series.Outcome = m.Outcome
		return out, err
	}
	y, err := a.values(ctx, c, m.ID, nights)
	if err != nil {
		return out, err
	}
	known := a.Counsel.Base.ExposuresOf(k.person.Settings)
	columns := columnsOf(nights, known)
	from := firstKnown(y, columns)
	out.first, out.afterwards = nights[from].Night, afterwards
	out.series = cause.Series{Outcome: m.Outcome, Y: y[from:], Weekend: make([]bool, len(y)-from), Columns: columns}
	var ids []string
	for i, c := range columns {
		columns[i].Values = c.Values[from:]
		ids = append(ids, c.ID)
	}
	out.limit = limitOf(m, k.person.Settings.Bad)
	out.adjust = cause.Adjustments(a.Counsel.Base.Graph(), ids)
	out.series.Fixed = k.arms(out, known)
	for i, r := range nights[from:] {
		if r.Away != nil { // it keeps its place, because the next day hangs on it
			out.series.Y[i] = math.NaN()
		}
		day := r.Night.Weekday()
		out.series.Weekend[i] = day == time.Friday || day == time.Saturday
	}
	return out, nil
}

// limitOf is the person's own limit of a bad night by a measure; nil where there is
// none to set.
func limitOf(m measure.Measure, limits charley.BadLimits) *float64 {
	own, ok := map[string]float64{measure.Bother: float64(limits.Bother), measure.SleepLost: float64(limits.SleepLost)}[m.ID]
	if !ok {
		return nil
	}
	return &own
}

// columnsOf are the exposures that were ever answered, each on all nights. Who did
// not answer said nothing: that is not a no.
func columnsOf(nights []diary.NightRecord, known []knowledge.Exposure) []cause.Column {
	var out []cause.Column
	for _, x := range known {
		values, any := make([]float64, len(nights)), false
		for i, r := range nights {
			values[i] = math.NaN()
			if r.Evening != nil {
				values[i] = exposed(x, r.Evening.Exposures[x.ID])
			}
			any = any || !math.IsNaN(values[i])
		}
		if any {
			out = append(out, cause.Column{ID: x.ID, Values: values, Forms: formsOf(x)})
		}
	}
	return out
}

func formsOf(x knowledge.Exposure) []cause.Form {
	var out []cause.Form
	for _, f := range x.Forms {
		out = append(out, cause.Form(f))
	}
	return out
}

// exposed is an answer as a number: 1 and 0, or the amount. A bare yes says nothing of
// an amount, and neither does a bare no where none at all would be absurd.
func exposed(x knowledge.Exposure, said charley.Answer) float64 {
	switch {
	case said.Said == charley.Unknown:
	case x.Kind == knowledge.Amount && said.Amount != nil:
		return *said.Amount
	case x.Kind == knowledge.Amount && (said.Said == charley.Yes || !x.NoneMeansNo):
	case said.Said == charley.Yes:
		return 1
	default:
		return 0
	}
	return math.NaN()
}

// firstKnown is the first place at which anything is known of a day or a night.
func firstKnown(y []float64, columns []cause.Column) int {
	for i := range y {
		if !math.IsNaN(y[i]) || slices.ContainsFunc(columns, func(c cause.Column) bool { return !math.IsNaN(c.Values[i]) }) {
			return i
		}
	}
	return len(y) - 1
}

// hash is over all that the search sees.
func (d patternDays) hash() [32]byte {
	h := sha256.New()
	text := func(s string) { _, _ = fmt.Fprintf(h, "%q ", s) } // a hash takes everything
	numbers := func(all []float64) {
		for _, x := range all {
			if math.IsNaN(x) {
				x = -1 // nothing that is measured or answered is negative, and there are many NaN
			}
			_ = binary.Write(h, binary.BigEndian, x)
		}
	}
	text(string(d.series.Outcome))
	if d.limit != nil {
		numbers([]float64{*d.limit})
	}
	numbers(d.series.Y)
	_ = binary.Write(h, binary.BigEndian, d.series.Weekend)
	for _, c := range d.series.Columns {
		text(c.ID)
		text(fmt.Sprint(c.Forms))
		numbers(c.Values)
	}
	for _, row := range d.series.Fixed {
		text("fixed")
		numbers(row)
	}
	return [32]byte(h.Sum(nil))
}
