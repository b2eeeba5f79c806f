package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"charley"
	"charley/app"
)

var errRefused = errors.New("the use case refuses")

func failedUpdate(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	id := charley.NewEntryID()
	err := s.Update(ctx, func(w app.Writer) error {
		if _, err := write(ctx, w, p, note{id: id, text: "never"}); err != nil {
			return err
		}
		return errRefused
	})
	if !errors.Is(err, errRefused) {
		t.Errorf("Update: %v, want the error of its function", err)
	}
	view(t, s, func(r app.Reader) error {
		if _, err := r.Entry(ctx, p, id); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("entry of a failed update: %v, want ErrNotFound", err)
		}
		person, err := r.Person(ctx, p)
		same(t, "Seq after a failed update", person.Seq, 0)
		return err
	})
	add(t, s, p, note{id: id, text: "at last"})
}

func panickingUpdate(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	id := charley.NewEntryID()
	func() {
		defer func() { same(t, "what the caller recovers", recover(), any("broken")) }()
		s.Update(ctx, func(w app.Writer) error {
			if _, err := write(ctx, w, p, note{id: id, text: "never"}); err != nil {
				t.Errorf("write: %v", err)
			}
			panic("broken")
		})
	}()
	same(t, "entry after the panic", add(t, s, p, note{id: id, text: "fine"}).Rev, 1)
}

func cancelledCaller(t *testing.T, s app.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	p := newPerson(t, s)
	cancel()
	ran := false
	err := s.Update(ctx, func(w app.Writer) error { ran = true; return nil })
	if !errors.Is(err, context.Canceled) || ran {
		t.Errorf("Update of a caller who left: %v, run: %v", err, ran)
	}
	if err := s.View(ctx, func(app.Reader) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("View of a caller who left: %v", err)
	}
	// Leaving in the middle keeps nothing, and hurts nobody.
	ctx, cancel = context.WithCancel(context.Background())
	id := charley.NewEntryID()
	err = s.Update(ctx, func(w app.Writer) error {
		if _, err := write(ctx, w, p, note{id: id, text: "half"}); err != nil {
			return err
		}
		cancel()
		_, err := write(ctx, w, p, note{id: charley.NewEntryID(), text: "other half"})
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Update of a caller who left in the middle: %v", err)
	}
	same(t, "entries after that", len(changed(t, s, p, 0, 10)), 0)
	add(t, s, p, note{id: id, text: "whole"})
}

// impatientCallers leave at all moments of a view and an update, also while a
// transaction is being begun.
func impatientCallers(t *testing.T, s app.Store) {
	const callers, each = 8, 60
	p := newPerson(t, s)
	for range 20 {
		add(t, s, p, note{text: "before"})
	}
	acknowledged := atomic.Int64{}
	var wait sync.WaitGroup
	for range callers {
		wait.Go(func() {
			for i := range each {
				ctx, cancel := context.WithTimeout(context.Background(), time.Duration(i*7)*time.Microsecond)
				s.View(ctx, func(r app.Reader) error { _, err := r.Changed(ctx, p, 0, 100); return err })
				err := s.Update(ctx, func(w app.Writer) error {
					_, err := write(ctx, w, p, note{id: charley.NewEntryID(), text: "meanwhile"})
					return err
				})
				if err == nil {
					acknowledged.Add(1)
				} else if !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("Update: %v", err)
				}
				cancel()
			}
		})
	}
	wait.Wait()
	add(t, s, p, note{text: "after"})
	for range 2 * callers { // every connection that was left sees the present
		got := changed(t, s, p, 0, 1000)
		same(t, "entries", int64(len(got)), 21+acknowledged.Load())
	}
}

// neighbours sends good and bad updates at once, so that some share a transaction.
func neighbours(t *testing.T, s app.Store) {
	const rounds, writers = 8, 12
	ctx := context.Background()
	p := newPerson(t, s)
	var wait sync.WaitGroup
	for i := range writers {
		wait.Go(func() {
			for range rounds {
				err := s.Update(ctx, func(w app.Writer) error {
					if i%4 == 1 {
						return errRefused // before writing
					}
					if _, err := write(ctx, w, p, note{id: charley.NewEntryID(), text: fmt.Sprint(i % 4)}); err != nil {
						return err
					}
					if i%4 == 2 {
						return errRefused // after writing
					}
					return nil
				})
				if bad := i%4 == 1 || i%4 == 2; bad != errors.Is(err, errRefused) || !bad && err != nil {
					t.Errorf("update of writer %d: %v", i, err)
				}
			}
		})
	}
	wait.Wait()
	count := map[string]int{}
	for _, text := range texts(changed(t, s, p, 0, 50)) {
		count[text]++
	}
	same(t, "entries by writer", count, map[string]int{"0": rounds * writers / 4, "3": rounds * writers / 4})
}

func snapshot(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	add(t, s, p, note{text: "before"})
	view(t, s, func(r app.Reader) error {
		before, err := r.Changed(ctx, p, 0, 10)
		if err != nil {
			return err
		}
		add(t, s, p, note{text: "meanwhile"})
		after, err := r.Changed(ctx, p, 0, 10)
		same(t, "entries seen again", texts(after), texts(before))
		person, err2 := r.Person(ctx, p)
		same(t, "Seq seen again", person.Seq, 1)
		return errors.Join(err, err2)
	})
	same(t, "entries seen anew", texts(changed(t, s, p, 0, 10)), []string{"before", "meanwhile"})
}

// behind appends what it worked out from an older state, first for ever and then once.
func behind(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	var old charley.Person
	view(t, s, func(r app.Reader) (err error) { old, err = r.Person(ctx, p); return err })
	add(t, s, p, note{text: "first"})
	rev, e := next(old, charley.Entry{}, note{id: charley.NewEntryID(), text: "late"})
	err := s.Update(ctx, func(w app.Writer) error { return w.Append(ctx, rev, e, "x") })
	if !errors.Is(err, charley.ErrConflict) {
		t.Errorf("Append to a state that is gone: %v, want ErrConflict", err)
	}
	same(t, "entries", texts(changed(t, s, p, 0, 10)), []string{"first"})
	runs := 0
	update(t, s, func(w app.Writer) error {
		if runs++; runs == 1 {
			return w.Append(ctx, rev, e, "x")
		}
		_, err := write(ctx, w, p, note{id: rev.Entry, text: "in time"})
		return err
	})
	same(t, "times an overtaken update was run", runs, 2)
	same(t, "entries after the second run", texts(changed(t, s, p, 0, 10)), []string{"first", "in time"})
}

// racing has two hands edit one entry, each building on what is there.
func racing(t *testing.T, s app.Store) {
	const hands, edits = 2, 20
	ctx := context.Background()
	p := newPerson(t, s)
	id := charley.NewEntryID()
	var wait sync.WaitGroup
	for hand := range hands {
		wait.Go(func() {
			for range edits {
				err := s.Update(ctx, func(w app.Writer) error {
					_, err := write(ctx, w, p, note{id: id, text: fmt.Sprint(hand)})
					return err
				})
				if err != nil {
					t.Errorf("edit: %v", err)
				}
			}
		})
	}
	wait.Wait()
	same(t, "revisions", entry(t, s, p, id).Rev, hands*edits)
	unbroken(t, s, p, hands*edits)
}

// unbroken checks that a person's revisions are numbered without gaps.
func unbroken(t *testing.T, s app.Store, p charley.PersonID, n int) {
	t.Helper()
	view(t, s, func(r app.Reader) error {
		all, err := r.Revisions(context.Background(), p, 0, n+1)
		same(t, "revisions in all", len(all), n)
		chain := ""
		for i, v := range all {
			same(t, "Seq", v.Seq, int64(i+1))
			chain = v.Link(chain)
		}
		person, err2 := r.Person(context.Background(), p)
		same(t, "chain", person.Chain, chain)
		return errors.Join(err, err2)
	})
}

func manyWriters(t *testing.T, s app.Store) {
	const writers, each = 64, 8
	ctx := context.Background()
	p := newPerson(t, s)
	var acknowledged atomic.Int64
	var wait sync.WaitGroup
	for range writers {
		wait.Go(func() {
			for range each {
				err := s.Update(ctx, func(w app.Writer) error {
					_, err := write(ctx, w, p, note{id: charley.NewEntryID(), text: "x"})
					return err
				})
				if err != nil {
					t.Errorf("Update: %v", err)
					continue
				}
				acknowledged.Add(1)
			}
		})
	}
	wait.Wait()
	same(t, "entries acknowledged", acknowledged.Load(), writers*each)
	same(t, "entries kept", len(changed(t, s, p, 0, 100)), writers*each)
	unbroken(t, s, p, writers*each)
}
