package cli

import (
	"fmt"
	"io"
	"strings"

	"charley/appraise"
	"charley/trial"
)

// writeTrialAnswer is what is said about one trial, in words.
func writeTrialAnswer(w io.Writer, a *appraise.Answer, another bool) error {
	var b strings.Builder
	if another {
		b.WriteString("\n")
	}
	name := "The trial"
	if a.Trial != nil {
		name = "Trial " + *a.Trial
	}
	unknown := ""
	if a.Unknown > 0 {
		unknown = fmt.Sprintf(", and %d of which nobody knows what was drawn", a.Unknown)
	}
	fmt.Fprintf(&b, "%s: %s; missing are %d with the remedy and %d without%s.\n", name, counted(float64(a.N), "night", "nights"), a.Missing.Remedy, a.Missing.Comparison, unknown)
	if a.State == trial.StateOK {
		writeEffect(&b, a)
		writeChances(&b, a)
	} else {
		fmt.Fprintf(&b, "  %s\n", trialStateWords(a.State))
	}
	if r := a.Randomisation; r.P != nil {
		fmt.Fprintf(&b, "  By the lot alone: p = %.2g; the smallest that it can reach is %.2g.\n", float64(*r.P), float64(*r.SmallestP))
	}
	for _, warning := range a.Warnings {
		fmt.Fprintf(&b, "  %s\n", sentence(warning.Text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// trialStateWords say why there is less to say than usual.
func trialStateWords(state string) string {
	if words, ok := map[string]string{
		trial.StateNoInformation: "No information yet: what is believed after these nights is what was believed before.",
		trial.StateOneArm:        "One arm only: nothing can be compared.",
		trial.StateNoNights:      "No night is known.",
		trial.StateWithheld:      "The analysis did not become exact enough, so its numbers are withheld.",
	}[state]; ok {
		return words
	}
	return sentence(state)
}

// writeEffect is how much the arms differ.
func writeEffect(b *strings.Builder, a *appraise.Answer) {
	between := func(i *appraise.Interval) string {
		return fmt.Sprintf("%.2f (%.0f %%: %.2f to %.2f)", float64(i.Median), 100*float64(i.Level), float64(i.Lo), float64(i.Hi))
	}
	if a.Ratios != nil && a.RateRatio != nil {
		fmt.Fprintf(b, "  On nights with the remedy, times as many as on nights without: %s.\n", between(a.RateRatio))
	}
	if a.Difference != nil {
		fmt.Fprintf(b, "  Difference a night: %s.\n", between(a.Difference))
	}
}

// writeChances are the probabilities.
func writeChances(b *strings.Builder, a *appraise.Answer) {
	if a.PBetter == nil || a.PWorse == nil {
		return
	}
	fmt.Fprintf(b, "  Chance that it is better with the remedy %s, worse %s.", percent(a.PBetter), percent(a.PWorse))
	if a.PBetter20 != nil {
		fmt.Fprintf(b, " Better by a fifth or more: %s.", percent(a.PBetter20))
	}
	if a.PSame10 != nil {
		fmt.Fprintf(b, " No more than a tenth apart: %s.", percent(a.PSame10))
	}
	b.WriteString("\n")
}

// percent never says that something is certain.
func percent(p *appraise.Number) string {
	switch x := 100 * float64(*p); {
	case x < 1:
		return "under 1 %"
	case x > 99:
		return "over 99 %"
	default:
		return fmt.Sprintf("%.0f %%", x)
	}
}
