package cli

import (
	"context"
	"errors"
	"io"

	"charley/app"
	"charley/tell"
)

// tellCommand tells cramps from restless legs, and from what a doctor must see.
type tellCommand struct {
	Facts string `placeholder:"FILE" help:"Judge facts by the keys of the codebook instead of this diary: a file of JSON, one object or one a line, or - for the standard input."`
	Fixed bool   `help:"Ask in the fixed order, to the end."`
	Show  bool   `help:"Ask nothing; only show what is known so far."`
}

// Run is charley tell.
func (c *tellCommand) Run(ctx context.Context, p *program) error {
	if c.Facts != "" {
		return p.judge(c.Facts, p.apart)
	}
	return p.with(ctx, toWrite, "", func(h *home) (err error) {
		if h.Counsel, err = newCounsel(); err != nil {
			return err
		}
		if p.env.Terminal && !c.Show && !p.JSON {
			if err := c.ask(ctx, p, h); err != nil && !errors.Is(err, errEnough) {
				return err
			}
		}
		told, err := h.Tell(ctx, h.caller)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(told.Verdict)
		}
		zone, err := h.zone(ctx, "")
		if err != nil {
			return err
		}
		if err := writeVerdict(p.env.Stdout, h.Counsel.Teller, told, zone.String()); err != nil {
			return err
		}
		return p.writeRevised(ctx, h, told)
	})
}

// apart tells apart by one line of facts.
func (p *program) apart(c *app.Counsel, f tell.Facts) judged {
	verdict := c.Teller.Apart(f)
	return judged{verdict, func(w io.Writer) error { return p.writeUntold(w, c.Teller, verdict) }}
}

// writeUntold is a verdict in words on facts that no diary holds.
func (p *program) writeUntold(w io.Writer, t *tell.Teller, v tell.Verdict) error {
	return writeVerdict(w, t, tell.Telling{Verdict: v}, machineZone(p.env.Getenv, "/"))
}
