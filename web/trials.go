package web

import (
	"charley"
	"charley/app"
	"charley/tell"
	"charley/treat"
	"charley/trial"
)

const testsPath = "/tests"

// A testsPage lists the tests of a person: the one that runs, those that are over,
// and what could be tested.
type testsPage struct {
	Flag    string // a warning sign that stands, in words; "" if none does
	Running *testCard
	Ended   []testCard
	Could   []testCard
	More    []testCard // that fit less, behind a fold
}

// A testCard is one test, or one remedy that could be tested.
type testCard struct {
	ID    string
	Name  string
	State string
	Says  string // what was drawn for tonight
	Fit   string // how well a remedy can be tested
}

// mostCould is how many remedies to test are shown at once.
const mostCould = 5

func showTests(v *visit) error {
	all, err := v.site.app.Trials(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	told, err := v.site.app.Advise(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	s := v.site
	p := testsPage{Flag: s.flagWords(told.Telling)}
	for _, t := range all {
		card := s.testCard(t)
		if t.Over() || t.Tampered != nil {
			p.Ended = append(p.Ended, card)
			continue
		}
		if line := s.tonightLine(t, v.nextEvening()); line != nil {
			card.Says = line.Says
		}
		p.Running = &card
	}
	for _, r := range told.Advice.With(treat.Offered) {
		if s.drawable(r) {
			rec, _ := s.knowledge.Remedies().Get(r.ID)
			p.Could = append(p.Could, testCard{ID: r.ID, Name: r.Name, Fit: s.words.T("tests.fit." + rec.Trial.Fit), State: s.words.T("tests.unit." + rec.Trial.Unit)})
		}
	}
	if len(p.Could) > mostCould {
		p.Could, p.More = p.Could[:mostCould], p.Could[mostCould:]
	}
	return v.show("tests", frame{Title: s.words.T("tests.title"), Nav: "tests", Page: p})
}

// drawable says that there is something to draw for a night: what is for the moment
// it hurts has its own lot, which pages do not draw.
func (s *site) drawable(r treat.Remedy) bool {
	rec, ok := s.knowledge.Remedies().Get(r.ID)
	return ok && r.Testable && (rec.Trial.Unit == trial.UnitNight || rec.Trial.Unit == trial.UnitBlock || rec.Trial.Unit == trial.UnitPeriod)
}

// testCard is a test in the list: when it was, and what came out in a few words.
func (s *site) testCard(t app.TrialView) testCard {
	w := s.words
	c := testCard{ID: string(t.ID), Name: t.Name}
	first, last := w.DayYear(t.Trial.First), w.DayYear(t.Trial.Last)
	if !t.Trial.Ended.IsZero() {
		last = w.DayYear(t.Trial.Ended)
	}
	switch {
	case t.Tampered != nil:
		c.State = w.T("trial.tampered")
	case t.Paused != "":
		c.State = w.T("tonight.paused")
	case t.GuessAsked:
		c.State = w.T("guess.heading")
	case t.State == app.TrialWaiting:
		c.State = w.T("tests.waiting", w.Day(t.Sealed.Start))
	case t.State == app.TrialRunning:
		c.State = w.T("tests.night", t.Night, t.Sealed.Nights)
	default:
		c.State = w.T("tests.span", s.verdict(t).Short, first, last)
	}
	return c
}

// flagWords are the headline of a warning sign that stands; "" if none does.
func (s *site) flagWords(told tell.Telling) string {
	if !told.Urgent() {
		return ""
	}
	urgency, _ := s.knowledge.Urgencies().Get(told.Urgency)
	return urgency.Headline
}

// entryOf is a test as the address of its page has it.
func (v *visit) trialOf() (app.TrialView, error) {
	id, err := charley.ParseEntryID(v.r.PathValue("id"))
	if err != nil {
		return app.TrialView{}, charley.ErrNotFound
	}
	return v.site.app.Trial(v.r.Context(), v.caller, id)
}

func testPath(id charley.EntryID) string { return testsPath + "/" + string(id) }
