package cli

import (
	"context"
	"time"

	"charley"
	"charley/app"
)

// accountCommand looks after who can sign in. Whoever can run it on a diary's
// folder owns the diary anyway, so it asks for no password.
type accountCommand struct {
	Setup  accountSetup  `cmd:"" help:"Print a one-time link with which you set a password or a passkey."`
	Reset  accountReset  `cmd:"" help:"Print a one-time link for when the password is lost."`
	Status accountStatus `cmd:"" default:"1" help:"Say how one signs in, and what may come in."`
}

type accountSetup struct {
	linkFlags
	Zone string `placeholder:"ZONE" help:"Home time zone of a new diary, such as Europe/Berlin. That of this machine if left away."`
}

// Run is charley account setup.
func (c *accountSetup) Run(ctx context.Context, p *program) error {
	if err := c.check(); err != nil {
		return err
	}
	return p.with(ctx, toWrite, c.Zone, func(h *home) error {
		state, err := h.OwnState(ctx, h.caller)
		if err != nil {
			return err
		}
		if state.Set && !p.JSON {
			p.say("There is an account already. Whoever opens this link can set a new password for it.")
		}
		return p.setupLink(ctx, h, c.linkFlags)
	})
}

type accountReset struct{ linkFlags }

// Run is charley account reset. Nothing changes until the link is used: a
// password that turns up again still works.
func (c *accountReset) Run(ctx context.Context, p *program) error {
	const without = `There is no account yet, so there is nothing to reset. Type "charley account setup".`
	return p.withAccount(ctx, c.linkFlags, without, func(h *home) error { return p.setupLink(ctx, h, c.linkFlags) })
}

// withAccount opens a diary for a link that needs an account; without says what is
// wrong where there is none.
func (p *program) withAccount(ctx context.Context, f linkFlags, without string, do func(h *home) error) error {
	if err := f.check(); err != nil {
		return err
	}
	return p.with(ctx, toRead, "", func(h *home) error {
		state, err := h.OwnState(ctx, h.caller)
		if err != nil {
			return err
		}
		if !state.Set {
			return failed(charley.ErrNotFound, "%s", without)
		}
		return do(h)
	})
}

// setupLink makes a link and shows it.
func (p *program) setupLink(ctx context.Context, h *home, f linkFlags) error {
	l, err := h.NewLink(ctx, h.caller, app.LinkSetup)
	if err != nil {
		return err
	}
	shown := p.link(h, f, l)
	if p.JSON {
		return p.answer(shown)
	}
	p.say("Open this in the browser that you want to sign in with, before %s:", l.Expires.In(h.homeZone(ctx)).Format("15:04"))
	p.say("\n  %s\n", shown.where())
	p.say("It works once. You then choose a password or a passkey. Whoever has the link can do that, so show it to nobody.")
	p.tellWhere(shown)
	return nil
}

// homeZone is the zone of the diary, for times that are shown.
func (h *home) homeZone(ctx context.Context) *time.Location {
	zone, err := h.zone(ctx, "")
	if err != nil {
		return time.UTC
	}
	return zone
}

type accountStatus struct{}

// An accountShown is the account in an answer.
type accountShown struct {
	Set          bool          `json:"set"`
	Password     bool          `json:"password"`
	Passkeys     int           `json:"passkeys"`
	RecoveryLeft int           `json:"recovery_left"`
	Devices      []deviceShown `json:"devices"`
}

// Run is charley account status.
func (c *accountStatus) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		state, err := h.OwnState(ctx, h.caller)
		if err != nil {
			return err
		}
		devices, err := h.Devices(ctx, h.caller)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(accountShown{state.Set, state.Password, state.Passkeys, state.RecoveryLeft, shownDevices(devices)})
		}
		p.say("%s", accountWords(state))
		if state.Set && state.RecoveryLeft < 3 {
			p.say("Only %s left. Make new ones on the page Settings, and write them down.", counted(float64(state.RecoveryLeft), "recovery code is", "recovery codes are"))
		}
		p.sayDevices(ctx, h, devices)
		return nil
	})
}

// accountWords say how one signs in.
func accountWords(s app.AccountState) string {
	if !s.Set {
		return "There is no account. On this machine nobody has to sign in, and from others nobody can get here."
	}
	how := ""
	switch {
	case s.Password && s.Passkeys > 0:
		how = "a password or " + counted(float64(s.Passkeys), "passkey", "passkeys")
	case s.Password:
		how = "a password"
	default:
		how = counted(float64(s.Passkeys), "passkey", "passkeys")
	}
	return "You sign in with " + how + ". " + counted(float64(s.RecoveryLeft), "recovery code is", "recovery codes are") + " left."
}
