package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"charley/app"
	"charley/handout"
	"charley/knowledge"
	"charley/tell"
	"charley/treat"
	"charley/words"
)

// remediesCommand says what may help, and shows what is known of one remedy.
type remediesCommand struct {
	List remedyListCommand `cmd:"" default:"withargs" help:"Say what may help, what to ask about first, and what is not for you. \"charley remedies show ID\" shows all that is known of one remedy."`
	Show remedyShowCommand `cmd:"" help:"Show all that is known of one remedy."`
}

// remedyListCommand matches remedies to a person.
type remedyListCommand struct {
	Facts string `placeholder:"FILE" help:"Go by facts by the keys of the codebook instead of this diary: a file of JSON, one object or one a line, or - for the standard input."`
}

// remedyShowCommand shows one remedy.
type remedyShowCommand struct {
	ID string `arg:"" help:"Id of a remedy, such as heating-pad."`
}

// Run is charley remedies.
func (c *remedyListCommand) Run(ctx context.Context, p *program) error {
	if c.Facts != "" {
		return p.judge(c.Facts, p.remedies)
	}
	return p.advised(ctx, func(h *home, told app.Advised, zone string) error {
		switch {
		case p.JSON:
			return p.answer(told.Advice)
		case told.Telling.Urgent():
			return writeVerdict(p.env.Stdout, h.Counsel.Teller, told.Telling, zone)
		}
		return writeAdvice(p.env.Stdout, h.Counsel.Base, told.Advice, told.Telling.Verdict)
	})
}

// remedies are the remedies for one line of facts.
func (p *program) remedies(c *app.Counsel, f tell.Facts) judged {
	advice := c.Advise(f)
	return judged{advice, func(w io.Writer) error {
		v := c.Teller.Apart(c.WithFood(f))
		if v.Urgent() {
			return p.writeUntold(w, c.Teller, v)
		}
		return writeAdvice(w, c.Base, advice, v)
	}}
}

// statusHeadings are the groups of the list, in their order.
var statusHeadings = [...]struct{ status, heading string }{
	{treat.Offered, "To try"},
	{treat.AskFirst, "Ask first"},
	{treat.Prescriber, "A prescriber's alone"},
	{treat.Gated, "Not for you as things stand"},
	{treat.NotAdvised, "Not advised"},
}

// writeAdvice is every remedy in words, by status, each with its reasons. Nobody
// with an urgent flag gets here.
func writeAdvice(w io.Writer, base *knowledge.Base, a treat.Advice, v tell.Verdict) error {
	var b strings.Builder
	if v.Pressing() {
		fmt.Fprintf(&b, "%s\n\n", warningsOpen)
	}
	fmt.Fprintf(&b, "%s\n", aimWords(base, a))
	for _, g := range statusHeadings {
		for i, r := range a.With(g.status) {
			if i == 0 {
				fmt.Fprintf(&b, "\n%s\n", g.heading)
			}
			writeRemedy(&b, r)
		}
	}
	writeWarnings(&b, a.Warnings)
	b.WriteString("\n\"charley remedies show ID\" says all about one of them: how to do it, its limits, and what it rests on.")
	writeFooting(&b, a.Version)
	_, err := io.WriteString(w, b.String())
	return err
}

// aimWords say what the advice is for.
func aimWords(base *knowledge.Base, a treat.Advice) string {
	var names []string
	for _, id := range a.Aims {
		c, _ := base.Conditions().Get(id)
		names = append(names, c.Phrase)
	}
	switch {
	case len(names) == 0:
		return "Neither night leg cramps nor restless legs fit so far, so there is nothing to try for."
	case !a.Sure:
		return `It is not told apart yet, so only what is fit for ` + listed(names, " and ") + ` is there to try. "charley tell" asks the questions.`
	}
	return "What may help with " + listed(names, " and ") + "."
}

// certaintyWords are how sure the evidence is.
var certaintyWords = map[string]string{
	"high": "High certainty.", "moderate": "Moderate certainty.", "low": "Low certainty.", "very_low": "Very low certainty.", "none": "No certainty: no trial was found.",
}

// writeRemedy is one remedy: what the evidence shows and what speaks for it, or
// what stands in the way and whom to ask.
func writeRemedy(b *strings.Builder, r treat.Remedy) {
	fmt.Fprintf(b, "  %s (%s)\n", r.Name, r.ID)
	line := func(format string, args ...any) { fmt.Fprintf(b, "    "+format+"\n", args...) }
	switch r.Status {
	case treat.NotAdvised:
		for _, why := range r.Why {
			line("%s", sentence(why))
		}
	case treat.Gated:
		line("Because of: %s.", strings.Join(r.Why, "; "))
	case treat.AskFirst:
		so, open := r.Standing()
		if len(so) > 0 {
			line("Because of: %s.", strings.Join(so, "; "))
		}
		if len(open) > 0 {
			line("Not known yet: %s.", strings.Join(open, "; "))
		}
	default:
		for _, why := range r.Why {
			line("%s", sentence(why))
		}
	}
	if r.Status != treat.NotAdvised {
		line("%s %s", r.Says, certaintyWords[r.Certainty])
	}
	if len(r.Ask) > 0 {
		line("Questions: %s", strings.Join(r.Ask, " "))
	}
	if len(r.Who) > 0 {
		line("%s", strings.Join(r.Who, " "))
	}
	if r.Testable {
		line("It can be tested on yourself.")
	}
	if tried := triedWords(r); tried != "" {
		line("%s", tried)
	}
}

// triedWords are what the person said of a remedy, and what eased their spells.
func triedWords(r treat.Remedy) string {
	var out []string
	if said := map[string]string{"helped": "You said that it helped.", "not": "You said that it did not help.", "unsure": "You tried it and were not sure."}[r.Tried]; said != "" {
		out = append(out, said)
	}
	if r.Eased > 0 {
		out = append(out, fmt.Sprintf("It eased %d of the %s of which you said what eased them.", r.Eased, counted(float64(r.EasedOf), "spell", "spells")))
	}
	return strings.Join(out, " ")
}

// Run is charley remedies show.
func (c *remedyShowCommand) Run(_ context.Context, p *program) error {
	base, err := p.readKnowledge()
	if err != nil {
		return err
	}
	rec, ok := base.Remedies().Get(c.ID)
	if !ok {
		return usage("There is no remedy %q.%s Type \"charley remedies\" to see what there is.", c.ID, didYouMean(c.ID, remedyIDs(base)))
	}
	if p.JSON {
		return p.answer(knowledge.Item{Kind: "remedies", ID: rec.ID, Record: rec})
	}
	return writeWholeRemedy(p.env.Stdout, base, rec)
}

func remedyIDs(base *knowledge.Base) []string {
	var out []string
	for _, r := range base.Remedies().All() {
		out = append(out, r.ID)
	}
	return out
}

// classWords say who may start a remedy.
var classWords = map[string]string{
	knowledge.ClassA: "healthy adults may try it",
	knowledge.ClassB: "only for whom none of the dangers below applies, or with a pharmacist or doctor",
	knowledge.ClassC: "a prescriber's alone",
	knowledge.ClassX: "never suggested",
}

// writeWholeRemedy is one record in full.
func writeWholeRemedy(w io.Writer, base *knowledge.Base, r knowledge.Remedy) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n%s\n", r.Name, r.ID, r.What)
	fmt.Fprintf(&b, "Class %s: %s.\n", r.Class, classWords[r.Class])
	b.WriteString("\nWhat the evidence shows\n")
	for _, f := range r.For {
		c, _ := base.Conditions().Get(f.Condition)
		fmt.Fprintf(&b, "  %s: %s %s [%s]\n", c.Name, f.Says, certaintyWords[f.Certainty], footing(f.Mark, f.Sources))
		if f.Who != "" {
			fmt.Fprintf(&b, "    This is for %s.\n", f.Who)
		}
		if f.NotAdvised {
			b.WriteString("    It is not advised for this.\n")
		}
	}
	writeList(&b, "How to do it", r.Steps, true)
	writeList(&b, "What to expect", oneLine(r.Expect), false)
	writeList(&b, "Limits", r.Limits, false)
	writeList(&b, "With medicines and other things", r.Interactions, false)
	writeList(&b, "Pregnancy", oneLine(r.Pregnancy), false)
	writeGates(&b, base, r.Gates)
	writeTrial(&b, r.Trial)
	sources := writeClaims(&b, r.Claims)
	for _, f := range r.For {
		sources = append(sources, f.Sources...)
	}
	writeSources(&b, base, append(sources, r.Trial.Sources...))
	say, err := words.English()
	if err != nil {
		return err
	}
	fmt.Fprintf(&b, "\n%s Knowledge version %s.\n", strings.Join(handout.ReviewsSaid(base.Reviews(knowledge.Item{Kind: "remedies", ID: r.ID}), say), " "), base.Version())
	_, err = io.WriteString(w, b.String())
	return err
}

func footing(mark string, sources []string) string { return mark + ": " + strings.Join(sources, ", ") }

func oneLine(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

func writeList(b *strings.Builder, heading string, lines []string, numbers bool) {
	for i, line := range lines {
		if i == 0 {
			fmt.Fprintf(b, "\n%s\n", heading)
		}
		if numbers {
			fmt.Fprintf(b, "  %d %s\n", i+1, line)
		} else {
			fmt.Fprintf(b, "  %s\n", line)
		}
	}
}

// thenWords say what a gate does once it is so. While it is not known, the remedy
// is asked about first.
var thenWords = map[string]string{
	knowledge.AskFirst: "ask first", knowledge.Gated: "not without your doctor", knowledge.Prescriber: "a prescriber decides", knowledge.NotAdvised: "not at all",
}

func writeGates(b *strings.Builder, base *knowledge.Base, gates []knowledge.RemedyGate) {
	for i, use := range gates {
		if i == 0 {
			b.WriteString("\nWhat makes it unsafe\n")
		}
		g, _ := base.Gates().Get(use.ID)
		fmt.Fprintf(b, "  %s: %s. %s %s\n", g.Name, thenWords[use.Then], use.Why, g.Who)
	}
	if len(gates) > 0 {
		b.WriteString("  Whatever of these is not known is asked about first.\n")
	}
}

func writeTrial(b *strings.Builder, t knowledge.Trial) {
	b.WriteString("\nTesting it on yourself\n")
	if t.Unit == "none" {
		b.WriteString("  It cannot be tested by lot on oneself.")
		if t.Note != "" {
			fmt.Fprintf(b, " %s", sentence(t.Note))
		}
		b.WriteString("\n")
		return
	}
	fmt.Fprintf(b, "  Drawn by lot: %s. How well that can be done: %s.\n", means(knowledge.TrialUnits(), t.Unit), means(knowledge.TrialFits(), t.Fit))
	if t.Nights > 1 {
		fmt.Fprintf(b, "  One period: %s.\n", counted(float64(t.Nights), "night", "nights"))
	}
	if t.Washout > 0 {
		fmt.Fprintf(b, "  Left out at the start of each period: %s.\n", counted(float64(t.Washout), "night", "nights"))
	}
	if t.Pairs > 0 {
		fmt.Fprintf(b, "  With and without: %s.\n", counted(float64(t.Pairs), "pair", "pairs"))
	}
	writeSentences(b, t.Control, t.Blinding, t.Note)
	fmt.Fprintf(b, "  [%s]\n", footing(t.Mark, t.Sources))
}

func writeSentences(b *strings.Builder, texts ...string) {
	for _, s := range texts {
		if s != "" {
			fmt.Fprintf(b, "  %s\n", sentence(s))
		}
	}
}

func means(list []knowledge.Word, value string) string {
	for _, w := range list {
		if w.Value == value {
			return w.Means
		}
	}
	return value
}

// writeClaims are the claims of a record with their footing. It returns the
// sources that they name.
func writeClaims(b *strings.Builder, claims []knowledge.Claim) (sources []string) {
	for i, c := range claims {
		if i == 0 {
			b.WriteString("\nWhat it rests on\n")
		}
		fmt.Fprintf(b, "  %s [%s, %s; %s]\n", c.Says, c.Grade, means(knowledge.Grades(), c.Grade), footing(c.Mark, c.Sources))
		sources = append(sources, c.Sources...)
	}
	return sources
}

func writeSources(b *strings.Builder, base *knowledge.Base, ids []string) {
	slices.Sort(ids)
	for i, id := range slices.Compact(ids) {
		if i == 0 {
			b.WriteString("\nSources\n")
		}
		s, _ := base.Sources().Get(id)
		fmt.Fprintf(b, "  %s: %s\n", id, sourceWords(s))
	}
}
