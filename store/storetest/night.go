package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"charley"
	"charley/app"
)

// march is a night of March 2026.
func march(day int) charley.Night { return charley.Night{Year: 2026, Month: 3, Day: day} }

// fill writes a diary with a bit of everything.
func fill(t *testing.T, s app.Store, p charley.PersonID) {
	t.Helper()
	for _, n := range []note{
		{text: "10th", night: march(10)},
		{text: "fact of 10th", night: march(10), kind: charley.KindFact},
		{text: "fact", kind: charley.KindFact},
		{text: "9th", night: march(9), kind: charley.KindMorning},
		{text: "20th", night: march(20), kind: charley.KindEvening},
		{text: "away 5 to 9", night: march(5), until: march(9), kind: charley.KindAway},
		{text: "away 1 to 8", night: march(1), until: march(8), kind: charley.KindAway},
		{text: "away 2 to 31", night: march(2), until: march(31), kind: charley.KindAway},
		{text: "away 20 to 25", night: march(20), until: march(25), kind: charley.KindAway},
		{text: "away 21 to 22", night: march(21), until: march(22), kind: charley.KindAway},
		{text: "21st", night: march(21)},
		{text: "8th", night: march(8)},
		{text: "sat on the 4th", night: march(4), kind: charley.KindSitTest},
		{text: "sat on the 3rd", night: march(3), kind: charley.KindSitTest},
		{text: "trial from the 12th", night: march(12), until: march(31), kind: charley.KindTrial},
		{text: "trial from the 2nd", night: march(2), until: march(30), kind: charley.KindTrial},
	} {
		add(t, s, p, n)
	}
	gone := add(t, s, p, note{text: "removed", night: march(10)})
	add(t, s, p, note{id: gone.ID, text: "removed", night: march(10), deleted: true})
}

func inNights(t *testing.T, s app.Store) {
	p := newPerson(t, s)
	fill(t, s, p)
	view(t, s, func(r app.Reader) error {
		got, err := r.InNights(context.Background(), p, march(9), march(20))
		same(t, "nights of 9 to 20 March", texts(got),
			[]string{"away 2 to 31", "away 5 to 9", "9th", "10th", "20th", "away 20 to 25"})
		none, err2 := r.InNights(context.Background(), p, march(20).Add(40), march(20).Add(50))
		same(t, "nights without entries", len(none), 0)
		return errors.Join(err, err2)
	})
}

func ofKind(t *testing.T, s app.Store) {
	p := newPerson(t, s)
	fill(t, s, p)
	for kind, want := range map[charley.Kind][]string{
		charley.KindEpisode: {"8th", "10th", "21st"},
		charley.KindMorning: {"9th"},
		charley.KindEvening: {"20th"},
		charley.KindFact:    {"fact", "fact of 10th"},
		charley.KindSitTest: {"sat on the 3rd", "sat on the 4th"},
		charley.KindTrial:   {"trial from the 2nd", "trial from the 12th"},
		charley.KindAway:    {"away 1 to 8", "away 2 to 31", "away 5 to 9", "away 20 to 25", "away 21 to 22"},
	} {
		view(t, s, func(r app.Reader) error {
			got, err := r.OfKind(context.Background(), p, kind)
			same(t, string(kind), texts(got), want)
			return err
		})
	}
}

func extent(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	check := func(first, last charley.Night) {
		t.Helper()
		view(t, s, func(r app.Reader) error {
			gotFirst, gotLast, err := r.Extent(ctx, p)
			same(t, "first and last night", [2]charley.Night{gotFirst, gotLast}, [2]charley.Night{first, last})
			return err
		})
	}
	check(charley.Night{}, charley.Night{})
	add(t, s, p, note{text: "a fact", night: march(1), kind: charley.KindFact})
	check(charley.Night{}, charley.Night{})
	add(t, s, p, note{text: "a trial that begins tomorrow", night: march(20), until: march(30), kind: charley.KindTrial})
	check(charley.Night{}, charley.Night{})
	add(t, s, p, note{text: "only", night: march(12)})
	check(march(12), march(12))
	add(t, s, p, note{text: "earlier", night: march(3)})
	check(march(3), march(12))
	add(t, s, p, note{text: "away", night: march(10), until: march(15), kind: charley.KindAway})
	check(march(3), march(15))
}

func changedPages(t *testing.T, s app.Store) {
	p := newPerson(t, s)
	first := add(t, s, p, note{text: "first"})
	for i := range 6 {
		add(t, s, p, note{text: fmt.Sprint(i)})
	}
	add(t, s, p, note{id: first.ID, text: "first, changed"})
	want := []string{"0", "1", "2", "3", "4", "5", "first, changed"}
	for _, limit := range []int{1, 2, 3, 100} {
		same(t, fmt.Sprintf("in pages of %d", limit), texts(changed(t, s, p, 0, limit)), want)
	}
	same(t, "since the fifth change", texts(changed(t, s, p, 5, 10)), want[4:])
	same(t, "since the last change", len(changed(t, s, p, 8, 10)), 0)
}

func revisionPages(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	fill(t, s, p)
	view(t, s, func(r app.Reader) error {
		chain, seq := "", int64(0)
		for {
			page, err := r.Revisions(ctx, p, seq, 4)
			if err != nil {
				return err
			}
			if len(page) == 0 {
				break
			}
			for _, v := range page {
				same(t, "Seq", v.Seq, seq+1)
				seq, chain = v.Seq, v.Link(chain)
			}
		}
		person, err := r.Person(ctx, p)
		same(t, "Seq after the last page", seq, person.Seq)
		same(t, "chain made from what was read", chain, person.Chain)
		return err
	})
}

func pagingWhileWriting(t *testing.T, s app.Store) {
	const writers, each = 4, 25
	p := newPerson(t, s)
	var wait sync.WaitGroup
	for range writers {
		wait.Go(func() {
			for range each {
				add(t, s, p, note{text: "meanwhile"})
			}
		})
	}
	seen := map[charley.EntryID]bool{}
	after := int64(0)
	follow := func() {
		for _, e := range changed(t, s, p, after, 7) {
			if e.Seq <= after || seen[e.ID] {
				t.Errorf("entry with Seq %d came after %d, or twice", e.Seq, after)
			}
			seen[e.ID], after = true, e.Seq
		}
	}
	for len(seen) < writers*each/2 && !t.Failed() {
		follow()
	}
	wait.Wait()
	follow()
	same(t, "entries seen", len(seen), writers*each)
}
