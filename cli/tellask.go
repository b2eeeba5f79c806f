package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/tell"
)

// ask goes through the questionnaire. Every answer is kept as it is given, so
// that it can be left at any time and taken up again.
func (c *tellCommand) ask(ctx context.Context, p *program, h *home) error {
	a := p.newAsker()
	fmt.Fprintln(p.env.Stderr, "About two minutes of questions. Enter says that you do not know. Stop at any time with Ctrl-D; what you said is kept.")
	for done := 0; ; {
		told, err := h.Tell(ctx, h.caller)
		if err != nil {
			return err
		}
		step := h.Counsel.Teller.Next(told.Remembered, told.Declined, tell.Asking{Fixed: c.Fixed, Done: done, Ended: told.Ended()})
		switch step.Kind {
		case tell.StepAbout:
			err = a.askAbout(ctx, h, step.Missing)
		case tell.StepScreen:
			err = c.askScreen(ctx, a, h, *step.Screen)
		case tell.StepQuestion:
			done++
			err = c.askQuestion(ctx, a, h, *step.Question)
		default:
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// askAbout asks for the year of birth and the sex, which rules need.
func (a *asker) askAbout(ctx context.Context, h *home, missing []string) error {
	put := func(body map[string]any) error {
		draft, err := diary.NewDraft(charley.KindFact, body)
		if err != nil {
			return err
		}
		_, err = h.Put(ctx, h.caller, charley.NewEntryID(), draft)
		return err
	}
	for _, key := range missing {
		said := false
		take := func(s string) error {
			said = true
			if key == "pregnant_weeks" {
				yes, err := yesNo(s)
				if err != nil {
					return err
				}
				answer := map[bool]string{true: "yes", false: "no"}[yes]
				return put(map[string]any{"about": charley.FactPregnancy, "answer": answer})
			}
			if key == "age_years" {
				year, err := strconv.ParseFloat(s, 64)
				if err != nil {
					return usage("Please type a year such as 1959, or press Enter to skip.")
				}
				return put(map[string]any{"about": charley.FactAge, "born": year})
			}
			sex := strings.ToUpper(s[:1])
			if !slices.Contains([]string{"F", "M"}, sex) {
				return usage("Please type f or m, or press Enter to skip.")
			}
			return put(map[string]any{"about": charley.FactSex, "sex": sex})
		}
		text := "In which year were you born?"
		if key == "pregnant_weeks" {
			text = "Are you pregnant? (y/n)"
		}
		if key == "sex" {
			text = "Sex at birth: female or male? (f/m)"
		}
		if err := a.ask(ctx, text, take); err != nil {
			return err
		}
		if !said {
			if _, err := h.Answer(ctx, h.caller, charley.NewEntryID(), map[string]any{key: charley.DontKnow}); err != nil {
				return err
			}
		}
	}
	return nil
}

// askScreen lists several warning signs, and takes the numbers of those that
// are so, or "none".
func (c *tellCommand) askScreen(ctx context.Context, a *asker, h *home, s tell.ScreenStep) error {
	fmt.Fprintf(a.p.env.Stderr, "\n%s\n", s.Title)
	for i, it := range s.Items {
		fmt.Fprintf(a.p.env.Stderr, "  %d  %s\n", i+1, it.Says)
	}
	var ticked []string
	known := false
	err := a.ask(ctx, "Numbers of what is so, or none:", func(line string) error {
		ticked = nil
		if known = idWord(line) == "none"; known {
			return nil
		}
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ' ' }) {
			n, err := strconv.Atoi(word)
			if err != nil || n < 1 || n > len(s.Items) {
				return usage(`Please type numbers from 1 to %d, such as "1 3", or none.`, len(s.Items))
			}
			ticked = append(ticked, s.Items[n-1].Key())
		}
		known = true
		return nil
	})
	if err != nil {
		return err
	}
	_, err = h.Answer(ctx, h.caller, charley.NewEntryID(), h.Counsel.Teller.Ticked(s, ticked, !known))
	return err
}

func (c *tellCommand) askQuestion(ctx context.Context, a *asker, h *home, q tell.QuestionStep) error {
	f := q.Feature
	text := "\n" + f.Question
	if f.Help != "" {
		text += "\n" + f.Help
	}
	switch f.Kind {
	case knowledge.YesOrNo:
		text += " (y/n)"
	case knowledge.OneWord, knowledge.ManyOf:
		for i, v := range f.Taps() {
			text += fmt.Sprintf("\n  %d  %s", i+1, v.Label)
		}
		text += "\nNumber:"
		if f.Kind == knowledge.ManyOf {
			text = strings.TrimSuffix(text, "Number:") + "Numbers of all that fit, or none:"
		}
	case knowledge.Span:
		text += fmt.Sprintf(" (in %s, such as 1-6, or always)", f.Unit)
	default:
		text += fmt.Sprintf(" (in %s)", f.Unit)
	}
	var answer any = charley.DontKnow
	err := a.ask(ctx, text, func(line string) (err error) {
		answer, err = typedAnswer(f, line)
		if err == nil {
			err = h.Counsel.Teller.Check(map[string]any{f.ID: answer})
		}
		return err
	})
	if err != nil {
		return err
	}
	_, err = h.Answer(ctx, h.caller, charley.NewEntryID(), map[string]any{f.ID: answer})
	return err
}

// typedAnswer is what a line says to a question, as answers are stored.
func typedAnswer(f knowledge.Feature, line string) (any, error) {
	switch f.Kind {
	case knowledge.YesOrNo:
		return yesNo(line)
	case knowledge.Span:
		if idWord(line) == "always" {
			return tell.Constant, nil
		}
		low, high, two := strings.Cut(line, "-")
		if !two {
			high = low
		}
		from, err1 := strconv.ParseFloat(strings.TrimSpace(low), 64)
		to, err2 := strconv.ParseFloat(strings.TrimSpace(high), 64)
		if err1 != nil || err2 != nil {
			return nil, usage("Please type how long, such as 3 or 1-6, or always.")
		}
		return []float64{from, to}, nil
	case knowledge.OneWord, knowledge.ManyOf:
		return typedChoices(f, line)
	}
	n, err := strconv.ParseFloat(line, 64)
	if err != nil {
		return nil, usage("Please type a number, or press Enter if you do not know.")
	}
	return n, nil
}

func typedChoices(f knowledge.Feature, line string) (any, error) {
	words := []string{}
	for _, typed := range strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ' ' }) {
		n, err := strconv.Atoi(typed)
		if err == nil && n >= 1 && n <= len(f.Taps()) {
			words = append(words, f.Taps()[n-1].Value)
		} else if typed != "none" || f.Kind != knowledge.ManyOf {
			return nil, usage("Please type a number from 1 to %d.", len(f.Taps()))
		}
	}
	if f.Kind == knowledge.ManyOf {
		return words, nil
	}
	if len(words) != 1 {
		return nil, usage("Please type one number.")
	}
	return words[0], nil
}
