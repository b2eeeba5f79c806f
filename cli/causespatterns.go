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
		if p.TooEarly && warning.Code != app.ToldAfterwards {
			continue // until anything is ranked there is nothing that they could be about
		}
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
		if test, ok := w.v.Test[f.Exposure]; ok && tier.Named() {
			w.line("    %s", w.testWords(test))
		}
	}
}

// named is a warning with the names of what it is about, in place of their ids.
func (w patternWords) named(warning cause.Warning) string {
	var names []string
	for _, id := range warning.Exposures {
		names = append(names, w.name(id))
	}
	if len(names) == 0 {
		return warning.Text
	}
	return strings.TrimSuffix(warning.Text, ": "+strings.Join(warning.Exposures, ", ")) + ": " + strings.Join(names, ", ")
}

func of20(p *cause.Per20) string { return fmt.Sprintf("%.0f (%.0f to %.0f)", p.Mid, p.Lo, p.Hi) }

func percentOf(x float64) string {
	n := appraise.Number(x)
	return percent(&n)
}
