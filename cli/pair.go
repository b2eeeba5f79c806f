package cli

import (
	"context"
	"errors"

	"charley"
	"charley/app"
	"charley/qrcode"
)

// pairCommand makes a phone the one at the bed.
type pairCommand struct{ linkFlags }

// Run is charley pair.
func (c *pairCommand) Run(ctx context.Context, p *program) error {
	const without = `A phone can only be paired once there is an account. Type "charley account setup" first.`
	return p.withAccount(ctx, c.linkFlags, without, func(h *home) error {
		l, err := h.NewLink(ctx, h.caller, app.LinkPair)
		if err != nil {
			return err
		}
		return p.showPair(ctx, h, p.link(h, c.linkFlags, l))
	})
}

// showPair draws the link for the phone's camera.
func (p *program) showPair(ctx context.Context, h *home, l linkShown) error {
	if p.JSON {
		return p.answer(l)
	}
	until := l.Expires.In(h.homeZone(ctx)).Format("15:04")
	if l.Link == "" {
		p.say("Open this on the phone before %s:", until)
		p.say("\n  %s\n", l.Path)
	} else {
		code, err := qrcode.Of(l.Link)
		if err != nil && !errors.Is(err, charley.ErrTooLarge) {
			return err
		}
		p.say("Point the phone's camera at this before %s, or type the address under it:\n", until)
		if err == nil {
			p.say("%s", code.Blocks())
		}
		p.say("  %s\n", l.Link)
	}
	p.say("It works once. The phone can then write and see the last day, and nothing else, without a password.")
	p.tellWhere(l)
	if l.local() {
		p.remark("This address leads to this machine only, and no phone gets there. Start \"charley serve\" with --listen, as \"charley serve --help\" says.")
	}
	return nil
}
