package cli

import (
	"context"
	"io"
)

// exportCommand writes the whole diary out.
type exportCommand struct {
	Format string `enum:"json" default:"json" placeholder:"FORMAT" help:"json: everything, with its history; it can be imported again."`
	Out    string `default:"-" placeholder:"FILE" help:"File to write; shown if left away or -."`
	Force  bool   `help:"Write over a file that is there."`
}

// Run is charley export.
func (c *exportCommand) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		err := p.writeOut(c.Out, c.Force, func(w io.Writer) error { return h.Export(ctx, h.caller, w) })
		if err != nil || c.Out == "-" {
			return err
		}
		if p.JSON {
			return p.answer(map[string]any{"file": c.Out, "format": c.Format})
		}
		p.say("Written: the whole diary to %s.", c.Out)
		return nil
	})
}
