package cli

import (
	"fmt"
	"strings"
	"time"

	"charley/app"
	"charley/measure"
	"charley/trial"
)

// trialLine is a trial in one line.
func trialLine(v app.TrialView, now time.Time) string {
	if v.Tampered != nil {
		return v.Name + ": " + tamperedWords(v)
	}
	span := fmt.Sprintf("%s to %s", date(v.Sealed.Start, now), date(v.Sealed.Last(), now))
	switch v.State {
	case app.TrialWaiting:
		return fmt.Sprintf("%s: begins on the evening of %s.", v.Name, date(v.Sealed.Start, now))
	case app.TrialRunning:
		return fmt.Sprintf("%s: night %d of %d, %s.", v.Name, v.Night, v.Sealed.Nights, span)
	case app.TrialStopped:
		return fmt.Sprintf("%s: ended after night %d of %d, %s.", v.Name, v.Night, v.Sealed.Nights, span)
	}
	return fmt.Sprintf("%s: over, %d nights, %s.", v.Name, v.Sealed.Nights, span)
}

// tamperedWords name what is not what was sealed.
func tamperedWords(v app.TrialView) string {
	return fmt.Sprintf("%s of what is kept is not what was sealed when this trial was drawn, so nothing is worked out from it.", v.Body().Seal.Broken)
}

// designWords say in a few words how a trial goes.
func designWords(p trial.Plan) string {
	if p.Period == 1 {
		return fmt.Sprintf("%d nights, drawn one by one in blocks of %d", p.Nights, p.Block)
	}
	out := fmt.Sprintf("%d nights, in periods of %d", p.Nights, p.Period)
	if p.Washout > 0 {
		out += fmt.Sprintf(", of which the first %s out", counted(float64(p.Washout), "is left", "are left"))
	}
	return out
}

// measureWords name what is counted.
var measureWords = map[string]string{
	measure.Cramps: "cramps", measure.BadNight: "bad nights", measure.Bother: "how much restless legs bothered, 0 to 10",
	measure.Intensity: "how bad the worst spell was, 0 to 10", measure.SleepLost: "minutes of sleep lost", measure.SitStill: "the score of the sit-still test",
}

// sayPlan is a plan in words.
func (p *program) sayPlan(h *home, t app.TrialPlanned) {
	now, plan := p.env.Now(), t.Plan
	rec, _ := h.Counsel.Base.Remedies().Get(plan.Remedy)
	p.say("%s: %s.", t.Name, designWords(plan))
	p.say("  Counted: %s. In the %d nights before, %d are known, with %s on %s.", measureWords[plan.Measure], plan.RunIn.Nights, plan.RunIn.Logged,
		counted(plan.RunIn.Events, "event", "events"), counted(float64(plan.RunIn.EventNights), "night", "nights"))
	p.say("  The other nights: %s", rec.Trial.Control)
	p.say("  First evening: %s. Last: %s.", date(plan.Start, now), date(plan.Last(), now))
	if n := len(t.Looks); n > 1 {
		p.say("  A look is allowed after %s, and not between.", nightList(t.Looks[:n-1]))
	}
	p.sayChances(t)
	for _, a := range plan.Advice() {
		p.say("  %s", adviceWords[a])
	}
	if t.Runs != "" {
		p.say("  Another trial goes on; this one can start when that is over.")
	}
	p.say(`Nothing is drawn yet. "charley trial start %s" draws and seals it.`, plan.Remedy)
}

func nightList(nights []int) string {
	words := make([]string, len(nights))
	for i, n := range nights {
		words[i] = fmt.Sprint(n)
	}
	return "night " + listed(words, " and ")
}

// adviceWords are what to know before starting.
var adviceWords = map[trial.Advice]string{
	trial.RareEvents:   "Fewer than two nights a week have an event: a longer trial, or another measure, shows more.",
	trial.FewDraws:     "So few periods cannot show by the lot alone that chance did not do it. Rely on the probabilities, or take more periods.",
	trial.FewLogged:    "A third of the nights before is not known. Every missing night weakens a trial.",
	trial.Unhidden:     "You will know which night is which, so part of an effect may be belief.",
	trial.LeavesLittle: "Half of the nights or more are left out, because the effect dies away slowly.",
}

// reasonWords are why a trial is not sensible, and what to do.
var reasonWords = map[trial.Reason]string{
	trial.SeenFirst:   `A warning sign stands, and that comes before any trial. "charley tell" says what to do.`,
	trial.Never:       "It is advised to nobody, so it is not tested either.",
	trial.Prescriber:  "It is a prescriber's alone. Ask your doctor.",
	trial.NotOffered:  `Something about you speaks against it, or is not known yet. "charley remedies" says what.`,
	trial.Pregnancy:   "In pregnancy this is no time for an experiment with it. Ask your midwife or your doctor.",
	trial.NoLot:       "It cannot be drawn by lot for a night or a week.",
	trial.EachAttack:  "It is for the moment it hurts, so there is nothing to draw for a night.",
	trial.Slow:        "It works so slowly that an answer would take too long.",
	trial.FewNights:   `Too few of the last nights are known. Say in the morning how the night was, also when nothing happened: "charley morning --nothing".`,
	trial.FewEvents:   "Too little happened in the last two weeks to see a difference. Look again when the nights are worse, or count something else with --measure.",
	trial.NoVariation: "Every night had the same value, so there is nothing to compare.",
}

func refusalWords(name string, no *trial.Refusal) string {
	lines := []string{name + ": a trial is not sensible now."}
	for _, r := range no.Reasons {
		lines = append(lines, "  "+reasonWords[r])
	}
	if no.Wait > 0 {
		lines = append(lines, fmt.Sprintf("  After %s it can be looked at again.", counted(float64(no.Wait), "more known night", "more known nights")))
	}
	return strings.Join(lines, "\n")
}

// sayTonight says what was drawn for tonight, or why nothing is to be done.
func (p *program) sayTonight(h *home, v app.TrialView) error {
	rec, _ := h.Counsel.Base.Remedies().Get(v.Trial.Remedy)
	switch {
	case v.Tampered != nil:
		return failed(v.Tampered, "%s", tamperedWords(v))
	case v.Paused != "":
		p.say("Paused. Leave it off tonight: %s", pauseWords[v.Paused])
	case v.Tonight == nil:
		p.say("%s", trialLine(v, p.env.Now()))
	case v.Tonight.Arm == nil:
		p.say("Tonight, night %d of %d: take from bottle %s, as if it held this: %s", v.Tonight.K, v.Tonight.Of, v.Tonight.Bottle, rec.What)
		for _, step := range rec.Steps {
			p.say("  %s", step)
		}
	case *v.Tonight.Arm == 1:
		p.say("Tonight, night %d of %d: %s.", v.Tonight.K, v.Tonight.Of, v.Name)
	default:
		p.say("Tonight, night %d of %d: without. %s", v.Tonight.K, v.Tonight.Of, rec.Trial.Control)
	}
	return nil
}

// pauseWords are why a remedy under test is to be left off.
var pauseWords = map[string]string{
	app.PauseFlag:  `a warning sign stands. "charley tell" says what to do.`,
	app.PauseGate:  `something that you said since makes it unsafe for you. "charley remedies" says what. "charley trial stop --why safety" ends the trial.`,
	app.PauseTold:  `you told of something bad. Show it to a doctor or pharmacist. "charley trial harm --over seen" says that it has been looked at, "--over gone" that it is over, and the trial goes on. "charley trial stop --why harm" ends it.`,
	app.PauseHarm:  `the nights so far say that it is likely to make things worse for you. Leave it off for now, and show this to a doctor if your legs are worse than they were. "charley trial stop --why harm" ends the trial.`,
	app.PauseCheck: `it is not known whether it is still safe for you. "charley remedies" says what to answer.`,
}

// noLookWords say when one may look.
func noLookWords(v app.TrialView) string {
	switch {
	case v.Over():
		return `This trial is over. "charley trial result" says what came out.`
	case v.NextLook > 0:
		return fmt.Sprintf("A look is allowed after night %d, and not now. Each look is a chance to be fooled.", v.NextLook)
	}
	return fmt.Sprintf("The next look is the result, after night %d.", v.Sealed.Nights)
}

// lookWordsOf say what a look may say.
func lookWordsOf(v app.TrialView) string { return lookStates[v.LookState] }

var lookStates = map[trial.Decision]string{
	"":                 "The look is noted. What it says is not worked out yet; \"charley trial\" has it in a moment.",
	trial.OnTrack:      "Noted. On track: go on as drawn.",
	trial.TooFewNights: "Noted. Too few nights are known to say anything: go on as drawn, and say in the morning how the night was.",
	trial.MayStop:      `Noted. It is clear enough already that it helps. You may end here with "charley trial stop", or go on as drawn.`,
	trial.Harm:         `Noted. It is likely that it makes things worse. End here with "charley trial stop --why harm".`,
	trial.Futile:       `Noted. A clear answer at the end has become unlikely. You may end here with "charley trial stop --why futile".`,
}
