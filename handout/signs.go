package handout

import (
	"charley"
	"charley/share"
	"charley/sheet"
	"charley/tell"
)

// signs are the warning signs that stand. They come before everything else, and nothing else may be read without them.
func (p *report) signs() []sheet.Block {
	if len(p.r.Warning.Standing) == 0 {
		return nil
	}
	w := p.w
	urgency, _ := p.base.Urgencies().Get(p.r.Warning.Urgency)
	lines := []sheet.Run{{Text: w.T("report.signs.stand") + " ", Bold: true}, {Text: w.T("report.signs.seen", urgency.Within)}}
	for _, s := range p.r.Warning.Standing {
		lines = append(lines, sheet.Run{Text: "\n" + p.flag(s.ID) + ".", Bold: true}, sheet.Run{Text: p.because(s)})
	}
	out := []sheet.Block{sheet.Paragraph{Text: lines, Mark: true}}
	if p.r.Warning.Urgent {
		out = append(out, plain(w.T("report.signs.only")))
	}
	return out
}

// flag is the name of a warning sign.
func (p *report) flag(id string) string {
	rec, _ := p.base.Flags().Get(id)
	return rec.Name
}

// because is what was answered, and since when it stands.
func (p *report) because(s share.Sign) string {
	out := ""
	if len(s.Said) > 0 {
		out = " " + p.w.T("report.signs.said", p.w.Set(s.Said))
	}
	if !s.Since.IsZero() {
		y, m, d := s.Since.In(p.r.Made.Location()).Date()
		out += " " + p.w.T("report.signs.since", p.w.DayYear(charley.Night{Year: y, Month: m, Day: d}))
	}
	return out
}

// signsLine is how the warning signs were answered: what was denied, and what nobody asked.
func (p *report) signsLine() string {
	warning := p.r.Warning
	all := len(warning.Denied) + len(warning.NotChecked) + len(warning.Standing) + len(warning.Past)
	if all == len(warning.NotChecked) {
		return p.w.N("report.signs.unasked", all)
	}
	out := p.w.T("report.signs.none", len(warning.Denied), all)
	switch n := len(warning.Standing); {
	case n > 0:
		out = p.w.N("report.signs.some", n, len(warning.Denied), all)
	case len(warning.Past) > 0: // one was reported
		out = p.w.T("report.signs.now", len(warning.Denied), all)
	}
	if n := len(warning.NotChecked); n > 0 {
		out += " " + p.w.N("report.signs.open", n, p.w.Set(p.flags(warning.NotChecked, mostOpen)))
	}
	return out + p.past()
}

// past are the warning signs that stood and have ended, and how: that a doctor saw one does not say that it is gone.
func (p *report) past() string {
	out := ""
	for i, sign := range p.r.Warning.Past {
		if i == mostOpen {
			return out + " " + p.w.N("report.signs.past", len(p.r.Warning.Past)-i)
		}
		y, m, d := sign.Ended.In(p.r.Made.Location()).Date()
		out += " " + p.w.T("report.signs.past."+sign.How, p.flag(sign.ID), p.w.DayYear(charley.Night{Year: y, Month: m, Day: d}))
	}
	return out
}

// mostOpen is how many warning signs that are not checked, or that have ended, the first page names.
const mostOpen = 2

func (p *report) flags(list []tell.RedFlag, most int) []string {
	var out []string
	for i, f := range list {
		if i == most {
			return append(out, "…")
		}
		out = append(out, p.w.T("quoted", p.flag(f.ID)))
	}
	return out
}
