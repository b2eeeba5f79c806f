package cli

import (
	"context"
	"math"
	"runtime"
	"strconv"

	"charley/appraise"
	"charley/ingest"
	"charley/measure"
	"charley/trial"
)

// analyzeTrialCommand judges one trial or many.
type analyzeTrialCommand struct {
	File     string `arg:"" help:"Table with a row a night, or - for the standard input: comma-separated, compressed by gzip or not. Columns: night (number or date), arm (1 with the remedy, 0 without), the outcome, and if there are any: trial, period, block, weekend. Empty cells are missing."`
	Outcome  string `enum:"count,severity,minutes,bad,value" default:"count" placeholder:"NAME" help:"Column to judge by: count (a night), severity (0 to 10), minutes, bad (1 or 0) or value."`
	HalfLife string `default:"0" placeholder:"N|grid" help:"Nights until half of the effect is gone once the remedy is left away; grid averages over several."`
	Seed     uint64 `default:"1" placeholder:"N" help:"Same table, same seed, same digits."`
	Draws    int    `placeholder:"N" help:"Draws of the analysis: more are slower and a little more exact."`
	Better   string `enum:"lower,higher" default:"lower" placeholder:"WHICH" help:"For the outcome value: whether lower or higher is better."`
}

// The draws that can be asked for. Fewer say nothing, more take for ever.
const (
	leastDraws = 100
	mostDraws  = 100_000
)

// mostHalfLife is the longest half-life that can be typed; beyond it the arms of any
// trial run into each other.
const mostHalfLife = 60

// Run is charley analyze trial.
func (c *analyzeTrialCommand) Run(ctx context.Context, p *program) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	open, err := p.reopen(c.File)
	if err != nil {
		return err
	}
	table, err := ingest.Trials(open, c.Outcome)
	if err != nil {
		return p.refuseFile(c.File, err, func(wrong *ingest.LineError) any { return &appraise.Refusal{Wrong: wrong} })
	}
	return p.appraise(ctx, table, o)
}

// options are what was typed, made ready.
func (c *analyzeTrialCommand) options() (appraise.Options, error) {
	o := appraise.Options{Outcome: measure.Outcome(c.Outcome), Seed: c.Seed, Draws: c.Draws, HigherIsBetter: c.Better == "higher"}
	if c.Draws != 0 && (c.Draws < leastDraws || c.Draws > mostDraws) {
		return o, usage("--draws must be a whole number from %d to %d. You typed \"%d\".", leastDraws, mostDraws, c.Draws)
	}
	if o.HigherIsBetter && o.Outcome != measure.Value {
		return o, usage("--better goes with --outcome value; of %s, lower is better.", c.Outcome)
	}
	if c.HalfLife == "grid" {
		o.HalfLife = trial.HalfLives()
		return o, nil
	}
	h, err := strconv.ParseFloat(c.HalfLife, 64)
	if err != nil || math.IsNaN(h) || h < 0 || h > mostHalfLife {
		return o, usage("--half-life must be a number of nights from 0 to %d, or grid. You typed %q.", mostHalfLife, c.HalfLife)
	}
	o.HalfLife = []float64{h}
	return o, nil
}

// appraise judges every trial of a table, on all cores, and answers in the order of
// the table.
func (p *program) appraise(ctx context.Context, table *ingest.TrialTable, o appraise.Options) error {
	bar := p.progress(table.Count(), "trials")
	defer bar.done()
	bad, said := 0, 0
	err := inOrder(ctx, runtime.GOMAXPROCS(0), table.Each,
		func(t ingest.Trial) appraised {
			began := p.env.Now()
			a, refusal := appraise.Trial(t, o)
			if a != nil {
				a.Seconds = appraise.Number(p.env.Now().Sub(began).Seconds())
			}
			return appraised{a, refusal}
		},
		func(r appraised) error {
			bar.step()
			if r.refusal != nil {
				bad++
				return p.refuse(refused(r.refusal))
			}
			said++
			if p.JSON {
				return p.answer(r.answer)
			}
			return writeTrialAnswer(p.env.Stdout, r.answer, said > 1)
		})
	switch {
	case err != nil:
		return err
	case bad > 0:
		return errSomeBad
	case table.Count() == 0 && !p.JSON:
		p.remark("The table has no rows.")
	}
	return nil
}

// An appraised is one of the two.
type appraised struct {
	answer  *appraise.Answer
	refusal *appraise.Refusal
}

// refused is a trial whose table is wrong.
func refused(r *appraise.Refusal) refusedTable {
	return refusedTable{answer: r, kind: "Trial", name: r.Trial, wrong: r.Wrong, badLines: r.BadLines}
}
