package handout

import (
	"slices"
	"strconv"

	"charley/cause"
	"charley/knowledge"
	"charley/measure"
	"charley/sheet"
)

// mostFound is how many exposures the first page names; all are behind it.
const mostFound = 4

// bringsOn is what goes with bad nights by the diary, which is no proof; or why nothing is said.
func (p *report) bringsOn() []sheet.Block {
	out := []sheet.Block{p.heading("report.brings")}
	if why := p.silent(); why != "" {
		return append(out, plain(why))
	}
	var shown []cause.Pattern
	for _, f := range p.inOrder() {
		if (f.Tier.Named() || f.Tier == cause.FollowsBadNights) && f.Ratio != nil && len(shown) < mostFound {
			shown = append(shown, f)
		}
	}
	rest := fine(p.lookedAt())
	if len(shown) == 0 {
		return append(out, plain(p.w.T("pattern.nothing")), rest)
	}
	return append(out, sheet.Columns{Share: 0.4, Left: []sheet.Block{p.forest(shown)}, Right: []sheet.Block{p.patternTable(shown)}}, rest)
}

// lookedAt is what was looked at, and over which nights.
func (p *report) lookedAt() string {
	found := p.r.Patterns.Found
	return p.w.T("report.brings.base", found.Nights, found.Missing, p.dates(p.r.Patterns.From, p.r.Patterns.To), len(found.LookedAt), p.defined())
}

// silent is why nothing is said of what goes with bad nights; "" where something is.
func (p *report) silent() string {
	w, found := p.w, p.r.Patterns.Found
	switch {
	case p.r.Patterns.Urgent || p.r.Warning.Urgent:
		return w.T("report.brings.held")
	case p.r.Patterns.Working:
		return w.T("report.brings.working")
	case p.r.Patterns.Failed:
		return w.T("report.brings.failed")
	case found.TooEarly:
		return w.T("report.brings.early", p.progress())
	case len(found.Found) == 0:
		return w.T("report.brings.unasked")
	case slices.ContainsFunc(found.Warnings, func(x cause.Warning) bool { return x.Code == cause.WarnWithheld }):
		return w.T("report.brings.failed")
	}
	return ""
}

// progress is how far the diary is from saying anything.
func (p *report) progress() string {
	need, found := p.base.Patterns(), p.r.Patterns.Found
	var out []string
	for _, line := range [...]struct {
		key              string
		have, need, lack int
	}{{"nights", found.Nights, need.Nights, found.Lacks.Nights}, {"bad", found.Bad, need.Bad, found.Lacks.Bad}, {"good", found.Good, need.Good, found.Lacks.Good}} {
		if line.lack > 0 {
			out = append(out, p.w.T("pattern.progress."+line.key, line.have, max(line.need, line.have+line.lack)))
		}
	}
	return p.w.List(out)
}

// inOrder are the exposures as the page tells them: tier by tier.
func (p *report) inOrder() []cause.Pattern {
	var out []cause.Pattern
	for _, tier := range cause.Tiers() {
		for _, f := range p.r.Patterns.Found.Found {
			if f.Tier == tier {
				out = append(out, f)
			}
		}
	}
	return out
}

// exposure is one that this person can be asked about; another keeps its id for a name.
func (p *report) exposure(id string) knowledge.Exposure {
	if i := slices.IndexFunc(p.exposures, func(x knowledge.Exposure) bool { return x.ID == id }); i >= 0 {
		return p.exposures[i]
	}
	return knowledge.Exposure{ID: id, Name: id}
}

// name is what an exposure is called; an amount with what a night must be above to count as one with it.
func (p *report) name(f cause.Pattern) string {
	x := p.exposure(f.Exposure)
	if !f.Amount {
		return x.Name
	}
	return p.w.T("pattern.above", x.Name, p.w.Figure(f.Cut), x.Unit)
}

// ratioKind is what a ratio is of: rates, odds, or no ratio but a difference.
func (p *report) ratioKind() string {
	switch p.r.Patterns.Found.Outcome {
	case measure.Count:
		return "rate"
	case measure.Value:
		return "difference"
	}
	return "odds"
}

// defined says what a bad night is where patterns are told.
func (p *report) defined() string {
	w, id, limit := p.w, p.r.Patterns.Measure.ID, p.r.Patterns.Found.Limit
	switch {
	case id == measure.BadNight:
		return w.T("report.method.bad", p.r.Limits.Bother, float64(p.r.Limits.SleepLost))
	case limit != limit: // the middle of nothing
		return w.T("pattern.defined.open")
	}
	return w.T("pattern.defined", w.T("pattern.one."+id, limit))
}

// patternTable are exposures with their figures.
func (p *report) patternTable(list []cause.Pattern) sheet.Table {
	w := p.w
	t := sheet.Table{Caption: w.T("report.brings.table"), Bare: true, RowHeads: true, Columns: []sheet.Column{
		{Name: w.T("pattern.table.what"), Share: 0.36}, {Name: w.T("report.ratio"), Share: 0.25},
		{Name: w.T("report.bad.with"), Share: 0.13}, {Name: w.T("report.bad.without"), Share: 0.14}, {Name: w.T("pattern.table.unasked")}}}
	for _, f := range list {
		t.Rows = append(t.Rows, p.patternRow(f))
	}
	return t
}

func (p *report) patternRow(f cause.Pattern) []string {
	w, ratio := p.w, ""
	if f.Ratio != nil {
		ratio = p.w.Ranged(f.Ratio.Median, f.Ratio.Lo, f.Ratio.Hi)
	}
	return []string{w.T("report.pattern", p.name(f), p.tier(f)), ratio, w.T("figure.of", f.BadExposed, f.Exposed), w.T("figure.of", f.BadUnexposed, f.Unexposed), strconv.Itoa(f.NotAsked)}
}

// tier is how sure it is, in the words of the page.
func (p *report) tier(f cause.Pattern) string {
	if f.Tier == cause.AlwaysTheSame {
		return p.w.Lower(p.w.T("tier." + string(f.Tier)))
	}
	return p.w.T("forest.mark." + f.Mark())
}

// patternsInFull are all exposures that were looked at.
func (p *report) patternsInFull() []sheet.Block {
	if p.silent() != "" {
		return nil
	}
	w, found := p.w, p.r.Patterns.Found
	t := p.patternTable(p.inOrder())
	for i, f := range p.inOrder() {
		linked := ""
		if f.Probability != nil {
			linked = p.w.InHundred(*f.Probability)
		}
		t.Rows[i] = append(t.Rows[i], linked)
	}
	t.Columns = append(t.Columns, sheet.Column{Name: w.T("report.linked.chance")})
	for i, share := range [...]float64{0.34, 0.22, 0.11, 0.12, 0.1} {
		t.Columns[i].Share = share
	}
	out := []sheet.Block{p.lower("report.brings.all"), t, fine(w.T("report.if"))}
	for _, x := range found.Warnings {
		if key := "report.warning." + x.Code; w.Has(key) {
			out = append(out, fine(w.T(key, w.List(p.names(x.Exposures)))))
		}
	}
	if p.r.Patterns.Afterwards > 0 {
		out = append(out, fine(w.N("report.afterwards", p.r.Patterns.Afterwards)))
	}
	return out
}

func (p *report) names(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, p.exposure(id).Name)
	}
	return out
}
