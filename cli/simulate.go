package cli

import (
	"context"
	"io"

	"charley"
	"charley/simulate"
)

// simulateCommand writes the nights of a made-up person.
type simulateCommand struct {
	Nights int    `default:"180" placeholder:"N" help:"How many nights."`
	Seed   uint64 `default:"1" placeholder:"N" help:"Same numbers, same person."`
	Out    string `required:"" placeholder:"FILE" help:"File to write, or - to show it."`
	Force  bool   `help:"Write over a file that is there."`
	Start  string `placeholder:"DATE" help:"First night; 2026-01-05 if nothing is said."`

	Trial     string  `enum:",night_blocks4,week_pairs" default:"" placeholder:"SCHEME" help:"Put a trial drawn by lot inside: night_blocks4 or week_pairs."`
	TrialFrom int     `placeholder:"N" help:"Nights before the trial begins."`
	RateRatio float64 `default:"0.6" placeholder:"X" help:"True rate of cramps with the remedy by the rate without."`
	HalfLife  float64 `placeholder:"N" help:"Nights until half of the remedy's effect is gone."`
	Remedy    string  `placeholder:"ID" help:"Exposure that follows the lot, such as warm_bath."`
}

// Run is charley simulate. With --json the truth behind the nights is shown.
func (c *simulateCommand) Run(_ context.Context, p *program) error {
	o := simulate.Options{Nights: c.Nights, Seed: c.Seed}
	if c.Start != "" {
		var err error
		if o.Start, err = parseNight("--start", c.Start); err != nil {
			return err
		}
	}
	if c.Trial != "" {
		o.Trial = &simulate.TrialOptions{Scheme: c.Trial, From: c.TrialFrom, RateRatio: c.RateRatio, HalfLife: c.HalfLife, Remedy: idWord(c.Remedy)}
	}
	if err := o.Check(); err != nil {
		return usage("Such a person cannot be made: %v.", trimWords(err, charley.ErrInvalid))
	}
	if p.JSON && c.Out == "-" {
		return usage("--json shows the truth where --out - shows the nights. Name a file for the nights: --out FILE.csv")
	}
	d := simulate.Person(o)
	if err := p.writeOut(c.Out, c.Force, func(w io.Writer) error { return d.WriteCSV(w) }); err != nil {
		return err
	}
	switch {
	case p.JSON:
		return p.answer(map[string]any{"nights": len(d.Nights), "seed": c.Seed, "start": d.Options.Start, "truth": d.Truth})
	case c.Out != "-":
		p.say("Written: %d nights of a made-up person to %s.", len(d.Nights), c.Out)
	}
	return nil
}
