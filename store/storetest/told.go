package storetest

import (
	"context"
	"testing"
	"time"

	"charley/app"
	"charley/told"
)

// toldKept keeps what two people were told, in the order in which it was.
func toldKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	ana, ben := newPerson(t, s), newPerson(t, s)
	first := app.Told{Number: 1, At: start, Seq: 7, Rules: told.Rules{Edition: "5", Records: "0f3a", Program: "1.0.0"},
		Outcome: told.Outcome{Urgency: "same_day", Flags: []told.Said{{ID: "RF01", Name: "Cold \"leg\" – kalt", Says: "same_day"}}}}
	second := app.Told{Number: 2, At: start.Add(time.Hour), Seq: 9, Rules: told.Rules{Edition: "6"},
		Outcome: told.Outcome{Urgency: "self_care", Weighed: true, Fits: []told.Said{{ID: "rls", Name: "Restless legs", Says: "strong"}}, Remedies: []told.Said{{ID: "bath", Name: "A bath", Says: "offered"}}}}
	update(t, s, func(w app.Writer) error { return w.KeepTold(ctx, ana, first) })
	update(t, s, func(w app.Writer) error { return w.KeepTold(ctx, ben, first) })
	update(t, s, func(w app.Writer) error {
		if err := w.KeepTold(ctx, ana, second); err != nil {
			return err
		}
		here, err := w.ToldTo(ctx, ana, 10)
		same(t, "in the same update", here, []app.Told{second, first})
		return err
	})
	view(t, s, func(r app.Reader) error {
		all, err := r.ToldTo(ctx, ana, 10)
		same(t, "newest first", all, []app.Told{second, first})
		if err != nil {
			return err
		}
		if all, err = r.ToldTo(ctx, ana, 1); err == nil {
			same(t, "the newest", all, []app.Told{second})
			all, err = r.ToldTo(ctx, ben, 10)
			same(t, "of somebody else", all, []app.Told{first})
		}
		return err
	})
	// Two servers note at once: whoever comes second finds the number taken, looks again, and takes the next.
	tries := 0
	update(t, s, func(w app.Writer) error {
		tries++
		n := int64(2)
		if tries > 1 {
			n = 3
		}
		third := second
		third.Number = n
		return w.KeepTold(ctx, ana, third)
	})
	view(t, s, func(r app.Reader) error {
		all, err := r.ToldTo(ctx, ana, 1)
		if err == nil && (tries != 2 || len(all) != 1 || all[0].Number != 3) {
			t.Errorf("%d tries, and the newest is %+v: want the third after a second try", tries, all)
		}
		return err
	})
}
