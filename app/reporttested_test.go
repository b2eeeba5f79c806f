package app_test

import (
	"context"
	"testing"

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
