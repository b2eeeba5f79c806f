package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"charley/food"
)

// foodsCommand looks up what foods hold, and checks usual food.
type foodsCommand struct {
	Find  foodFindCommand  `cmd:"" default:"withargs" help:"Look up how much magnesium and potassium a food holds. \"charley foods check\" checks your usual food."`
	Check foodCheckCommand `cmd:"" help:"Check about how much magnesium and potassium your usual food brings. In a terminal it asks."`
}

// foodFindCommand looks up foods.
type foodFindCommand struct {
	Search []string `arg:"" help:"What the food is called, in any order and spelling, such as oats or peanut butter."`
	Most   int      `default:"8" placeholder:"N" help:"How many foods, at most."`
}

// mostFoods is how many foods one search may show.
const mostFoods = 50

// Run is charley foods.
func (c *foodFindCommand) Run(_ context.Context, p *program) error {
	if c.Most < 1 || c.Most > mostFoods {
		return usage("--most must be a number from 1 to %d. You typed %d.", mostFoods, c.Most)
	}
	counsel, err := newCounsel()
	if err != nil {
		return err
	}
	typed := strings.Join(c.Search, " ")
	found := counsel.FindFoods(typed, c.Most)
	if p.JSON {
		return p.answer(map[string]any{"items": found})
	}
	if len(found) == 0 {
		p.say("No food of the table is called anything like %q.", typed)
		return nil
	}
	return writeFoods(p.env.Stdout, found)
}

// writeFoods are foods in words, with what each household portion holds.
func writeFoods(w io.Writer, found []food.Held) error {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "%s\n", f.Name)
		for _, s := range f.Portions {
			fmt.Fprintf(&b, "  %-32s %5.0f g   magnesium %4.0f mg   potassium %5.0f mg\n", s.Name, s.Grams, s.Magnesium, s.Potassium)
		}
	}
	b.WriteString("\nFrom the food table of the US Department of Agriculture (usda-sr-2018). What a food holds is no advice to eat more of it:\n\"charley foods check\" says whether you may.\n")
	_, err := io.WriteString(w, b.String())
	return err
}
