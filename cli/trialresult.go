package cli

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"charley/app"
	"charley/measure"
	"charley/trial"
)

// sayChances say how likely a clear answer is, for the length of the plan and then
// for the others.
func (p *program) sayChances(t app.TrialPlanned) {
	if len(t.Chances) == 0 {
		return
	}
	p.say("  How likely a clear answer is, by simulation:")
	var lengths []int
	for _, c := range t.Chances {
		lengths = append(lengths, c.Nights)
	}
	slices.Sort(lengths)
	for _, n := range slices.Compact(lengths) {
		var parts []string
		for _, c := range t.Chances {
			if c.Nights == n {
				parts = append(parts, fmt.Sprintf("%s if it takes away %d %%", shareOf(c.Chance), int(math.Round(100*(1-c.Effect)))))
			}
		}
		if len(parts) > 0 {
			p.say("    %d nights: %s", n, strings.Join(parts, ", "))
		}
	}
}

// shareOf is a probability as people say it.
func shareOf(x float64) string {
	switch n := int(math.Round(100 * x)); {
	case n == 0:
		return "under 1 in 100"
	case n == 100:
		return "over 99 in 100"
	default:
		return fmt.Sprintf("%d in 100", n)
	}
}

// resultWords are a result in words: one plain sentence, the probabilities, the test
// by the lot, and what all of it rests on.
func resultWords(v app.TrialView) string {
	r := v.Result
	if r == nil {
		return "The result is being worked out. Type the same again in a moment."
	}
	lines := []string{v.Name + ": " + resultSentence(v)}
	if said := savedWords(v); said != "" {
		lines = append(lines, said)
	}
	if r.PBetter != nil {
		lines = append(lines, probabilityWords(r))
	}
	if t := r.Test; t != nil {
		lines = append(lines, fmt.Sprintf("By the lot alone: p = %.2g (%s). The smallest that this design can reach is %.2g.", t.P, t.Scheme, t.Smallest))
	}
	lines = append(append(lines, harmLines(v)...), restsOn(v)...)
	for _, w := range r.Warnings {
		lines = append(lines, sentence(w.Text))
	}
	return strings.Join(lines, "\n  ")
}

// restsOn says what a result rests on.
func restsOn(v app.TrialView) []string {
	r, a := v.Result, v.Result.Adherence
	lines := []string{fmt.Sprintf("It rests on %d nights with and %d without; not known are %d and %d.", r.NByArm[1], r.NByArm[0], r.Missing[1], r.Missing[0])}
	if r.Early {
		lines = append(lines, fmt.Sprintf("It was stopped early, after night %d of %d. Whoever can stop when it looks good is fooled more often, so \"very likely helped\" needs 995 in 1000 here.", v.Night, v.Sealed.Nights))
	}
	if asked := a.Asked[0] + a.Asked[1]; asked > 0 {
		lines = append(lines, fmt.Sprintf("The lot was followed on %d of the %d nights of which that was said.", a.Kept[0]+a.Kept[1], asked))
	}
	if v.Earlier > 0 {
		lines = append(lines, fmt.Sprintf("It was drawn %s before. The best of several trials looks better than it is.", counted(float64(v.Earlier), "other time", "other times")))
	}
	if said := v.Trial.Guess; said != "" {
		lines = append(lines, guessWords(v))
	}
	return lines
}

// guessWords hold what the person believed against what it was.
func guessWords(v app.TrialView) string {
	switch right := v.GuessRight; {
	case right == nil:
		return "You did not know what was in the last bottle."
	case *right:
		return "You were right about the last bottle. One guess can be luck; if you could tell, part of this may be belief."
	}
	return "You were wrong about the last bottle: you could not tell by it."
}

// verdictWords begin the one sentence. A clear answer and none are told with the same
// width beside them.
var verdictWords = map[trial.Verdict]string{
	trial.Helps:         "it very likely helped you: ",
	trial.ProbablyHelps: "it probably helped you: ",
	trial.Same:          "it probably made no practical difference to you: ",
	trial.CannotTell:    "cannot tell: ",
	trial.ProbablyHarms: "it probably made things worse for you: ",
	trial.Harms:         "it very likely made things worse for you: ",
	trial.OneArm:        "only nights of one kind are known, so nothing can be compared.",
	trial.NoInformation: "no information yet: these nights say hardly more than was believed before.",
	trial.NotShown:      "the computation does not agree with itself, so the result is withheld.",
}

// resultSentence is what came out in one sentence.
func resultSentence(v app.TrialView) string {
	r := v.Result
	verdict := r.Verdict()
	said := verdictWords[verdict]
	switch {
	case r.State == trial.StateNoNights:
		return "no night of this trial is known, so nothing can be said."
	case r.State != trial.StateOK || r.PBetter == nil:
		return said
	}
	said += effectWords(v)
	switch {
	case verdict == trial.Same || r.Clear():
	case r.More > 0:
		said += fmt.Sprintf(" About %d more nights would do for a clear answer, if the effect is what it looks like.", r.More)
	default:
		said += " Nobody can say how many more nights would do."
	}
	return said
}

// savedWords say what the remedy saves a week, with the width of it.
func savedWords(v app.TrialView) string {
	nights, amount := v.Result.Saved()
	if amount == nil {
		return ""
	}
	width := func(i *trial.Interval, what string) string {
		return fmt.Sprintf("%.1f %s (%.1f to %.1f)", i.Median, what, i.Lo, i.Hi)
	}
	var parts []string
	if nights != nil && nights != amount {
		parts = append(parts, width(nights, "nights with any"))
	}
	parts = append(parts, width(amount, savedUnits[v.Sealed.Measure]))
	return "Saved a week with it: " + listed(parts, " and ") + ". Below 0 is more, not less."
}

// savedUnits are the units of what is saved.
var savedUnits = map[string]string{
	measure.Cramps: "cramps", measure.BadNight: "bad nights", measure.SleepLost: "minutes of sleep",
	measure.Bother: "points", measure.Intensity: "points", measure.SitStill: "points",
}

// effectWords are the size of the effect with its width, a remedy night against a
// comparison night.
func effectWords(v app.TrialView) string {
	r, what := v.Result, measureWords[v.Sealed.Measure]
	if x := r.RateRatio; x != nil {
		return fmt.Sprintf("%.2f times as many %s on its nights as on the others (%.2f to %.2f).", x.Median, what, x.Lo, x.Hi)
	}
	if x := r.Difference; x != nil {
		return fmt.Sprintf("%s on its nights against the others: %+.2f a night (%+.2f to %+.2f).", what, x.Median, x.Lo, x.Hi)
	}
	return ""
}

func probabilityWords(r *app.TrialResult) string {
	out := "That it helps at all: " + shareOf(*r.PBetter)
	if r.PBetter20 != nil {
		out += "; by a fifth or more: " + shareOf(*r.PBetter20)
	}
	if r.PSame10 != nil {
		out += "; that it makes no practical difference: " + shareOf(*r.PSame10)
	}
	return out + "; that it makes things worse: " + shareOf(*r.PWorse) + "."
}
