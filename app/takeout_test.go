package app_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"charley"
	"charley/app"
	"charley/share"
)

// takenOut is everything that can be said of a diary's nights in a line.
func takenOut(t *testing.T, d share.Diary) (out []string) {
	t.Helper()
	for n, err := range d.Nights {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(n.Night, " ", string(charley.Value(n))))
	}
	return out
}

func TestADiaryTakenOutIsTheDiary(t *testing.T) {
	b := newClinic(t)
	ctx := context.Background()
	b.put(t, map[string]any{"kind": "fact", "about": "condition", "code": "diabetes", "answer": "yes"})
	b.put(t, map[string]any{"kind": "away", "night": "2026-07-01", "until": "2026-09-09"}) // reaches over a part that is read at once
	b.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": "2026-06-02T02:00:00+02:00"})
	b.put(t, map[string]any{"kind": "morning", "night": "2026-11-20", "nothing_more": true})
	want, err := b.Nights(ctx, b.caller, charley.Night{}, charley.Night{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := b.TakeOut(ctx, b.caller, "csv")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // it can be gone through twice
		got := takenOut(t, d)
		if len(got) != len(want) || d.From != want[0].Night || d.To != want[len(want)-1].Night {
			t.Fatalf("got %d nights from %s to %s, want %d", len(got), d.From, d.To, len(want))
		}
		for i, n := range want {
			if w := fmt.Sprint(n.Night, " ", string(charley.Value(n))); got[i] != w {
				t.Errorf("got %s\nwant %s", got[i], w)
			}
		}
	}
	if len(d.Facts) != 1 || len(d.Aways) != 1 || d.Hash == "" || !d.Made.Equal(b.clock) || d.Knowledge != b.Counsel.Base.Version() || d.Settings.Zone != "Europe/Berlin" {
		t.Errorf("got %+v", d)
	}
	part, err := b.TakeOutNights(ctx, b.caller, "fhir", charley.Night{}, want[3].Night)
	if err != nil || len(takenOut(t, part)) != 4 {
		t.Errorf("got from %s to %s (%v), want four nights", part.From, part.To, err)
	}
	part, err = b.TakeOutNights(ctx, b.caller, "fhir", d.To.Next(), d.To.Add(9))
	if err != nil || len(takenOut(t, part)) != 0 || !part.From.IsZero() || !part.To.IsZero() {
		t.Errorf("got from %s to %s (%v), want none", part.From, part.To, err)
	}
}

func TestAnEmptyDiaryTakenOutHasNoNights(t *testing.T) {
	b := newBedside(t)
	d, err := b.TakeOut(context.Background(), b.caller, "csv")
	if err != nil || len(takenOut(t, d)) != 0 || !d.From.IsZero() {
		t.Errorf("got %+v (%v)", d, err)
	}
}

// What is handed out says by its hash which diary it was; half of one and half of the
// next would be neither.
func TestADiaryThatIsChangedWhileItIsTakenOutEndsTheNights(t *testing.T) {
	b := newBedside(t)
	b.put(t, map[string]any{"kind": "morning", "night": "2026-01-20", "nothing_more": true})
	b.put(t, map[string]any{"kind": "morning", "night": "2026-11-20", "nothing_more": true})
	d, err := b.TakeOut(context.Background(), b.caller, "csv")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, err = range d.Nights {
		if seen++; seen == 1 {
			b.put(t, map[string]any{"kind": "morning", "night": "2026-11-21", "nothing_more": true})
		}
	}
	if !errors.Is(err, charley.ErrConflict) || seen > 100 {
		t.Errorf("got %v after %d nights, want ErrConflict", err, seen)
	}
}

func TestWhatATrialDrewIsNotTakenOutWhileItGoesOn(t *testing.T) {
	b := newTester(t)
	id := b.begins(t).ID
	sealed := func() string {
		t.Helper()
		d, err := b.TakeOut(context.Background(), b.caller, "fhir")
		if err != nil || len(d.Trials) != 1 || d.Trials[0].ID != id || d.Trials[0].Seal == "" {
			t.Fatalf("got %+v (%v)", d.Trials, err)
		}
		if text := d.Trials[0].Fields.Text("sealed"); text != d.Trials[0].Sealed || text == app.Veiled {
			t.Errorf("got %q in the fields", text)
		}
		return d.Trials[0].Sealed
	}
	if got := sealed(); got != "" {
		t.Errorf("got %q, want nothing of it", got)
	}
	b.clock = b.clock.AddDate(1, 0, 0)
	if sealed() == "" {
		t.Error("got nothing of a trial that is over")
	}
}
