package app

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"charley"
)

// Settings are the person's choices.
func (a *App) Settings(ctx context.Context, c charley.Caller) (s charley.Settings, err error) {
	err = a.view(ctx, c, func(r Reader) error {
		p, err := r.Person(ctx, c.Person)
		s = p.Settings
		return err
	})
	return s, err
}

const (
	maxAsked = 40 // exposures that a person can have asked
	maxID    = 64 // bytes of an exposure's id
)

// SaveSettings replaces the person's choices. Nights that are written down keep
// the night and zone they were written with.
func (a *App) SaveSettings(ctx context.Context, c charley.Caller, s charley.Settings) error {
	if err := a.allow(c, c.Person); err != nil {
		return err
	}
	if err := checkSettings(s); err != nil {
		return err
	}
	return a.store.Update(ctx, func(w Writer) error {
		if err := w.SaveSettings(ctx, c.Person, s); err != nil {
			return fmt.Errorf("save settings: %w", err)
		}
		return w.Audit(ctx, a.audit(c, "settings", "", 0))
	})
}

func checkSettings(s charley.Settings) error {
	if _, err := charley.LoadZone(s.Zone); err != nil {
		return &charley.FieldError{Field: "zone", Got: s.Zone, Why: "must be a time zone like Europe/Berlin"}
	}
	if !s.NightSpan.Valid() {
		return &charley.FieldError{Field: "night_start", Why: "must be a minute of the day, 0 to 1439"}
	}
	if s.Bad.Bother < 1 || s.Bad.Bother > 10 {
		return &charley.FieldError{Field: "bad.bother", Why: "must be a number from 1 to 10"}
	}
	if !(s.Bad.SleepLost >= 1 && s.Bad.SleepLost <= 24*60) {
		return &charley.FieldError{Field: "bad.sleep_lost", Why: "must be a number of minutes from 1 to 1440"}
	}
	if len(s.Asked) > maxAsked || slices.ContainsFunc(s.Asked, func(id string) bool { return id == "" || len(id) > maxID || !utf8.ValidString(id) }) {
		return &charley.FieldError{Field: "asked", Why: fmt.Sprintf("must hold at most %d exposure ids", maxAsked)}
	}
	return nil
}
