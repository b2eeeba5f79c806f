package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"charley"
	"charley/app"
)

// peopleCommand looks after who can sign in on a server that several people share.
// Whoever can run it on the diaries' folder could read them anyway, so it asks for no
// password; what it does stands in the log of the person it is about.
type peopleCommand struct {
	List   peopleList   `cmd:"" default:"1" help:"Show who can sign in."`
	Add    peopleAdd    `cmd:"" help:"Let somebody join, with a diary of their own or as a clinician. Prints a one-time link."`
	Link   peopleLink   `cmd:"" help:"Print a one-time link for somebody who lost their way in."`
	Admin  peopleAdmin  `cmd:"" help:"Have somebody look after who can sign in, or not any more. They see nobody's diary by it."`
	Rename peopleRename `cmd:"" help:"Change the name that somebody signs in with."`
	End    peopleEnd    `cmd:"" help:"Shut somebody out for good. What they wrote stays."`
}

type peopleList struct{}

// A personShown is an account in an answer.
type personShown struct {
	Person  charley.PersonID `json:"person"`
	Name    string           `json:"name"`
	Role    charley.Role     `json:"role"`
	Admin   bool             `json:"administrator"`
	Created *time.Time       `json:"created"` // null: not known
	Ended   *time.Time       `json:"ended"`   // null: they can sign in
}

// orNull is a time in an answer; null where there is none.
func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// Run is charley people list.
func (c *peopleList) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		all, err := h.Accounts(ctx, h.caller)
		if err != nil {
			return err
		}
		for _, a := range all {
			if p.JSON {
				if err := p.answer(personShown{a.Person, a.Name, a.Role, a.Admin, orNull(a.Created), orNull(a.Ended)}); err != nil {
					return err
				}
				continue
			}
			what := []string{map[charley.Role]string{charley.RolePerson: "keeps a diary here", charley.RoleClinician: "a clinician"}[a.Role]}
			if a.Admin {
				what = append(what, "looks after who can sign in")
			}
			if !a.Live() {
				what = append(what, "shut out on "+a.Ended.In(h.homeZone(ctx)).Format(time.DateOnly))
			}
			p.say("%s: %s", a.Name, strings.Join(what, ", "))
		}
		return nil
	})
}

type peopleAdd struct {
	linkFlags
	Name      string `arg:"" help:"What they sign in with: 1 to 40 characters."`
	Clinician bool   `help:"They keep no diary here, and read those that people let them read."`
}

// Run is charley people add.
func (c *peopleAdd) Run(ctx context.Context, p *program) error {
	if err := c.check(); err != nil {
		return err
	}
	role := charley.RolePerson
	if c.Clinician {
		role = charley.RoleClinician
	}
	return p.with(ctx, toWrite, "", func(h *home) error {
		a, l, err := h.AddAccount(ctx, h.caller, c.Name, role)
		if err != nil {
			return aboutPeople(err, c.Name)
		}
		return p.showWayIn(ctx, h, c.linkFlags, a.Name, l)
	})
}

type peopleLink struct {
	linkFlags
	Name string `arg:"" help:"Who lost their way in."`
}

// Run is charley people link.
func (c *peopleLink) Run(ctx context.Context, p *program) error {
	if err := c.check(); err != nil {
		return err
	}
	return p.onAccount(ctx, c.Name, func(h *home, of charley.Caller) error {
		l, err := h.LinkFor(ctx, h.caller, of.Person)
		if err != nil {
			return err
		}
		return p.showWayIn(ctx, h, c.linkFlags, of.Name, l)
	})
}

type peopleAdmin struct {
	Name string `arg:"" help:"Who."`
	Not  bool   `help:"Not any more."`
}

// Run is charley people admin.
func (c *peopleAdmin) Run(ctx context.Context, p *program) error {
	return p.onAccount(ctx, c.Name, func(h *home, of charley.Caller) error {
		if err := h.SetAdmin(ctx, h.caller, of.Person, !c.Not); err != nil {
			return err
		}
		if p.JSON {
			return p.answer(map[string]any{"name": of.Name, "administrator": !c.Not})
		}
		if c.Not {
			p.say("%s does not look after who can sign in any more.", of.Name)
		} else {
			p.say("%s looks after who can sign in from now on. They see nobody's diary by it.", of.Name)
		}
		return nil
	})
}

type peopleRename struct {
	Old string `arg:"" help:"What they are called now."`
	New string `arg:"" help:"What they sign in with from now on: 1 to 40 characters."`
}

// Run is charley people rename.
func (c *peopleRename) Run(ctx context.Context, p *program) error {
	return p.onAccount(ctx, c.Old, func(h *home, of charley.Caller) error {
		of.Via, of.Device = h.caller.Via, h.caller.Device
		if err := h.RenameAccount(ctx, of, c.New); err != nil {
			return aboutPeople(err, c.New)
		}
		now, err := h.OwnAccount(ctx, of)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(map[string]any{"was": of.Name, "name": now.Name})
		}
		p.say("%s signs in as %s from now on. What was written before stays under the old name.", of.Name, now.Name)
		return nil
	})
}

type peopleEnd struct {
	Name string `arg:"" help:"Whom to shut out."`
}

// Run is charley people end.
func (c *peopleEnd) Run(ctx context.Context, p *program) error {
	return p.onAccount(ctx, c.Name, func(h *home, of charley.Caller) error {
		if err := h.EndAccount(ctx, h.caller, of.Person); err != nil {
			return err
		}
		if p.JSON {
			return p.answer(map[string]any{"ended": of.Name})
		}
		p.say("%s cannot sign in any more, and nobody can enter their diary. What they wrote stays; \"charley erase --person NAME\" removes it.", of.Name)
		return nil
	})
}

// onAccount runs a command on somebody's account.
func (p *program) onAccount(ctx context.Context, name string, do func(h *home, of charley.Caller) error) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		of, err := h.PersonNamed(ctx, name)
		if err == nil {
			err = do(h, of)
		}
		return aboutPeople(err, name)
	})
}

// aboutPeople says in the words of accounts what was wrong.
func aboutPeople(err error, name string) error {
	known := (*failure)(nil)
	field := (*charley.FieldError)(nil)
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.As(err, &field):
		return usage("The name %s. You typed %q.", field.Why, charley.Clip(name))
	case errors.Is(err, charley.ErrNotFound):
		return failed(err, `Nobody here is called %q. Type "charley people" to see who there is.`, charley.Clip(name))
	case errors.Is(err, charley.ErrConflict):
		return failed(err, "%s", sentence(strings.TrimSuffix(err.Error(), ": "+charley.ErrConflict.Error()))+" Nothing was changed.")
	}
	return err
}

// showWayIn shows the link with which somebody sets up how they sign in.
func (p *program) showWayIn(ctx context.Context, h *home, f linkFlags, name string, l app.Link) error {
	shown := p.link(h, f, l)
	if p.JSON {
		return p.answer(struct {
			linkShown
			Name string `json:"name"`
		}{shown, name})
	}
	p.say("Have %s open this in the browser that they want to sign in with, before %s:", name, l.Expires.In(h.homeZone(ctx)).Format("2006-01-02 15:04"))
	p.say("\n  %s\n", shown.where())
	p.say("It works once. They then choose a password or a passkey. Whoever has the link can do that, so give it to nobody else.")
	p.tellWhere(shown)
	return nil
}
