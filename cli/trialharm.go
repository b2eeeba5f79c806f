package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"charley"
	"charley/app"
	"charley/trial"
)

// trialHarm tells of something bad in a trial, and of its end.
type trialHarm struct {
	Grade string `arg:"" optional:"" enum:",bothered,kept,needed-help" default:"" help:"How much: bothered and no more, kept you from things you wanted to do, or needed-help, yours or a doctor's. Without it, what was told is listed."`
	trialID
	What string `placeholder:"WORDS" help:"What happened, in a few words."`
	On   string `placeholder:"DATE" help:"The day on which it happened; today if nothing is said."`
	Over string `enum:",seen,gone" default:"" placeholder:"HOW" help:"What was told and is open has been seen by a doctor or pharmacist, or is gone."`
}

// Run is charley trial harm.
func (c *trialHarm) Run(ctx context.Context, p *program) error {
	told := app.HarmTold{Grade: idWord(c.Grade), What: strings.Join(strings.Fields(c.What), " ")}
	var err error
	switch {
	case c.Grade != "" && c.Over != "":
		return usage("Say either how bad it was, or --over, and not both.")
	case c.Grade == "" && cmp.Or(c.What, c.On) != "":
		return usage("Say how much it bothered: bothered, kept or needed-help.")
	case c.On != "":
		if told.Day, err = parseNight("--on", c.On); err != nil {
			return err
		}
	}
	return p.oneTrial(ctx, c.trialID, func(h *home, v app.TrialView) error {
		switch {
		case c.Grade != "":
			v, err = h.TellHarm(ctx, h.caller, v.ID, charley.NewEntryID(), told)
		case c.Over != "":
			v, err = endHarms(ctx, h, v, c.Over)
		}
		if err != nil {
			return harmMistake(err)
		}
		if p.JSON {
			return p.answer(v.Body())
		}
		return p.sayHarm(v, told.Grade == charley.HarmHelp)
	})
}

// endHarms ends everything that was told in a trial and is open.
func endHarms(ctx context.Context, h *home, v app.TrialView, how string) (app.TrialView, error) {
	for _, f := range slices.Concat(v.Harm, v.Apart) {
		if !f.OpenHarm() {
			continue
		}
		var err error
		if v, err = h.EndHarm(ctx, h.caller, v.ID, f.ID, how); err != nil {
			return v, err
		}
	}
	return v, nil
}

// harmMistake puts the flags of the command into an error about a field.
func harmMistake(err error) error {
	wrong := (*charley.FieldError)(nil)
	if !errors.As(err, &wrong) {
		return err
	}
	flag := map[string]string{"day": "--on"}[wrong.Field]
	return usage("%s %s.%s", cmp.Or(flag, "--what"), wrong.Why, youTyped(wrong.Got))
}

// sayHarm says when to get help first, where that was just told, then what was told, and
// what follows.
func (p *program) sayHarm(v app.TrialView, help bool) error {
	if help {
		p.say(`If it is an emergency, call for help first. "charley tell" says which signs must be seen at once.`)
	}
	for _, line := range harmLines(v) {
		p.say("%s", line)
	}
	switch {
	case len(v.Harm) == 0:
		p.say(`Nothing bad was told of this trial. "charley trial harm bothered", "kept" or "needed-help" tells it.`)
	case v.Paused == app.PauseTold:
		p.say("Paused. Leave it off: %s", pauseWords[v.Paused])
	}
	return nil
}

// harmGrades are how much something bothered, in words.
var harmGrades = map[string]string{charley.HarmBothered: "bothersome", charley.HarmKept: "kept from things", charley.HarmHelp: "needed help or a doctor"}

// harmEnds are how it ended.
var harmEnds = map[string]string{charley.FlagSeen: "a doctor or pharmacist has looked at it", charley.FlagGone: "it is over"}

// harmLines are what was told of something bad in a trial, with the nights beside it where
// its result may be seen.
func harmLines(v app.TrialView) []string {
	var out []string
	for _, f := range slices.Concat(v.Harm, v.Apart) { // those apart are of a trial that was taken away
		line := fmt.Sprintf("Told of %s: %s", f.Taken(), harmGrades[f.Grade])
		if f.Name != "" {
			line += fmt.Sprintf(" (%s)", f.Name)
		}
		if end := harmEnds[f.Ended]; end != "" {
			line += "; " + end
		}
		out = append(out, line+".")
	}
	if b := v.Beside; b != nil {
		out = append(out, besideWords(*b))
	}
	return out
}

// besideWords count it by the nights beside it.
func besideWords(b trial.Beside) string {
	out := fmt.Sprintf("Of that, %d beside nights with it and %d beside nights without it", b.With, b.Without)
	if b.Between > 0 {
		out += fmt.Sprintf(", %d between one with and one without", b.Between)
	}
	if b.Outside > 0 {
		out += fmt.Sprintf(", %d beside no night of the trial", b.Outside)
	}
	return out + ". So few prove nothing either way."
}
