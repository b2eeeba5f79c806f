package knowledge

import (
	"fmt"
	"slices"
)

// claimRules are for claims alone; what they share with everything else that
// rests on sources is in footingRules.
func claimRules() []promise[claimPart] {
	return []promise[claimPart]{
		{"claim-sentence", func(c claimPart, _ *index) string { return endsWith(c.at, c.Says, ".") }},
		{"known-subject", func(c claimPart, _ *index) string { return known(c.at+" about", c.About, Subjects()) }},
		{"known-grade", func(c claimPart, _ *index) string { return known(c.at+" grade", c.Grade, Grades()) }},
	}
}

func footingRules() []promise[footing] {
	return []promise[footing]{
		{"known-mark", func(f footing, _ *index) string { return known(f.at+" mark", f.mark, Marks()) }},
		{"cited", cited},
		{"mark-fits-source", markFits},
		{"reviewed", reviewed},
	}
}

func sourceRules() []promise[Source] {
	return []promise[Source]{
		{"source-mark", func(s Source, _ *index) string { return known("mark", s.Mark, Marks()) }},
		{"source-year", sourceYear},
		{"source-found", sourceFound},
		{"source-used", sourceUsed},
	}
}

func cited(f footing, x *index) string {
	if len(f.sources) == 0 {
		return f.at + " cites no source: name one in sources"
	}
	for i, id := range f.sources {
		if !x.sources.Has(id) {
			return fmt.Sprintf("%s cites %s, and there is no sources/%[2]s.toml: add it, or cite another", f.at, id)
		}
		if slices.Contains(f.sources[:i], id) {
			return fmt.Sprintf("%s cites %s twice", f.at, id)
		}
	}
	return ""
}

// markFits keeps a claim from looking better read than what it cites: only a
// text that was read can be quoted as read.
func markFits(f footing, x *index) string {
	if f.mark != "read" {
		return ""
	}
	for _, id := range f.sources {
		if s, ok := x.sources.Get(id); ok && s.Mark == "read" {
			return ""
		}
	}
	return f.at + " is marked read but cites no source that is: read one, or mark it memory"
}

func reviewed(f footing, _ *index) string {
	if f.dated && f.reviewed.Year == 0 {
		return f.at + " has no review date: add reviewed"
	}
	return ""
}

// firstYear is before any text that Charley cites.
const firstYear = 1800

func sourceYear(s Source, _ *index) string {
	if s.Year < firstYear || s.Year > 9999 {
		return "a source needs its year"
	}
	return ""
}

// sourceFound asks for a way to find the text, unless the mark says that there is none.
func sourceFound(s Source, _ *index) string {
	if s.DOI == "" && s.PMID == "" && s.Address == "" && s.Mark != "own" && s.Mark != "article" {
		return "a source needs a doi, a pmid or an address"
	}
	return ""
}

func sourceUsed(s Source, x *index) string {
	if !x.cited[s.ID] {
		return "nothing cites it: cite it, or take it away"
	}
	return ""
}
