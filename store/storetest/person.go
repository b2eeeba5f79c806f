package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// start is when the entries of these tests were written; milliseconds are kept.
var start = time.Date(2026, 3, 29, 1, 10, 0, 123e6, time.UTC)

// night of the entries, unless a test says otherwise.
var evening = charley.Night{Year: 2026, Month: 3, Day: 28}

// newPerson makes a person in a store.
func newPerson(t *testing.T, s app.Store) charley.PersonID {
	t.Helper()
	p := charley.Person{ID: charley.NewPersonID(), Settings: charley.DefaultSettings("Europe/Berlin")}
	update(t, s, func(w app.Writer) error { return w.AddPerson(context.Background(), p) })
	return p.ID
}

func update(t *testing.T, s app.Store, fn func(app.Writer) error) {
	t.Helper()
	if err := s.Update(context.Background(), fn); err != nil {
		t.Fatalf("Update: %v", err)
	}
}

func view(t *testing.T, s app.Store, fn func(app.Reader) error) {
	t.Helper()
	if err := s.View(context.Background(), fn); err != nil {
		t.Fatalf("View: %v", err)
	}
}

// A note is what a test wants written; what it leaves out is filled in.
type note struct {
	id      charley.EntryID
	kind    charley.Kind
	night   charley.Night
	until   charley.Night
	text    string
	deleted bool
}

// write stores a note as the next revision of its entry, as app does.
func write(ctx context.Context, w app.Writer, p charley.PersonID, n note) (charley.Entry, error) {
	person, err := w.Person(ctx, p)
	if err != nil {
		return charley.Entry{}, err
	}
	e, err := w.Entry(ctx, p, n.id)
	if err != nil && !errors.Is(err, charley.ErrNotFound) {
		return e, err
	}
	r, e := next(person, e, n)
	return e, w.Append(ctx, r, e, r.Link(person.Chain))
}

// next is the revision and the entry that a note makes of the present state.
func next(person charley.Person, e charley.Entry, n note) (charley.Revision, charley.Entry) {
	if n.kind == "" {
		n.kind = charley.KindEpisode
	}
	if n.night.IsZero() && n.kind != charley.KindFact {
		n.night = evening
	}
	if n.until.IsZero() {
		n.until = n.night
	}
	patch := charley.Fields{}
	patch.Set("note", n.text)
	at := start.Add(time.Duration(person.Seq) * time.Second)
	e = charley.Entry{
		ID: n.id, Person: person.ID, Kind: n.kind, Night: n.night, Until: n.until, Fields: patch, Deleted: n.deleted,
		Rev: e.Rev + 1, Seq: person.Seq + 1, Device: "phone", Client: at, Received: at.Add(90 * time.Millisecond), Skew: -3 * time.Minute,
	}
	r := charley.Revision{
		Person: person.ID, Entry: n.id, Kind: n.kind, Seq: e.Seq, Rev: e.Rev, Parent: e.Rev - 1, Patch: patch, Deleted: n.deleted,
		Stamp:  charley.Stamp{Millis: at.UnixMilli(), Count: 2, Device: "phone"},
		Author: "owner", Via: "web", Client: e.Client, Received: e.Received, Skew: e.Skew,
	}
	return r, e
}

// add writes a note in an update of its own.
func add(t *testing.T, s app.Store, p charley.PersonID, n note) charley.Entry {
	t.Helper()
	if n.id == "" {
		n.id = charley.NewEntryID()
	}
	var e charley.Entry
	update(t, s, func(w app.Writer) (err error) {
		e, err = write(context.Background(), w, p, n)
		return err
	})
	return e
}

// entry reads one entry.
func entry(t *testing.T, s app.Store, p charley.PersonID, id charley.EntryID) (e charley.Entry) {
	t.Helper()
	view(t, s, func(r app.Reader) (err error) {
		e, err = r.Entry(context.Background(), p, id)
		return err
	})
	return e
}

// changed reads all entries in pages.
func changed(t *testing.T, s app.Store, p charley.PersonID, after int64, limit int) []charley.Entry {
	t.Helper()
	var all []charley.Entry
	for {
		var page []charley.Entry
		view(t, s, func(r app.Reader) (err error) {
			page, err = r.Changed(context.Background(), p, after, limit)
			return err
		})
		if len(page) == 0 {
			return all
		}
		if len(page) > limit {
			t.Fatalf("a page of %d entries where at most %d were asked for", len(page), limit)
		}
		all = append(all, page...)
		after = page[len(page)-1].Seq
	}
}

// same compares whole values.
func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s\n got %s\nwant %s", what, show(got), show(want))
	}
}

func show(v any) string { return fmt.Sprintf("%+v", v) }

// texts are the notes of entries, in order.
func texts(entries []charley.Entry) []string {
	var all []string
	for _, e := range entries {
		all = append(all, e.Fields.Text("note"))
	}
	return all
}
