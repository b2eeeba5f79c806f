package cli

import (
	"context"
	"errors"
	"slices"
	"time"

	"charley"
	"charley/app"
)

// tokenCommand looks after what comes in without signing in.
type tokenCommand struct {
	New    tokenNew    `cmd:"" help:"Let a button, a program or a calendar in."`
	List   tokenList   `cmd:"" default:"1" help:"Show what may come in, and when it last did."`
	Revoke tokenRevoke `cmd:"" help:"Shut something out, at once and for good."`
}

type tokenNew struct {
	Name  string `required:"" placeholder:"NAME" help:"What to call it, to tell it from others."`
	Scope string `required:"" enum:"tap,append,feed" placeholder:"SCOPE" help:"tap: write down that something began now, and read nothing. append: add entries, and read the last day. feed: read the reminders for a calendar."`
}

// Run is charley token new.
func (c *tokenNew) Run(ctx context.Context, p *program) error {
	kind := app.DeviceButton
	if c.Scope == string(charley.ScopeFeed) {
		kind = app.DeviceFeed
	}
	return p.with(ctx, toWrite, "", func(h *home) error {
		secret, d, err := h.NewToken(ctx, h.caller, c.Name, kind, charley.Scope(c.Scope))
		if errors.Is(err, charley.ErrTooLarge) {
			return failed(err, `So many may come in already that there is no room for another. Shut one out with "charley token revoke".`)
		}
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(map[string]any{"token": secret, "id": d.ID, "name": d.Name, "scope": d.Scope})
		}
		p.say("%s", secret)
		p.remark("This is the token of %s. It is shown this once; keep it where only the button reads it. \"charley token revoke %s\" ends it.", d.Name, d.ID)
		return nil
	})
}

type tokenList struct{}

// Run is charley token list.
func (c *tokenList) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		all, err := h.Devices(ctx, h.caller)
		if err != nil {
			return err
		}
		if p.JSON {
			for _, d := range shownDevices(all) {
				if err := p.answer(d); err != nil {
					return err
				}
			}
			return nil
		}
		p.sayDevices(ctx, h, all)
		return nil
	})
}

// A deviceShown is a device in an answer.
type deviceShown struct {
	ID      string         `json:"id"`
	Kind    app.DeviceKind `json:"kind"`
	Scope   charley.Scope  `json:"scope"`
	Name    string         `json:"name"`
	Created time.Time      `json:"created"`
	Seen    time.Time      `json:"seen"`
	Expires *time.Time     `json:"expires"` // null: never
}

func shownDevices(all []app.Device) []deviceShown {
	out := []deviceShown{}
	for _, d := range all {
		one := deviceShown{ID: d.ID, Kind: d.Kind, Scope: d.Scope, Name: d.Name, Created: d.Created.UTC(), Seen: d.Seen.UTC()}
		if !d.Expires.IsZero() {
			end := d.Expires.UTC()
			one.Expires = &end
		}
		out = append(out, one)
	}
	return out
}

// deviceWords say what a device is and what it may do.
var deviceWords = map[app.DeviceKind]map[charley.Scope]string{
	app.DeviceSession: {charley.ScopeAll: "a browser that is signed in"},
	app.DevicePhone:   {charley.ScopeAppend: "a paired phone"},
	app.DeviceButton:  {charley.ScopeTap: "a token that taps", charley.ScopeAppend: "a token that adds entries"},
	app.DeviceFeed:    {charley.ScopeFeed: "a calendar"},
}

// sayDevices shows what may come in, a line each.
func (p *program) sayDevices(ctx context.Context, h *home, all []app.Device) {
	if len(all) == 0 {
		p.say("Nothing may come in: no browser, phone, button or calendar.")
		return
	}
	zone := h.homeZone(ctx)
	for _, d := range all {
		p.say("%s  %s: %s, last used %s", d.ID, d.Name, deviceWords[d.Kind][d.Scope], d.Seen.In(zone).Format("2006-01-02 15:04"))
	}
}

type tokenRevoke struct {
	Which string `arg:"" help:"Its id, or its name as \"charley token list\" shows it."`
}

// Run is charley token revoke.
func (c *tokenRevoke) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		all, err := h.Devices(ctx, h.caller)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(d app.Device) bool { return d.ID == c.Which || d.Name == c.Which })
		if i < 0 {
			return failed(charley.ErrNotFound, `Nothing called %q may come in. Type "charley token list" to see what may.`, charley.Clip(c.Which))
		}
		if err := h.Revoke(ctx, h.caller, all[i].ID); err != nil {
			return err
		}
		if p.JSON {
			return p.answer(map[string]any{"revoked": all[i].ID, "name": all[i].Name})
		}
		p.say("Shut out: %s. It cannot come in any more.", all[i].Name)
		return nil
	})
}
