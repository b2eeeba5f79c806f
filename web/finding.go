package web

import (
	"math"
	"strconv"
	"strings"

	"charley/cause"
	"charley/knowledge"
	"charley/measure"
)

// card is what is told of one exposure.
func (p *patternPage) card(f cause.Pattern) findingCard {
	c := findingCard{ID: "x-" + f.Exposure, Name: p.name(f.Exposure), Class: markOf(f), Status: p.status(f), Says: p.per20(f), Counts: p.counts(f)}
	c.Notes = p.notes(f)
	if !f.Tier.Named() {
		return c
	}
	c.Sure = p.sure(f)
	if c.Test = p.test(f); c.Test == nil {
		c.Do = p.exposure(f.Exposure).Do
	}
	return c
}

// status is which way it goes; how sure that is, the heading above says.
func (p *patternPage) status(f cause.Pattern) string {
	if !f.Tier.Named() || f.Direction == "" {
		return ""
	}
	return strings.TrimSpace(p.site.words.T("pattern."+f.Direction+"."+p.measure.ID, ""))
}

// per20 says how many of 20 nights are bad, with it and without.
func (p *patternPage) per20(f cause.Pattern) string {
	if f.Per20With == nil || f.Per20Without == nil || f.Tier == cause.CannotTell || f.Tier == cause.AlwaysTheSame {
		return "" // a figure that nobody can tell from chance is not told as if it were one
	}
	key := "pattern.per20"
	if f.Amount {
		key = "pattern.per20.amount"
	}
	with, without := f.Per20With, f.Per20Without
	return p.site.words.T(key, p.nights(f), nightsOf(with.Mid), p.bad, nightsOf(with.Lo), nightsOf(with.Hi), nightsOf(without.Mid), nightsOf(without.Lo), nightsOf(without.Hi))
}

// nightsOf are nights of 20, in whole ones.
func nightsOf(v float64) string { return strconv.Itoa(int(math.Round(v))) }

// counts are what the figure rests on.
func (p *patternPage) counts(f cause.Pattern) string {
	w := p.site.words
	parts := []string{w.N("pattern.counts.with", f.Exposed, f.BadExposed), w.N("pattern.counts.without", f.Unexposed, f.BadUnexposed)}
	if f.NotAsked > 0 {
		parts = append(parts, w.N("pattern.counts.unasked", f.NotAsked))
	}
	return w.T("pattern.counts", w.Set(parts))
}

// notes are what else there is to know of a finding.
func (p *patternPage) notes(f cause.Pattern) []string {
	w := p.site.words
	var out []string
	if len(f.CountsAsOneAs) > 0 {
		out = append(out, w.T("pattern.joined", w.ListAnd(p.quoted(f.CountsAsOneAs))))
	}
	switch f.Tier {
	case cause.CannotTell:
		out = append(out, p.open(f))
	case cause.AlwaysTheSame:
		key := "pattern.always"
		if f.Exposed == 0 {
			key = "pattern.never"
		}
		out = append(out, w.T(key))
	}
	if f.Tier.Named() {
		switch f.Form {
		case cause.FormTwoDays, cause.FormDayBefore, cause.FormSurprise:
			out = append(out, w.T("pattern.form."+string(f.Form)))
		}
	}
	return out
}

// quoted are the names of exposures inside a sentence.
func (p *patternPage) quoted(ids []string) []string {
	out := p.names(ids)
	for i, name := range out {
		out[i] = p.site.words.T("quoted", name)
	}
	return out
}

// open says why nothing can be told of an exposure yet, and what would help.
func (p *patternPage) open(f cause.Pattern) string {
	w, need := p.site.words, p.site.knowledge.Patterns()
	switch f.Why {
	case cause.WhyFewWith:
		return w.N("pattern.few.with", f.Exposed, need.With)
	case cause.WhyFewWithout:
		return w.N("pattern.few.without", f.Unexposed, need.Without)
	case cause.WhyTooEarly, cause.WhyWithheld:
		return w.T("pattern.open." + f.Why)
	}
	if f.MoreNights == nil {
		return w.T("pattern.open.long")
	}
	return w.N("pattern.open.more", aboutNights(*f.MoreNights))
}

// aboutNights is a number of nights that is an estimate: in tens above ten.
func aboutNights(n int) int {
	if n > 10 {
		return (n + 5) / 10 * 10
	}
	return n
}

// grey says what would bring clarity to what is not clear and nearest to it.
func (p *patternPage) grey(open []cause.Pattern) string {
	best := -1
	for i, f := range open {
		if f.MoreNights != nil && (best < 0 || *f.MoreNights < *open[best].MoreNights) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	return p.site.words.N("pattern.grey", aboutNights(*open[best].MoreNights), p.name(open[best].Exposure))
}

// sure are the numbers behind a finding, for who wants them.
func (p *patternPage) sure(f cause.Pattern) []fact {
	w := p.site.words
	var out []fact
	if f.Probability != nil {
		out = append(out, fact{w.T("sure.linked"), p.site.inHundred(*f.Probability)})
	}
	if f.Ratio != nil {
		out = append(out, fact{w.T("sure.ratio." + p.ratioKind()), p.ratio(f)})
	}
	if f.Amount {
		unit := p.exposure(f.Exposure).Unit
		out = append(out, fact{w.T("sure.amount"), w.T("sure.amount.of", shortNumber(f.With), shortNumber(f.Without), unit)})
	}
	if f.Reverse != nil {
		out = append(out, fact{w.T("sure.reverse"), p.site.inHundred(f.Reverse.Probability)})
	}
	if behind := p.behind(f.Open); len(behind) > 0 {
		out = append(out, fact{w.T("sure.behind"), w.List(behind)})
	}
	return out
}

// behind are what could stand behind both an exposure and the night, and was not asked.
func (p *patternPage) behind(ids []string) []string {
	var out []string
	for _, id := range ids {
		if n, other := p.site.knowledge.Graph().Node(id); other {
			out = append(out, n.Name)
		} else {
			out = append(out, p.name(id))
		}
	}
	return out
}

// ratioKind is what a ratio is of: rates, odds, or no ratio but a difference.
func (p *patternPage) ratioKind() string {
	switch p.told.Outcome {
	case measure.Count:
		return "rate"
	case measure.Value:
		return "difference"
	}
	return "odds"
}

// ratio is the ratio of a finding with its width.
func (p *patternPage) ratio(f cause.Pattern) string {
	return p.site.words.T("week.level", shortNumber(f.Ratio.Median), shortNumber(f.Ratio.Lo), shortNumber(f.Ratio.Hi))
}

// test is the test that would tell more; nil where none fits this person.
func (p *patternPage) test(f cause.Pattern) *findingTest {
	w := p.site.words
	t, ok := p.view.Test[f.Exposure]
	switch {
	case !ok || t.Remedy == "":
		return nil
	case t.Remedy == p.view.Running:
		return &findingTest{Link: testsPath, Text: w.T("pattern.test.runs")}
	case !t.Testable:
		return nil
	}
	return &findingTest{Link: testsPath + "/new?remedy=" + t.Remedy, Text: w.T("tests.it.of", t.Name)}
}

// row is one exposure in the table behind the picture.
func (p *patternPage) row(f cause.Pattern) findingRow {
	w := p.site.words
	r := findingRow{Name: p.name(f.Exposure), Tier: w.T("tier." + string(f.Tier)), NotAsked: strconv.Itoa(f.NotAsked)}
	if x := p.exposure(f.Exposure); x.Kind == knowledge.Amount && f.Amount {
		r.Name = w.T("pattern.above", x.Name, shortNumber(f.Cut), x.Unit)
	}
	if f.Ratio != nil {
		r.Ratio = p.ratio(f)
	}
	r.With, r.Without = w.T("figure.of", f.BadExposed, f.Exposed), w.T("figure.of", f.BadUnexposed, f.Unexposed)
	return r
}

// warnings are what to know beside the findings.
func (p *patternPage) warnings() []string {
	var out []string
	for _, one := range p.told.Warnings {
		if key := "pattern.warning." + one.Code; p.site.words.Has(key) {
			out = append(out, p.site.words.T(key, p.site.words.ListAnd(p.quoted(one.Exposures))))
		}
	}
	return out
}
