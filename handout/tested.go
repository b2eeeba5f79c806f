package handout

import (
	"strconv"

	"charley/share"
	"charley/sheet"
	"charley/trial"
	"charley/words"
)

// mostTested is how many tests the first page holds; all are behind it.
const mostTested = 4

// tested is what was tested by lot, each with how large the effect may be. While a warning sign stands, no result is
// shown: it could be read as an advice.
func (p *report) tested() []sheet.Block {
	w := p.w
	out := []sheet.Block{p.heading("report.tested")}
	switch {
	case p.r.Warning.Urgent:
		return append(append(out, plain(w.T("report.tested.held"))), p.harm()...)
	case len(p.r.Tested) == 0:
		return append(out, plain(w.T("report.tested.none")))
	}
	table := sheet.Table{Caption: w.T("report.tested"), Bare: true, RowHeads: true, Columns: []sheet.Column{
		{Name: w.T("report.tested.remedy"), Share: 0.19}, {Name: w.T("report.tested.design"), Share: 0.25},
		{Name: w.T("report.tested.effect"), Share: 0.25}, {Name: w.T("report.tested.chance"), Share: 0.13}, {Name: w.T("report.tested.nights")}}}
	var runs []sheet.Block
	left := 0
	for _, t := range p.r.Tested {
		switch {
		case t.Result == nil && !t.Working && !t.Tampered && !t.Over():
			runs = append(runs, fine(w.T("report.tested.runs", t.Name, p.design(t), w.DayYear(t.To))))
		case len(table.Rows) == mostTested:
			left++
		default:
			table.Rows = append(table.Rows, []string{t.Name, p.design(t), p.effect(t), p.helps(t), p.counts(t)})
		}
	}
	if len(table.Rows) > 0 {
		out = append(out, table)
	}
	if left > 0 {
		out = append(out, fine(w.N("report.tested.left", left)))
	}
	return append(append(out, runs...), p.harm()...)
}

// design is how a test went, and who knew.
func (p *report) design(t share.Tested) string {
	w := p.w
	if t.Tampered { // what was planned is not known
		return ""
	}
	how := w.T("design.night", t.Plan.Nights)
	if t.Plan.Unit != trial.UnitNight {
		how = w.T("design.period", t.Plan.Nights, t.Plan.Nights/max(t.Plan.Period, 1), t.Plan.Period)
	}
	blind := "report.open"
	if t.Plan.Blind == trial.Helper {
		blind = "report.hidden"
	}
	how += ", " + w.T(blind)
	if t.State == share.Stopped {
		how += ", " + w.T("report.early")
	}
	return how
}

// effect is how large the effect of a test may be, or why there is none to tell.
func (p *report) effect(t share.Tested) string {
	w, r := p.w, t.Result
	switch {
	case t.Tampered:
		return w.T("report.tested.tampered")
	case t.Working:
		return w.T("report.tested.working")
	case r == nil:
		return w.T("report.tested.waits")
	case r.State != trial.StateOK:
		return w.T("verdict." + string(t.Verdict))
	}
	what := w.T("measure." + t.Measure.ID)
	switch {
	case r.RateRatio != nil:
		return w.T("report.effect", p.w.Percent(r.RateRatio.Median, what), p.w.Percent(r.RateRatio.Lo, ""), p.w.Percent(r.RateRatio.Hi, ""))
	case r.Difference != nil:
		k := t.Measure.DifferenceNights()
		return w.T("report.effect", p.w.Difference(t.Measure.ID, k*r.Difference.Median), p.w.Difference("", k*r.Difference.Lo), p.w.Difference("", k*r.Difference.Hi))
	}
	return w.T("verdict." + string(t.Verdict))
}

// helps is how likely it is that it helps at all.
func (p *report) helps(t share.Tested) string {
	if t.Result == nil || t.Result.State != trial.StateOK || t.Result.PBetter == nil {
		return ""
	}
	return p.w.InHundred(*t.Result.PBetter)
}

// counts are the nights that a result rests on, and those that are missing.
func (p *report) counts(t share.Tested) string {
	r := t.Result
	if r == nil {
		return ""
	}
	return p.w.T("report.tested.count", r.NByArm[1], r.NByArm[0], r.Missing[1]+r.Missing[0])
}

// testsInFull are the figures behind the results, one test after the other.
func (p *report) testsInFull() []sheet.Block {
	var out []sheet.Block
	for _, t := range p.r.Tested {
		if t.Result == nil || p.r.Warning.Urgent {
			continue
		}
		out = append(out, sheet.Table{Caption: p.w.T("report.test", t.Name, p.dates(t.From, t.To)), RowHeads: true, Columns: []sheet.Column{{Share: 0.45}, {}}, Rows: p.testRows(t)})
	}
	if len(out) > 0 {
		out = append([]sheet.Block{p.lower("report.tests")}, out...)
	}
	return out
}

func (p *report) testRows(t share.Tested) [][]string {
	w, r := p.w, t.Result
	rows := [][]string{{w.T("trial.counted"), w.T("measure." + t.Measure.ID)}, {w.T("report.tested.effect"), p.effect(t)}}
	for _, arm := range [...]int{1, 0} {
		if l := r.Level[arm]; l != nil {
			k, name := t.Measure.LevelNights(), w.T([...]string{"lane.without", "lane.with"}[arm])
			if k > 1 {
				name = w.T("report.byweek", name)
			}
			rows = append(rows, []string{name, w.T("week.level", w.T("week.sum."+t.Measure.ID, p.w.Figure(k*l.Median)), p.w.Figure(k*l.Lo), p.w.Figure(k*l.Hi))})
		}
	}
	for _, c := range []struct {
		key string
		p   *float64
	}{{"chance.better", r.PBetter}, {"chance.better20", r.PBetter20}, {"chance.same", r.PSame10}, {"chance.worse", r.PWorse}, {"chance.tipping", r.PTipping}} {
		if c.p != nil && r.State == trial.StateOK {
			rows = append(rows, []string{w.T(c.key), p.w.InHundred(*c.p)})
		}
	}
	if s := r.Sceptical; s != nil && r.State == trial.StateOK {
		rows = append(rows, []string{w.T("report.sceptical"), p.w.InHundred(s.PBetter)})
	}
	if lot := t.Test; lot != nil {
		rows = append(rows, []string{w.T("rest.lots"), w.T("report.lots", w.T("rest.lots.p", words.PValue(lot.P)), w.T("rest.lots.p", words.PValue(lot.Smallest)))})
	}
	rows = append(rows, []string{w.T("rest.nights"), w.T("rest.nights.n", r.NByArm[1], r.NByArm[0])},
		[]string{w.T("report.tested.missing"), w.T("rest.nights.n", r.Missing[1], r.Missing[0])}, []string{w.T("trial.kept"), p.of(share.Of{So: t.Kept, Said: t.Asked})})
	if t.State == share.Stopped {
		rows = append(rows, []string{w.T("rest.ended"), w.T("report.stopped")})
	}
	if t.Earlier > 0 {
		rows = append(rows, []string{w.T("rest.earlier"), strconv.Itoa(t.Earlier)})
	}
	for _, one := range r.Warnings {
		if key := "warning." + one.Code; w.Has(key) {
			rows = append(rows, []string{w.T("report.caution"), w.T(key)})
		}
	}
	return rows
}
