package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"charley/knowledge"
	"charley/tell"
)

// writeVerdict is a verdict in words: what to do first, then what fits, what
// speaks for it and against it, what is not known, and where it comes from.
func writeVerdict(w io.Writer, t *tell.Teller, told tell.Telling, zone string) error {
	var b strings.Builder
	v := told.Verdict
	base := t.Knowledge()
	urgency, _ := base.Urgencies().Get(v.Urgency)
	if v.Urgent() {
		writeFlags(&b, t, v, urgency, base.CountryOf(zone))
	} else {
		writeFit(&b, t, v)
		if v.Pressing() {
			fmt.Fprintf(&b, "\n%s\n", warningsOpen)
		} else {
			fmt.Fprintf(&b, "\n%s %s\n", urgency.Headline, urgency.What)
		}
		for _, f := range v.Fired() {
			fmt.Fprintf(&b, "  %s\n", f.Why)
		}
	}
	fmt.Fprintf(&b, "%s\n", urgency.SafetyNet)
	if open := v.Unchecked(); len(open) > 0 {
		fmt.Fprintf(&b, "\nNot checked yet: %s.\n", strings.Join(t.Shorts(v.AskNext, 8), "; "))
	}
	for _, c := range v.Contradictions {
		fmt.Fprintf(&b, "\nPlease look again: %s\n", c.Says)
	}
	for _, d := range told.Disagreement {
		fmt.Fprintf(&b, "\nYour nights say otherwise (%s): %s.\n", d.Count, t.Short(d.Feature))
	}
	for _, warning := range v.Warnings {
		fmt.Fprintf(&b, "\n%s\n", warning.Text)
	}
	b.WriteString("\nThis is not a diagnosis, and no clinician has reviewed it yet.")
	if len(v.Sources) > 0 {
		fmt.Fprintf(&b, " Sources: %s.", strings.Join(v.Sources, ", "))
	}
	fmt.Fprintf(&b, " Knowledge version %s.\n", v.Version)
	_, err := io.WriteString(w, b.String())
	return err
}

// writeFlags is all there is while a flag of the same day or above stands.
func writeFlags(b *strings.Builder, t *tell.Teller, v tell.Verdict, urgency knowledge.Urgency, country knowledge.Country) {
	fmt.Fprintf(b, "%s %s\n", urgency.Headline, urgency.What)
	fmt.Fprintf(b, "Emergency number (%s): %s.\n", country.Name, country.Emergency)
	for _, f := range v.Fired() {
		rec, _ := t.Knowledge().Flags().Get(f.ID)
		if f.Urgency != knowledge.EmergencyNow && f.Urgency != knowledge.SameDay {
			continue
		}
		fmt.Fprintf(b, "\n%s\n  %s\n", f.Name, f.Why)
		if rec.UntilThen != "" {
			fmt.Fprintf(b, "  %s\n", rec.UntilThen)
		}
		if rec.Worse != "" {
			fmt.Fprintf(b, "  Call an ambulance now if %s.\n", rec.Worse)
		}
		if f.ID == crisisFlag {
			for _, line := range country.Crisis {
				fmt.Fprintf(b, "  Somebody to talk to now: %s, %s.\n", line.Name, line.Number)
			}
		}
		fmt.Fprintf(b, "  Because you said: %s. Rule %s.\n", strings.Join(f.Said, "; "), f.ID)
	}
	b.WriteString("\n")
}

// crisisFlag is the flag beside which crisis lines are shown.
const crisisFlag = "RF09"

// warningsOpen stands above everything while a warning sign is not checked.
const warningsOpen = "Warning signs come first, and some are not answered. Until they are, nothing here is sure. If you feel ill or worried, do not wait for it: ask a doctor."

// bandWords are the bands as a person reads them.
var bandWords = map[string]string{
	tell.Strong: "strong fit", tell.Possible: "possible", tell.UnlikelyIs: "unlikely", tell.CannotTell: "cannot tell yet",
}

func writeFit(b *strings.Builder, t *tell.Teller, v tell.Verdict) {
	fmt.Fprintf(b, "%s\n\n", sentenceOf(t.Summary(v)))
	for _, c := range v.Conditions {
		rec, _ := t.Knowledge().Conditions().Get(c.ID)
		fmt.Fprintf(b, "%-32s %s\n", rec.Name, bandWords[c.Band])
		for _, r := range c.Reasons[:min(len(c.Reasons), 5)] {
			sign := "for     "
			if r.Weight < 0 {
				sign = "against "
			}
			fmt.Fprintf(b, "  %s %s\n", sign, r.Says)
		}
		if len(c.Unknown) > 0 && !slices.Contains([]string{tell.UnlikelyIs}, c.Band) {
			fmt.Fprintf(b, "  unknown  %s\n", strings.Join(t.Shorts(c.Unknown, 4), "; "))
		}
	}
}

// sentenceOf is a verdict in one plain sentence or two.
func sentenceOf(s tell.Summary) string {
	switch {
	case s.None:
		return "This does not fit anything that Charley knows. A doctor can look further."
	case len(s.Fits) == 0:
		return "Charley cannot tell yet."
	}
	out := "This could be " + listed(s.Fits, " and ") + "."
	if s.Strong {
		out = "This fits " + listed(s.Fits, " and ") + "."
	}
	if len(s.Not) > 0 {
		out += " It does not look like " + listed(s.Not, " or ") + "."
	}
	if len(s.Open) > 0 {
		out += " Whether it is also " + listed(s.Open, " or ") + " is not clear yet."
	}
	return out
}

func listed(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}
