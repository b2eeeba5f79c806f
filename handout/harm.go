package handout

import (
	"cmp"
	"slices"
	"strconv"

	"charley"
	"charley/share"
	"charley/sheet"
	"charley/trial"
)

// mostHarm is how much of what was told of harm the first page holds; all of it is behind it.
const mostHarm = 2

// A harmTold is one thing that was told of harm, and in which test.
type harmTold struct {
	charley.Fact
	test share.Tested
}

// allHarm is what was told of harm in the tests: what nobody has looked at first, then the worst, then the latest.
func (p *report) allHarm() []harmTold {
	var out []harmTold
	for _, t := range p.r.Tested {
		for _, f := range t.Harm {
			out = append(out, harmTold{f, t})
		}
	}
	grades := charley.HarmGrades()
	slices.SortStableFunc(out, func(x, y harmTold) int {
		if x.OpenHarm() != y.OpenHarm() {
			return map[bool]int{true: -1, false: 1}[x.OpenHarm()]
		}
		return cmp.Or(cmp.Compare(slices.Index(grades, y.Grade), slices.Index(grades, x.Grade)), cmp.Compare(y.Taken(), x.Taken()))
	})
	return out
}

// harm is what was told of harm in tests, for the first page. It stands there whatever else is left out: it advises
// nothing.
func (p *report) harm() []sheet.Block {
	var out []sheet.Block
	all := p.allHarm()
	for _, h := range all[:min(mostHarm, len(all))] {
		out = append(out, plain(p.w.T("report.harm", h.test.Name, p.harmWords(h), p.harmState(h))))
	}
	if left := len(all) - len(out); left > 0 {
		out = append(out, fine(p.w.N("report.harm.left", left)))
	}
	return out
}

// harmWords say when, how much and what.
func (p *report) harmWords(h harmTold) string {
	if h.Name == "" {
		return p.w.T("harm.line", p.w.Partial(h.Taken()), p.w.T("harm.is."+h.Grade))
	}
	return p.w.T("harm.line.what", p.w.Partial(h.Taken()), p.w.T("harm.is."+h.Grade), h.Name)
}

// harmState is how it ended, as far as the person said.
func (p *report) harmState(h harmTold) string {
	switch {
	case h.Ended != "":
		return p.w.T("ended.harm." + h.Ended)
	case h.OpenHarm():
		return p.w.T("report.harm.open")
	}
	return p.w.T("report.harm.noted")
}

// harmInFull is all of it, and beside which nights it was where a result may be seen.
func (p *report) harmInFull() []sheet.Block {
	all := p.allHarm()
	if len(all) == 0 {
		return nil
	}
	w := p.w
	table := sheet.Table{Caption: w.T("report.harm.all"), Bare: true, RowHeads: true, Columns: []sheet.Column{
		{Name: w.T("report.tested.remedy"), Share: 0.2}, {Name: w.T("harm.day"), Share: 0.15}, {Name: w.T("field.grade"), Share: 0.2}, {Name: w.T("field.what"), Share: 0.25}, {Name: w.T("field.ended")}}}
	for _, h := range all {
		table.Rows = append(table.Rows, []string{h.test.Name, w.Partial(h.Taken()), w.T("harm.is." + h.Grade), h.Name, p.harmState(h)})
	}
	out := []sheet.Block{p.lower("report.harm.all"), table}
	for _, t := range p.r.Tested {
		if t.Beside != nil && !p.r.Warning.Urgent {
			out = append(out, fine(p.besideWords(t.Name, *t.Beside)))
		}
	}
	return out
}

// besideWords count what was told in a test by the nights beside it.
func (p *report) besideWords(name string, b trial.Beside) string {
	return p.w.T("report.harm.beside", name, strconv.Itoa(b.With), strconv.Itoa(b.Without), strconv.Itoa(b.Between), strconv.Itoa(b.Outside))
}
