package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
)

func emptyDiary(t *testing.T, s app.Store) {
	ctx := context.Background()
	if state := s.State(); !state.Writable || state.Problem != "" || state.Engine == "" {
		t.Errorf("State of a new diary = %+v", state)
	}
	view(t, s, func(r app.Reader) error {
		if _, err := r.Owner(ctx); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("Owner of an empty diary: %v, want ErrNotFound", err)
		}
		if _, err := r.Person(ctx, charley.NewPersonID()); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("Person who is not there: %v, want ErrNotFound", err)
		}
		if _, err := r.Entry(ctx, charley.NewPersonID(), charley.NewEntryID()); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("Entry that is not there: %v, want ErrNotFound", err)
		}
		if _, err := r.History(ctx, charley.NewPersonID(), charley.NewEntryID()); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("History of an entry that is not there: %v, want ErrNotFound", err)
		}
		return nil
	})
}

func firstPersonOwns(t *testing.T, s app.Store) {
	ctx := context.Background()
	first := newPerson(t, s)
	newPerson(t, s)
	view(t, s, func(r app.Reader) error {
		owner, err := r.Owner(ctx)
		same(t, "owner", owner.ID, first)
		same(t, "settings of a new person", owner.Settings, charley.DefaultSettings("Europe/Berlin"))
		same(t, "Seq of a new person", owner.Seq, 0)
		return err
	})
	err := s.Update(ctx, func(w app.Writer) error { return w.AddPerson(ctx, charley.Person{ID: first}) })
	if err == nil {
		t.Error("the same person could be made twice")
	}
}

func settingsKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	want := charley.Settings{
		Zone: "Pacific/Apia", NightSpan: 8 * 60, Asked: []string{"alcohol", "hard-ground"},
		Bad:       charley.BadLimits{Bother: 6, SleepLost: 22.5},
		Reminders: charley.Reminders{Morning: charley.Reminder{On: true, At: 450}, Evening: charley.Reminder{At: 1439}, Since: start.Truncate(time.Second)},
	}
	update(t, s, func(w app.Writer) error {
		if err := w.SaveSettings(ctx, p, want); err != nil {
			return err
		}
		seen, err := w.Person(ctx, p)
		same(t, "settings seen in the same update", seen.Settings, want)
		return err
	})
	view(t, s, func(r app.Reader) error {
		got, err := r.Person(ctx, p)
		same(t, "settings", got.Settings, want)
		return err
	})
	err := s.Update(ctx, func(w app.Writer) error { return w.SaveSettings(ctx, charley.NewPersonID(), want) })
	if !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("settings of nobody: %v, want ErrNotFound", err)
	}
}

func entryReadBack(t *testing.T, s app.Store) {
	p := newPerson(t, s)
	want := add(t, s, p, note{text: "left calf"})
	same(t, "entry", entry(t, s, p, want.ID), want)
	view(t, s, func(r app.Reader) error {
		got, err := r.Person(context.Background(), p)
		same(t, "Seq after one entry", got.Seq, 1)
		if len(got.Chain) != 64 {
			t.Errorf("chain %q is not a hash", got.Chain)
		}
		return err
	})
}

func editKeepsHistory(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	id := charley.NewEntryID()
	add(t, s, p, note{id: id, text: "right calf"})
	add(t, s, p, note{text: "another one"})
	second := add(t, s, p, note{id: id, text: "left calf", night: evening.Next()})
	same(t, "entry after the edit", entry(t, s, p, id), second)
	view(t, s, func(r app.Reader) error {
		history, err := r.History(ctx, p, id)
		if err != nil || len(history) != 2 {
			t.Fatalf("History: %d revisions, %v", len(history), err)
		}
		want, _ := next(charley.Person{ID: p, Seq: 2}, charley.Entry{Rev: 1}, note{id: id, text: "left calf", night: evening.Next()})
		same(t, "second revision", history[1], want)
		same(t, "first revision's text", history[0].Patch.Text("note"), "right calf")
		return nil
	})
}

func tombstone(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	id := add(t, s, p, note{text: "a mistake"}).ID
	add(t, s, p, note{id: id, text: "a mistake", deleted: true})
	if e := entry(t, s, p, id); !e.Deleted || e.Rev != 2 {
		t.Errorf("removed entry: deleted %v, rev %d", e.Deleted, e.Rev)
	}
	same(t, "entries a program is told of", len(changed(t, s, p, 0, 10)), 1)
	view(t, s, func(r app.Reader) error {
		in, err := r.InNights(ctx, p, evening, evening)
		same(t, "entries of the night", len(in), 0)
		of, err2 := r.OfKind(ctx, p, charley.KindEpisode)
		same(t, "episodes", len(of), 0)
		return errors.Join(err, err2)
	})
}

func textKept(t *testing.T, s app.Store) {
	p := newPerson(t, s)
	for name, text := range map[string]string{
		"emoji":             "🦵⚡️👩🏽‍⚕️ at 3 a.m.",
		"right to left":     "تشنج في الساق \u200f(مؤلم) שלום",
		"quotes":            `'; DROP TABLE entry; -- "quoted" \backslash\ ?1 $1 %s`,
		"line breaks":       "first\r\nsecond\n\n\tthird\u2028fourth\u2029",
		"combining letters": "e\u0301 is not \u00e9",
		"angle brackets":    "<b>not bold</b> & more",
		"4,000 characters":  strings.Repeat("Wade🦵", 800),
		"only a space":      " ",
		"control signs":     "bell\a escape\x1b null\x00 end",
	} {
		want := add(t, s, p, note{text: text})
		got := entry(t, s, p, want.ID)
		same(t, name, got.Fields.Text("note"), text)
		same(t, name+", byte for byte", string(got.Fields["note"]), string(want.Fields["note"]))
	}
	// Numbers and unknown fields keep the form in which they were hashed.
	patch := charley.Fields{"a": json.RawMessage(`1.0`), "extra.b": json.RawMessage(`{"z":1,"a":[1e2,null]}`), "gone": charley.Cleared()}
	var person charley.Person
	view(t, s, func(r app.Reader) (err error) {
		person, err = r.Person(context.Background(), p)
		return err
	})
	r, e := next(person, charley.Entry{}, note{id: charley.NewEntryID()})
	r.Patch, e.Fields = patch, charley.Fields{"a": patch["a"]}
	chain := r.Link(person.Chain)
	update(t, s, func(w app.Writer) error { return w.Append(context.Background(), r, e, chain) })
	view(t, s, func(rd app.Reader) error {
		history, err := rd.History(context.Background(), p, r.Entry)
		same(t, "patch", history[0].Patch, patch)
		same(t, "chain", history[0].Link(person.Chain), chain)
		return err
	})
}

func peopleApart(t *testing.T, s app.Store) {
	ctx := context.Background()
	anna, ben := newPerson(t, s), newPerson(t, s)
	id := add(t, s, anna, note{text: "Anna's"}).ID
	add(t, s, ben, note{id: id, text: "Ben's"}) // phones may make the same id
	same(t, "Anna's entry", entry(t, s, anna, id).Fields.Text("note"), "Anna's")
	same(t, "Ben's entry", entry(t, s, ben, id).Fields.Text("note"), "Ben's")
	same(t, "Ben's changes", texts(changed(t, s, ben, 0, 10)), []string{"Ben's"})
	view(t, s, func(r app.Reader) error {
		in, err := r.InNights(ctx, ben, evening, evening)
		same(t, "Ben's night", texts(in), []string{"Ben's"})
		return err
	})
}

func audited(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	line := app.AuditLine{At: start, Person: p, Caller: "owner", Via: "web", Action: "export"}
	update(t, s, func(w app.Writer) error { return errors.Join(w.Audit(ctx, line), w.Audit(ctx, line)) })
	line.Action, line.Entry, line.Rev = "put", charley.NewEntryID(), 1
	update(t, s, func(w app.Writer) error { return w.Audit(ctx, line) })
}
