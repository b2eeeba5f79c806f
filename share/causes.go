package share

import (
	"cmp"
	"slices"

	"charley"
	"charley/cause"
	"charley/rule"
	"charley/tell"
)

// causes are the standing causes that are there: those that can be changed first, as
// on the person's page.
func (a *Assembler) causes(s cause.Standing) []Cause {
	var out []Cause
	for _, list := range []struct {
		about    string
		findings []cause.Finding
	}{{charley.Cramp, s.Cramps}, {charley.Restless, s.Restless}} {
		for _, f := range list.findings {
			if f.State == cause.Present || f.State == cause.Likely || f.State == cause.CheckFirst {
				out = append(out, Cause{Finding: f, About: list.about})
			}
		}
	}
	return out
}

// medicines are all that are taken, by name.
func (a *Assembler) medicines(taken []charley.Fact) []Medicine {
	dose := map[charley.EntryID]string{}
	for _, f := range taken {
		dose[f.ID] = f.Dose
	}
	var out []Medicine
	for _, m := range cause.InOrder(cause.Medicines(a.teller.Names(), taken)) {
		out = append(out, Medicine{Medicine: m, Dose: dose[m.Entry], About: a.finder.Linked(m)})
	}
	return out
}

// named is what a list names, sorted.
func named(v rule.Value) []string {
	var out []string
	for id := range v.Named {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// labs are the blood tests, each as it was last, in the order of the codebook: those with the date on which blood was
// taken, and those that were told as an answer, of which only the day of telling is known.
func (a *Assembler) labs(facts []charley.Fact) []Lab {
	feature, _ := a.base.Features().Get("labs")
	last, taken := map[string]Lab{}, map[string]string{} // by code; taken: when the blood was, of those with a fact of their own
	for _, f := range facts {
		switch f.About {
		case charley.FactLab:
			if f.Value != nil && taken[f.Code] <= f.Taken() {
				taken[f.Code] = f.Taken()
				last[f.Code] = Lab{ID: f.Code, Value: *f.Value, Taken: f.From, Said: f.Night}
			}
		case charley.FactAnswers:
			for _, test := range feature.Values {
				if value := f.Answers.Number(test.Value); value != nil {
					last[test.Value] = Lab{ID: test.Value, Value: *value, Said: f.Night}
				} else if f.Answers[test.Value] != nil {
					delete(last, test.Value) // it is not known any more
				}
			}
		}
	}
	var out []Lab
	for _, test := range feature.Values {
		if lab, ok := last[test.Value]; ok {
			out = append(out, lab)
		}
	}
	return out
}

// sources are the texts that the report rests on, in order of use.
func (a *Assembler) sources(r Report, t tell.Telling) []string {
	var out []string
	add := func(ids []string) {
		for _, id := range ids {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	add(t.Sources)
	for _, c := range r.Causes {
		add(c.Sources)
	}
	return out
}

// byCount puts what was named most often first.
func byCount(counts map[string]int) []Named {
	var out []Named
	for id, n := range counts {
		out = append(out, Named{ID: id, Count: n})
	}
	slices.SortFunc(out, func(x, y Named) int { return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.ID, y.ID)) })
	return out
}
