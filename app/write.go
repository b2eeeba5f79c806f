package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"charley"
	"charley/diary"
)

// Saved is the answer to a write that is on the disk.
type Saved struct {
	Entry   charley.Entry
	Outcome diary.Outcome
	Lost    []diary.Lost // values that did not win, after a merge
}

// decision is a pure step of package diary: what to do, given what is stored.
type decision func([]charley.Revision, diary.Context) (diary.Step, error)

// Put stores an entry whole. Sending it again does no harm.
//
// Errors: charley.ErrInvalid (*charley.FieldError) if it is not well formed,
// charley.ErrConflict (*charley.ConflictError) if other content is stored and
// the draft names no known parent, and those of Store.Update.
func (a *App) Put(ctx context.Context, c charley.Caller, id charley.EntryID, d diary.Draft) (Saved, error) {
	if d.ID != "" && d.ID != id {
		return Saved{}, &charley.FieldError{Field: "id", Got: string(d.ID), Why: "must equal the id in the address"}
	}
	guess := a.forecast(c, id, d)
	return a.decide(ctx, c, "put", id, a.resent(c, func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
		if guess.holds(h, dc) {
			return guess.step, nil
		}
		return unveiled(d, h).Put(id, h, dc)
	}))
}

// Change overlays some fields on what is stored, for forms and commands that
// show only a part of an entry. A nil value clears its field; "exposures" is
// overlaid answer by answer. A new start moves the entry to the night it then
// belongs to, unless the patch names a night.
//
// Errors: those of Put, and charley.ErrNotFound.
func (a *App) Change(ctx context.Context, c charley.Caller, id charley.EntryID, patch map[string]any) (Saved, error) {
	return a.write(ctx, c, "put", id, func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
		current, ok := diary.Rebuild(h)
		if !ok {
			return diary.Step{}, charley.ErrNotFound
		}
		d, err := diary.NewDraft(current.Kind, overlay(current, patch))
		if err != nil {
			return diary.Step{}, err
		}
		d.Parent = current.Rev
		return d.Put(id, h, dc)
	})
}

// overlay is the body of an entry with a patch laid over it.
func overlay(e charley.Entry, patch map[string]any) map[string]any {
	body := e.Fields.Nested()
	if extra, ok := body["extra"].(charley.Fields); ok { // a copy: see Fields.Under
		for k := range patch {
			delete(extra, k)
		}
	}
	if _, set := patch["start"]; set && patch["night"] == nil {
		delete(body, "night")
	}
	// Two devices can have said both; then it has ended.
	if _, open := patch["open"]; !open && (patch["minutes"] != nil || body["minutes"] != nil) {
		delete(body, "open")
	}
	for k, v := range patch {
		answers, ok := v.(map[string]any)
		if k != "exposures" || !ok {
			body[k] = v
			continue
		}
		day := map[string]any{}
		if stored, ok := body[k].(charley.Fields); ok {
			for id, answer := range stored {
				day[id] = json.RawMessage(answer)
			}
		}
		for id, answer := range answers {
			day[id] = answer
		}
		body[k] = day
	}
	return body
}

// Delete puts a tombstone on an entry; its history stays. parent is the
// revision the caller had seen, 0 for the current one: an edit that they had
// not seen wins over the deletion.
func (a *App) Delete(ctx context.Context, c charley.Caller, id charley.EntryID, parent int) (Saved, error) {
	return a.write(ctx, c, "delete", id, func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
		return diary.Delete(h, parent, dc)
	})
}

// RestoreRev brings an entry back to how it was at one of its revisions.
func (a *App) RestoreRev(ctx context.Context, c charley.Caller, id charley.EntryID, rev int) (Saved, error) {
	return a.write(ctx, c, "restore", id, func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
		return diary.Restore(h, rev, dc)
	})
}

// write keeps the outcome of a decision, as far as the caller may change the entry.
func (a *App) write(ctx context.Context, c charley.Caller, action string, id charley.EntryID, decide decision) (Saved, error) {
	return a.decide(ctx, c, action, id, a.mended(c, decide))
}

// decide runs a decision about one entry in a transaction and keeps its outcome.
// The decision must keep to what the caller may change and see: see mended and resent.
func (a *App) decide(ctx context.Context, c charley.Caller, action string, id charley.EntryID, decide decision) (Saved, error) {
	if err := a.allow(c, needAppend); err != nil {
		return Saved{}, err
	}
	now := a.now()
	var saved Saved
	err := a.store.Update(ctx, func(w Writer) error {
		p, err := w.Person(ctx, c.Person)
		if err != nil {
			return fmt.Errorf("find the diary: %w", err)
		}
		a.settings.Store(c.Person, p.Settings)
		saved, err = keep(ctx, w, &p, id, diary.Context{Now: now, Settings: p.Settings, Caller: c}, a.timely(decide))
		rev := saved.Entry.Rev
		if saved.Entry = a.veil(saved.Entry, p.Settings); err != nil || saved.Outcome == diary.Same {
			return a.veilConflict(err, p.Settings)
		}
		return w.Audit(ctx, a.audit(c, action, id, rev))
	})
	if err != nil {
		return Saved{}, err
	}
	if saved.Entry.Kind == charley.KindMorning && saved.Outcome != diary.Same {
		a.afterMorning(ctx, c)
	}
	return saved, nil
}

// keep runs a decision and appends what it decided; p moves on with the diary.
func keep(ctx context.Context, w Writer, p *charley.Person, id charley.EntryID, dc diary.Context, decide decision) (Saved, error) {
	history, err := w.History(ctx, p.ID, id)
	if err != nil && !errors.Is(err, charley.ErrNotFound) { // a new entry has none yet
		return Saved{}, fmt.Errorf("read the history of %s: %w", id, err)
	}
	step, err := decide(history, dc)
	if err != nil || step.Outcome == diary.Same {
		return Saved{Entry: step.Entry, Outcome: step.Outcome}, err
	}
	if err := appendRevision(ctx, w, p, step, &step.Entry); err != nil {
		return Saved{}, err
	}
	return Saved{Entry: step.Entry, Outcome: step.Outcome, Lost: step.Lost}, nil
}

// appendRevision gives a step's revision its place in the person's diary and keeps it.
func appendRevision(ctx context.Context, w Writer, p *charley.Person, step diary.Step, e *charley.Entry) error {
	r := step.Revision
	r.Person, e.Person = p.ID, p.ID
	r.Seq = p.Seq + 1
	e.Seq = r.Seq
	line := step.Line
	if line == nil {
		line = charley.Value(r)
	}
	chain := charley.Link(p.Chain, line)
	if err := w.Append(ctx, r, *e, chain); err != nil {
		return fmt.Errorf("append to %s: %w", r.Entry, err)
	}
	p.Seq, p.Chain = r.Seq, chain
	return nil
}

// An Item is one new entry among many.
type Item struct {
	ID    charley.EntryID
	Draft diary.Draft
	At    time.Time // when it was written; zero for now
}

// putChunk is how many items share a transaction.
const putChunk = 1000

// PutMany stores many entries, for simulated diaries and imports. Each
// transaction holds up to a thousand; sending all of them again does no harm.
// It returns how many were new.
func (a *App) PutMany(ctx context.Context, c charley.Caller, items []Item) (int, error) {
	if err := a.allow(c, needAll); err != nil {
		return 0, err
	}
	added := 0
	for len(items) > 0 {
		chunk := items[:min(putChunk, len(items))]
		items = items[len(chunk):]
		n, err := a.putChunk(ctx, c, chunk)
		added += n
		if err != nil {
			return added, err
		}
	}
	return added, nil
}

func (a *App) putChunk(ctx context.Context, c charley.Caller, items []Item) (added int, err error) {
	err = a.store.Update(ctx, func(w Writer) error {
		added = 0
		p, err := w.Person(ctx, c.Person)
		if err != nil {
			return err
		}
		for _, it := range items {
			at := it.At
			if at.IsZero() {
				at = a.now()
			}
			dc := diary.Context{Now: at, Settings: p.Settings, Caller: c}
			saved, err := keep(ctx, w, &p, it.ID, dc, func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
				return it.Draft.Put(it.ID, h, dc)
			})
			if err != nil {
				return fmt.Errorf("entry %s: %w", it.ID, err)
			}
			if saved.Outcome == diary.Created {
				added++
			}
		}
		return w.Audit(ctx, a.audit(c, "put", "", 0))
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}
