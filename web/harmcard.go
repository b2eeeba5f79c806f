package web

import (
	"slices"
	"strconv"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/trial"
)

// A harmCard is what was told of something bad, on the page of a test.
type harmCard struct {
	Lines  []harmLine
	Count  string
	Help   *harmHelp // something that needed help is neither looked at nor over
	Beside []fact    // beside which nights it was, once that may be seen
}

// A harmHelp says when to call for help, and leads to the warning signs.
type harmHelp struct {
	Net  string
	Call dial
}

// A harmLine is one thing that was told.
type harmLine struct {
	ID          charley.EntryID
	Says, State string
	Open        bool // the person can say that it has been looked at, or is over
}

// harmPlace is where a test's page has what was told.
const harmPlace = "#told"

// harmCard is what was told in a test. It says nothing of what was drawn before the
// result may be seen.
func (v *visit) harmCard(t app.TrialView) harmCard {
	s, w := v.site, v.site.words
	c := harmCard{Count: w.N("harm.count", len(t.Harm)+len(t.Apart)), Beside: s.besideFacts(t.Beside)}
	for _, f := range t.Harm {
		line := harmLine{ID: f.ID, Says: s.harmWords(f), Open: f.Ended == "" && f.Grade != charley.HarmBothered}
		if f.Ended != "" {
			line.State = w.T("ended.harm." + f.Ended)
		}
		c.Lines = append(c.Lines, line)
	}
	for _, f := range t.Apart {
		c.Lines = append(c.Lines, harmLine{ID: f.ID, Says: s.harmWords(f), State: w.T("harm.apart"), Open: true})
	}
	if slices.ContainsFunc(slices.Concat(t.Harm, t.Told), func(f charley.Fact) bool { return f.OpenHarm() && f.Grade == charley.HarmHelp }) {
		urgency, _ := s.knowledge.Urgencies().Get(knowledge.SelfCare)
		c.Help = &harmHelp{Net: urgency.SafetyNet, Call: v.emergency()}
	}
	return c
}

// harmWords are one thing that was told: "24 November: needed help or a doctor: a rash".
func (s *site) harmWords(f charley.Fact) string {
	w := s.words
	if f.Name == "" {
		return w.T("harm.line", w.Partial(f.Taken()), w.T("harm.is."+f.Grade))
	}
	return w.T("harm.line.what", w.Partial(f.Taken()), w.T("harm.is."+f.Grade), f.Name)
}

// besideFacts say beside which nights that was; what was beside none of a kind is left out.
func (s *site) besideFacts(b *trial.Beside) []fact {
	if b == nil {
		return nil
	}
	var out []fact
	for _, n := range [...]struct {
		key   string
		count int
	}{{"with", b.With}, {"without", b.Without}, {"between", b.Between}, {"outside", b.Outside}} {
		if n.count > 0 || n.key == "with" || n.key == "without" {
			out = append(out, fact{Name: s.words.T("harm.beside." + n.key), Value: strconv.Itoa(n.count)})
		}
	}
	return out
}
