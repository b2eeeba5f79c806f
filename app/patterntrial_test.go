package app_test

import (
	"context"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/trial"
)

// searching makes the search of a bedside remember what it was given.
func searching(b *bedside, found ...cause.Pattern) *[]cause.Series {
	var seen []cause.Series
	b.Patience = time.Minute
	b.SearchPatterns = func(s cause.Series, _ cause.Options) (cause.Patterns, error) {
		seen = append(seen, s)
		return cause.Patterns{Outcome: s.Outcome, Found: found}, nil
	}
	return &seen
}

// fixed are what the search is given of trials.
func (b *bedside) fixed(t testing.TB, seen *[]cause.Series) [][]float64 {
	t.Helper()
	if _, err := b.Patterns(context.Background(), b.caller, ""); err != nil {
		t.Fatal(err)
	}
	return (*seen)[len(*seen)-1].Fixed
}

func TestWhatAnOpenTrialDrewIsAdjustedFor(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	seen := searching(b)
	b.lives(t, v, 1, 20, func(k int) int { return k % 2 })
	b.evening(v, 21)
	rows := b.fixed(t, seen)
	if len(rows) != 1 || len(rows[0]) != 21+20 {
		t.Fatalf("got %d rows", len(rows))
	}
	for i, x := range rows[0] {
		if want := 0.0; i >= 21 && x != float64(v.Sealed.Arms[i-21]) || i < 21 && x != want {
			t.Errorf("day %d: got %v", i, x)
		}
	}
	// Where the evenings say whether it was done, the lot acts through that.
	for k := range 15 {
		n := v.Sealed.Start.Add(k)
		b.clock = time.Date(n.Year, n.Month, n.Day, 20, 0, 0, 0, time.UTC)
		b.put(t, map[string]any{"kind": "evening", "night": n.String(), "exposures": map[string]any{"warm_bath": v.Sealed.Arms[k] == 1}})
	}
	b.evening(v, 21)
	if rows := b.fixed(t, seen); len(rows) != 0 {
		t.Errorf("the arm of what most evenings say is adjusted for: %v", rows)
	}
}

func TestWhatATrialHidesIsNotUsed(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v, err := b.StartTrial(ctx, b.caller, app.TrialWish{Remedy: "magnesium-cream", Blind: trial.Helper}, charley.NewEntryID())
	if err != nil {
		t.Fatal(err)
	}
	b.lives(t, v, 1, v.Sealed.Nights, func(k int) int { return k % 2 })
	seen := searching(b)
	b.evening(v, 21)
	if rows := b.fixed(t, seen); len(rows) != 0 {
		t.Error("while it runs, what is in the bottles is used")
	}
	b.evening(v, v.Sealed.Nights+1)
	if rows := b.fixed(t, seen); len(rows) != 0 {
		t.Error("before the guess, what was in the bottles is used")
	}
	if _, err := b.GuessTrial(ctx, b.caller, v.ID, charley.DontKnow); err != nil {
		t.Fatal(err)
	}
	if rows := b.fixed(t, seen); len(rows) != 1 {
		t.Errorf("after the guess: got %d rows, want 1", len(rows))
	}
}

func TestEachPatternHasTheTrialThatWouldTell(t *testing.T) {
	b := newTester(t)
	searching(b, cause.Pattern{Exposure: "warm_bath", Direction: cause.Fewer}, cause.Pattern{Exposure: "alcohol", Direction: cause.More},
		cause.Pattern{Exposure: "hard_floor", Direction: cause.More}, cause.Pattern{Exposure: "caffeine_late", Direction: cause.Fewer},
		cause.Pattern{Exposure: "joint_pain", Direction: cause.More}, cause.Pattern{Exposure: "own_swimming", Direction: cause.More})
	shown := func() app.PatternsView {
		t.Helper()
		v, err := b.Patterns(context.Background(), b.caller, "")
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	v := shown()
	for exposure, want := range map[string]string{"warm_bath": "warm-bath", "alcohol": "alcohol-free-evenings", "hard_floor": "supportive-shoes", "caffeine_late": "", "joint_pain": "", "own_swimming": ""} {
		if got := v.Test[exposure]; got.Remedy != want {
			t.Errorf("%s: got %+v, want %q", exposure, got, want)
		}
	}
	if got := v.Test["warm_bath"]; !got.Testable || got.Why != "" || got.Name == "" || v.Running != "" {
		t.Errorf("a warm bath: got %+v", got)
	}
	b.begins(t)
	if v := shown(); v.Running != "warm-bath" || len(v.Body().Tests) != 3 {
		t.Errorf("once it is tested: got %q and %+v", v.Running, v.Body().Tests)
	}
	for _, exposure := range []string{"warm_bath", "hard_floor"} {
		if got := shown().Test[exposure]; got.Testable || got.Why != app.WhyRuns {
			t.Errorf("%s while a trial runs: got %+v", exposure, got)
		}
	}
	b.has(t, "numb_feet", "yes")
	if got := shown().Test["warm_bath"]; got.Testable || got.Why != string(trial.NotOffered) {
		t.Errorf("with numb feet: got %+v", got)
	}
}
