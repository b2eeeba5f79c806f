package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charley"
	"charley/knowledge"
)

// eveningCommand is the check-in before a night.
type eveningCommand struct {
	Answers []string `arg:"" optional:"" name:"exposure=answer" help:"What the day held, such as alcohol=2 hard-floor=yes warm-bath=no."`

	None  bool   `help:"None of the rest: everything that is asked and not answered was a no."`
	Night string `placeholder:"DATE" help:"The evening, such as 2026-03-28. Today's if left away."`
	Note  string `placeholder:"TEXT" help:"Anything you want to remember."`
	List  bool   `help:"Show what can be answered."`
}

// Run is charley evening.
func (c *eveningCommand) Run(ctx context.Context, p *program) error {
	base, err := knowledge.Default()
	if err != nil {
		return err
	}
	if c.List {
		return p.listExposures(base)
	}
	answers, err := readAnswers(base, c.Answers)
	if err != nil {
		return err
	}
	asks := len(answers) == 0 && !c.None && c.Note == ""
	if asks && !p.env.Terminal {
		return usage(`Say what the day held, for example "charley evening alcohol=2 hard-floor=yes". "charley evening --list" shows all.`)
	}
	return p.with(ctx, toWrite, "", func(h *home) error {
		n, err := h.lived(ctx, c.Night, false)
		if err != nil {
			return err
		}
		none := []knowledge.Exposure{}
		if c.None {
			none = askedOf(base, n)
		}
		if asks {
			if none, err = n.askEvening(ctx, p.newAsker(), askedOf(base, n), answers); err != nil && !errors.Is(err, errEnough) {
				return err
			}
		}
		var current *charley.Entry
		if n.record.Evening != nil {
			current = &n.record.Evening.Entry
		}
		return p.saveCheckIn(ctx, h, charley.KindEvening, n, current, eveningBody(answers, none, c.Note))
	})
}

// eveningBody is the entry by its JSON names. none are the exposures that "none
// of these" was said to; answers win over it.
func eveningBody(answers map[string]any, none []knowledge.Exposure, note string) map[string]any {
	b := map[string]any{}
	if len(answers) > 0 {
		b["exposures"] = answers
	}
	if len(none) > 0 {
		ids := []string{}
		for _, x := range none {
			if x.NoneMeansNo {
				ids = append(ids, x.ID)
			}
		}
		b["none_of_these"], b["asked"] = true, ids
	}
	if note != "" {
		b["note"] = note
	}
	return b
}

// askedOf are the exposures this person is asked about.
func askedOf(base *knowledge.Base, n checkNight) []knowledge.Exposure {
	ids := n.settings.Asked
	if ids == nil {
		ids = base.Asked()
	}
	all := base.ExposuresOf(n.settings)
	var out []knowledge.Exposure
	for _, id := range ids {
		if i := slices.IndexFunc(all, func(x knowledge.Exposure) bool { return x.ID == id }); i >= 0 {
			out = append(out, all[i])
		}
	}
	return out
}

// readAnswers reads words such as alcohol=2 and hard-floor=yes.
func readAnswers(base *knowledge.Base, typed []string) (map[string]any, error) {
	out := map[string]any{}
	for _, word := range typed {
		name, value, ok := strings.Cut(word, "=")
		id := idWord(name)
		x, known := base.Exposures().Get(id)
		if strings.HasPrefix(id, charley.OwnPrefix) { // of the person's own; each is a yes or no
			x, known = knowledge.Exposure{ID: id, Kind: knowledge.YesNo}, true
		}
		switch {
		case !known:
			return nil, unknownExposure(base, name, id)
		case !ok:
			return nil, usage("Say what the answer for %s is, for example %s=%s.", name, name, answerForms(x))
		}
		if _, twice := out[id]; twice {
			return nil, usage("%s is answered twice. Type it once.", name)
		}
		v, err := readAnswer(x, value)
		if err != nil {
			return nil, usage("%s=%s: %v", name, value, err)
		}
		out[id] = v
	}
	return out, nil
}

func unknownExposure(base *knowledge.Base, name, id string) error {
	var ids []string
	for _, x := range base.Exposures().All() {
		ids = append(ids, x.ID)
	}
	if near := nearest(id, ids); near != "" {
		return usage("Charley does not ask about %q. Did you mean %q?", name, near)
	}
	return usage(`Charley does not ask about %q. "charley evening --list" shows what it asks about.`, name)
}

// readAnswer reads the answer to one exposure: yes, no, an amount, or the words
// of one of its choices.
func readAnswer(x knowledge.Exposure, s string) (any, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, c := range x.Choices {
		if x.Kind == knowledge.Amount && strings.EqualFold(c.Label, s) {
			return c.Value, nil
		}
	}
	if x.Kind == knowledge.Amount {
		if n, err := strconv.ParseFloat(s, 64); err == nil && n >= 0 && n <= 100000 {
			return n, nil
		}
	}
	if b, err := yesNo(s); err == nil {
		return b, nil
	}
	return nil, usage("the answer must be %s.", answerForms(x))
}

// answerForms say how an exposure can be answered.
func answerForms(x knowledge.Exposure) string {
	if x.Kind == knowledge.YesNo {
		return "yes or no"
	}
	return "a number of " + x.Unit + ", yes or no"
}

// listExposures shows what an evening can answer.
func (p *program) listExposures(base *knowledge.Base) error {
	for _, x := range base.Exposures().All() {
		if p.JSON {
			choices := []map[string]any{}
			for _, c := range x.Choices {
				choices = append(choices, map[string]any{"label": c.Label, "value": c.Value})
			}
			err := p.answer(map[string]any{"id": x.ID, "name": x.Name, "question": x.Question, "kind": x.Kind, "unit": x.Unit, "choices": choices, "default": x.Default})
			if err != nil {
				return err
			}
			continue
		}
		p.say("%-18s %s (%s)", x.ID, x.Question, answerForms(x))
	}
	return nil
}

// noToAll ends the questions. It is not "none", which is also the answer of
// somebody who had no drink.
const noToAll = "no to all"

// askEvening asks what the day held. It returns the questions that "no to all"
// was said to; those that were skipped before stay unanswered.
func (n checkNight) askEvening(ctx context.Context, a *asker, asked []knowledge.Exposure, answers map[string]any) (none []knowledge.Exposure, err error) {
	fmt.Fprintf(a.p.env.Stderr, "The evening of %s. Enter skips a question; \"%s\" answers all that is left.\n", n.words(), noToAll)
	for i, x := range asked {
		question := x.Question + " " + choiceWords(x)
		if n.answered(x) {
			question += " [answered]"
		}
		err := a.ask(ctx, question, func(s string) error {
			if strings.EqualFold(s, noToAll) {
				none = asked[i:]
				return nil
			}
			v, err := readAnswer(x, s)
			if err != nil {
				return usage("Please type %s, or press Enter to skip.", answerForms(x))
			}
			answers[x.ID] = v
			return nil
		})
		if none != nil || err != nil {
			return none, err
		}
	}
	return nil, nil
}

// answered says that the evening has an answer to an exposure already.
func (n checkNight) answered(x knowledge.Exposure) bool {
	return n.record.Evening != nil && n.record.Evening.Exposures[x.ID].Said != charley.Unknown
}

// choiceWords are the usual answers, in brackets.
func choiceWords(x knowledge.Exposure) string {
	if x.Kind == knowledge.YesNo {
		return "(y/n)"
	}
	var labels []string
	for _, c := range x.Choices {
		label := c.Label
		if v, ok := c.Value.(float64); ok && number(v) != label {
			label += " = " + number(v)
		}
		labels = append(labels, label)
	}
	return "(" + x.Unit + ": " + strings.Join(labels, ", ") + ")"
}
