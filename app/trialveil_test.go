package app_test

import (
	"context"
	"errors"
	"testing"

	"charley"
	"charley/app"
	"charley/diary"
)

func TestWhatATrialDrewIsInNoAnswerWhileItGoesOn(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	id := b.begins(t).ID
	seen := func(t *testing.T) map[string]string {
		t.Helper()
		e, err := b.Entry(ctx, b.caller, id)
		if err != nil {
			t.Fatal(err)
		}
		revs, _, err := b.History(ctx, b.caller, id)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{"entry": e.Trial().Sealed, "history": revs[0].Patch.Text("sealed")}
		items, _, _, err := b.List(ctx, b.caller, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range items {
			if e.ID == id {
				out["list"] = e.Trial().Sealed
			}
		}
		body := e.Fields.Nested()
		body["note"] = "cold"
		d, err := diary.NewDraft(charley.KindTrial, body)
		if err != nil {
			t.Fatal(err)
		}
		var other *charley.ConflictError
		if _, err := b.Put(ctx, b.caller, id, d); !errors.As(err, &other) {
			t.Fatalf("got %v, want a conflict", err)
		}
		out["conflict"] = other.Current.Trial().Sealed
		d.Parent = e.Rev
		saved, err := b.Put(ctx, b.caller, id, d)
		if err != nil {
			t.Fatal("what was shown, sent back:", err)
		}
		out["write"] = saved.Entry.Trial().Sealed
		undone, err := b.Undo(ctx, b.caller)
		if err != nil {
			t.Fatal(err)
		}
		out["undo"] = undone.Entry.Trial().Sealed
		return out
	}
	for where, text := range seen(t) {
		if text != app.Veiled {
			t.Errorf("%s: got %q, want it hidden", where, text)
		}
	}
	if v := b.shown(t, id); v.Tampered != nil {
		t.Errorf("what is stored was changed: %v", v.Tampered)
	}
	b.clock = b.clock.AddDate(1, 0, 0)
	for where, text := range seen(t) {
		if text == app.Veiled || text == "" {
			t.Errorf("%s: it is hidden, though the trial is over", where)
		}
	}
}
