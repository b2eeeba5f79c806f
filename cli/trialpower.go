package cli

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/measure"
	"charley/trial"
)

// trialPower says what a trial could show, for a person who is made up from a rate.
// No diary is opened, and nothing is asked about safety.
type trialPower struct {
	ID       string    `arg:"" optional:"" name:"remedy" help:"Id of a remedy, such as warm-bath; it decides how nights are drawn."`
	Remedy   string    `placeholder:"ID" help:"The same as a flag."`
	Unit     string    `enum:",night,block,period" default:"" placeholder:"UNIT" help:"What is drawn, in place of a remedy: night, block or period."`
	Period   int       `placeholder:"N" help:"Nights of one period, in place of those of the remedy."`
	HalfLife float64   `default:"-1" placeholder:"N" help:"Nights in which half of an effect is gone, in place of those of the remedy."`
	Rate     float64   `required:"" placeholder:"N" help:"Cramps a night; for other measures the share of nights with anything, 0 to 1."`
	Measure  string    `placeholder:"WHAT" help:"What is counted each night: cramps, bad-night, bother, intensity or sleep-lost. Cramps if nothing is said."`
	Nights   []int     `placeholder:"N,..." help:"How many nights; the usual lengths for the remedy if nothing is said."`
	Effects  []float64 `placeholder:"R,..." help:"Sizes of effect, as ratios of what is counted with it to without: 0.5 takes away half. Some usual ones if nothing is said."`
	Trials   int       `placeholder:"N" help:"Simulated trials for each; 400 if nothing is said."`
	Seed     uint64    `default:"1" placeholder:"N" help:"Same rate, same seed, same chances."`
}

// remedy is the one that is named, with what is said in place of its record, or one
// that is made up.
func (c *trialPower) remedy() (knowledge.Remedy, error) {
	id := cmp.Or(c.Remedy, c.ID)
	rec := knowledge.Remedy{ID: "made-up", Name: "A remedy", Class: knowledge.ClassA,
		Trial: knowledge.Trial{Unit: c.Unit, Fit: knowledge.TrialFair, Nights: 1, Pairs: madeUpPairs}}
	if id != "" {
		counsel, err := newCounsel()
		if err != nil {
			return rec, err
		}
		var ok bool
		if rec, ok = counsel.Base.Remedies().Get(id); !ok {
			return rec, usage("There is no remedy %q. Type \"charley remedies\" to see what there is.", charley.Clip(id))
		}
	} else if c.Unit == "" {
		return rec, usage("Say which remedy, or what is drawn: --unit night, block or period.")
	}
	if c.Unit != "" {
		rec.Trial.Unit = c.Unit
	}
	if c.Period < 0 || c.Period > trial.MostNights/4 {
		return rec, usage("--period must be from 1 to %d.", trial.MostNights/4)
	}
	if c.Period > 0 {
		rec.Trial.Nights, rec.Trial.Washout = c.Period, min(rec.Trial.Washout, c.Period-1)
	}
	if c.HalfLife > trial.MostNights/4 {
		return rec, usage("--half-life must be from 0 to %d nights.", trial.MostNights/4)
	}
	if c.HalfLife >= 0 {
		rec.Trial.HalfLife = c.HalfLife
	}
	return rec, nil
}

// longAt is from how many simulated trials on it takes long enough to show how far it is.
const longAt = 2000

// madeUpPairs is how many pairs of periods a made-up remedy is tested in, if nothing
// is said of nights: as many weeks as most trials of the records last.
const madeUpPairs = 4

// A powerAnswer is what a trial could show, for programs.
type powerAnswer struct {
	Plan    trial.Plan     `json:"plan"`
	Seed    uint64         `json:"seed"`
	Chances []trial.Chance `json:"chances"`
}

// Run is charley trial simulate-power.
func (c *trialPower) Run(_ context.Context, p *program) error {
	rec, err := c.remedy()
	if err != nil {
		return err
	}
	what := idWord(c.Measure)
	if what == "" {
		what = measure.Cramps
	}
	m, known := measure.Of(what)
	if most := mostRate(m); known && (!m.Events() || !(c.Rate > 0 && c.Rate <= most)) {
		return usage("--rate must be a number above 0 and at most %s for this measure.", number(most))
	}
	w := trial.Wish{Remedy: rec, Offered: true, Measure: what, Start: dateOfNow(p)}
	if len(c.Nights) > 0 {
		w.Nights = slices.Max(c.Nights)
	}
	plan, err := trial.PlanFor(w, madeUp(m, c.Rate))
	if no := (*trial.Refusal)(nil); errors.As(err, &no) {
		return failed(err, "%s", refusalWords(rec.Name, no))
	}
	if err != nil {
		return trialMistake(err)
	}
	read := trial.QuickReading
	if c.Trials > longAt {
		bar := p.progress(c.Trials*max(1, len(c.Effects))*max(1, len(c.Nights)), "readings")
		defer bar.done()
		read = func(plan trial.Plan, arms []int, y []float64) (mean, sd float64, ok bool) {
			bar.step()
			return trial.QuickReading(plan, arms, y)
		}
	}
	chances, err := trial.PowerAsked(plan, read, c.Seed, trial.Asked{Effects: c.Effects, Nights: c.Nights, Trials: c.Trials})
	if err != nil {
		return trialMistake(err)
	}
	if p.JSON {
		return p.answer(powerAnswer{plan, c.Seed, chances})
	}
	p.say("%s: %s.", rec.Name, designWords(plan))
	p.sayChances(app.TrialPlanned{Plan: plan, Chances: chances})
	if rec.ID == "made-up" {
		return nil
	}
	p.say("Simulated from a rate alone. \"charley trial plan %s\" goes by your own nights, and says whether it is safe for you.", rec.ID)
	return nil
}

// mostRate is the greatest rate of a measure that makes sense.
func mostRate(m measure.Measure) float64 {
	if m.Outcome == measure.Count {
		return 20
	}
	return 1
}

// madeUpSize is the size of the negative binomial of a made-up person's nights: the
// middle of those of the reference simulation (docs/statistics.md).
const madeUpSize = 3

// madeUp is the fortnight of somebody with a rate.
func madeUp(m measure.Measure, rate float64) trial.RunIn {
	n := float64(trial.RunInNights)
	r := trial.RunIn{Nights: trial.RunInNights, Logged: trial.RunInNights, Mean: rate, Events: rate * n}
	share := rate
	r.SD = math.Sqrt(rate * (1 - rate))
	if m.Outcome == measure.Count {
		share = 1 - math.Pow(1+rate/madeUpSize, -madeUpSize)
		r.SD = math.Sqrt(rate + rate*rate/madeUpSize)
	}
	if r.EventNights = int(math.Round(share * n)); m.Outcome != measure.Count {
		r.Events, r.SD = float64(r.EventNights), math.Max(r.SD, 0.1)
	}
	return r
}

// dateOfNow is the date on the wall: a trial must begin somewhere.
func dateOfNow(p *program) charley.Night {
	y, m, d := p.env.Now().Date()
	return charley.Night{Year: y, Month: m, Day: d}
}
