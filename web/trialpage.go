package web

import (
	"net/http"
	"net/url"

	"charley"
	"charley/app"
	"charley/trial"
	"charley/words"
)

// A trialPage is one test: while it runs, what to do tonight and nothing of how it
// goes; when it is over, what came out and what that rests on.
type trialPage struct {
	ID       charley.EntryID
	Design   string
	Tampered bool   // what is kept is not what was sealed
	Stands   bool   // a warning sign stands: it comes before all else here
	Flag     string // its headline, where no pause says it
	Pause    *pauseCard
	Harm     harmCard
	Running  *trialRunning
	Guess    *choice // asked once, before the result of a test that was hidden
	Result   *trialResult
	Rests    []fact
	Warnings []string
	Nights   []trialNight
	Counted  string // the heading over what was counted
	Sealed   []string
	Hash     string
	Helper   bool // there is a list that only a helper may see
	Stop     choice
	StopOpen bool
	Wrong    string
}

// A trialRunning is a test that has not ended.
type trialRunning struct {
	ID           charley.EntryID
	Heading      string // "Night 23 of 56"
	Nights, Done int
	Tonight      *tonightLine
	Waits        string // said before the first night
	Facts        []fact
	Look         string // what the last look said
	Next         string // when one may look
	Can          bool
}

// A pauseCard says why a test waits, and where that can be settled.
type pauseCard struct {
	Sign, Text string
	Why        []string
	Link, Go   string
}

// A trialNight is one night in the table behind the picture.
type trialNight struct{ Label, Drawn, Value string }

// stopReasons are why somebody may end a test.
var stopReasons = [...]string{charley.EndedStopped, charley.EndedHarm, charley.EndedSafety, charley.EndedFutile, charley.EndedOther}

// guesses are what somebody may believe who did not know.
var guesses = [...]string{charley.GuessRemedy, charley.GuessComparison, charley.DontKnow}

func showTrial(v *visit) error { return v.showTrial(http.StatusOK, v.site.newForm(url.Values{})) }

func (v *visit) showTrial(status int, f *form) error {
	t, err := v.trialOf()
	if err != nil {
		return err
	}
	s, w := v.site, v.site.words
	title := w.T("trial.title", t.Name)
	told, err := s.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	flag := s.flagWords(told)
	if t.Tampered != nil {
		return v.showStatus(status, "trial", frame{Title: title, Nav: "tests", Page: trialPage{ID: t.ID, Tampered: true, Stands: told.Urgent(), Flag: flag, Harm: v.harmCard(t)}})
	}
	p := trialPage{ID: t.ID, Stands: told.Urgent(), Flag: flag, Harm: v.harmCard(t), Design: s.designWords(t.Sealed.Plan), Hash: t.Sealed.Hash, Helper: !shown(t),
		Sealed: s.sealWords(t), Stop: f.choice("why", "stop.why", "stop.", stopReasons[:]), StopOpen: status != http.StatusOK, Wrong: f.wrong[""]}
	if t.LookState == trial.Harm && t.Paused == "" {
		t.Paused = app.PauseHarm // whatever the nights since say: the last look said to end it
	}
	switch {
	case !t.Over():
		if p.Pause = s.pauseCard(t, flag); p.Pause != nil && p.Pause.Sign != "" {
			p.Flag = "" // the pause says it
		}
		p.Running = v.runningTest(t)
		p.StopOpen = p.StopOpen || t.Paused == app.PauseHarm || t.Paused == app.PauseTold || t.LookState == trial.MayStop || t.LookState == trial.Futile
	case t.GuessAsked:
		c := f.choice("guess", "guess.ask", "guess.", guesses[:])
		p.Guess = &c
	default:
		s.addResult(&p, t)
	}
	return v.showStatus(status, "trial", frame{Title: title, Nav: "tests", Page: p})
}

// pauseCard says why a test waits; nil if it does not. sign is the headline of a warning
// sign that stands.
func (s *site) pauseCard(t app.TrialView, sign string) *pauseCard {
	if t.Paused == "" {
		return nil
	}
	w := s.words
	c := &pauseCard{Text: w.T("paused." + t.Paused), Link: helpPath + "/" + t.Sealed.Remedy, Go: w.T("paused.go." + t.Paused)}
	switch t.Paused {
	case app.PauseTold:
		c.Link = testPath(t.Told[0].Trial) + harmPlace
		if t.Told[0].Trial != t.ID && len(t.Apart) > 0 {
			c.Link = testPath(t.ID) + harmPlace // some of it stands nowhere else
		}
		return c
	case app.PauseFlag:
		c.Link, c.Sign = "/answers/what", sign
		return c
	}
	for _, id := range t.Gates {
		if g, ok := s.knowledge.Gates().Get(id); ok {
			c.Why = append(c.Why, words.Capital(g.Phrase))
		}
	}
	return c
}

// runningTest is a test that has not ended: how far it is, and nothing of how it goes.
func (v *visit) runningTest(t app.TrialView) *trialRunning {
	s, w := v.site, v.site.words
	r := &trialRunning{ID: t.ID, Nights: t.Sealed.Nights, Done: max(0, t.Night-1), Can: t.CanLook}
	r.Heading = w.T("tests.night", max(1, t.Night), t.Sealed.Nights)
	if r.Tonight = s.tonightLine(t, v.nextEvening()); r.Tonight != nil {
		r.Heading, r.Tonight.ID = w.T("tests.night", r.Tonight.K, t.Sealed.Nights), "" // it stands on the page that it would lead to
	}
	if t.State == app.TrialWaiting {
		if r.Heading = w.T("trial.not_yet"); r.Tonight == nil {
			r.Waits = w.T("tests.waiting", w.Day(t.Sealed.Start))
		}
	}
	r.Facts = []fact{
		{Name: w.T("trial.counted"), Value: w.T("measure." + t.Sealed.Measure)},
		{Name: w.T("trial.kept"), Value: s.keptWords(t)},
		{Name: w.T("plan.last"), Value: w.NightDates(t.Sealed.Last())},
	}
	switch {
	case t.CanLook:
		r.Next = w.T("look.now")
	case t.NextLook > 0 && t.NextLook < t.Sealed.Nights:
		r.Next = w.T("look.next", t.NextLook)
	default:
		r.Next = w.T("look.end", t.Sealed.Nights)
	}
	if t.LookNight > 0 && !t.Working {
		r.Look = w.T("look.state." + string(t.LookState))
	}
	return r
}

// keptWords say on how many nights the person kept to the plan, among those where
// they said.
func (s *site) keptWords(t app.TrialView) string {
	if t.Asked == 0 {
		return s.words.T("trial.kept.unknown")
	}
	return s.words.T("figure.of", t.Kept, t.Asked)
}

// sealWords say what was drawn from and what it can reach at best.
func (s *site) sealWords(t app.TrialView) []string {
	w := s.words
	return []string{w.T("seal.1"), w.T("seal.2", s.ordersWords(t.Sealed.Admissible.Count)), w.T("seal.3")}
}

// ordersWords are how many orders there were: many as people say it.
func (s *site) ordersWords(count string) string {
	switch n := len(count); {
	case n > 12:
		return s.words.T("seal.many")
	case n > 6:
		return s.words.T("seal.million", count[:n-6])
	}
	return count
}

// takeLook looks at a test at one of its marked points.
func takeLook(v *visit) error {
	t, err := v.trialOf()
	if err != nil {
		return err
	}
	if _, err := v.site.app.LookAtTrial(v.r.Context(), v.caller, t.ID); err != nil {
		return err
	}
	return v.see(testPath(t.ID))
}

// stopTrial ends a test before its last night.
func stopTrial(v *visit) error {
	return v.tellTrial("why", "wrong.choice", stopReasons[:], didStop, func(t app.TrialView, _ *form, why string) error {
		_, err := v.site.app.StopTrial(v.r.Context(), v.caller, t.ID, why)
		return err
	})
}

// saveGuess keeps what somebody believed who did not know. It is kept once: what
// they believe when they have seen the result is no guess.
func saveGuess(v *visit) error {
	return v.tellTrial("guess", "wrong.tap", guesses[:], didSave, func(t app.TrialView, f *form, guess string) error {
		if kept := t.Trial.Guess; kept != "" && kept != guess {
			f.refuse("", "guess.once", v.site.words.T("guess."+kept))
			return nil
		}
		_, err := v.site.app.GuessTrial(v.r.Context(), v.caller, t.ID, guess)
		return err
	})
}

// tellTrial keeps one answer about a test; keep may refuse it on the form.
func (v *visit) tellTrial(field, wrong string, answers []string, done string, keep func(app.TrialView, *form, string) error) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	t, err := v.trialOf()
	if err != nil {
		return err
	}
	said := f.one(field, answers)
	if said == "" {
		f.refuse(field, wrong)
	} else if err := keep(t, f, said); err != nil {
		return err
	}
	if !f.ok() {
		return v.showTrial(http.StatusUnprocessableEntity, f)
	}
	return v.see(did(testPath(t.ID), done, ""))
}
