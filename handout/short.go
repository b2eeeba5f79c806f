package handout

import (
	"charley/cause"
	"charley/share"
	"charley/sheet"
	"charley/tell"
)

// inShort is what a reader takes away who reads nothing else.
func (p *report) inShort() []sheet.Block {
	out := []sheet.Block{p.heading("report.short")}
	switch {
	case p.r.Warning.Urgent: // nothing may look like an explanation
	case p.unanswered():
		out = append(out, plain(p.w.T("report.verdict.never")))
	default:
		out = append(out, sheet.Paragraph{Text: []sheet.Run{{Text: p.verdict() + " ", Bold: true}, {Text: p.footing()}}})
	}
	return append(out, p.overTime()...)
}

// mornings are what a morning says of both kinds together.
func (p *report) mornings() sheet.Block {
	w := p.w
	var line []sheet.Run
	for i, part := range [...][2]string{{w.T("report.bad"), p.of(p.r.Bad)}, {w.T("report.sore"), p.of(p.r.Sore)}, {w.T("report.lost"), p.spread(p.r.SleepLost)}, {w.T("report.bother"), p.spread(p.r.Bother)}} {
		if i > 0 {
			line = append(line, sheet.Run{Text: between})
		}
		line = append(line, sheet.Run{Text: part[0] + ": ", Bold: true}, sheet.Run{Text: part[1]})
	}
	return sheet.Paragraph{Text: line, Fine: true}
}

// figures are the two kinds of spell side by side, each with what it is out of.
func (p *report) figures() sheet.Block {
	w := p.w
	t := sheet.Table{Caption: w.T("report.short.table"), Bare: true, RowHeads: true, Columns: []sheet.Column{{Share: 0.09}}}
	cramps, restless := []string{w.T("table.cramps")}, []string{w.T("report.restless")}
	for _, c := range []struct {
		key   string
		share float64
		cell  func(share.Spells) string
	}{
		{"report.row.week", 0.135, p.week}, {"report.row.nights", 0.08, func(s share.Spells) string { return p.of(s.Nights) }},
		{"report.row.minutes", 0.115, func(s share.Spells) string { return p.spread(s.Minutes) }},
		{"report.row.intensity", 0.115, func(s share.Spells) string { return p.spread(s.Intensity) }},
		{"report.row.places", 0.15, p.places}, {"report.row.side", 0.16, p.sides}, {"report.row.eased", 0, p.eased},
	} {
		t.Columns = append(t.Columns, sheet.Column{Name: w.T(c.key), Share: c.share})
		cramps, restless = append(cramps, c.cell(p.r.Cramps)), append(restless, c.cell(p.r.Restless))
	}
	t.Rows = [][]string{cramps, restless}
	return t
}

// unanswered says that there is nothing that a verdict could rest on.
func (p *report) unanswered() bool { return p.r.Verdict.Said.IsZero() && p.r.Verdict.Nights == 0 }

// verdict is what it looks like, in the sentences of the page.
func (p *report) verdict() string {
	w, sum := p.w, p.r.Verdict.Summary
	switch {
	case sum.None && p.r.Verdict.Confidence != tell.Low:
		return w.T("what.none")
	case sum.None || len(sum.Fits) == 0:
		return w.T("what.cannot")
	}
	key := "what.possible"
	if sum.Strong {
		key = "what.strong"
	}
	out := w.T(key, w.ListAnd(sum.Fits))
	if len(sum.Not) > 0 {
		out += " " + w.T("what.not", w.ListOr(sum.Not))
	}
	if len(sum.Open) > 0 {
		out += " " + w.T("what.open", w.ListOr(sum.Open))
	}
	return out
}

// footing is what the verdict rests on.
func (p *report) footing() string {
	return p.w.N("report.verdict.from", p.r.Verdict.Nights)
}

// week is how often a week with its interval; or why there is none.
func (p *report) week(s share.Spells) string {
	switch {
	case s.Rate == nil && s.Count == 0 && s.Nights.Said == 0: // nobody said that there was none
		return p.w.T("report.unsaid")
	case s.Rate == nil:
		return p.w.N("report.count", s.Count)
	}
	return p.w.T("report.rate", p.rate(*s.Rate), s.Rate.Nights)
}

func (p *report) rate(r cause.Rate) string { return p.w.Ranged(r.PerWeek, r.Lo, r.Hi) }

// places are where it was, most often named first.
func (p *report) places(s share.Spells) string {
	out := p.counted(s.Places, s.NoPlace, s.Count, "place.")
	switch untimed := p.w.T("report.untimed", s.Untimed); {
	case s.Untimed == 0:
		return out
	case out == "":
		return untimed
	default:
		return p.w.List([]string{out, untimed})
	}
}

// eased is what ended it.
func (p *report) eased(s share.Spells) string {
	return p.counted(s.Eased, s.EasedSaid.Said-s.EasedSaid.So, s.EasedSaid.Said, "easer.")
}

// mostNamed is how many words of the codebook a line names.
const mostNamed = 1

// counted are words with how often they were said, and how often nothing was.
func (p *report) counted(all []share.Named, silent, of int, prefix string) string {
	if of == 0 {
		return ""
	}
	var parts []string
	rest := 0
	for i, n := range all {
		if i < mostNamed {
			parts = append(parts, p.w.T("report.times", p.w.Lower(p.w.T(prefix+n.ID)), n.Count))
		} else {
			rest++
		}
	}
	if rest > 0 {
		parts = append(parts, p.w.N("report.more", rest))
	}
	if silent > 0 {
		parts = append(parts, p.w.T("report.silent", silent))
	}
	return p.w.List(parts)
}

// sides are on which side it was.
func (p *report) sides(s share.Spells) string {
	var parts []string
	for _, side := range []struct {
		key string
		n   int
	}{{"side.left", s.Side.Left}, {"side.right", s.Side.Right}, {"side.both", s.Side.Both}} {
		if side.n > 0 {
			parts = append(parts, p.w.T("report.times", p.w.Lower(p.w.T(side.key)), side.n))
		}
	}
	if s.Side.NotSaid > 0 {
		parts = append(parts, p.w.T("report.silent", s.Side.NotSaid))
	}
	return p.w.List(parts)
}
