package handout

import (
	"strings"

	"charley"
	"charley/sheet"
)

// between are the parts of one line.
const between = " · "

func (p *report) title() string { return p.w.N("report.title", p.r.Kept.Nights) }

// head is what the report is about, whom, and how much of it is known.
func (p *report) head() []sheet.Block {
	w, kept := p.w, p.r.Kept
	known := w.T("report.recorded", kept.Recorded, kept.Nights)
	if kept.Away > 0 {
		known += ", " + w.T("report.away", kept.Away)
	}
	parts := append(p.who(), p.span(), known)
	return []sheet.Block{sheet.Heading{Level: 1, Text: p.title()}, plain(strings.Join(parts, between))}
}

// who is whom it is about, as far as they want it to say.
func (p *report) who() []string {
	var out []string
	if p.r.Who.Name != "" {
		out = append(out, p.r.Who.Name)
	}
	if p.r.Who.Age != nil {
		out = append(out, p.w.T("report.age", *p.r.Who.Age))
	}
	if p.r.Who.Sex == "F" || p.r.Who.Sex == "M" {
		out = append(out, p.w.Lower(p.w.T("sex."+p.r.Who.Sex)))
	}
	if p.r.Who.Pregnant {
		out = append(out, p.w.T("report.pregnant"))
	}
	return out
}

// span is the period.
func (p *report) span() string { return p.dates(p.r.From, p.r.To) }

// dates are two days, both with their year: a report is read years later.
func (p *report) dates(from, to charley.Night) string {
	switch {
	case from.IsZero() || to.IsZero():
		return ""
	case from == to:
		return p.w.DayYear(from)
	}
	if from.Year == to.Year {
		return p.w.T("nights.span", p.w.DayMonth(from), p.w.DayYear(to))
	}
	return p.w.T("nights.span", p.w.DayYear(from), p.w.DayYear(to))
}

// day is the day on which the report was made.
func (p *report) day() charley.Night {
	y, m, d := p.r.Made.Date()
	return charley.Night{Year: y, Month: m, Day: d}
}

// questions are the person's own.
func (p *report) questions() []sheet.Block {
	if len(p.r.Questions) == 0 {
		return nil
	}
	list := sheet.List{}
	for _, q := range p.r.Questions {
		list.Items = append(list.Items, sheet.Plain(q))
	}
	return []sheet.Block{p.heading("report.questions"), list}
}
