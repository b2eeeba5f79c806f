package app

import (
	"context"
	"errors"
	"strings"

	"charley"
	"charley/diary"
)

// Undone says what an undo did.
type Undone struct {
	Entry charley.Entry
	What  string // "removed", "brought back" or "changed back"
}

// undoVia marks revisions that are themselves an undo, in Revision.Via.
const undoVia = " undo"

// undoReach is how many changes back an undo looks.
const undoReach = 200

// Undo reverts the last change of the diary that has not been undone yet; asked
// again, it goes further back. Everything stays in the history, so an undo can
// be reverted by RestoreRev. What stays as it was written, such as the end of a
// trial, is passed over. charley.ErrNotFound if there is nothing to undo, or
// nothing that the caller may undo.
func (a *App) Undo(ctx context.Context, c charley.Caller) (Undone, error) {
	if err := a.allow(c, needAppend); err != nil {
		return Undone{}, err
	}
	now := a.now()
	var out Undone
	err := a.store.Update(ctx, func(w Writer) error {
		p, err := w.Person(ctx, c.Person)
		if err != nil {
			return err
		}
		last, err := w.Revisions(ctx, p.ID, max(0, p.Seq-undoReach), undoReach)
		if err != nil {
			return err
		}
		by := c
		by.Via += undoVia
		before := false
		dc := diary.Context{Now: now, Settings: p.Settings, Caller: by}
		for _, target := range notUndone(last) {
			saved, err := keep(ctx, w, &p, target.Entry, dc, a.mended(c, func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
				current, _ := diary.Rebuild(h)
				before = current.Deleted
				return takeBack(h, target.Rev, dc)
			}))
			if wrong := (*charley.FieldError)(nil); errors.As(err, &wrong) {
				continue // it would take back with it what stays, such as the end of a trial
			}
			if err != nil {
				return nothingToUndo(c, err)
			}
			if saved.Outcome == diary.Same {
				continue // it had no effect, such as a deletion that an edit won over
			}
			out = Undone{Entry: a.veil(saved.Entry, p.Settings), What: whatUndone(before, saved.Entry.Deleted)}
			return w.Audit(ctx, a.audit(c, "undo", saved.Entry.ID, saved.Entry.Rev))
		}
		return charley.ErrNotFound
	})
	return out, err
}

// takeBack decides on undoing one revision of an entry.
func takeBack(h []charley.Revision, rev int, dc diary.Context) (diary.Step, error) {
	if rev <= 1 {
		return diary.Delete(h, 0, dc)
	}
	return diary.Restore(h, rev-1, dc)
}

// notUndone are the revisions that are not an undo and were not taken back by
// one, latest first: each undo stands for one earlier change, like brackets.
func notUndone(revs []charley.Revision) (left []charley.Revision) {
	undos := 0
	for i := len(revs) - 1; i >= 0; i-- {
		switch {
		case diary.Stays(revs[i]):
		case strings.HasSuffix(revs[i].Via, undoVia):
			undos++
		case undos > 0:
			undos--
		default:
			left = append(left, revs[i])
		}
	}
	return left
}

func whatUndone(before, after bool) string {
	switch {
	case after && !before:
		return "removed"
	case before && !after:
		return "brought back"
	}
	return "changed back"
}
