package cli

import (
	"context"
	"errors"
	"slices"
	"time"

	"charley"
	"charley/app"
	"charley/trial"
)

// trialCommand tests a remedy on nights that are drawn by lot.
type trialCommand struct {
	List    trialList    `cmd:"" default:"1" help:"List the trials of the diary."`
	Plan    trialPlan    `cmd:"" help:"Say what a trial would be and what it could show. Nothing is drawn."`
	Start   trialStart   `cmd:"" help:"Draw a trial by lot and seal it."`
	Tonight trialTonight `cmd:"" help:"Say what was drawn for tonight."`
	Look    trialLook    `cmd:"" help:"Take the look that is allowed now. It says whether to go on, and no more."`
	Result  trialResult  `cmd:"" help:"Say what came out of a trial that is over."`
	Stop    trialStop    `cmd:"" help:"End a trial before its time. It stays ended."`
	Guess   trialGuess   `cmd:"" help:"Say what you believe was in the last bottle you took from, before you see the result."`
	Harm    trialHarm    `cmd:"" help:"Say that something bad happened in a trial or after it, or that it is over."`
	Power   trialPower   `cmd:"" name:"simulate-power" help:"Say what a trial could show, for a made-up person with a rate. No diary is opened."`
	Bottles trialBottles `cmd:"" help:"Show what belongs in which bottle: for the helper who fills them, and nobody else."`
}

// A trialWish is the trial that is asked for.
type trialWish struct {
	Remedy  string `arg:"" help:"Id of a remedy, such as warm-bath; \"charley remedies\" lists them."`
	Measure string `placeholder:"WHAT" help:"What is counted each night: cramps, bad-night, bother, intensity, sleep-lost or sit-still. Cramps if nothing is said."`
	Nights  int    `placeholder:"N" help:"How many nights; the usual length for the remedy if nothing is said."`
	Helper  bool   `help:"Somebody else keeps the list and fills the bottles, so that you do not know which night is which."`
	Start   string `placeholder:"DATE" help:"First evening; the next one if nothing is said."`
}

func (w trialWish) wish() (app.TrialWish, error) {
	out := app.TrialWish{Remedy: w.Remedy, Measure: idWord(w.Measure), Nights: w.Nights, Blind: trial.Open}
	if w.Helper {
		out.Blind = trial.Helper
	}
	var err error
	if w.Start != "" {
		out.Start, err = parseNight("--start", w.Start)
	}
	return out, err
}

// A trialID names one trial; without it the one that goes on is meant, or the last.
type trialID struct {
	ID string `arg:"" optional:"" help:"Id of a trial; the one that goes on, or else the last one, if nothing is said."`
}

// trials opens the diary with all that is known about remedies.
func (p *program) trials(ctx context.Context, need need, do func(*home) error) error {
	return p.with(ctx, need, "", func(h *home) (err error) {
		if h.Counsel, err = newCounsel(); err != nil {
			return err
		}
		h.Patience = answerPatience
		return do(h)
	})
}

// answerPatience is how long a command waits for what takes long to work out.
const answerPatience = time.Minute

// oneTrial opens the diary and finds the trial that is meant.
func (p *program) oneTrial(ctx context.Context, id trialID, do func(*home, app.TrialView) error) error {
	return p.trials(ctx, toRead, func(h *home) error {
		all, err := h.Trials(ctx, h.caller)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return failed(charley.ErrNotFound, `There is no trial in this diary yet. Type "charley trial plan REMEDY" to see what one would be.`)
		}
		i := 0
		for at, v := range all { // the latest first: of two that go on, the one that began first counts
			if !v.Over() {
				i = at
			}
		}
		if id.ID != "" {
			if i = slices.IndexFunc(all, func(v app.TrialView) bool { return string(v.ID) == id.ID }); i < 0 {
				return usage("There is no trial %q in this diary. Type \"charley trial\" to see which there are.", charley.Clip(id.ID))
			}
		}
		return do(h, all[i])
	})
}

type trialList struct{}

// Run is charley trial.
func (c *trialList) Run(ctx context.Context, p *program) error {
	return p.trials(ctx, toRead, func(h *home) error {
		all, err := h.Trials(ctx, h.caller)
		if err != nil {
			return err
		}
		for _, v := range all {
			if p.JSON {
				if err := p.answer(v.Body()); err != nil {
					return err
				}
				continue
			}
			p.say("%s  %s", v.ID, trialLine(v, p.env.Now()))
		}
		if len(all) == 0 && !p.JSON {
			p.say(`There is no trial yet. Type "charley trial plan REMEDY" to see what one would be.`)
		}
		return nil
	})
}

type trialPlan struct{ trialWish }

// Run is charley trial plan.
func (c *trialPlan) Run(ctx context.Context, p *program) error {
	w, err := c.wish()
	if err != nil {
		return err
	}
	return p.trials(ctx, toWrite, func(h *home) error {
		planned, err := h.PlanTrial(ctx, h.caller, w)
		if err != nil {
			return trialMistake(err)
		}
		if p.JSON {
			return p.answer(planned.Body())
		}
		if planned.Refusal != nil {
			p.say("%s", refusalWords(planned.Name, planned.Refusal))
			return nil
		}
		p.sayPlan(h, planned)
		return nil
	})
}

type trialStart struct {
	trialWish
	ID string `placeholder:"UUID" help:"Id of the trial, so that typing the same again does no harm."`
}

// Run is charley trial start.
func (c *trialStart) Run(ctx context.Context, p *program) error {
	w, err := c.wish()
	if err != nil {
		return err
	}
	id := charley.NewEntryID()
	if c.ID != "" {
		if id, err = charley.ParseEntryID(c.ID); err != nil {
			return usage("--id must be a UUID in small letters. You typed %q.", charley.Clip(c.ID))
		}
	}
	return p.trials(ctx, toWrite, func(h *home) error {
		v, err := h.StartTrial(ctx, h.caller, w, id)
		if no := (*trial.Refusal)(nil); errors.As(err, &no) {
			return failed(err, "%s", refusalWords(w.Remedy, no))
		}
		if errors.Is(err, app.ErrTrialRuns) {
			return failed(err, `Another trial goes on, and two at a time would blur each other. End it with "charley trial stop", or wait until it is over.`)
		}
		if err != nil {
			return trialMistake(err)
		}
		if p.JSON {
			return p.answer(v.Body())
		}
		p.say("Drawn and sealed: %s, %s.", v.Name, designWords(v.Sealed.Plan))
		p.say("First evening: %s. Last: %s. Seal: %s.", date(v.Sealed.Start, p.env.Now()), date(v.Sealed.Last(), p.env.Now()), v.Sealed.Hash)
		if v.Sealed.Blind == trial.Helper {
			p.say(`Hand over to your helper now: "charley trial bottles --i-am-the-helper" shows what belongs in which bottle. Do not look.`)
			return nil
		}
		return p.sayTonight(h, v)
	})
}

// trialMistake puts the flags of a trial into an error about a field.
func trialMistake(err error) error {
	wrong := (*charley.FieldError)(nil)
	if !errors.As(err, &wrong) {
		return err
	}
	if wrong.Field == "remedy" {
		return usage("There is no remedy %q. Type \"charley remedies\" to see what there is.", wrong.Got)
	}
	if wrong.Field == "blind" {
		return usage("--helper cannot be had for this remedy: what it is cannot be hidden.")
	}
	return usage("--%s %s.%s", wrong.Field, wrong.Why, youTyped(wrong.Got))
}

type trialTonight struct{ trialID }

// Run is charley trial tonight.
func (c *trialTonight) Run(ctx context.Context, p *program) error {
	return p.oneTrial(ctx, c.trialID, func(h *home, v app.TrialView) error {
		if p.JSON {
			return p.answer(v.Body())
		}
		return p.sayTonight(h, v)
	})
}

type trialLook struct{ trialID }

// Run is charley trial look.
func (c *trialLook) Run(ctx context.Context, p *program) error {
	return p.oneTrial(ctx, c.trialID, func(h *home, v app.TrialView) error {
		v, err := h.LookAtTrial(ctx, h.caller, v.ID)
		if errors.Is(err, app.ErrNoLook) {
			return failed(err, "%s", noLookWords(v))
		}
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(v.Body())
		}
		p.say("%s", lookWordsOf(v))
		return nil
	})
}

type trialResult struct{ trialID }

// Run is charley trial result.
func (c *trialResult) Run(ctx context.Context, p *program) error {
	return p.oneTrial(ctx, c.trialID, func(h *home, v app.TrialView) error {
		if p.JSON {
			if err := p.answer(v.Body()); err != nil {
				return err
			}
		}
		switch {
		case v.Tampered != nil:
			return failed(v.Tampered, "%s", tamperedWords(v))
		case !v.Over():
			return failed(charley.ErrConflict, "This trial goes on until %s. Its result is shown when it is over, and not before: whoever looks at a good moment sees what chance made.", date(v.Sealed.Last(), p.env.Now()))
		case v.GuessAsked:
			return failed(charley.ErrConflict, `First say what you believe was in the last bottle you took from: charley trial guess remedy, comparison or dont-know.`)
		case !p.JSON:
			p.say("%s", resultWords(v))
		}
		return nil
	})
}

type trialStop struct {
	trialID
	Why string `enum:"stopped,harm,futile,safety,other" default:"stopped" placeholder:"WHY" help:"Why: stopped, harm, futile, safety or other."`
}

// Run is charley trial stop.
func (c *trialStop) Run(ctx context.Context, p *program) error {
	return p.oneTrial(ctx, c.trialID, func(h *home, v app.TrialView) error {
		if v.Over() {
			return failed(charley.ErrConflict, "This trial is over already.")
		}
		v, err := h.StopTrial(ctx, h.caller, v.ID, c.Why)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(v.Body())
		}
		p.say(`Ended after night %d of %d. "charley trial result" says what these nights show.`, v.Night, v.Sealed.Nights)
		return nil
	})
}

type trialGuess struct {
	Guess string `arg:"" enum:"remedy,comparison,dont-know" help:"remedy, comparison (what only looks like it) or dont-know: what you believe was in the last bottle you took from."`
	trialID
}

// Run is charley trial guess.
func (c *trialGuess) Run(ctx context.Context, p *program) error {
	return p.oneTrial(ctx, c.trialID, func(h *home, v app.TrialView) error {
		v, err := h.GuessTrial(ctx, h.caller, v.ID, idWord(c.Guess))
		switch wrong := (*charley.FieldError)(nil); {
		case errors.As(err, &wrong):
			return failed(err, "What you believed is kept already, and stays as it was.")
		case errors.Is(err, charley.ErrConflict):
			return failed(err, "This is asked once a trial with a helper is over.")
		case err != nil:
			return err
		}
		if p.JSON {
			return p.answer(v.Body())
		}
		p.say(`Saved. "charley trial result" says what came out.`)
		return nil
	})
}

type trialBottles struct {
	trialID
	Helper bool `name:"i-am-the-helper" help:"Whoever reads the list is not the person who tests."`
}

// Run is charley trial bottles.
func (c *trialBottles) Run(ctx context.Context, p *program) error {
	if !c.Helper {
		return usage("Whoever tests must not see this list: who knows what is in a bottle feels it, and then the trial cannot tell belief from effect. " +
			`If you are the helper who fills the bottles, type "charley trial bottles --i-am-the-helper". That the list was shown is written down.`)
	}
	return p.oneTrial(ctx, c.trialID, func(h *home, v app.TrialView) error {
		list, err := h.HelperList(ctx, h.caller, v.ID)
		if v.Tampered != nil {
			return failed(v.Tampered, "%s", tamperedWords(v))
		}
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(append([]trial.Filling{}, list...))
		}
		if len(list) == 0 {
			p.say("Nothing is hidden in this trial, so there is nothing to fill.")
			return nil
		}
		p.say("For the helper alone. Fill and mark the bottles, and keep this list where the person does not see it.")
		for _, f := range list {
			what := v.Name
			if f.Arm == 0 {
				what = "what looks the same"
			}
			p.say("  Bottle %s: %s (%s to %s)", f.Bottle, what, date(f.From, p.env.Now()), date(f.To, p.env.Now()))
		}
		return nil
	})
}
