package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"charley"
	"charley/diary"
)

// sameTap is how long after a tap another one of the same kind is the same tap:
// a finger that pressed twice, or a button that sent twice.
const sameTap = 2 * time.Minute

// maxTapKey is how long the key of a tap can be, in bytes.
const maxTapKey = 255

// Tap writes down that something began now: a cramp, a restless spell or
// something else. It goes on until somebody says that it has eased. The time is
// the server's, because a button has no clock.
//
// A tap is the same as one before, and adds nothing, if it has the same key from
// the same device, or if one of its kind began within the last two minutes and
// still goes on. The outcome is diary.Same then. key may be "".
//
// Errors: charley.ErrInvalid (*charley.FieldError) for another kind or a key that
// is too long, and those of Store.Update.
func (a *App) Tap(ctx context.Context, c charley.Caller, what, key string) (Saved, error) {
	if err := a.allow(c, needTap); err != nil {
		return Saved{}, err
	}
	if len(key) > maxTapKey {
		return Saved{}, &charley.FieldError{Field: "Idempotency-Key", Why: fmt.Sprintf("must have at most %d bytes", maxTapKey)}
	}
	id := charley.NewEntryID()
	if key != "" {
		id = tapID(c, key)
	}
	now := a.now()
	var saved Saved
	err := a.store.Update(ctx, func(w Writer) error {
		p, err := w.Person(ctx, c.Person)
		if err != nil {
			return fmt.Errorf("find the diary: %w", err)
		}
		_, zone := a.nightNow(p.Settings)
		start := charley.MomentAt(now, zone)
		d, err := diary.NewDraft(charley.KindEpisode, map[string]any{"what": what, "start": start.String(), "zone": start.Zone, "open": true})
		if err != nil {
			return err
		}
		if e, ok, err := tappedJustNow(ctx, w, p, what, start); err != nil || ok {
			saved = Saved{Entry: e, Outcome: diary.Same}
			return err
		}
		dc := diary.Context{Now: now, Settings: p.Settings, Caller: c}
		saved, err = keep(ctx, w, &p, id, dc, func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
			if len(h) > 0 { // the key was sent before
				e, _ := diary.Rebuild(h)
				return diary.Step{Outcome: diary.Same, Entry: e}, nil
			}
			return d.Put(id, h, dc)
		})
		if err != nil || saved.Outcome == diary.Same {
			return err
		}
		return w.Audit(ctx, a.audit(c, "tap", saved.Entry.ID, saved.Entry.Rev))
	})
	if err != nil {
		return Saved{}, err
	}
	return saved, nil
}

// tappedJustNow is an episode of a kind that began just before a moment and goes on.
func tappedJustNow(ctx context.Context, r Reader, p charley.Person, what string, start charley.Moment) (charley.Entry, bool, error) {
	tonight := p.Settings.NightSpan.NightOf(start)
	entries, err := r.InNights(ctx, p.ID, tonight.Add(-1), tonight)
	if err != nil {
		return charley.Entry{}, false, err
	}
	for _, e := range slices.Backward(entries) {
		if e.Kind != charley.KindEpisode {
			continue
		}
		ep := e.Episode()
		if since := start.Time.Sub(ep.Start.Time); ep.What == what && ep.Open && since >= 0 && since < sameTap {
			return e, true, nil
		}
	}
	return charley.Entry{}, false, nil
}

// tapID is the id of the entry of a key: the same key from the same device is
// the same entry, for ever.
func tapID(c charley.Caller, key string) charley.EntryID {
	sum := sha256.Sum256(fmt.Appendf(nil, "tap %q %q %q", c.Person, c.DeviceID, key))
	return charley.EntryIDFrom(sum)
}
