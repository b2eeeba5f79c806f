package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"charley"
	"charley/app"
	"charley/food"
	"charley/knowledge"
	"charley/rule"
	"charley/tell"
)

// foodCheckCommand checks usual food.
type foodCheckCommand struct {
	Facts string `placeholder:"FILE" help:"Check facts by the keys of the codebook (portion_nuts and so on, age_years, sex) instead of this diary: a file of JSON, one object or one a line, or - for the standard input."`
	Show  bool   `help:"Ask nothing; only show what is known so far."`
}

// Run is charley foods check.
func (c *foodCheckCommand) Run(ctx context.Context, p *program) error {
	if c.Facts != "" {
		return p.judge(c.Facts, p.checkFood)
	}
	asks := p.env.Terminal && !c.Show && !p.JSON
	return p.with(ctx, toWrite, "", func(h *home) (err error) {
		if h.Counsel, err = newCounsel(); err != nil {
			return err
		}
		if asks {
			if err := askFood(ctx, p.newAsker(), h); err != nil && !errors.Is(err, errEnough) {
				return err
			}
		}
		told, err := h.Advise(ctx, h.caller)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(h.Counsel.FoodOf(told))
		}
		if told.Telling.Urgent() {
			zone, err := h.zone(ctx, "")
			if err != nil {
				return err
			}
			return writeVerdict(p.env.Stdout, h.Counsel.Teller, told.Telling, zone.String())
		}
		return writeFoodCheck(p.env.Stdout, h.Counsel.Base, h.Counsel.FoodOf(told))
	})
}

// checkFood checks the food of one line of facts.
func (p *program) checkFood(c *app.Counsel, f tell.Facts) judged {
	found := c.CheckFood(f)
	return judged{found, func(w io.Writer) error {
		if v := c.Teller.Apart(c.WithFood(f)); v.Urgent() {
			return p.writeUntold(w, c.Teller, v)
		}
		return writeFoodCheck(w, c.Base, found)
	}}
}

// oftens are the food_steps of the records in words: how often somebody eats
// something. A test holds them to as many.
var oftens = [...]string{"never", "one or two a week", "three to six a week", "one a day", "two a day", "more"}

// askFood asks for what the check needs. The portions are kept together in the
// end, also if the person stops half way.
func askFood(ctx context.Context, a *asker, h *home) error {
	fmt.Fprintln(a.p.env.Stderr, "Two minutes on what you eat and drink in a usual week. Enter skips a question. Stop at any time with Ctrl-D; what you said is kept.")
	var told tell.Telling
	var err error
	for _, keys := range [][]string{{"age_years", "sex"}, {"pregnant_weeks"}} { // the first two may settle the third
		if told, err = h.Tell(ctx, h.caller); err != nil {
			return err
		}
		if err := a.askAbout(ctx, h, unknownOf(told, keys)); err != nil {
			return err
		}
	}
	for i, o := range oftens {
		fmt.Fprintf(a.p.env.Stderr, "  %d  %s\n", i+1, o)
	}
	said := map[string]any{}
	err = askPortions(ctx, a, h.Counsel.Base, told.Facts.Answers(), said)
	if (err == nil || errors.Is(err, errEnough)) && len(said) > 0 {
		_, saving := h.Answer(ctx, h.caller, charley.NewEntryID(), said)
		err = errors.Join(err, saving)
	}
	return err
}

// unknownOf are those of some answers that are neither known nor declined.
func unknownOf(told tell.Telling, keys []string) []string {
	return slices.DeleteFunc(keys, func(key string) bool { return told.Facts.Known(key) || slices.Contains(told.Declined, key) })
}

func askPortions(ctx context.Context, a *asker, base *knowledge.Base, known rule.Answers, said map[string]any) error {
	for _, portion := range base.Portions().All() {
		f, _ := base.Features().Get(portion.ID)
		text := f.Question + "\n" + f.Help + " (1-" + strconv.Itoa(len(oftens)) + ")"
		if known.Known(portion.ID) {
			text += " [answered]"
		}
		err := a.ask(ctx, text, func(line string) error {
			n, err := strconv.Atoi(line)
			if err != nil || n < 1 || n > len(oftens) {
				return usage("Please type a number from 1 to %d, or press Enter to skip.", len(oftens))
			}
			said[portion.ID] = base.Advice().FoodSteps[n-1]
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// foodBands are the bands as a person reads them.
var foodBands = map[string]string{
	food.Enough: "about enough", food.Near: "a little below what is enough", food.Low: "low beside what is enough", food.CannotTell: "cannot tell yet",
}

// writeFoodCheck is the check in words: what a usual day brings with its width,
// what is enough, and whether more of it may be eaten at all.
func writeFoodCheck(w io.Writer, base *knowledge.Base, found app.FoodCheck) error {
	var b strings.Builder
	for i, n := range found.Nutrients {
		fmt.Fprintf(&b, "%s: %s\n", n.Name, foodBands[n.Band])
		if n.Asked == 0 {
			fmt.Fprintf(&b, "  Nothing is known yet of what a usual week holds; charley foods check asks.\n")
		} else {
			fmt.Fprintf(&b, "  A usual day brings about %.0f mg (%.0f to %.0f), from %s of %d.\n", n.MgPerDay, n.Lo, n.Hi, counted(float64(n.Asked), "portion", "portions"), n.Asked+len(n.Missing))
		}
		writeReference(&b, n.Reference)
		for _, warning := range n.Warnings {
			fmt.Fprintf(&b, "  %s\n", warning.Text)
		}
		writeRaise(&b, base, n.Reference, found.Best[i].Foods)
		b.WriteString("\n")
	}
	writeWater(&b, base, found.Water)
	writeWarnings(&b, found.Warnings)
	writeFooting(&b, found.Version)
	_, err := io.WriteString(w, b.String())
	return err
}

func writeReference(b *strings.Builder, r food.Reference) {
	if r.Amount == nil {
		return
	}
	amount := number(r.Amount.Lo)
	if r.Amount.Hi > r.Amount.Lo {
		amount += " to " + number(r.Amount.Hi)
	}
	fmt.Fprintf(b, "  Enough is %s %s", amount, r.Unit)
	if r.Who != "" {
		fmt.Fprintf(b, " for %s", r.Who)
	}
	fmt.Fprintf(b, " (%s). %s\n", strings.Join(r.Sources, ", "), r.Enough)
}

// writeRaise says whether more of it may be eaten, and only then in what it is.
func writeRaise(b *strings.Builder, base *knowledge.Base, r food.Reference, best []food.Rich) {
	switch c := r.Caution(base); {
	case c == nil:
		for i, f := range best {
			if i == 0 {
				b.WriteString("  Foods that hold much:\n")
			}
			fmt.Fprintf(b, "    %-32s %5.0f mg in %s\n", f.Name, f.Mg, f.Size)
		}
	case c.Shut:
		fmt.Fprintf(b, "  Do not eat more of it on purpose, because of %s. %s\n", strings.Join(c.Phrases, ", "), strings.Join(c.Who, " "))
	default:
		fmt.Fprintf(b, "  Before you eat more of it on purpose: %s\n", strings.Join(c.Ask, " "))
	}
}

func writeWater(b *strings.Builder, base *knowledge.Base, water food.Fluid) {
	c := water.Caution(base)
	if water.Amount == nil && (c == nil || !c.Shut) {
		return
	}
	b.WriteString("Drinks\n")
	if d := water.Drinks; d != nil {
		fmt.Fprintf(b, "  %s take in about %s of drinks in a day (%s).\n", whose(water), litres(*d), strings.Join(water.Sources, ", "))
	}
	if water.Enough != "" {
		fmt.Fprintf(b, "  %s\n", water.Enough)
	}
	switch {
	case c == nil:
	case c.Shut:
		fmt.Fprintf(b, "  Because of %s, whoever treats it says how much is right. %s\n", strings.Join(c.Phrases, ", "), strings.Join(c.Who, " "))
	default:
		fmt.Fprintf(b, "  Before you drink more: %s\n", strings.Join(c.Ask, " "))
	}
}

// whose says of whom an amount is told: of the group that the person belongs to,
// or of people while that is not known.
func whose(f food.Fluid) string {
	if f.Who == "" {
		return "People"
	}
	return strings.ToUpper(f.Who[:1]) + f.Who[1:]
}

func litres(s food.Span) string {
	if fmt.Sprintf("%.1f", s.Lo) == fmt.Sprintf("%.1f", s.Hi) {
		return fmt.Sprintf("%.1f litres", s.Lo)
	}
	return fmt.Sprintf("%.1f to %.1f litres", s.Lo, s.Hi)
}
