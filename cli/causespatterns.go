package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charley/app"
	"charley/appraise"
	"charley/cause"
	"charley/knowledge"
	"charley/measure"
	"charley/trial"
)

// patternWords put what goes with bad nights into words.
type patternWords struct {
	b     *strings.Builder
	base  *knowledge.Base
	known []knowledge.Exposure // that can be asked, with the person's own
	v     app.PatternsView
	now   time.Time
}

func (w patternWords) write() {
	p := w.v.Patterns
	w.b.WriteString("\nWhat goes with your bad nights\n")
	switch {
	case w.v.Working:
		w.line("It is being worked out. Type the same again in a moment.")
		return
	case w.v.Failed:
		w.line("It could not be worked out. Everything else here stands.")
		return
	case p.TooEarly:
		w.line("%s", w.progress())
	default:
		w.line("%s known from %s to %s; %d more are not. A bad night here: %s. Bad were %d, good %d.", counted(float64(p.Nights), "night is", "nights are"),
			date(w.v.From, w.now), date(w.v.To, w.now), p.Missing, w.badNight(), p.Bad, p.Good)
	}
	for _, tier := range cause.Tiers() {
		w.tier(tier)
	}
	if len(p.Found) > 0 {
		w.line("A pattern is not proof: only a test on nights drawn by lot can tell.")
	} else if !p.TooEarly {
		w.line("No evening says what the days were like, so nothing could be looked at.")
	}
	for _, warning := range p.Warnings {
		w.line("%s", sentence(w.named(warning)))
	}
}

func (w patternWords) line(format string, args ...any) { fmt.Fprintf(w.b, "  "+format+"\n", args...) }

// progress says what is missing until anything is ranked.
func (w patternWords) progress() string {
	p, need := w.v.Patterns, w.base.Patterns()
	part := func(have, needed int, what string) string {
		return fmt.Sprintf("%d of %d %s", min(have, needed), needed, what)
	}
	return fmt.Sprintf("Too early to rank anything: %s, %s, %s. A bad night here: %s.", part(p.Nights, need.Nights, "nights"), part(p.Bad, need.Bad, "bad ones"),
		part(p.Good, need.Good, "good ones"), w.badNight())
}

// badNight says what makes a night bad by the measure.
func (w patternWords) badNight() string {
	limit := number(w.v.Patterns.Limit)
	switch w.v.Measure {
	case measure.Bother:
		return "restless legs bothered you " + limit + " of 10 or more"
	case measure.Intensity:
		return "the worst spell was " + limit + " of 10 or more"
	case measure.SleepLost:
		return limit + " minutes of sleep lost or more"
	case measure.SitStill:
		return "a sit-still score above the middle of yours"
	case measure.BadNight:
		return fmt.Sprintf("any cramp, bother of %d of 10 or more, or %s minutes of sleep lost or more", w.v.Limits.Bother, number(float64(w.v.Limits.SleepLost)))
	}
	return "any cramp"
}

// tierHeadings are said to the person whose nights they are.
var tierHeadings = map[cause.Tier]string{
	cause.VeryLikely: "Very likely linked", cause.Possible: "Possibly linked, worth a test", cause.FollowsBadNights: "Follows bad nights rather than comes before them",
	cause.Harmless: "Looks harmless for you", cause.CannotTell: "Cannot tell yet", cause.AlwaysTheSame: "The same every day: only changing it can tell",
}

func (w patternWords) tier(tier cause.Tier) {
	found := slices.DeleteFunc(slices.Clone(w.v.Patterns.Found), func(f cause.Pattern) bool { return f.Tier != tier })
	if len(found) == 0 {
		return
	}
	w.line("%s", tierHeadings[tier])
	for _, f := range found {
		w.line("  %s", w.finding(f))
		if test, ok := w.v.Test[f.Exposure]; ok && (tier.Named() || tier == cause.AlwaysTheSame) {
			w.line("    %s", w.testWords(test))
		}
	}
}

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
	if f.Per20With != nil && f.Per20Without != nil {
		out += fmt.Sprintf("Of 20 nights %s about %s are bad, of 20 without %s. ", w.nights(f), of20(f.Per20With), of20(f.Per20Without))
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
	if f.MoreNights != nil {
		return fmt.Sprintf("If it mattered, about %s would show it.", counted(float64(*f.MoreNights), "more night", "more nights"))
	}
	return "If it mattered, a year more might not show it."
}

// testWords say how to test it, or why that cannot be done now.
func (w patternWords) testWords(t app.TestOf) string {
	switch {
	case t.Remedy == w.v.Running:
		return t.Name + " is being tested."
	case t.Testable:
		return fmt.Sprintf("Test it by lot: %s. Type \"charley trial plan %s\".", t.Name, t.Remedy)
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

// named is a warning with the names of what it is about.
func (w patternWords) named(warning cause.Warning) string {
	var names []string
	for _, id := range warning.Exposures {
		names = append(names, w.name(id))
	}
	if len(names) == 0 {
		return warning.Text
	}
	return warning.Text + ": " + strings.Join(names, ", ")
}

func of20(p *cause.Per20) string { return fmt.Sprintf("%.0f (%.0f to %.0f)", p.Mid, p.Lo, p.Hi) }

func percentOf(x float64) string {
	n := appraise.Number(x)
	return percent(&n)
}
