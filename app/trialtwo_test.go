package app_test

import (
	"context"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// Where two diaries came together two trials can go on: the one that began first counts.
func TestOfTwoTrialsTheEarlierCounts(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	first := b.begins(t)
	b.clock = b.clock.Add(24 * time.Hour)
	other := first.Sealed
	other.Plan.Start = other.Start.Add(1)
	d, err := app.TrialDraft(other, "Another")
	if err != nil {
		t.Fatal(err)
	}
	second := charley.NewEntryID()
	if _, err := b.Put(ctx, b.caller, second, d); err != nil {
		t.Fatal(err)
	}
	if got := b.running(t); got == nil || got.ID != first.ID || got.State != app.TrialRunning {
		t.Errorf("got %+v, want the first", got)
	}
	if got := b.shown(t, second); got.State != app.TrialWaiting || got.Tonight != nil {
		t.Errorf("the other: got %s, %+v; want it to wait", got.State, got.Tonight)
	}
}
