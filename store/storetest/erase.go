package storetest

import (
	"context"
	"errors"
	"testing"

	"charley"
	"charley/app"
)

// everything is what a person can read of their diary, and how far it has come.
type everything struct {
	person    charley.Person
	entries   []charley.Entry
	revisions []charley.Revision
}

func all(t *testing.T, s app.Store, p charley.PersonID) (e everything) {
	t.Helper()
	ctx := context.Background()
	view(t, s, func(r app.Reader) (err error) {
		if e.person, err = r.Person(ctx, p); err != nil {
			return err
		}
		if e.entries, err = r.Changed(ctx, p, 0, 0); err != nil {
			return err
		}
		e.revisions, err = r.Revisions(ctx, p, 0, 0)
		return err
	})
	return e
}

func erased(t *testing.T, s app.Store) {
	ctx := context.Background()
	first, second := newPerson(t, s), newPerson(t, s)
	var mine charley.Entry
	for range 3 {
		mine = add(t, s, first, note{text: "mine"})
		add(t, s, second, note{text: "theirs"})
	}
	add(t, s, first, note{id: mine.ID, text: "mine, mended"})
	add(t, s, first, note{id: mine.ID, deleted: true})
	add(t, s, first, note{kind: charley.KindFact, text: "a fact"})
	for _, p := range []charley.PersonID{first, second} {
		update(t, s, func(w app.Writer) error {
			if err := w.KeepTold(ctx, p, app.Told{Number: 1, At: start}); err != nil {
				return err
			}
			return w.Audit(ctx, app.AuditLine{At: start, Person: p, Caller: "owner", Via: "web", Action: "put"})
		})
	}
	theirs := all(t, s, second)
	if err := s.Erase(ctx, first); err != nil {
		t.Fatalf("Erase: %v", err)
	}
	view(t, s, func(r app.Reader) error {
		if _, err := r.Person(ctx, first); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("the person who was erased: %v, want ErrNotFound", err)
		}
		if _, err := r.Entry(ctx, first, mine.ID); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("an entry of theirs: %v, want ErrNotFound", err)
		}
		if _, err := r.History(ctx, first, mine.ID); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("its history: %v, want ErrNotFound", err)
		}
		for _, kind := range []charley.Kind{charley.KindFact, charley.KindEpisode} {
			if left, err := r.OfKind(ctx, first, kind); err != nil || len(left) > 0 {
				t.Errorf("%d of kind %s are left, %v", len(left), kind, err)
			}
		}
		for p, want := range map[charley.PersonID]int{first: 0, second: 1} {
			if notes, err := r.ToldTo(ctx, p, 10); err != nil || len(notes) != want {
				t.Errorf("%d notes of what was told, %v; want %d", len(notes), err, want)
			}
		}
		if owner, err := r.Owner(ctx); !errors.Is(err, charley.ErrNotFound) { // nobody comes into a diary that is not theirs
			t.Errorf("the owner after that: %v, %v; want ErrNotFound", owner.ID, err)
		}
		return nil
	})
	same(t, "the other person's diary", all(t, s, second), theirs)
	if err := s.Erase(ctx, first); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("erased a second time: %v, want ErrNotFound", err)
	}
	err := s.Update(ctx, func(w app.Writer) error {
		_, err := write(ctx, w, first, note{id: charley.NewEntryID(), text: "too late"})
		return err
	})
	if !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("writing as somebody who was erased: %v, want ErrNotFound", err)
	}
	add(t, s, second, note{text: "life goes on"})
}

func begunAnew(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	add(t, s, p, note{text: "mine"})
	if err := s.Erase(ctx, p); err != nil {
		t.Fatalf("Erase: %v", err)
	}
	view(t, s, func(r app.Reader) error {
		if _, err := r.Owner(ctx); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("the owner of an erased diary: %v, want ErrNotFound", err)
		}
		return nil
	})
	again := newPerson(t, s)
	e := add(t, s, again, note{text: "a new beginning"})
	same(t, "Seq of the first entry", e.Seq, 1)
	same(t, "what is there", texts(all(t, s, again).entries), []string{"a new beginning"})
}
