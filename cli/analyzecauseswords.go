package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"charley/appraise"
	"charley/cause"
)

// writeCausesAnswer is what is said about one diary, in words.
func writeCausesAnswer(w io.Writer, a *appraise.CausesAnswer, another bool) error {
	var b strings.Builder
	if another {
		b.WriteString("\n")
	}
	name := "The diary"
	if a.Diary != nil {
		name = "Diary " + *a.Diary
	}
	way := "on"
	if a.Higher {
		way = "down"
	}
	fmt.Fprintf(&b, "%s: %s, %d bad and %d good, and %d missing. A night counts as bad from %s %s.\n", name,
		counted(float64(a.Nights), "night", "nights"), a.Bad, a.Good, a.Missing, number(float64(a.Limit)), way)
	if a.TooEarly {
		fmt.Fprintf(&b, "  Too early to say anything. Still missing: %s.\n", lacks(a.Lacks))
	}
	named := false
	for _, tier := range cause.Tiers() {
		named = writeTier(&b, tier, a) || named
	}
	for _, warning := range a.Warnings {
		if a.TooEarly && slices.Contains(rankWarnings, warning.Code) {
			continue
		}
		fmt.Fprintf(&b, "  %s\n", sentence(warning.Text))
	}
	if named {
		b.WriteString("  A pattern is not proof: only a trial drawn by lot can tell.\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// rankWarnings are about what is ranked, and say nothing to somebody until anything is.
// What is wrong with the table is said at all times.
var rankWarnings = []string{
	cause.WarnConstant, cause.WarnCollinear, cause.WarnFewNights, cause.WarnNoEvents, cause.WarnSameAlways, cause.WarnNotAsked, cause.WarnWithheld,
	cause.WarnSearch, cause.WarnMisfit,
}

// lacks are the nights that are still missing.
func lacks(l appraise.Lacks) string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{{l.Nights, "night", "nights"}, {l.Bad, "bad night", "bad nights"}, {l.Good, "good night", "good nights"}} {
		if part.n > 0 {
			parts = append(parts, counted(float64(part.n), part.one, part.many))
		}
	}
	return listed(parts, " and ")
}

// tierWords are the headings of what is said.
var tierWords = map[cause.Tier]string{
	cause.VeryLikely:       "Very likely linked",
	cause.Possible:         "Possibly linked, worth a test",
	cause.FollowsBadNights: "Comes after bad nights rather than before them",
	cause.Harmless:         "Looks harmless here",
	cause.CannotTell:       "Cannot be told yet",
	cause.AlwaysTheSame:    "The same every day, so only changing it can tell",
}

// writeTier lists the exposures of a tier, and says whether it names any as linked.
func writeTier(b *strings.Builder, tier cause.Tier, a *appraise.CausesAnswer) bool {
	var lines []string
	told := map[string]bool{} // beside one that counts as the same
	for _, f := range a.Findings {
		if f.Tier != string(tier) || told[f.Exposure] {
			continue
		}
		lines = append(lines, findingWords(f))
		for _, other := range f.As {
			told[other] = true
		}
	}
	if len(lines) == 0 {
		return false
	}
	fmt.Fprintf(b, "  %s:\n    %s\n", tierWords[tier], strings.Join(lines, "\n    "))
	return tier.Named()
}

// findingWords is one exposure in a line.
func findingWords(f appraise.Finding) string {
	text := f.Exposure
	for _, other := range f.As {
		text += " = " + other
	}
	if f.Amount && f.Cut != nil {
		text += " above " + number(float64(*f.Cut))
	}
	text += formWords(f.Form)
	if f.Direction != nil && cause.Tier(f.Tier).Named() { // of the others it would be a claim
		text += ": " + *f.Direction + " bad nights"
	}
	if tier := cause.Tier(f.Tier); f.Per20With != nil && f.Per20Without != nil && tier != cause.CannotTell && tier != cause.AlwaysTheSame {
		text += fmt.Sprintf("; of 20 nights with it about %s are bad, of 20 %s %s", ofTwenty(f.Per20With), othersWord(f.Amount), ofTwenty(f.Per20Without))
	}
	text += fmt.Sprintf("; counted %d bad of %d with and %d of %d without", f.BadExposed, f.Exposed, f.BadUnexposed, f.Unexposed)
	if f.NotAsked > 0 {
		text += fmt.Sprintf(", not known on %d", f.NotAsked)
	}
	if f.Probability != nil {
		text += "; linked with a chance of " + percent(f.Probability)
	}
	return strings.TrimSpace(text + ". " + doubtWords(f))
}

// formWords say how an exposure acts where it is not by the day before the night.
func formWords(form *string) string {
	switch {
	case form == nil:
	case *form == string(cause.FormTwoDays):
		return " (mean of two days)"
	case *form == string(cause.FormDayBefore):
		return " (the day before)"
	}
	return ""
}

// ofTwenty is how many of 20 nights are bad, with its limits.
func ofTwenty(p *appraise.Per20) string {
	return fmt.Sprintf("%.0f (%.0f to %.0f)", float64(p.Mid), float64(p.Lo), float64(p.Hi))
}

// doubtWords say what is missing for an exposure that cannot be told.
func doubtWords(f appraise.Finding) string {
	if f.Tier != string(cause.CannotTell) {
		return ""
	}
	why := ""
	if f.Why != nil {
		why = *f.Why
	}
	switch why {
	case cause.WhyTooEarly:
		return "The diary is too short."
	case cause.WhyFewWith:
		return "Too few nights with it."
	case cause.WhyFewWithout:
		return "Too few nights without it."
	case cause.WhyWithheld:
		return "The search did not become exact enough, so its numbers are withheld."
	}
	return moreWords(f.MoreNights, "night more", "nights more")
}
