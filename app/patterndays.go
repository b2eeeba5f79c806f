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

// nightsAsTold are the nights of a diary up to the last one that is over, with what
// was said of each day before its night was known; and on how many evenings something
// was said later.
func (a *App) nightsAsTold(ctx context.Context, c charley.Caller, k keptTrials) (out []diary.NightRecord, afterwards int, err error) {
	_, zone := a.nightNow(k.person.Settings)
	last := diary.LastNight(a.now(), zone, k.person.Settings.NightSpan)
	err = a.view(ctx, c, needAll, func(r Reader) error {
		first, _, err := r.Extent(ctx, c.Person)
		if err != nil || first.IsZero() || last.Before(first) {
			return err
		}
		if far := last.Add(1 - mostDays); first.Before(far) {
			first = far
		}
		entries, err := r.InNights(ctx, c.Person, first, last)
		if err != nil {
			return err
		}
		out = diary.Assemble(entries, first, last, k.person.Settings)
		if afterwards, err = answeredBefore(ctx, r, c.Person, entries, out); err != nil || afterwards == 0 {
			return err
		}
		out = diary.Assemble(entries, first, last, k.person.Settings)
		return nil
	})
	return out, afterwards, err
}

// answeredBefore takes those answers out of the evenings that were given when the
// night was over, and says on how many evenings there were any. What counts is when
// they were given by the writer's clock, and not when a phone that was away sent them.
func answeredBefore(ctx context.Context, r Reader, p charley.PersonID, entries []charley.Entry, nights []diary.NightRecord) (int, error) {
	late := map[charley.Night]bool{}
	for i, e := range entries {
		if e.Kind != charley.KindEvening {
			continue
		}
		var revs []charley.Revision
		if e.Rev > 1 {
			var err error
			if revs, err = r.History(ctx, p, e.ID); err != nil {
				return 0, fmt.Errorf("read when evening %s was answered: %w", e.ID, err)
			}
		}
		any := false
		if entries[i], any = diary.AnsweredBefore(e, revs, nights[e.Night.Sub(nights[0].Night)].Dawn()); any {
			late[e.Night] = true
		}
	}
	return len(late), nil
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

// arms are what trials had drawn for each night, one row for each remedy: 1 on its
// nights, and 0 on the others and where none went on. What is hidden from the person
// is not used: what is found could tell it. Neither is the arm of a remedy that most
// evenings of the trial say was done or not: it acts through that, and beside it
// nothing would be left of what the lot shows.
func (k keptTrials) arms(d patternDays, known []knowledge.Exposure) [][]float64 {
	rows, order := map[string][]float64{}, []string{}
	for _, t := range k.trials {
		v := k.view(t)
		first, last := t.First.Sub(d.first), t.First.Sub(d.first)+v.Night // in the days
		if v.Tampered != nil || t.Blind == charley.BlindHelper && veiled(t, k.tonight) || d.asksFor(t.Remedy, first, last, known) {
			continue
		}
		for i := max(0, first); i < min(last, len(d.series.Y)); i++ {
			if v.Sealed.Arms[i-first] != 1 {
				continue
			}
			if rows[t.Remedy] == nil {
				rows[t.Remedy], order = make([]float64, len(d.series.Y)), append(order, t.Remedy)
			}
			rows[t.Remedy][i] = 1
		}
	}
	var out [][]float64
	for _, id := range order {
		out = append(out, rows[id])
	}
	return out
}

// asksFor says that most of some days say whether a remedy was done.
func (d patternDays) asksFor(remedy string, first, last int, known []knowledge.Exposure) bool {
	i := slices.IndexFunc(known, func(x knowledge.Exposure) bool { return x.TestedBy == remedy && x.TestDoes })
	if i < 0 {
		return false
	}
	at := slices.IndexFunc(d.series.Columns, func(c cause.Column) bool { return c.ID == known[i].ID })
	if at < 0 {
		return false
	}
	said, of := 0, 0
	for j := max(0, first); j < min(last, len(d.series.Y)); j++ {
		of++
		if x := d.series.Columns[at].Values[j]; x == x {
			said++
		}
	}
	return 2*said > of
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
