package app_test

import (
	"context"
	"errors"
	"testing"

	"charley"
)

func TestUndoGoesBackStepByStep(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	undo := func(want string) charley.Entry {
		t.Helper()
		u, err := b.Undo(ctx, b.caller)
		if err != nil || u.What != want {
			t.Fatalf("got %q (%v), want %q", u.What, err, want)
		}
		return u.Entry
	}
	first := b.put(t, cramp()).Entry.ID
	if _, err := b.Change(ctx, b.caller, first, map[string]any{"intensity": 9}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Delete(ctx, b.caller, first, 0); err != nil {
		t.Fatal(err)
	}
	b.put(t, cramp())
	undo("removed")
	if e := undo("brought back"); *e.Fields.Number("intensity") != 9 {
		t.Error("the intensity did not come back")
	}
	if e := undo("changed back"); e.Fields.Number("intensity") != nil {
		t.Error("the intensity is still there")
	}
	undo("removed")
	if _, err := b.Undo(ctx, b.caller); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
	b.put(t, cramp())
	undo("removed")
	revs, _, err := b.History(ctx, b.caller, first)
	if err != nil || len(revs) != 6 {
		t.Errorf("got %d revisions (%v), want all 6: nothing is forgotten", len(revs), err)
	}
}

// A deletion that an edit won over has no effect to take back; undo must not
// stop there for good.
func TestUndoPassesOverWhatHadNoEffect(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	id := b.put(t, cramp()).Entry.ID
	if _, err := b.Change(ctx, b.caller, id, map[string]any{"note": "keep me"}); err != nil {
		t.Fatal(err)
	}
	if saved, err := b.Delete(ctx, b.caller, id, 1); err != nil || saved.Entry.Deleted {
		t.Fatalf("got deleted %v (%v), want the edit to win", saved.Entry.Deleted, err)
	}
	for _, want := range []string{"changed back", "removed"} {
		if u, err := b.Undo(ctx, b.caller); err != nil || u.What != want {
			t.Fatalf("got %q (%v), want %q", u.What, err, want)
		}
	}
	if _, err := b.Undo(ctx, b.caller); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

// The end of a trial stays; what was done before it can still be undone.
func TestUndoPassesOverWhatStays(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	earlier := b.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-23T20:00:00Z"}).Entry.ID
	if _, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedStopped); err != nil {
		t.Fatal(err)
	}
	if u, err := b.Undo(ctx, b.caller); err != nil || u.Entry.ID != earlier || u.What != "removed" {
		t.Fatalf("got %+v (%v), want what was done before the trial was stopped", u, err)
	}
	if e, err := b.Entry(ctx, b.caller, v.ID); err != nil || e.Trial().Ended.IsZero() {
		t.Errorf("got %+v, %v; want it ended still", e.Trial(), err)
	}
}
