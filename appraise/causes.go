package appraise

import (
	"fmt"
	"slices"

	"charley/cause"
	"charley/ingest"
	"charley/measure"
)

// A Searcher seeks patterns; *cause.Finder is one.
type Searcher interface {
	Search(cause.Series, cause.Options) (cause.Patterns, error)
}

// CausesOptions say how a diary is to be searched.
type CausesOptions struct {
	Outcome  measure.Outcome
	Lags     bool                        // exposures may also act by the day before, or by two days together
	Progress func(part float64)          // of one diary, from 0 to 1; may be nil
	Adjust   map[string]cause.Adjustment // by exposure; nil: none
	Higher   bool                        // of the outcome is better
}

// Causes seeks what goes with the nights of one diary. A table that is wrong is
// refused, with what is wrong.
func Causes(d ingest.Diary, s Searcher, o CausesOptions) (*CausesAnswer, *CausesRefusal) {
	var name *string
	if d.Named {
		name = &d.Name
	}
	if d.Err != nil {
		return nil, &CausesRefusal{Diary: name, Wrong: d.Err, BadLines: d.BadLines}
	}
	p, err := s.Search(Series(d, o), cause.Options{Adjust: o.Adjust, Progress: o.Progress})
	if err != nil {
		return nil, &CausesRefusal{Diary: name, Wrong: &ingest.LineError{Line: d.Line, Message: fmt.Sprintf("the diary that begins here cannot be searched: %v", err)}}
	}
	if o.Higher {
		p = turned(p)
	}
	a := CausesOf(p)
	a.Diary, a.Higher = name, o.Higher
	a.Warnings = append(tableWarnings(d.Warnings), a.Warnings...)
	return a, nil
}

// Series is a diary's table as the search takes it.
func Series(d ingest.Diary, o CausesOptions) cause.Series {
	s := cause.Series{Outcome: o.Outcome, Y: make([]float64, len(d.Days))}
	for j, id := range d.Exposures {
		c := cause.Column{ID: id, Values: make([]float64, len(d.Days))}
		for i, day := range d.Days {
			c.Values[i] = day.Exposures[j]
		}
		if o.Lags {
			c.Forms = []cause.Form{cause.FormDay, cause.FormTwoDays, cause.FormDayBefore}
		}
		s.Columns = append(s.Columns, c)
	}
	weekend, known := make([]bool, len(d.Days)), false
	for i, day := range d.Days {
		if s.Y[i] = day.Y; o.Higher {
			s.Y[i] = 0 - day.Y // the search takes higher for worse
		}
		weekend[i] = day.Weekend == 1
		known = known || day.Weekend >= 0
	}
	if known {
		s.Weekend = weekend
	}
	return s
}

// turned are the patterns of turned values, with its figures as they were before. Which
// nights are bad, and where more of them are, holds either way.
func turned(p cause.Patterns) cause.Patterns {
	p.Limit = 0 - p.Limit
	p.Found = slices.Clone(p.Found)
	for i, f := range p.Found {
		if r := f.Ratio; r != nil {
			p.Found[i].Ratio = &cause.Interval{Median: 0 - r.Median, Lo: 0 - r.Hi, Hi: 0 - r.Lo}
		}
	}
	return p
}

// CausesOf writes patterns down in the words of the contract.
func CausesOf(p cause.Patterns) *CausesAnswer {
	a := &CausesAnswer{
		Outcome: string(p.Outcome), Nights: p.Nights, Missing: p.Missing, Bad: p.Bad, Good: p.Good, Limit: Number(p.Limit),
		TooEarly: p.TooEarly, Lacks: Lacks{p.Lacks.Nights, p.Lacks.Bad, p.Lacks.Good},
		Findings: []Finding{}, LookedAt: append([]string{}, p.LookedAt...), Warnings: []CausesWarning{}, Models: p.Models,
	}
	for _, f := range p.Found {
		a.Findings = append(a.Findings, FindingOf(f, p.Outcome))
	}
	for _, w := range p.Warnings {
		a.Warnings = append(a.Warnings, CausesWarning{w.Code, w.Text, w.Exposures})
	}
	return a
}

// FindingOf writes one pattern down in the words of the contract.
func FindingOf(p cause.Pattern, outcome measure.Outcome) Finding {
	f := Finding{
		Exposure: p.Exposure, Probability: number(p.Probability), Tier: string(p.Tier), Why: said(p.Why), Direction: said(p.Direction), Unit: "yes", Amount: p.Amount,
		With: Number(p.With), Without: Number(p.Without),
		Per20With: per20(p.Per20With), Per20Without: per20(p.Per20Without),
		Exposed: p.Exposed, Unexposed: p.Unexposed, NotAsked: p.NotAsked, BadExposed: p.BadExposed, BadUnexposed: p.BadUnexposed,
		MoreNights: p.MoreNights, Form: said(string(p.Form)), As: append([]string{}, p.CountsAsOneAs...),
	}
	if p.Amount {
		f.Unit, f.Cut = "amount", number(&p.Cut)
	}
	if r := p.Reverse; r != nil {
		f.Reverse = &Reverse{r.Stronger, Number(r.Probability)}
	}
	var ratio *Range
	if r := p.Ratio; r != nil {
		ratio = &Range{Number(r.Median), Number(r.Lo), Number(r.Hi)}
	}
	switch outcome {
	case measure.Count:
		f.Rate = &Rate{ratio}
	case measure.Value:
		f.Apart = &Apart{ratio}
	default:
		f.OddsOf = &OddsOf{ratio}
	}
	return f
}

func tableWarnings(list []ingest.Warning) []CausesWarning {
	out := []CausesWarning{} // never null
	for _, w := range list {
		out = append(out, CausesWarning{Code: w.Code, Text: w.Text})
	}
	return out
}

func per20(p *cause.Per20) *Per20 {
	if p == nil {
		return nil
	}
	return &Per20{Number(p.Mid), Number(p.Lo), Number(p.Hi)}
}

// said is a word, or nil for none.
func said(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
