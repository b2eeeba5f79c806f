package cli

import (
	"context"
	"errors"
	"math"

	"charley"
	"charley/app"
	"charley/trial"
)

// trialPower says what a trial could show, for a person who is made up from a rate.
// No diary is opened, and nothing is asked about safety.
type trialPower struct {
	Remedy  string  `arg:"" help:"Id of a remedy, such as warm-bath; it decides how nights are drawn."`
	Rate    float64 `required:"" placeholder:"N" help:"Cramps a night; for other measures the share of nights with anything, 0 to 1."`
	Measure string  `placeholder:"WHAT" help:"What is counted each night: cramps, bad-night, bother, intensity or sleep-lost. Cramps if nothing is said."`
	Nights  int     `placeholder:"N" help:"How many nights; the usual length for the remedy if nothing is said."`
	Seed    uint64  `default:"1" placeholder:"N" help:"Same rate, same seed, same chances."`
}

// A powerAnswer is what a trial could show, for programs.
type powerAnswer struct {
	Plan    trial.Plan     `json:"plan"`
	Seed    uint64         `json:"seed"`
	Chances []trial.Chance `json:"chances"`
}

// Run is charley trial simulate-power.
func (c *trialPower) Run(_ context.Context, p *program) error {
	counsel, err := newCounsel()
	if err != nil {
		return err
	}
	rec, ok := counsel.Base.Remedies().Get(c.Remedy)
	if !ok {
		return usage("There is no remedy %q. Type \"charley remedies\" to see what there is.", charley.Clip(c.Remedy))
	}
	measure := idWord(c.Measure)
	if measure == "" {
		measure = trial.Cramps
	}
	m, known := trial.MeasureOf(measure)
	if most := mostRate(m); known && (!m.Events() || !(c.Rate > 0 && c.Rate <= most)) {
		return usage("--rate must be a number above 0 and at most %s for this measure.", number(most))
	}
	w := trial.Wish{Remedy: rec, Offered: true, Measure: measure, Nights: c.Nights, Start: dateOfNow(p)}
	plan, err := trial.PlanFor(w, madeUp(m, c.Rate))
	if no := (*trial.Refusal)(nil); errors.As(err, &no) {
		return failed(err, "%s", refusalWords(rec.Name, no))
	}
	if err != nil {
		return trialMistake(err)
	}
	chances, err := trial.Power(plan, trial.QuickReading, c.Seed)
	if err != nil {
		return err
	}
	if p.JSON {
		return p.answer(powerAnswer{plan, c.Seed, chances})
	}
	p.say("%s: %s.", rec.Name, designWords(plan))
	p.sayChances(app.TrialPlanned{Plan: plan, Chances: chances})
	p.say("Simulated from a rate alone. \"charley trial plan %s\" goes by your own nights, and says whether it is safe for you.", rec.ID)
	return nil
}

// mostRate is the greatest rate of a measure that makes sense.
func mostRate(m trial.Measure) float64 {
	if m.Outcome == trial.Count {
		return 20
	}
	return 1
}

// madeUpSize is the size of the negative binomial of a made-up person's nights: the
// middle of those of the reference simulation (docs/statistics.md).
const madeUpSize = 3

// madeUp is the fortnight of somebody with a rate.
func madeUp(m trial.Measure, rate float64) trial.RunIn {
	n := float64(trial.RunInNights)
	r := trial.RunIn{Nights: trial.RunInNights, Logged: trial.RunInNights, Mean: rate, Events: rate * n}
	share := rate
	r.SD = math.Sqrt(rate * (1 - rate))
	if m.Outcome == trial.Count {
		share = 1 - math.Pow(1+rate/madeUpSize, -madeUpSize)
		r.SD = math.Sqrt(rate + rate*rate/madeUpSize)
	}
	if r.EventNights = int(math.Round(share * n)); m.Outcome != trial.Count {
		r.Events, r.SD = float64(r.EventNights), math.Max(r.SD, 0.1)
	}
	return r
}

// dateOfNow is the date on the wall: a trial must begin somewhere.
func dateOfNow(p *program) charley.Night {
	y, m, d := p.env.Now().Date()
	return charley.Night{Year: y, Month: m, Day: d}
}
