package cli

import (
	"fmt"
	"slices"

	"charley/app"
	"charley/cause"
	"charley/knowledge"
	"charley/trial"
)

// finding is one exposure in words, with the counts behind it.
func (w patternWords) finding(f cause.Pattern) string {
	name := w.name(f.Exposure)
	for _, other := range f.CountsAsOneAs {
		name += ", together with " + w.name(other)
	}
	out := name + ": "
	if f.Direction != "" && (f.Tier.Named() || f.Tier == cause.FollowsBadNights) {
		out += "goes with " + f.Direction + " bad nights. "
	}
	if f.Per20With != nil && f.Per20Without != nil && f.Tier != cause.CannotTell && f.Tier != cause.AlwaysTheSame {
		// a figure that nobody can tell from chance is not told as if it were one
		out += fmt.Sprintf("Of 20 nights %s about %s are bad, of 20 %s %s. ", w.nights(f), of20(f.Per20With), othersWord(f.Amount), of20(f.Per20Without))
	}
	out += fmt.Sprintf("Counted: %d bad of %d with, %d of %d without, %d not asked.", f.BadExposed, f.Exposed, f.BadUnexposed, f.Unexposed, f.NotAsked)
	if f.Probability != nil {
		out += " Chance that it matters: " + percentOf(*f.Probability) + "."
	}
	if f.Tier == cause.CannotTell && f.Why != cause.WhyTooEarly {
		out += " " + w.doubt(f)
	}
	return out
}

// othersWord is what the other nights are called: those on which there was less of an
// amount are not without it.
func othersWord(amount bool) string {
	if amount {
		return "others"
	}
	return "without"
}

// doubt says what is missing until something can be told of an exposure.
func (w patternWords) doubt(f cause.Pattern) string {
	need := w.base.Patterns()
	switch f.Why {
	case cause.WhyFewWith:
		return fmt.Sprintf("At least %d nights with it are needed.", need.With)
	case cause.WhyFewWithout:
		return fmt.Sprintf("At least %d nights without it are needed.", need.Without)
	case cause.WhyWithheld:
		return "The search did not become exact enough, so its numbers are withheld."
	}
	return moreWords(f.MoreNights, "more night", "more nights")
}

// moreWords say how many more nights would show an exposure that mattered; nil is very many.
func moreWords(more *int, one, many string) string {
	switch {
	case more == nil:
		return "If it mattered a lot, a year more might not show it."
	case *more <= 0:
		return "If it mattered a lot, it would most likely have shown by now."
	}
	return fmt.Sprintf("If it mattered a lot, about %s would show it.", counted(float64(*more), one, many))
}

// testWords say how to test it, or why that cannot be done now.
func (w patternWords) testWords(t app.TestOf) string {
	switch {
	case t.Remedy == w.v.Running:
		return t.Name + " is being tested."
	case t.Testable:
		return fmt.Sprintf("Test it by lot: %s. Type \"charley trial plan %s\".", t.Name, t.Remedy)
	case t.Why == app.WhyRuns:
		return t.Name + " can be tested once the trial that runs has ended: one at a time."
	case reasonWords[trial.Reason(t.Why)] != "":
		return fmt.Sprintf("%s cannot be tested now. %s", t.Name, reasonWords[trial.Reason(t.Why)])
	}
	return t.Name + " cannot be tested now."
}

// name is what an exposure is called.
func (w patternWords) name(id string) string {
	if x, ok := w.exposure(id); ok {
		return x.Name
	}
	return id
}

// nights are those with an exposure: "after a warm bath".
func (w patternWords) nights(f cause.Pattern) string {
	x, ok := w.exposure(f.Exposure)
	if !ok {
		return "with it"
	}
	return x.NightsWith(number(f.Cut))
}

func (w patternWords) exposure(id string) (knowledge.Exposure, bool) {
	i := slices.IndexFunc(w.known, func(x knowledge.Exposure) bool { return x.ID == id })
	if i < 0 {
		return knowledge.Exposure{}, false
	}
	return w.known[i], true
}
