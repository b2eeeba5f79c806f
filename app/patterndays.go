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

// A patternSeries is a diary in the form of the search.
type patternSeries struct {
	cause.Series
	first      charley.Night
	options    cause.Options
	afterwards int // evenings with answers that were given when something of the night was known
}

// readDays brings a diary into the form of the search.
func (a *App) readDays(ctx context.Context, c charley.Caller, k keptTrials, m measure.Measure) (out patternSeries, err error) {
	out.Outcome, out.options.Limit = m.Outcome, limitOf(m, k.person.Settings.Bad)
	nights, afterwards, err := a.nightsAsTold(ctx, c, k)
	if err != nil || len(nights) == 0 {
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
	out.Y, out.Weekend, out.Columns = y[from:], make([]bool, len(y)-from), columns
	var ids []string
	for i, c := range columns {
		columns[i].Values = c.Values[from:]
		ids = append(ids, c.ID)
	}
	out.options.Adjust = cause.Adjustments(a.Counsel.Base.Graph(), ids)
	out.Fixed = k.arms(out, known)
	for i, r := range nights[from:] {
		if r.Away != nil { // it keeps its place, because the next day hangs on it
			out.Y[i] = math.NaN()
		}
		day := r.Night.Weekday()
		out.Weekend[i] = day == time.Friday || day == time.Saturday
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
			if r.Evening == nil {
				continue
			}
			if v, ok := r.Evening.Exposures[x.ID].Value(x.Kind == knowledge.Amount, x.NoneMeansNo); ok {
				values[i], any = v, true
			}
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

// firstKnown is the first place at which anything is known of a day or a night.
func firstKnown(y []float64, columns []cause.Column) int {
	for i := range y {
		if !math.IsNaN(y[i]) || slices.ContainsFunc(columns, func(c cause.Column) bool { return !math.IsNaN(c.Values[i]) }) {
			return i
		}
	}
	return len(y) - 1
}

// hash is over all that the search sees, but for how exposures stand beside each other:
// that is the knowledge's.
func (d patternSeries) hash() [32]byte {
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
	text(string(d.Outcome))
	if d.options.Limit != nil {
		numbers([]float64{*d.options.Limit})
	}
	numbers(d.Y)
	_ = binary.Write(h, binary.BigEndian, d.Weekend)
	for _, c := range d.Columns {
		text(c.ID)
		text(fmt.Sprint(c.Forms))
		numbers(c.Values)
	}
	for _, row := range d.Fixed {
		text("fixed")
		numbers(row)
	}
	return [32]byte(h.Sum(nil))
}
