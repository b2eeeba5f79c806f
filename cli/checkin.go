package cli

import (
	"context"
	"errors"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
)

// A checkNight is the night that a check-in is about.
type checkNight struct {
	night    charley.Night
	zone     *time.Location
	now      time.Time
	settings charley.Settings
	record   diary.NightRecord
}

// lived is night for a check-in: a night that is still to come is refused.
func (h *home) lived(ctx context.Context, name string, morning bool) (checkNight, error) {
	n, err := h.night(ctx, name, morning)
	if err != nil {
		return n, err
	}
	tonight, _, err := h.Tonight(ctx, h.caller)
	if err == nil && tonight.Before(n.night) {
		err = usage("The night of %s is still to come, so nothing was saved. Check --night.", n.words())
	}
	return n, err
}

// night finds the named night, or the usual one: tonight or, for a morning,
// last night.
func (h *home) night(ctx context.Context, name string, morning bool) (n checkNight, err error) {
	if n.settings, err = h.Settings(ctx, h.caller); err != nil {
		return n, err
	}
	if n.night, n.zone, err = h.Tonight(ctx, h.caller); err != nil {
		return n, err
	}
	n.now = h.Now().In(n.zone)
	if morning {
		n.night = diary.LastNight(h.Now(), n.zone, n.settings.NightSpan)
	}
	if name != "" {
		if n.night, err = parseNight("--night", name); err != nil {
			return n, err
		}
	}
	records, err := h.Nights(ctx, h.caller, n.night, n.night)
	if err == nil && len(records) == 1 {
		n.record = records[0]
	}
	return n, err
}

func parseNight(flag, s string) (charley.Night, error) {
	n, err := charley.ParseNight(s)
	if err != nil {
		return n, usage("%s must be the date of an evening, such as 2026-03-28. You typed %q.", flag, s)
	}
	return n, nil
}

func (n checkNight) words() string { return date(n.night, n.now) }

// moment reads a time of day inside the night.
func (n checkNight) moment(typed string) (string, error) {
	at, err := parseInNight(typed, n.night, n.settings.NightSpan, n.zone, n.now)
	if err != nil {
		return "", err
	}
	return charley.MomentAt(at.at, at.at.Location()).String(), nil
}

// take keeps an answer if it is one that the diary takes.
func (n checkNight) take(kind charley.Kind, body map[string]any, field string, v any) error {
	if _, err := diary.NewDraft(kind, map[string]any{"night": n.night.String(), field: v}); err != nil {
		var wrong *charley.FieldError
		if errors.As(err, &wrong) {
			return usage("It %s.", wrong.Why)
		}
		return err
	}
	body[field] = v
	return nil
}

// saveCheckIn saves a new check-in, or changes the one there is.
func (p *program) saveCheckIn(ctx context.Context, h *home, kind charley.Kind, n checkNight, current *charley.Entry, body map[string]any) error {
	if len(body) == 0 {
		p.remark("Nothing was answered, so nothing was saved.")
		return nil
	}
	var saved app.Saved
	var err error
	if current != nil {
		saved, err = h.Change(ctx, h.caller, current.ID, body)
	} else {
		body["night"] = n.night.String()
		var draft diary.Draft
		if draft, err = diary.NewDraft(kind, body); err == nil {
			saved, err = h.Put(ctx, h.caller, charley.NewEntryID(), draft)
		}
	}
	if err != nil {
		return err
	}
	if p.JSON {
		return p.answer(savedEntry{saved.Entry, string(saved.Outcome), saved.Lost})
	}
	word := map[diary.Outcome]string{diary.Created: "Saved", diary.Same: "Was saved already", diary.Changed: "Changed", diary.Merged: "Changed"}[saved.Outcome]
	p.say("%s: %s.", word, entryWords(saved.Entry, n.now))
	return nil
}
