package web

import (
	"math"
	"net/url"
	"strconv"
	"strings"

	"charley/app"
	"charley/cause"
	"charley/knowledge"
	"charley/measure"
)

// card is what is told of one exposure.
func (p *patternPage) card(f cause.Pattern) findingCard {
	c := findingCard{ID: "x-" + f.Exposure, Name: p.name(f.Exposure), Class: f.Mark(), Status: p.status(f), Says: p.per20(f), Counts: p.counts(f)}
	c.Notes = p.notes(f)
	if !f.Tier.Named() {
		return c
	}
	if c.Sure = p.sure(f); f.Ratio != nil {
		c.If = p.site.words.T("sure.if." + p.ratioKind())
	}
	if c.Test = p.test(f); c.Test == nil {
		c.Do, c.About = p.do(f), p.about(f)
	}
	return c
}

// do is what to do about an exposure, if that goes with what was found of it: to have
// less of what goes with fewer bad nights is nothing that a pattern says.
func (p *patternPage) do(f cause.Pattern) string {
	x := p.exposure(f.Exposure)
	switch {
	case x.Do == "": // one of the person's own
		return p.site.words.T("pattern.do.own")
	case f.Direction != "" && x.DoMore == (f.Direction == cause.More):
		return p.site.words.T("pattern.do." + f.Direction)
	}
	return x.Do
}

// about leads to the remedy whose test would tell, where this person cannot have that
// test now: another one runs, or else its page says why.
func (p *patternPage) about(f cause.Pattern) *findingTest {
	t, ok := p.view.Test[f.Exposure]
	if !ok || t.Remedy == "" {
		return nil
	}
	key := "pattern.test.about"
	if p.waits(t) {
		key = "pattern.test.after"
	}
	return &findingTest{Link: helpPath + "/" + t.Remedy, Text: p.site.words.T(key, t.Name)}
}

// waits says that a test could begin if no other one ran: two at a time blur each other.
func (p *patternPage) waits(t app.TestOf) bool {
	return t.Why == app.WhyRuns
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
	if f.Tier.Named() && supposed(f) {
		key += ".if"
	}
	with, without := f.Per20With, f.Per20Without
	return p.site.words.T(key, p.nights(f), nightsOf(with.Mid), p.bad, nightsOf(with.Lo), nightsOf(with.Hi), nightsOf(without.Mid), nightsOf(without.Lo), nightsOf(without.Hi))
}

// supposed says that a figure of 20 nights is for the case that the exposure is linked, which
// is not settled. A share that was counted supposes nothing.
func supposed(f cause.Pattern) bool { return f.Probability != nil && !f.Settled() && !f.Counted }

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

// sure are the numbers behind a finding, for who wants them.
func (p *patternPage) sure(f cause.Pattern) []fact {
	w := p.site.words
	var out []fact
	if f.Probability != nil {
		out = append(out, fact{w.T("sure.linked"), p.site.words.InHundred(*f.Probability)})
	}
	if f.Ratio != nil {
		out = append(out, fact{w.T("sure.ratio." + p.ratioKind()), p.ratio(f)})
	}
	if f.Amount {
		unit := p.exposure(f.Exposure).Unit
		out = append(out, fact{w.T("sure.amount"), w.T("sure.amount.of", w.Figure(f.With), w.Figure(f.Without), unit)})
	}
	if f.Reverse != nil {
		out = append(out, fact{w.T("sure.reverse"), p.site.words.InHundred(f.Reverse.Probability)})
	}
	if behind := p.behind(f.Open); len(behind) > 0 {
		out = append(out, fact{w.T("sure.behind"), w.List(behind)})
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
	return p.site.words.Ranged(f.Ratio.Median, f.Ratio.Lo, f.Ratio.Hi)
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
	case !t.Testable, p.waits(t):
		return nil
	}
	asked := url.Values{"remedy": {t.Remedy}, "measure": {p.measure.ID}} // what was counted here is counted there
	return &findingTest{Link: testsPath + "/new?" + asked.Encode(), Text: w.T("tests.it.of", t.Name)}
}

// row is one exposure in the table behind the picture.
func (p *patternPage) row(f cause.Pattern) findingRow {
	w := p.site.words
	r := findingRow{Name: p.name(f.Exposure), Tier: w.T("tier." + string(f.Tier)), NotAsked: strconv.Itoa(f.NotAsked)}
	if x := p.exposure(f.Exposure); x.Kind == knowledge.Amount && f.Amount {
		r.Name = w.T("pattern.above", x.Name, number(f.Cut), x.Unit)
	}
	if f.Ratio != nil {
		r.Ratio = p.ratio(f)
	}
	r.With, r.Without = w.T("figure.of", f.BadExposed, f.Exposed), w.T("figure.of", f.BadUnexposed, f.Unexposed)
	return r
}

// warnings are what to know beside the findings. Where it is too early for those, nothing
// was compared: what remains is how the days are told.
func (p *patternPage) warnings() []string {
	var out []string
	for _, one := range p.told.Warnings {
		if p.told.TooEarly && one.Code != app.ToldAfterwards {
			continue
		}
		if key := "pattern.warning." + one.Code; p.site.words.Has(key) { // what was withheld is told in place of all
			out = append(out, p.site.words.T(key, p.site.words.ListAnd(p.quoted(one.Exposures))))
		}
	}
	return out
}
