package app_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// A test that was stopped was told with the last night that was planned.
func TestAReportTellsOfTheNightsThatATestHad(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	b.lives(t, v, 1, 9, func(k int) int { return k % 2 })
	b.evening(v, 10)
	tested := func() (last charley.Night, state string, result bool) {
		r, err := b.Report(ctx, b.caller, app.ReportWish{})
		if err != nil || len(r.Tested) != 1 {
			t.Fatalf("got %d tests (%v), want 1", len(r.Tested), err)
		}
		return r.Tested[0].To, r.Tested[0].State, r.Tested[0].Result != nil
	}
	if last, state, result := tested(); last != v.Sealed.Last() || state != "running" || result {
		t.Errorf("while it goes on: got %s until %s, a result %v; want its planned end and no result", state, last, result)
	}
	if _, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedStopped); err != nil {
		t.Fatal(err)
	}
	if last, state, _ := tested(); last != v.Sealed.Start.Add(8) || state != "stopped" {
		t.Errorf("after it was stopped: got %s until %s, want stopped until %s", state, last, v.Sealed.Start.Add(8))
	}
}

// What is tapped at the bed while a report is made was in its nights, under the hash of the diary without it.
func TestTheHashOfAReportIsOfTheNightsInIt(t *testing.T) {
	b := newTester(t)
	changes := 0
	meanwhile := app.New(b.store, func() time.Time {
		if changes > 0 {
			changes--
			b.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": b.clock.Add(-time.Duration(changes+1) * time.Hour).Format(time.RFC3339)})
		}
		return b.clock
	})
	meanwhile.Counsel = b.Counsel
	t.Cleanup(meanwhile.Rest)
	changes = 1
	got, err := meanwhile.Report(context.Background(), b.caller, app.ReportWish{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := b.TakeOut(context.Background(), b.caller, "csv")
	if err != nil || got.Hash != d.Hash {
		t.Errorf("got the hash %s of %d changes (%v), want %s", got.Hash, got.Changes, err, d.Hash)
	}
	changes = 1000
	if _, err := meanwhile.Report(context.Background(), b.caller, app.ReportWish{}); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("got %v of a diary that never rests, want ErrConflict", err)
	}
}
