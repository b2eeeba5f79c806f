package handout

import (
	"slices"
	"strings"

	"charley/cause"
	"charley/share"
	"charley/sheet"
)

// worthALook are the warning signs that were asked, what is linked with the trouble, and what else a doctor asks first.
func (p *report) worthALook() []sheet.Block {
	w := p.w
	table := sheet.Table{Caption: w.T("report.look"), Bare: true, RowHeads: true, Columns: []sheet.Column{{Share: 0.4}, {}}}
	add := func(name, says string) {
		if says != "" {
			table.Rows = append(table.Rows, []string{name, says})
		}
	}
	add(w.T("report.signs"), p.signsLine())
	taken := map[string]bool{}
	for _, g := range p.groups() {
		if g.fixed || g.weak {
			continue
		}
		add(p.causeName(g, taken), p.causeSays(g))
	}
	label := "report.medicines"
	if len(taken) > 0 {
		label = "report.medicines.other"
	}
	add(w.T(label), p.medicines(taken))
	add(w.T("report.conditions"), p.conditions())
	add(w.T("report.labs"), p.labs())
	return []sheet.Block{p.heading("report.look"), table}
}

// A group is one cause, for both kinds of spell that it is linked with.
type group struct {
	share.Cause
	about []string // charley.Cramp, charley.Restless
	fixed bool     // it cannot be changed
	weak  bool     // no study stands behind it
}

// groups are the causes, each once.
func (p *report) groups() []group {
	var out []group
	if p.r.Warning.Urgent { // nothing may look like an explanation
		return nil
	}
	for _, c := range p.r.Causes {
		rec, _ := p.base.Causes().Get(c.ID)
		c = p.inWords(c)
		i := slices.IndexFunc(out, func(g group) bool { return g.Name == c.Name && g.Grade == c.Grade && g.State == c.State })
		if i >= 0 && !slices.Contains(out[i].about, c.About) {
			out[i].about = append(out[i].about, c.About)
			continue
		}
		out = append(out, group{Cause: c, about: []string{c.About}, fixed: rec.Fixed, weak: c.Grade == "D" || c.Grade == "X"})
	}
	return out
}

// inWords is a cause in the language of the records; an effect that is held back stays so.
func (p *report) inWords(c share.Cause) share.Cause {
	rec, ok := p.base.Causes().Get(c.ID)
	if !ok {
		return c
	}
	if c.Name = rec.Name; c.Effect != "" {
		c.Effect = rec.Effect
	}
	return c
}

// causeName is what a cause is called: a medicine by the name that its taker wrote.
func (p *report) causeName(g group, taken map[string]bool) string {
	if len(g.Medicines) == 0 {
		return g.Name
	}
	var names []string
	for _, m := range g.Medicines {
		taken[m.Name+m.From] = true
		names = append(names, p.medicine(m, p.dose(m)))
	}
	return p.w.List(names)
}

// causeSays is with what a cause is linked, how sure that is, and when a medicine was begun.
func (p *report) causeSays(g group) string {
	w := p.w
	parts := []string{w.T("report.linked", p.kinds(g.about), w.T("grade."+g.Grade))}
	switch g.State {
	case cause.CheckFirst:
		parts = append(parts, w.T("report.first"))
	case cause.Likely: // nobody knows that it is there
		parts = append(parts, w.T("report.likely"))
	}
	for _, m := range g.Medicines {
		if m.Timing != "" {
			parts = append(parts, w.T("report.timing."+m.Timing, p.base.Advice().SuspectDays/daysAMonth))
		}
	}
	return w.Set(parts)
}

// kinds are the words for cramps and restless legs.
func (p *report) kinds(about []string) string {
	var out []string
	for _, what := range about {
		out = append(out, p.w.T("report.linked."+what))
	}
	return p.w.ListAnd(out)
}

// daysAMonth is how many days a month has, to say a length of time in words.
const daysAMonth = 30

// medicine is a medicine as it was written, with its dose and its start.
func (p *report) medicine(m cause.Medicine, dose string) string {
	name := strings.TrimSpace(m.Name + " " + dose)
	if m.From == "" {
		return name
	}
	return p.w.T("why.since", name, p.w.Partial(m.From))
}

func (p *report) dose(m cause.Medicine) string {
	for _, x := range p.r.Medicines {
		if x.Name == m.Name && x.From == m.From {
			return x.Dose
		}
	}
	return ""
}

// medicines are those that are not told of as a cause.
func (p *report) medicines(taken map[string]bool) string {
	var out []string
	for _, m := range p.r.Medicines {
		if taken[m.Name+m.From] {
			continue
		}
		one := p.medicine(m.Medicine, m.Dose)
		var kinds []string
		for _, what := range m.About {
			if p.r.Warning.Urgent {
				break // nothing may look like an explanation
			}
			kinds = append(kinds, p.w.T("medicine.effect."+what))
		}
		if len(kinds) > 0 {
			one += " (" + p.w.List(kinds) + ")"
		}
		out = append(out, one)
	}
	switch {
	case len(out) > 0:
		return p.w.Set(out)
	case len(p.r.Medicines) == 0:
		return p.w.T("report.medicines.none")
	}
	return ""
}

// conditions are those that the person told of.
func (p *report) conditions() string {
	var out []string
	for _, id := range p.r.Conditions {
		if rec, ok := p.base.Standing().Get(id); ok {
			out = append(out, rec.Name)
		} else if rec, ok := p.base.Conditions().Get(id); ok {
			out = append(out, rec.Name)
		} else {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return p.w.T("report.conditions.none")
	}
	return p.w.Set(out)
}

// labs are the blood tests as they were told.
func (p *report) labs() string {
	feature, _ := p.base.Features().Get("labs")
	var out []string
	for _, l := range p.r.Labs {
		name, unit := l.ID, ""
		if v, ok := feature.Value(l.ID); ok {
			name, unit, _ = strings.Cut(v.Label, ", ")
		}
		taken := ""
		if l.Taken != "" {
			taken = p.w.T("report.lab.taken", p.w.Partial(l.Taken))
		}
		out = append(out, p.w.T("report.lab", name, p.w.Number(l.Value), unit, taken, p.w.DayYear(l.Said)))
	}
	return p.w.Set(out)
}
