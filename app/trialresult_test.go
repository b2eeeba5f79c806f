package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/trial"
)

// ends lives a whole trial: cramps says how many there were on a night of an arm,
// and asleep on which nights nobody wrote down anything.
func (b *bedside) ends(t testing.TB, v app.TrialView, cramps func(k, arm int) int, asleep func(k int) bool) {
	t.Helper()
	b.Patience = time.Minute
	for k := 1; k <= v.Sealed.Nights; k++ {
		if !asleep(k) {
			b.lives(t, v, k, k, func(k int) int { return cramps(k, v.Sealed.Arms[k-1]) })
		}
	}
	b.evening(v, v.Sealed.Nights+1)
}

func never1(int) bool { return false }

// helps is a remedy after which most nights are quiet.
func helps(k, arm int) int {
	if arm == 1 {
		return (k / 7) % 2 * (k % 3 / 2)
	}
	return 1 + k%2
}

func TestATrialThatIsOverHasAResult(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	if _, err := b.TrialResult(ctx, b.caller, v.ID); !errors.Is(err, app.ErrNoResult) {
		t.Errorf("on the first evening: got %v, want ErrNoResult", err)
	}
	b.ends(t, v, helps, func(k int) bool { return k%10 == 3 })
	got, err := b.TrialResult(ctx, b.caller, v.ID)
	if err != nil {
		t.Fatal(err)
	}
	r := got.Result
	if got.State != app.TrialFinished || got.Night != 56 || r.N != 50 || r.Missing[0]+r.Missing[1] != 6 || len(r.Nights) != 56 || r.State != trial.StateOK {
		t.Errorf("got %s, night %d, %d nights, %v missing, %s", got.State, got.Night, r.N, r.Missing, r.State)
	}
	if r.PBetter == nil || *r.PBetter < .99 || r.RateRatio == nil || r.RateRatio.Hi > 1 || !r.Clear() || r.Test == nil || r.Test.P > .01 || r.Test.Smallest > r.Test.P {
		t.Errorf("got %+v, %+v; want a clear answer", r.Result, r.Test)
	}
	nights, cramps := r.Saved()
	if nights == nil || cramps == nil || cramps.Median != -7*r.Difference.Median || cramps.Lo != -7*r.Difference.Hi || cramps.Lo <= 0 || nights.Hi > 7 || nights.Lo <= 0 {
		t.Errorf("saved a week: got %+v nights, %+v cramps", nights, cramps)
	}
	if body := got.Body().Result; r.Verdict() != trial.Helps || r.More != 0 || body.Verdict != trial.Helps || body.StoppedEarly || body.NightsSaved == nil || body.Saved == nil || body.Level.Remedy == nil || body.LikelihoodTop == nil {
		t.Errorf("got %+v (%s, %d more)", body, r.Verdict(), r.More)
	}
	if b.running(t) != nil {
		t.Error("it still goes on")
	}
	body, err := json.Marshal(got.Body())
	if err != nil || len(got.Body().Arms) != 56 {
		t.Errorf("got %d arms, %s, %v", len(got.Body().Arms), body, err)
	}
	// The same nights, the same digits, also for a program that has just begun.
	fresh := app.New(b.store, func() time.Time { return b.clock })
	fresh.Counsel, fresh.Patience = b.Counsel, time.Minute
	again, err := fresh.TrialResult(ctx, b.caller, v.ID)
	if err != nil || *again.Result.PBetter != *r.PBetter || *again.Result.RateRatio != *r.RateRatio || again.Result.Test.P != r.Test.P {
		t.Errorf("again: got %v, %v (%v); want %v, %v", again.Result.PBetter, again.Result.RateRatio, err, r.PBetter, r.RateRatio)
	}
	fresh.Rest()
}

// Somebody who may not wait is told that the result is being worked out.
func TestAResultIsWorkedOutBeside(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	b.ends(t, v, helps, never1)
	b.Patience = time.Nanosecond
	first := b.shown(t, v.ID)
	b.Rest()
	then := b.shown(t, v.ID)
	if then.Working || then.Result == nil || first.Working == (first.Result != nil) {
		t.Errorf("got working %v, then %v with %v", first.Working, then.Working, then.Result)
	}
	// An old night that is mended makes it another result.
	b.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": v.Sealed.Start.Add(4).String() + "T22:10:00+01:00"})
	b.Patience = time.Minute
	if mended := b.shown(t, v.ID); mended.Result == nil || *mended.Result.PBetter == *then.Result.PBetter {
		t.Errorf("got %v, want another answer than %v", mended.Result, *then.Result.PBetter)
	}
}

func TestALookSaysWhetherToGoOnAndNoMore(t *testing.T) {
	// The same on both sides, however the lot fell: every other night of each.
	even := [2]int{}
	alike := func(_, arm int) int {
		even[arm]++
		return even[arm] % 2
	}
	for name, c := range map[string]struct {
		cramps func(k, arm int) int
		asleep func(int) bool
		want   trial.Decision
	}{
		"worse on its nights":   {func(_, arm int) int { return 2 * arm }, never1, trial.Harm},
		"hardly anything known": {helps, func(k int) bool { return k%3 > 0 }, trial.TooFewNights},
		"much the same so far":  {alike, never1, trial.OnTrack},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTester(t)
			b.Patience = time.Minute
			v := b.begins(t)
			for k := 1; k <= 16; k++ {
				if !c.asleep(k) {
					b.lives(t, v, k, k, func(k int) int { return c.cramps(k, v.Sealed.Arms[k-1]) })
				}
			}
			b.evening(v, 17)
			got, err := b.LookAtTrial(context.Background(), b.caller, v.ID)
			if err != nil || got.LookState != c.want || got.LookNight != 16 || got.Result != nil || got.Body().Result != nil {
				t.Errorf("got %q after %d (%v), %v; want %q and no result", got.LookState, got.LookNight, err, got.Result, c.want)
			}
		})
	}
}

func TestBadNightsOfATrialWithNothingInThem(t *testing.T) {
	for name, c := range map[string]struct {
		cramps func(k, arm int) int
		asleep func(int) bool
		want   string
	}{
		"nothing written down": {helps, func(int) bool { return true }, trial.StateNoNights},
		"no cramp at all":      {func(int, int) int { return 0 }, never1, trial.StateNoInformation},
		"one night":            {helps, func(k int) bool { return k != 1 }, trial.StateOneArm},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTester(t)
			v := b.begins(t)
			b.ends(t, v, c.cramps, c.asleep)
			got, err := b.TrialResult(context.Background(), b.caller, v.ID)
			if err != nil || got.Result.State != c.want {
				t.Fatalf("got %+v, %v; want %s", got.Result, err, c.want)
			}
			if _, err := json.Marshal(got.Body()); err != nil {
				t.Error(err)
			}
		})
	}
}

// What somebody believed is asked before they see anything, and once.
func TestTheGuessComesBeforeTheResult(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v, err := b.StartTrial(ctx, b.caller, app.TrialWish{Remedy: "magnesium-cream", Blind: trial.Helper}, charley.NewEntryID())
	if err != nil {
		t.Fatal(err)
	}
	if v.Tonight.Arm != nil || v.Tonight.Bottle == "" || v.Body().Arms != nil || len(v.How) < 2 || len(b.running(t).How) != len(v.How) {
		t.Errorf("got %+v, want a bottle and nothing of what is in it", v.Tonight)
	}
	if list, err := b.HelperList(ctx, b.caller, v.ID); err != nil || len(list) != v.Sealed.Nights/v.Sealed.Period {
		t.Errorf("got %d bottles (%v)", len(list), err)
	}
	if _, err := b.GuessTrial(ctx, b.caller, v.ID, charley.GuessRemedy); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("a guess while it goes on: got %v, want ErrConflict", err)
	}
	b.ends(t, v, helps, never1)
	if got := b.shown(t, v.ID); !got.GuessAsked || got.Result != nil || got.Body().Arms != nil {
		t.Errorf("got guess asked %v, %v", got.GuessAsked, got.Result)
	}
	if _, err := b.TrialResult(ctx, b.caller, v.ID); !errors.Is(err, app.ErrNoResult) {
		t.Errorf("the result: got %v, want ErrNoResult", err)
	}
	if _, err := b.GuessTrial(ctx, b.caller, v.ID, "the moon"); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("another guess: got %v, want ErrInvalid", err)
	}
	last := charley.GuessComparison
	if v.Sealed.Arms[v.Sealed.Nights-1] == 1 {
		last = charley.GuessRemedy
	}
	got, err := b.GuessTrial(ctx, b.caller, v.ID, last)
	if err != nil || got.GuessAsked || got.Result == nil || got.GuessRight == nil || !*got.GuessRight {
		t.Errorf("got %+v (%v), want the result", got, err)
	}
	if _, err := b.GuessTrial(ctx, b.caller, v.ID, charley.DontKnow); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("a second guess: got %v, want it refused", err)
	}
}

// Whoever stops when they like needs a surer answer, and is told so.
func TestATrialThatWasStoppedEarlySaysSo(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	b.Patience = time.Minute
	v := b.begins(t)
	b.lives(t, v, 1, 20, func(k int) int { return helps(k, v.Sealed.Arms[k-1]) })
	b.evening(v, 21)
	if got := b.shown(t, v.ID); got.NoResult() != "running" || got.Body().NoResult != "running" {
		t.Errorf("while it runs: got %q", got.NoResult())
	}
	got, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedStopped)
	if err != nil || got.Result == nil || !got.Result.Early || got.Result.Verdict() != got.Result.EarlyVerdict() || got.NoResult() != "" || !got.Body().Result.StoppedEarly {
		t.Errorf("got %+v, %v", got.Result, err)
	}
}

// Nobody is asked about a bottle that they never took from, and what was drawn for
// them stays hidden: started again, it is the same lot.
func TestATrialThatNeverBeganTellsNothing(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v, err := b.StartTrial(ctx, b.caller, app.TrialWish{Remedy: "magnesium-cream", Blind: trial.Helper}, charley.NewEntryID())
	if err != nil {
		t.Fatal(err)
	}
	got, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedStopped)
	if err != nil || got.GuessAsked || got.Body().Arms != nil {
		t.Errorf("got guess asked %v, arms %v, %v", got.GuessAsked, got.Body().Arms, err)
	}
	if _, err := b.GuessTrial(ctx, b.caller, v.ID, charley.GuessRemedy); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("a guess: got %v, want ErrConflict", err)
	}
}

// What a look said stays said, whatever is mended in the nights afterwards and however
// later nights go.
func TestALookStaysAsItWas(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	b.Patience = time.Minute
	v := b.begins(t)
	b.lives(t, v, 1, 16, func(k int) int { return (k + k/5) % 2 })
	b.evening(v, 17)
	was, err := b.LookAtTrial(ctx, b.caller, v.ID)
	if err != nil || was.LookState == "" {
		t.Fatalf("got %q, %v", was.LookState, err)
	}
	for k := range 8 { // two cramps more on each of the first nights
		b.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": v.Sealed.Start.Add(k).String() + "T22:10:00+01:00"})
		b.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": v.Sealed.Start.Add(k).String() + "T22:40:00+01:00"})
	}
	if got := b.shown(t, v.ID); got.LookNight != 16 || got.LookState != was.LookState || got.Body().Looks[0].Said != string(was.LookState) {
		t.Errorf("got %q after %d, want %q as before", got.LookState, got.LookNight, was.LookState)
	}
}

// That a remedy is likely to make things worse is found without anybody asking, at the
// end of a block, and said on the first page.
func TestHarmIsFoundUnasked(t *testing.T) {
	b := newTester(t)
	b.Patience = time.Minute
	v := b.begins(t)
	worse := func(k int) int { return 2 * v.Sealed.Arms[k-1] }
	b.lives(t, v, 1, 15, worse)
	b.evening(v, 16)
	if got := b.running(t); got.Paused != "" || got.Tonight == nil {
		t.Errorf("before the end of a block: got %q", got.Paused)
	}
	b.lives(t, v, 16, 16, worse)
	b.evening(v, 17)
	for name, got := range map[string]app.TrialView{"the first page": *b.running(t), "its page": b.shown(t, v.ID)} {
		if got.Paused != app.PauseHarm || got.Tonight != nil || got.Result != nil || len(got.Trial.Looks) > 0 {
			t.Errorf("%s: got paused %q, %+v, looks %v", name, got.Paused, got.Tonight, got.Trial.Looks)
		}
	}
}

// Stopping before anything was lived through and starting again draws nothing anew.
func TestNobodyCanDrawUntilTheyLikeTheLot(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	stop := func() {
		t.Helper()
		if _, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedStopped); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	again := b.begins(t)
	if again.ID == v.ID || again.Sealed.Seed != v.Sealed.Seed || again.Earlier != 0 {
		t.Errorf("got seed %s and %d earlier draws, want %s", again.Sealed.Seed, again.Earlier, v.Sealed.Seed)
	}
	v = again
	b.lives(t, v, 1, 1, never)
	b.evening(v, 2)
	stop()
	if third := b.begins(t); third.Sealed.Seed == v.Sealed.Seed || third.Earlier != 1 || third.Body().Earlier != 1 {
		t.Errorf("after a night: got %d earlier draws, seed %s", third.Earlier, third.Sealed.Seed)
	}
}
