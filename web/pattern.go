package web

import (
	"math"
	"net/http"
	"net/url"
	"slices"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/knowledge"
	"charley/measure"
	"charley/words"
)

// A patterns is the first part of the page about causes: what the person's own nights
// and days say.
type patterns struct {
	Nights   int    // that are known
	State    string // what stands in place of findings; "" where there are some
	Verdict  []verdictLine
	Measures ways
	Defined  string // what makes a night bad
	Movable  bool   // that are the person's limits
	Progress []progressLine
	Again    string // where to look again while it is worked out
	Still    bool   // it takes longer than it should
	Forest   *forest
	Grey     string // what would bring clarity to what is grey
	Named    []findingGroup
	Others   []findingGroup
	Warnings []string
	Table    []findingRow
	Times    string // what the ratios of the table are
	If       string // of what their middle is
	LookedAt string
	Searched string // how many combinations were laid beside each other
}

// The states in which there is nothing to tell.
const (
	patternsEarly    = "early"
	patternsWorking  = "working"
	patternsUnasked  = "unasked"
	patternsFailed   = "failed"
	patternsWithheld = "withheld" // what came out was not exact enough to be told
)

// A verdictLine is a sentence in which the nights stand out.
type verdictLine struct{ Before, Nights, After string }

// A progressLine is how far the diary is on one of the counts that are needed.
type progressLine struct {
	Text       string
	Have, Need int
}

// A findingGroup are the exposures of one tier. Long ones are folded.
type findingGroup struct {
	ID, Heading, Lead string
	Folded            bool
	Findings          []findingCard
}

// A findingCard is what is told of one exposure.
type findingCard struct {
	ID, Name, Class string
	Status          string   // which way it goes
	Says            string   // "On 20 nights after …"
	Counts          string   // what that rests on
	Notes           []string // what else there is to know
	Sure            []fact   // the same in numbers
	If              string   // of what the middle of the ratio is
	Test            *findingTest
	Do              string       // what to do where no test fits
	About           *findingTest // the remedy that could be tested, and why not now
}

// A findingTest is a test that would tell more than a pattern.
type findingTest struct {
	Link, Text string
	First      bool // the likeliest finding's: it stands out
}

// A findingRow is one exposure in the table behind the picture.
type findingRow struct{ Name, Tier, Ratio, With, Without, NotAsked string }

// A patternPage makes the first part of the page.
type patternPage struct {
	site      *site
	view      app.PatternsView
	told      cause.Patterns
	exposures []knowledge.Exposure // all that this person can be asked
	measure   measure.Measure
	bad       string // what is said of a bad night
}

// patterns are what the nights say.
func (v *visit) patterns() (*patterns, error) {
	asked := v.r.URL.Query().Get("measure")
	if _, known := measure.Of(asked); !known {
		asked = ""
	}
	view, err := v.site.app.Patterns(v.r.Context(), v.caller, asked)
	if err != nil {
		return nil, err
	}
	p := patternPage{site: v.site, view: view, told: view.Patterns, exposures: v.site.knowledge.ExposuresOf(v.settings)}
	p.measure, _ = measure.Of(view.Measure)
	p.bad = v.site.words.T("pattern.bad."+p.measure.ID, p.told.Limit)
	out := &patterns{Nights: p.told.Nights, Measures: p.measures(), Defined: p.defined(v.settings), Movable: p.measure.ID == measure.BadNight}
	switch {
	case view.Failed:
		out.State = patternsFailed
	case view.Working:
		out.State, out.Again = patternsWorking, p.path(p.measure.ID)+"&again=1"
		out.Still = v.r.URL.Query().Has("again")
		if !out.Still && v.r.Method == http.MethodGet { // once by itself, and then when somebody wants it: what was typed must not go
			v.w.Header().Set("Refresh", refreshAfter+"; url="+out.Again)
		}
	case p.told.TooEarly:
		out.State, out.Progress = patternsEarly, p.progress()
	case len(p.told.Found) == 0:
		out.State = patternsUnasked
	case slices.ContainsFunc(p.told.Warnings, func(w cause.Warning) bool { return w.Code == cause.WarnWithheld }):
		out.State = patternsWithheld
	default:
		p.tell(out)
	}
	out.Warnings = p.warnings()
	return out, nil
}

// refreshAfter is after how many seconds a page looks again whether it is worked out.
const refreshAfter = "5"

// path is the page with one thing to count.
func (p *patternPage) path(measure string) string {
	return whyPath + "?" + url.Values{"measure": {measure}}.Encode()
}

// measures are the things to count, each a link.
func (p *patternPage) measures() ways {
	w := p.site.words
	out := ways{ID: "counted", Legend: w.T("pattern.measures")}
	for _, m := range measure.All() {
		if m.Outcome != measure.Value || m.ID == p.measure.ID { // one that no morning asks for has too few nights
			out.Ways = append(out.Ways, periodLink{Text: words.Capital(w.T("measure." + m.ID)), Link: p.path(m.ID), Here: m.ID == p.measure.ID})
		}
	}
	return out
}

// defined says what a bad night is here.
func (p *patternPage) defined(set charley.Settings) string {
	switch {
	case p.measure.ID == measure.BadNight:
		return p.site.badWords(set.Bad)
	case math.IsNaN(p.told.Limit): // the middle of nothing
		return p.site.words.T("pattern.defined.open")
	}
	return p.site.words.T("pattern.defined", p.site.words.T("pattern.one."+p.measure.ID, p.told.Limit))
}

// progress says what is missing until there is anything to tell.
func (p *patternPage) progress() []progressLine {
	need := p.site.knowledge.Patterns()
	var out []progressLine
	for _, line := range [...]struct {
		key              string
		have, need, lack int
	}{{"nights", p.told.Nights, need.Nights, p.told.Lacks.Nights}, {"bad", p.told.Bad, need.Bad, p.told.Lacks.Bad}, {"good", p.told.Good, need.Good, p.told.Lacks.Good}} {
		all, key := max(line.need, line.have+line.lack), "pattern.progress."+line.key
		if line.lack == 0 {
			all, key = line.have, "pattern.enough."+line.key
		}
		out = append(out, progressLine{Text: p.site.words.T(key, line.have, all), Have: line.have, Need: max(all, 1)})
	}
	return out
}

// tell fills in what was found.
func (p *patternPage) tell(out *patterns) {
	w := p.site.words
	out.Verdict = p.verdict()
	byTier := map[cause.Tier][]cause.Pattern{}
	for _, f := range p.told.Found {
		byTier[f.Tier] = append(byTier[f.Tier], f)
	}
	var inOrder []cause.Pattern
	for _, tier := range cause.Tiers() {
		inOrder = append(inOrder, byTier[tier]...)
		group := findingGroup{ID: string(tier), Heading: w.T("tier." + string(tier)), Folded: !tier.Named() && tier != cause.FollowsBadNights}
		if !tier.Named() {
			group.Lead = w.T("tier.lead." + string(tier))
		}
		for _, f := range byTier[tier] {
			group.Findings = append(group.Findings, p.card(f))
		}
		switch {
		case len(group.Findings) == 0:
		case tier.Named():
			out.Named = append(out.Named, group)
		default:
			out.Others = append(out.Others, group)
		}
	}
	if len(out.Named) > 0 && out.Named[0].Findings[0].Test != nil {
		out.Named[0].Findings[0].Test.First = true
	}
	out.Forest, out.Grey = p.forest(inOrder), p.grey(byTier[cause.CannotTell])
	out.Times, out.If = w.T("table.times."+p.ratioKind()), w.T("sure.if."+p.ratioKind())
	for _, f := range inOrder {
		out.Table = append(out.Table, p.row(f))
	}
	if len(p.told.LookedAt) > 0 {
		out.LookedAt = w.T("pattern.looked", w.ListAnd(p.names(p.told.LookedAt)))
	}
	if p.told.Models > 0 {
		out.Searched = w.N("pattern.models", p.told.Models)
	}
}
