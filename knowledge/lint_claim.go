package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

func claimRules() []promise[Claim] {
	return []promise[Claim]{
		{"claim-sentence", claimSentence},
		{"known-subject", func(c Claim, _ *Base) string { return known("about", c.About, Subjects()) }},
		{"known-grade", func(c Claim, _ *Base) string { return known("grade", c.Grade, Grades()) }},
		{"known-mark", func(c Claim, _ *Base) string { return known("mark", c.Mark, Marks()) }},
		{"cited", cited},
		{"mark-fits-source", markFits},
		{"reviewed", reviewed},
		{"words-never-used", func(c Claim, _ *Base) string { return forbidden(c.Says) }},
	}
}

func sourceRules() []promise[Source] {
	return []promise[Source]{
		{"source-mark", func(s Source, _ *Base) string { return known("mark", s.Mark, Marks()) }},
		{"source-year", sourceYear},
		{"source-found", sourceFound},
		{"source-used", sourceUsed},
	}
}

func claimSentence(c Claim, _ *Base) string {
	if !strings.HasSuffix(c.Says, ".") {
		return "a claim does not end with a full stop"
	}
	return ""
}

func cited(c Claim, b *Base) string {
	if len(c.Sources) == 0 {
		return "a claim cites no source"
	}
	for _, id := range c.Sources {
		if _, ok := b.Sources().Get(id); !ok {
			return fmt.Sprintf("a claim cites %s, which is not among the sources", id)
		}
	}
	return ""
}

// markFits keeps a claim from looking better read than what it cites: only a
// text that was read can be quoted as read.
func markFits(c Claim, b *Base) string {
	if c.Mark != "read" {
		return ""
	}
	for _, id := range c.Sources {
		if s, ok := b.Sources().Get(id); ok && s.Mark == "read" {
			return ""
		}
	}
	return "a claim is marked read but cites no source that is"
}

func reviewed(c Claim, _ *Base) string {
	if c.Reviewed.Year == 0 {
		return "a claim has no review date"
	}
	return ""
}

// firstYear is before any text that Charley cites.
const firstYear = 1800

func sourceYear(s Source, _ *Base) string {
	if s.Year < firstYear || s.Year > 9999 {
		return "a source needs its year"
	}
	return ""
}

// sourceFound asks for a way to find the text, unless the mark says that there is none.
func sourceFound(s Source, _ *Base) string {
	if s.DOI == "" && s.PMID == "" && s.Address == "" && s.Mark != "own" && s.Mark != "article" {
		return "a source needs a doi, a pmid or an address"
	}
	return ""
}

func sourceUsed(s Source, b *Base) string {
	for _, e := range b.exposures.list {
		for _, c := range e.Claims {
			if slices.Contains(c.Sources, s.ID) {
				return ""
			}
		}
	}
	return "no claim cites it"
}
