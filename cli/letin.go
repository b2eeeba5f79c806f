package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"charley"
	"charley/app"
)

// accessCommand looks after who else may see a diary.
type accessCommand struct {
	List   accessList   `cmd:"" default:"1" help:"Show whom you let in to your diary, and until when."`
	LetIn  accessLetIn  `cmd:"" name:"let-in" help:"Let somebody in who has an account here."`
	End    accessEnd    `cmd:"" help:"Shut somebody out again, at once."`
	Looked accessLooked `cmd:"" help:"Show who else was in your diary, when, and for what."`
}

type accessList struct{}

// A grantShown is a grant in an answer.
type grantShown struct {
	ID      string       `json:"id"`
	Who     string       `json:"who"`
	Role    charley.Role `json:"role"`
	Created time.Time    `json:"created"`
	Until   *time.Time   `json:"until"`   // null: until it is taken back
	Revoked *time.Time   `json:"revoked"` // null: it was not taken back
	Live    bool         `json:"live"`
}

func (h *home) grantShown(g app.Grant) grantShown {
	return grantShown{g.ID, g.Who, g.Role, g.Created.UTC(), orNull(g.Until), orNull(g.Revoked), g.Live(h.Now())}
}

// Run is charley access list.
func (c *accessList) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		all, err := h.Grants(ctx, h.caller)
		if err != nil {
			return err
		}
		if len(all) == 0 && !p.JSON {
			p.say("Nobody was let in to this diary.")
		}
		for _, g := range all {
			if p.JSON {
				if err := p.answer(h.grantShown(g)); err != nil {
					return err
				}
				continue
			}
			p.say("%s  %s: %s, %s", g.ID, g.Who, grantWords[g.Role], h.lasts(ctx, g))
		}
		return nil
	})
}

// grantWords say how far somebody is let in.
var grantWords = map[charley.Role]string{
	charley.RoleHousehold: "may add entries and read the last day",
	charley.RoleClinician: "may read everything and write nothing",
}

// lasts says until when somebody is let in.
func (h *home) lasts(ctx context.Context, g app.Grant) string {
	at := func(t time.Time) string { return t.In(h.homeZone(ctx)).Format("2006-01-02 15:04") }
	switch {
	case !g.Revoked.IsZero():
		return "shut out on " + at(g.Revoked)
	case g.Until.IsZero():
		return "until you shut them out"
	case !g.Live(h.Now()):
		return "ended on " + at(g.Until)
	}
	return "until " + at(g.Until)
}

type accessLetIn struct {
	Name  string `arg:"" help:"Who: the name that they sign in with here."`
	As    string `required:"" enum:"household,clinician" placeholder:"ROLE" help:"household: may add entries and read the last day, as a paired phone. clinician: may read everything and write nothing."`
	Until string `placeholder:"DATE" help:"The last day, at most a year away. A clinician needs one; a household member without one stays until you shut them out."`
}

// Run is charley access let-in.
func (c *accessLetIn) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		until, err := c.until(h.homeZone(ctx))
		if err != nil {
			return err
		}
		g, err := h.LetIn(ctx, h.caller, c.Name, charley.Role(c.As), until)
		field := (*charley.FieldError)(nil)
		switch {
		case errors.As(err, &field):
			flag := map[string]string{"to": "The name", "role": "--as", "until": "--until"}[field.Field]
			return usage("Nobody was let in: %s %s.", flag, field.Why)
		case errors.Is(err, charley.ErrTooLarge):
			return failed(err, `So many are let in already that there is no room for another. Shut one out with "charley access end".`)
		case err != nil:
			return err
		}
		if p.JSON {
			return p.answer(h.grantShown(g))
		}
		p.say("%s %s in this diary, %s. \"charley access end %s\" shuts them out.", g.Who, grantWords[g.Role], h.lasts(ctx, g), g.ID)
		return nil
	})
}

// until is the end of the day that was typed.
func (c *accessLetIn) until(zone *time.Location) (time.Time, error) {
	if c.Until == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, c.Until)
	if err != nil {
		return time.Time{}, usage("--until must be a day like 2026-12-31. You typed %q.", charley.Clip(c.Until))
	}
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, zone), nil
}

type accessEnd struct {
	Which string `arg:"" help:"Its id as \"charley access list\" shows it, or the name of who was let in."`
}

// Run is charley access end.
func (c *accessEnd) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		all, err := h.Grants(ctx, h.caller)
		if err != nil {
			return err
		}
		for _, g := range all {
			if !g.Live(h.Now()) || g.ID != c.Which && app.FoldName(g.Who) != app.FoldName(strings.TrimSpace(c.Which)) {
				continue
			}
			if err := h.EndGrant(ctx, h.caller, g.ID); err != nil {
				return err
			}
			if p.JSON {
				return p.answer(map[string]any{"ended": g.ID, "who": g.Who})
			}
			p.say("%s is shut out of this diary.", g.Who)
			return nil
		}
		return failed(charley.ErrNotFound, `Nobody is let in under %q. Type "charley access list" to see who is.`, charley.Clip(c.Which))
	})
}

type accessLooked struct {
	Limit int `default:"50" placeholder:"N" help:"The most lines to show."`
}

// A lookShown is a line of the log in an answer.
type lookShown struct {
	At     time.Time       `json:"at"`
	Who    string          `json:"who"`
	Via    string          `json:"via"`
	Action string          `json:"action"`
	Entry  charley.EntryID `json:"entry,omitempty"`
}

// Run is charley access looked.
func (c *accessLooked) Run(ctx context.Context, p *program) error {
	if c.Limit < 1 {
		return usage("--limit must be 1 or more.")
	}
	return p.with(ctx, toRead, "", func(h *home) error {
		all, err := h.Looked(ctx, h.caller, c.Limit)
		if err != nil {
			return err
		}
		if len(all) == 0 && !p.JSON {
			p.say("Nobody else was in this diary.")
		}
		for _, l := range all {
			if p.JSON {
				if err := p.answer(lookShown{l.At.UTC(), l.Caller, l.Via, l.Action, l.Entry}); err != nil {
					return err
				}
				continue
			}
			p.say("%s  %s (%s): %s", l.At.In(h.homeZone(ctx)).Format("2006-01-02 15:04"), l.Caller, l.Via, l.Action)
		}
		return nil
	})
}
