package handout

import (
	"slices"
	"strconv"
	"strings"

	"charley"
	"charley/knowledge"
	"charley/share"
	"charley/sheet"
	"charley/tell"
	"charley/words"
)

// methods say how the figures came about, and what they are not.
func (p *report) methods() []sheet.Block {
	w := p.w
	list := sheet.List{}
	add := func(about, text string) {
		list.Items = append(list.Items, said(w.T(about), text))
	}
	add("report.method.kept", w.T("report.method.kept.text", p.r.Kept.Nights, p.r.Kept.Recorded, p.r.Kept.Complete, p.r.Kept.Away, len(p.r.Kept.Missing)))
	add("report.bad", w.T("report.method.bad", p.r.Limits.Bother, float64(p.r.Limits.SleepLost)))
	add("report.method.range", w.T("report.method.range.text"))
	if !p.r.Warning.Urgent {
		add("report.method.verdict", w.T("report.method.verdict.text"))
		add("report.tested", w.T("report.method.tested.text"))
		add("report.brings", w.T("report.method.brings.text"))
	}
	add("report.method.not", w.T("report.method.not.text"))
	return []sheet.Block{p.lower("report.methods"), list}
}

// leading are the published sets that a report counts: those for adults, of cramps and of restless legs.
var leading = [...]string{"nlc_hallegraeff17", "nlc_icsd3", "rls_irlssg14"}

// sets are the sets of criteria that a report shows: the leading ones, and those of what fits else.
func (p *report) sets() []share.CriteriaSet {
	var out []share.CriteriaSet
	for _, set := range p.r.Verdict.Sets {
		rec, _ := p.base.Criteria().Get(set.ID)
		other := set.Condition == p.r.Verdict.Main && !rec.Clinician && !slices.ContainsFunc(leading[:], func(id string) bool {
			one, _ := p.base.Criteria().Get(id)
			return one.Condition == set.Condition
		})
		if other || slices.Contains(leading[:], set.ID) {
			out = append(out, set)
		}
	}
	return out
}

// setName is what a set is called, with the name that it gives to what was met.
func (p *report) setName(s share.CriteriaSet) string {
	rec, _ := p.base.Criteria().Get(s.ID)
	if s.Tier == "" {
		return rec.Name
	}
	return p.w.T("report.set", rec.Name, s.Tier)
}

// setsTable is how many criteria are met.
func (p *report) setsTable() []sheet.Block {
	sets := p.sets()
	if len(sets) == 0 || p.r.Warning.Urgent || p.unanswered() {
		return nil
	}
	w := p.w
	t := sheet.Table{Caption: w.T("what.criteria"), Bare: true, RowHeads: true, Columns: []sheet.Column{{Name: w.T("report.criteria"), Share: 0.7},
		{Name: w.T("report.met"), Right: true}, {Name: w.T("report.not_met"), Right: true}, {Name: w.T("report.unknown"), Right: true}}}
	for _, s := range sets {
		t.Rows = append(t.Rows, []string{p.setName(s), strconv.Itoa(s.Met), strconv.Itoa(s.NotMet), strconv.Itoa(s.Unknown)})
	}
	return []sheet.Block{t}
}

// criteria are the published criteria one by one.
func (p *report) criteria() []sheet.Block {
	var out []sheet.Block
	for _, s := range p.sets() {
		t := sheet.Table{Caption: p.setName(s), Columns: []sheet.Column{{Name: p.w.T("report.criterion"), Share: 0.84}, {Name: p.w.T("report.state")}}}
		for _, c := range s.Criteria {
			t.Rows = append(t.Rows, []string{words.Capital(p.criterion(s.ID, c)), p.w.T("criterion." + c.State)})
		}
		out = append(out, t)
	}
	if len(out) > 0 {
		out = append([]sheet.Block{p.lower("what.criteria")}, out...)
	}
	return out
}

// criterion is what a criterion asks, in the language of the records.
func (p *report) criterion(set string, c tell.Criterion) string {
	rec, _ := p.base.Criteria().Get(set)
	if i := slices.IndexFunc(rec.Criteria, func(x knowledge.Criterion) bool { return x.ID == c.ID }); i >= 0 {
		return rec.Criteria[i].Says
	}
	return c.Says
}

// causesInFull are the standing causes with what studies found, of cramps and of restless legs apart: studies differ.
func (p *report) causesInFull() []sheet.Block {
	if p.r.Warning.Urgent || len(p.r.Causes) == 0 {
		return nil
	}
	t := sheet.Table{Caption: p.w.T("why.heading"), Bare: true, RowHeads: true, Columns: []sheet.Column{{Name: p.w.T("report.cause"), Share: 0.26}, {Name: p.w.T("report.studies")}}}
	for _, c := range p.r.Causes {
		c = p.inWords(c)
		says := c.Effect
		if says == "" {
			says = p.w.T("report.first")
		}
		t.Rows = append(t.Rows, []string{p.w.T("report.pattern", c.Name, p.kinds([]string{c.About})), says})
	}
	return []sheet.Block{p.lower("why.heading"), fine(p.w.T("report.causes.note")), t}
}

// mostStretches is how many stretches without a word are named.
const mostStretches = 60

// missing are the nights of which nothing is known.
func (p *report) missing() []sheet.Block {
	w := p.w
	if len(p.r.Kept.Missing) == 0 {
		return []sheet.Block{p.lower("report.missing"), plain(w.T("report.missing.none"))}
	}
	var names []string
	left := 0
	for i := 0; i < len(p.r.Kept.Missing); {
		j := i
		for j+1 < len(p.r.Kept.Missing) && p.r.Kept.Missing[j+1] == p.r.Kept.Missing[j].Next() {
			j++
		}
		if len(names) < mostStretches {
			names = append(names, p.shortDates(p.r.Kept.Missing[i], p.r.Kept.Missing[j]))
		} else {
			left += j - i + 1
		}
		i = j + 1
	}
	text := w.N("report.missing.list", len(p.r.Kept.Missing), w.Set(names))
	if left > 0 {
		text += " " + w.N("report.missing.left", left)
	}
	return []sheet.Block{p.lower("report.missing"), fine(text)}
}

// shortDates are some nights in a row, with their year where the period has more than one.
func (p *report) shortDates(from, to charley.Night) string {
	if p.r.From.Year != p.r.To.Year {
		return p.dates(from, to)
	}
	if from == to {
		return p.w.Short(from)
	}
	return p.w.T("nights.span", p.w.Short(from), p.w.Short(to))
}

// sources are the texts that the report rests on.
func (p *report) sources() []sheet.Block {
	var lines []string
	for _, id := range p.r.Sources {
		rec, ok := p.base.Sources().Get(id)
		if !ok {
			continue
		}
		where := rec.Address
		switch {
		case rec.DOI != "":
			where = "doi:" + rec.DOI
		case rec.PMID != "":
			where = "PMID " + rec.PMID
		}
		line := rec.Title + " (" + strconv.Itoa(rec.Year) + ")"
		if where != "" {
			line += ". " + where
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return nil
	}
	return []sheet.Block{p.lower("report.sources"), fine(strings.Join(lines, "\n"))}
}

// versions say from what exactly the report was made, so that it can be made again.
func (p *report) versions() []sheet.Block {
	w := p.w
	t := sheet.Table{Caption: w.T("report.made.of"), Bare: true, RowHeads: true, Columns: []sheet.Column{{Share: 0.3}, {}}, Rows: [][]string{
		{w.T("report.program"), "Charley " + p.r.Program}, {w.T("report.knowledge"), p.r.Version + ". " + Reviewed(p.base, p.w)},
	}}
	if p.r.Hash != "" {
		t.Rows = append(t.Rows, []string{w.T("report.hash"), w.N("report.hash.of", int(p.r.Changes), p.r.Hash)})
	}
	return []sheet.Block{p.lower("report.made.of"), t}
}
