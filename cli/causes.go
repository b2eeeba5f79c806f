package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/knowledge"
	"charley/measure"
	"charley/tell"
)

// causesCommand says what may stand behind cramps and restless legs, and which days
// go with bad nights.
type causesCommand struct {
	Standing bool   `help:"Only what stands: conditions, medicines, and having drunk too little."`
	Measure  string `placeholder:"WHAT" help:"What nights are compared by: cramps, bad-night, bother, intensity, sleep-lost or sit-still. What fits best if nothing is said."`
	Facts    string `placeholder:"FILE" help:"Go by facts by the keys of the codebook instead of this diary: a file of JSON, one object or one a line, or - for the standard input."`
}

// Run is charley causes.
func (c *causesCommand) Run(ctx context.Context, p *program) error {
	what := idWord(c.Measure)
	if _, ok := measure.Of(what); !ok && what != "" {
		return usage("--measure must be cramps, bad-night, bother, intensity, sleep-lost or sit-still. You typed %q.", charley.Clip(c.Measure))
	}
	if c.Facts != "" {
		return p.judge(c.Facts, p.standing)
	}
	return p.advised(ctx, func(h *home, told app.Advised, zone string) error {
		answer := standingAnswer{Standing: told.Standing, Looks: looksOf(told.Looks)}
		var b strings.Builder
		if !c.Standing {
			h.Patience = answerPatience
			bar := p.progress(1, "diary")
			h.SearchPatterns = func(s cause.Series, o cause.Options) (cause.Patterns, error) {
				o.Progress = bar.one()
				return h.Counsel.Finder.Search(s, o)
			}
			v, err := h.Patterns(ctx, h.caller, what)
			bar.done()
			if err != nil {
				return err
			}
			set, err := h.Settings(ctx, h.caller)
			if err != nil {
				return err
			}
			body := v.Body()
			answer.Patterns = &body
			patternWords{b: &b, base: h.Counsel.Base, known: h.Counsel.Base.ExposuresOf(set), v: v, now: p.env.Now()}.write()
		}
		if p.JSON {
			return p.answer(answer)
		}
		if told.Telling.Urgent() {
			return writeVerdict(p.env.Stdout, h.Counsel.Teller, told.Telling, zone)
		}
		return writeStanding(p.env.Stdout, h.Counsel, told.Standing, told.Telling.Verdict, told.Looks, b.String())
	})
}

// advised opens the diary and says everything that can be said to its owner. zone
// is that of their home.
func (p *program) advised(ctx context.Context, show func(h *home, told app.Advised, zone string) error) error {
	return p.with(ctx, toWrite, "", func(h *home) (err error) {
		if h.Counsel, err = newCounsel(); err != nil {
			return err
		}
		told, err := h.Advise(ctx, h.caller)
		if err != nil {
			return err
		}
		zone, err := h.zone(ctx, "")
		if err != nil {
			return err
		}
		return show(h, told, zone.String())
	})
}

// standing says what may stand behind it by one line of facts.
func (p *program) standing(c *app.Counsel, f tell.Facts) judged {
	found := c.Standing(f)
	return judged{found, func(w io.Writer) error {
		v := c.Teller.Apart(c.WithFood(f))
		if v.Urgent() {
			return p.writeUntold(w, c.Teller, v)
		}
		return writeStanding(w, c, found, v, nil, "")
	}}
}

// A standingAnswer is what stands, with a look at the nights for each medicine, and
// which days go with bad nights if that was asked.
type standingAnswer struct {
	cause.Standing
	Looks    []lookAnswer      `json:"looks"`
	Patterns *app.PatternsBody `json:"patterns,omitempty"`
}

// A lookAnswer is the nights before and after one medicine began; null, and why,
// where that cannot be told.
type lookAnswer struct {
	cause.Medicine
	Look *cause.Look `json:"look"`
	Why  string      `json:"why,omitempty"` // only_year, too_few
}

func looksOf(looks []app.MedicineLook) []lookAnswer {
	out := []lookAnswer{}
	for _, l := range looks {
		one := lookAnswer{Medicine: l.Medicine, Look: l.Look}
		if errors.Is(l.Why, cause.ErrNoStart) {
			one.Why = "only_year"
		} else if l.Why != nil {
			one.Why = "too_few"
		}
		out = append(out, one)
	}
	return out
}

// writeStanding is what stands in words: for each of the two what is there, then
// what studies do not support, then what is not known. Patterns, if there are any, are
// in words already.
func writeStanding(w io.Writer, c *app.Counsel, found cause.Standing, v tell.Verdict, looks []app.MedicineLook, patterns string) error {
	var b strings.Builder
	if v.Pressing() {
		fmt.Fprintf(&b, "%s\n\n", warningsOpen)
	}
	b.WriteString("These are links between people. None of them shows what wakes one person.\n")
	for _, list := range []struct {
		about    string
		findings []cause.Finding
	}{{"cramps", found.Cramps}, {"restless legs", found.Restless}} {
		fmt.Fprintf(&b, "\nWhat may stand behind %s\n", list.about)
		var unknown, not []string
		there := 0
		for _, f := range list.findings {
			switch f.State {
			case cause.Unknown:
				unknown = append(unknown, f.Name)
			case cause.NotSupported:
				not = append(not, f.Name)
			default:
				there++
				writeFinding(&b, c, f, looks)
			}
		}
		if there == 0 {
			b.WriteString("  Nothing that is known so far.\n")
		}
		writeNames(&b, "Studied, and not supported", not, len(not))
		writeNames(&b, "Not known", unknown, mostNames)
	}
	writeWarnings(&b, found.Warnings)
	b.WriteString(patterns)
	writeFooting(&b, found.Version)
	_, err := io.WriteString(w, b.String())
	return err
}

// mostNames is how many names a line holds.
const mostNames = 12

func writeNames(b *strings.Builder, heading string, names []string, most int) {
	if len(names) == 0 {
		return
	}
	fmt.Fprintf(b, "  %s: %s", heading, strings.Join(names[:min(most, len(names))], "; "))
	if more := len(names) - most; more > 0 {
		fmt.Fprintf(b, "; and %d more", more)
	}
	b.WriteString(".\n")
}

func writeFinding(b *strings.Builder, c *app.Counsel, f cause.Finding, looks []app.MedicineLook) {
	fmt.Fprintf(b, "  %s\n", f.Name)
	if f.State == cause.CheckFirst {
		fmt.Fprintf(b, "    Warning signs come first: %s.\n", strings.Join(flagNames(c.Base, f.First), "; "))
	}
	if f.Kind == knowledge.CauseState && f.State != cause.CheckFirst {
		fmt.Fprintf(b, "    %s\n", map[string]string{cause.Likely: "Likely, by what you said.", cause.Present: "Possible, by what you said."}[f.State])
	}
	if f.Effect != "" {
		fmt.Fprintf(b, "    %s\n", f.Effect)
	}
	fmt.Fprintf(b, "    How sure: %s. Sources: %s.\n", gradeWords(f.Grade), strings.Join(f.Sources, ", "))
	fmt.Fprintf(b, "    What to do: %s\n", f.Do)
	for _, m := range f.Medicines {
		fmt.Fprintf(b, "    You take: %s.\n", medicineWords(m))
		i := slices.IndexFunc(looks, func(l app.MedicineLook) bool { return l.Entry == m.Entry })
		if i >= 0 && f.State != cause.CheckFirst {
			fmt.Fprintf(b, "    Your nights: %s\n", lookWords(looks[i], c.Base.Advice().LookLeast))
		}
	}
}

func flagNames(base *knowledge.Base, ids []string) []string {
	var out []string
	for _, id := range ids {
		f, _ := base.Flags().Get(id)
		out = append(out, f.Name)
	}
	return out
}

// gradeWords are how strongly studies support something.
func gradeWords(grade string) string {
	for _, g := range knowledge.Grades() {
		if g.Value == grade {
			return g.Means
		}
	}
	return grade
}

// timingWords lay the start of a medicine against that of the trouble.
var timingWords = map[string]string{
	cause.StartedShortlyBefore: "begun shortly before the trouble with the legs",
	cause.StartedLongBefore:    "begun long before the trouble with the legs",
	cause.StartedAfter:         "begun when the legs had been troubling already",
}

func medicineWords(m cause.Medicine) string {
	out := m.Name
	if m.From != "" {
		out += ", since " + m.From
	}
	if m.Timing != "" {
		out += ", " + timingWords[m.Timing]
	}
	return out
}

// lookWords are the rate before and after a medicine began, with their widths.
func lookWords(l app.MedicineLook, least int) string {
	switch {
	case errors.Is(l.Why, cause.ErrNoStart):
		return "only the year of its start is known, so they cannot be laid beside it."
	case l.Look == nil:
		return fmt.Sprintf("before or after it began there are fewer than %d that are known.", least)
	}
	rate := func(r cause.Rate) string {
		return fmt.Sprintf("%.1f a week %%s (%.1f to %.1f; %s)", r.PerWeek, r.Lo, r.Hi, counted(float64(r.Nights), "night", "nights"))
	}
	what := map[string]string{"cramp": "cramps", "restless": "restless spells"}[l.Look.What]
	return what + ", " + fmt.Sprintf(rate(l.Look.Before), "before") + ", " + fmt.Sprintf(rate(l.Look.After), "after") + ": a look, not proof."
}

func writeWarnings(b *strings.Builder, list []tell.Warning) {
	for _, w := range list {
		fmt.Fprintf(b, "\n%s\n", w.Text)
	}
}

// writeFooting stands below everything that is said to a person.
func writeFooting(b *strings.Builder, version string) {
	fmt.Fprintf(b, "\nThis is not a diagnosis, and no clinician has reviewed it yet. Knowledge version %s.\n", version)
}
