package cli

import (
	"context"

	"charley/app"
)

// door makes sure that somebody can sign in before others can get here: with an
// account, or with a one-time link that is printed. Until the account is set up
// everything but that link stays closed.
func (c *serveCommand) door(ctx context.Context, p *program, h *home, o *outside) error {
	if !o.signIn && !c.Setup {
		return nil
	}
	state, err := h.Account(ctx)
	if err != nil {
		return err
	}
	own, err := h.OwnState(ctx, h.caller) // others may have been added before whoever is at this machine had a way in
	switch {
	case err != nil:
		return err
	case own.Set && c.Setup:
		p.remark("There is an account already, so --setup makes no link. Sign in, or use a recovery code; \"charley account setup\" makes a link all the same.")
		return nil
	case state.Set && !c.Setup:
		return nil
	case c.Setup:
		link, err := h.NewLink(ctx, h.caller, app.LinkSetup)
		o.signIn, o.setup = true, link.Secret
		return err
	case o.at.loopback():
		return usage("With --host or --proxy others could get here, and nobody can sign in yet. Add --setup once: Charley then prints a link with which you set up the account.")
	}
	return usage("%s could be reached from other machines, and nobody can sign in yet. Add --setup once: Charley then prints a link with which you set up the account. Without others: --listen 127.0.0.1:%s", o.at, o.at.port)
}
