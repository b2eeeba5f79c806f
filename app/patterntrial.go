package app

import (
	"errors"
	"slices"

	"charley/cause"
	"charley/knowledge"
	"charley/measure"
	"charley/treat"
	"charley/trial"
)

// WhyRuns is why a remedy cannot be tested while another one is: one trial at a time.
const WhyRuns = "runs"

// tests are the trials that would tell whether what was found matters, by exposure.
// An exposure that no remedy answers has none.
func (a *App) tests(told Advised, k keptTrials, m measure.Measure, d patternDays, found []cause.Pattern) map[string]TestOf {
	out := map[string]TestOf{}
	runIn := trial.RunInOf(m, d.lately)
	for _, p := range found {
		if r, ok := a.remedyFor(p, told.Advice); ok {
			out[p.Exposure] = a.testOf(r, told, m, k, runIn)
		}
	}
	return out
}

// remedyFor is the remedy whose trial would tell whether an exposure matters: the one
// that its record names, or else one that is matched to it, the best advised that can
// be tested first. What is done against an exposure is no test of one that goes with
// fewer bad nights.
func (a *App) remedyFor(p cause.Pattern, advice treat.Advice) (treat.Remedy, bool) {
	x, _ := a.Counsel.Base.Exposures().Get(p.Exposure)
	var answers []treat.Remedy
	for _, r := range advice.Remedies {
		switch against := p.Direction != cause.Fewer; {
		case r.ID == x.TestedBy && (x.TestDoes || against):
			answers = slices.Insert(answers, 0, r)
		case against && a.answers(r.ID, p.Exposure):
			answers = append(answers, r)
		}
	}
	if len(answers) == 0 {
		return treat.Remedy{}, false
	}
	if i := slices.IndexFunc(answers, func(r treat.Remedy) bool { return r.Testable }); i >= 0 {
		return answers[i], true
	}
	return answers[0], true
}

// answers says that a remedy is matched to an exposure.
func (a *App) answers(remedy, exposure string) bool {
	rec, _ := a.Counsel.Base.Remedies().Get(remedy)
	return slices.ContainsFunc(rec.Matches, func(m knowledge.RemedyMatch) bool { return m.Cause == exposure })
}

// testOf says whether a remedy can be tested by this person now, by the nights before.
// What speaks against it for good is told before a trial that will end.
func (a *App) testOf(r treat.Remedy, told Advised, m measure.Measure, k keptTrials, before trial.RunIn) TestOf {
	out := TestOf{Remedy: r.ID, Name: r.Name}
	rec, _ := a.Counsel.Base.Remedies().Get(r.ID)
	_, err := trial.PlanFor(trial.Wish{
		Remedy: rec, Offered: r.Status == treat.Offered, Urgent: told.Telling.Urgent(), Pregnant: a.pregnant(told.Facts.Answers()), Measure: m.ID, Start: k.evening,
	}, before)
	if no := (*trial.Refusal)(nil); errors.As(err, &no) {
		out.Why = string(no.Reasons[0])
	}
	if _, on := k.goingOn(); on && err == nil {
		out.Why = WhyRuns
	}
	out.Testable = err == nil && out.Why == ""
	return out
}
