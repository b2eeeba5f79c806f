package app_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/measure"
	"charley/rule"
	"charley/tell"
	"charley/trial"
)

// newTester is a clinic with a healthy person whose cramps come often enough for a
// trial: it is the evening of 23 November 2026, and three weeks of nights are known.
func newTester(t testing.TB) *bedside {
	t.Helper()
	b := newClinic(t)
	b.clock = time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	b.healthy(t)
	b.keeps(t, night(20), 21, func(i int) int { return i % 2 })
	t.Cleanup(b.Rest)
	return b
}

// healthy answers everything about safety: nothing of it is so.
func (b *bedside) healthy(t testing.TB) {
	t.Helper()
	b.put(t, map[string]any{"kind": "fact", "about": "age", "born": 1960})
	b.put(t, map[string]any{"kind": "fact", "about": "sex", "sex": "M"})
	for _, part := range knowledge.StandingParts() {
		var asked []string
		for _, s := range b.Counsel.Base.Standing().All() {
			if s.Part == part.Value && s.ID != "kidney_test_normal" && s.ID != "foot_check_normal" {
				asked = append(asked, s.ID)
			}
		}
		b.put(t, map[string]any{"kind": "fact", "about": "none", "group": part.Value, "asked": asked})
	}
	b.put(t, map[string]any{"kind": "fact", "about": "none", "group": charley.GroupMedicines})
	b.put(t, map[string]any{"kind": "fact", "about": "none", "group": charley.GroupChecked})
	about := b.Counsel.Teller.With(tell.Facts{}, rule.Answers{"age_years": rule.Num(66), "sex": rule.OneWord("M")})
	for _, s := range b.Counsel.Base.Screens().All() {
		if shown := (tell.ScreenStep{ID: s.ID, Items: b.Counsel.Teller.Shown(about, s)}); len(shown.Items) > 0 {
			b.answers(t, b.Counsel.Teller.Ticked(shown, nil, false))
		}
	}
	b.answers(t, map[string]any{
		"onset": "seconds", "pain": "severe", "duration_min": []float64{1, 6}, "palpable_hardening": true, "urge_to_move": false,
		"relief_stretch": true, "location": []string{"calf"}, "new_or_worse_cramps": false, "course_months": 24.0,
	})
}

var bath = app.TrialWish{Remedy: "warm-bath"}

// begins starts a trial of a warm bath.
func (b *bedside) begins(t testing.TB) app.TrialView {
	t.Helper()
	v, err := b.StartTrial(context.Background(), b.caller, bath, charley.NewEntryID())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// running is the trial that goes on, as the first page asks for it.
func (b *bedside) running(t testing.TB) *app.TrialView {
	t.Helper()
	v, err := b.RunningTrial(context.Background(), b.caller)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// shown is a trial as its page shows it.
func (b *bedside) shown(t testing.TB, id charley.EntryID) app.TrialView {
	t.Helper()
	v, err := b.Trial(context.Background(), b.caller, id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestATrialIsPlannedFromTheNightsBefore(t *testing.T) {
	b := newTester(t)
	p, err := b.PlanTrial(context.Background(), b.caller, bath)
	if err != nil || p.Refusal != nil {
		t.Fatalf("got %v, %v", p.Refusal, err)
	}
	if r := p.Plan.RunIn; r.Nights != 14 || r.Logged != 14 || r.Events != 7 || r.EventNights != 7 || r.Mean != .5 {
		t.Errorf("got a run-in of %+v, want 7 cramps in 14 nights", r)
	}
	if p.Plan.Start != night(-1) || p.Plan.Unit != trial.UnitNight || p.Plan.Measure != measure.Cramps || p.Name == "" || len(p.Looks) == 0 {
		t.Errorf("got %+v", p.Plan)
	}
	if all, err := b.Trials(context.Background(), b.caller); err != nil || len(all) > 0 {
		t.Errorf("planning kept %d trials (%v)", len(all), err)
	}
}

func TestATrialThatIsNotSensibleIsRefusedWithItsReason(t *testing.T) {
	for name, c := range map[string]struct {
		remedy string
		before func(testing.TB, *bedside)
		want   trial.Reason
	}{
		"quinine":                    {"quinine", nil, trial.Never},
		"on prescription only":       {"dopamine-agonists", nil, trial.Prescriber},
		"a warning sign":             {"warm-bath", func(t testing.TB, b *bedside) { b.answers(t, map[string]any{"swelling": "one_leg"}) }, trial.SeenFirst},
		"numb feet":                  {"warm-bath", func(t testing.TB, b *bedside) { b.has(t, "numb_feet", "yes") }, trial.NotOffered},
		"feet that may be numb":      {"warm-bath", func(t testing.TB, b *bedside) { b.has(t, "numb_feet", "unsure") }, trial.NotOffered},
		"for the moment it hurts":    {"pickle-juice", nil, trial.EachAttack},
		"nothing to draw":            {"magnesium-diet", nil, trial.NoLot},
		"weeks of quiet nights":      {"warm-bath", func(t testing.TB, b *bedside) { b.clock = b.clock.AddDate(0, 0, 30); b.keeps(t, night(-1), 30, never) }, trial.FewEvents},
		"nothing logged for a month": {"warm-bath", func(t testing.TB, b *bedside) { b.clock = b.clock.AddDate(0, 0, 30) }, trial.FewNights},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTester(t)
			if c.before != nil {
				c.before(t, b)
			}
			p, err := b.PlanTrial(context.Background(), b.caller, app.TrialWish{Remedy: c.remedy})
			if err != nil || p.Refusal == nil || !slices.Contains(p.Refusal.Reasons, c.want) {
				t.Fatalf("got %v (%v), want it refused for %s", p.Refusal, err, c.want)
			}
			_, err = b.StartTrial(context.Background(), b.caller, app.TrialWish{Remedy: c.remedy}, charley.NewEntryID())
			if no := (*trial.Refusal)(nil); !errors.As(err, &no) {
				t.Errorf("starting it: got %v, want the refusal", err)
			}
		})
	}
}

func never(int) int { return 0 }

// has says of a standing condition that it is so, or not known.
func (b *bedside) has(t testing.TB, code, answer string) {
	t.Helper()
	b.put(t, map[string]any{"kind": "fact", "about": "condition", "code": code, "answer": answer})
}

func TestAStartedTrialIsSealedAndSaysWhatToDoTonight(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	if v.State != app.TrialRunning || v.Night != 1 || v.Tampered != nil || v.Paused != "" || v.Tonight == nil || v.Tonight.K != 1 || v.Tonight.Arm == nil {
		t.Fatalf("got %+v", v)
	}
	if err := v.Sealed.Verify(); err != nil {
		t.Error(err)
	}
	r := b.running(t)
	if r == nil || r.ID != v.ID || r.Tonight == nil || *r.Tonight.Arm != v.Sealed.Arms[0] {
		t.Errorf("got %+v, want tonight's lot on the first page", r)
	}
	again, err := b.StartTrial(context.Background(), b.caller, bath, v.ID)
	if err != nil || again.Sealed.Hash != v.Sealed.Hash {
		t.Errorf("sent again: got %v (%v), want the trial that was drawn", again.Sealed.Hash, err)
	}
	if _, err := b.StartTrial(context.Background(), b.caller, bath, charley.NewEntryID()); !errors.Is(err, app.ErrTrialRuns) {
		t.Errorf("a second trial: got %v, want ErrTrialRuns", err)
	}
}

// evening moves the clock to the evening of a night of the trial, from 1.
func (b *bedside) evening(v app.TrialView, k int) {
	n := v.Sealed.Start.Add(k - 1)
	b.clock = time.Date(n.Year, n.Month, n.Day, 20, 0, 0, 0, time.UTC)
}

// lives writes down nights of the trial up to before its night k.
func (b *bedside) lives(t testing.TB, v app.TrialView, from, to int, cramps func(k int) int) {
	t.Helper()
	b.keeps(t, v.Sealed.Start.Add(from-1), to-from+1, func(i int) int { return cramps(from + i) })
}

func TestOneMayLookAtTheEndsOfBlocksOnly(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	looks := v.Sealed.Looks()
	if looks[0] != 16 {
		t.Fatalf("got looks %v, want the first after night 16", looks)
	}
	b.lives(t, v, 1, 15, func(k int) int { return k % 2 })
	b.evening(v, 16)
	if v := b.shown(t, v.ID); v.CanLook || v.NextLook != 16 {
		t.Errorf("on night 16: got look %v, next %d", v.CanLook, v.NextLook)
	}
	if _, err := b.LookAtTrial(ctx, b.caller, v.ID); !errors.Is(err, app.ErrNoLook) {
		t.Errorf("looking early: got %v, want ErrNoLook", err)
	}
	b.lives(t, v, 16, 16, func(int) int { return 1 })
	b.clock = b.clock.Add(10 * time.Hour) // in the morning after it
	if v := b.shown(t, v.ID); !v.CanLook || v.NextLook != looks[1] {
		t.Errorf("after night 16: got look %v, next %d", v.CanLook, v.NextLook)
	}
	got, err := b.LookAtTrial(ctx, b.caller, v.ID)
	if err != nil || got.CanLook || len(got.Trial.Looks) != 1 || got.Trial.Looks[0].Night != 16 || got.Trial.Looks[0].Said != string(got.LookState) || got.LookState == "" {
		t.Errorf("got %v, look again %v (%v), want it noted once", got.Trial.Looks, got.CanLook, err)
	}
	if _, err := b.LookAtTrial(ctx, b.caller, v.ID); !errors.Is(err, app.ErrNoLook) {
		t.Errorf("a second look: got %v, want ErrNoLook", err)
	}
	if _, err := b.Change(ctx, b.caller, v.ID, map[string]any{"looks": []string{}}); err == nil {
		t.Error("a look was taken back")
	}
}

func TestAStoppedTrialStaysStoppedAndAnotherCanBegin(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	b.lives(t, v, 1, 9, func(k int) int { return k % 2 })
	b.evening(v, 10)
	if _, err := b.StopTrial(ctx, b.caller, v.ID, "bored"); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("for no reason: got %v, want ErrInvalid", err)
	}
	got, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedStopped)
	if err != nil || got.State != app.TrialStopped || got.Night != 9 || got.Trial.Ended != v.Sealed.Start.Add(8) {
		t.Errorf("got %+v (%v), want it ended after night 9", got, err)
	}
	if again, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedHarm); err != nil || again.Trial.EndedWhy != charley.EndedStopped {
		t.Errorf("again: got %v (%v), want it left as it is", again.Trial.EndedWhy, err)
	}
	if b.running(t) != nil {
		t.Error("it still goes on")
	}
	if u, err := b.Undo(ctx, b.caller); err != nil || u.Entry.ID == v.ID || b.running(t) != nil {
		t.Errorf("undoing it: got %v (%v), want it passed over", u, err)
	}
	b.begins(t)
	if all, err := b.Trials(ctx, b.caller); err != nil || len(all) != 2 || all[0].State != app.TrialRunning {
		t.Errorf("got %d trials (%v), want the new one first", len(all), err)
	}
}

func TestATrialThatWasTakenAwayIsGone(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	if _, err := b.Delete(ctx, b.caller, v.ID, 0); err != nil {
		t.Fatal(err)
	}
	if b.running(t) != nil {
		t.Error("it still goes on")
	}
	if _, err := b.Trial(ctx, b.caller, v.ID); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
	b.begins(t)
}

// Somebody who tests a bath and then says that their feet may be numb is not sent
// into hot water, on whatever page they look.
func TestATrialThatIsNotSafeAnyMoreIsPaused(t *testing.T) {
	for name, c := range map[string]struct {
		says func(testing.TB, *bedside)
		want string
	}{
		"a warning sign": {func(t testing.TB, b *bedside) { b.answers(t, map[string]any{"swelling": "one_leg"}) }, app.PauseFlag},
		"numb feet":      {func(t testing.TB, b *bedside) { b.has(t, "numb_feet", "yes") }, app.PauseGate},
		"not sure":       {func(t testing.TB, b *bedside) { b.has(t, "numb_feet", "unsure") }, app.PauseCheck},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTester(t)
			v := b.begins(t)
			c.says(t, b)
			b.Rest()
			if got := b.running(t); got.Paused != c.want || got.Tonight != nil {
				t.Errorf("on the first page: got %q, %+v; want %q and nothing to do", got.Paused, got.Tonight, c.want)
			}
			if got := b.shown(t, v.ID); got.Paused != c.want || got.Tonight != nil || c.want == app.PauseFlag && len(got.Flags) == 0 {
				t.Errorf("on its page: got %q, %+v; want %q and nothing to do", got.Paused, got.Tonight, c.want)
			}
		})
	}
}

// A program that knows nothing medical says nothing of what to do.
func TestWithoutCounselATrialIsCheckedFirst(t *testing.T) {
	b := newTester(t)
	b.begins(t)
	b.Counsel = nil
	if got := b.running(t); got.Paused != app.PauseCheck || got.Tonight != nil {
		t.Errorf("got %q, %+v", got.Paused, got.Tonight)
	}
}

// The phone at the bed is told what was drawn for tonight and nothing of the person.
func TestAPairedPhoneSeesTheLotOfTheNight(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	if _, err := b.Change(context.Background(), b.caller, v.ID, map[string]any{"note": "my own"}); err != nil {
		t.Fatal(err)
	}
	b.has(t, "numb_feet", "yes")
	c := charley.Caller{Person: b.caller.Person, Name: "owner", Via: "test", Scope: charley.ScopeAppend}
	got, err := b.RunningTrial(context.Background(), c)
	if err != nil || got == nil || got.Paused != app.PauseGate || got.Gates != nil || got.Trial.Note != "" || got.Sealed.RunIn != (trial.RunIn{}) || got.Body().Arms != nil {
		t.Errorf("got %+v (%v)", got, err)
	}
}

// Clocks go back in the night of 24 October 2026: it is one night of the trial.
func TestATrialAcrossAClockChange(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	// The trial runs into 2027; winter time ends in the night of 27 March 2027, which
	// it does not reach, so the first day is taken before the change of October.
	if got := v.Sealed.Last().Sub(v.Sealed.Start); got != 55 {
		t.Fatalf("got %d nights, want 56", got+1)
	}
	b = newClinic(t)
	b.clock = time.Date(2026, 10, 23, 18, 0, 0, 0, time.UTC)
	b.healthy(t)
	b.keeps(t, charley.Night{Year: 2026, Month: 10, Day: 2}, 21, func(i int) int { return i % 2 })
	t.Cleanup(b.Rest)
	v = b.begins(t)
	for i, at := range []time.Time{
		time.Date(2026, 10, 23, 18, 0, 0, 0, time.UTC),
		time.Date(2026, 10, 24, 21, 59, 0, 0, time.UTC), // 23:59 in summer time
		time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC),  // 02:30, the first of two
		time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC),  // 02:30, the second
		time.Date(2026, 10, 25, 10, 59, 0, 0, time.UTC), // 11:59 in winter time
		time.Date(2026, 10, 25, 11, 0, 0, 0, time.UTC),  // noon
	} {
		b.clock = at
		want, told := []int{1, 2, 2, 2, 2, 3}[i], []int{1, 2, 2, 2, 3, 3}[i] // from dawn on, the evening to come
		if got := b.running(t); got.Night != want || got.Tonight == nil || got.Tonight.K != told {
			t.Errorf("at %s: got night %d and what was drawn for %+v, want %d and %d", at, got.Night, got.Tonight, want, told)
		}
	}
}

// In the small hours the night that goes on has begun: the first evening is the next.
func TestATrialThatIsPlannedAtNightBeginsTheNextEvening(t *testing.T) {
	b := newTester(t)
	for at, want := range map[string]charley.Night{
		"2026-11-23T20:00:00Z": night(-1), "2026-11-24T02:00:00Z": night(-2), "2026-11-24T07:00:00Z": night(-2), "2026-11-24T12:00:00Z": night(-2),
	} {
		b.clock, _ = time.Parse(time.RFC3339, at)
		p, err := b.PlanTrial(context.Background(), b.caller, app.TrialWish{Remedy: "loose-covers"})
		if err != nil || p.Refusal != nil || p.Plan.Start != want {
			t.Errorf("at %s: got %v, %v, %v; want %v", at, p.Plan.Start, p.Refusal, err, want)
		}
	}
	for _, start := range []charley.Night{night(3), night(-40)} {
		if _, err := b.PlanTrial(context.Background(), b.caller, app.TrialWish{Remedy: "loose-covers", Start: start}); !errors.Is(err, charley.ErrInvalid) {
			t.Errorf("from %v: got %v, want ErrInvalid", start, err)
		}
	}
}

// A night of which nobody said that it was over is not a quiet night.
func TestNightsWithoutAMorningAreMissingFromTheRunIn(t *testing.T) {
	b := newClinic(t)
	b.clock = time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	b.healthy(t)
	t.Cleanup(b.Rest)
	b.keeps(t, night(20), 14, func(int) int { return 1 })
	for i := range 7 { // cramps, and no word in the morning
		b.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": night(6-i).String() + "T23:10:00+01:00"})
	}
	p, err := b.PlanTrial(context.Background(), b.caller, app.TrialWish{Remedy: "loose-covers"})
	if err != nil || p.Refusal != nil || p.Plan.RunIn.Nights != 14 || p.Plan.RunIn.Logged != 7 || p.Plan.RunIn.Events != 7 {
		t.Errorf("got %+v, %v, %v; want 7 of 14 nights", p.Plan.RunIn, p.Refusal, err)
	}
}

func TestATrialComesBackFromAnExportWithItsSeal(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	text := exported(t, b, b.caller)
	other := newClinic(t)
	other.clock = b.clock
	t.Cleanup(other.Rest)
	if _, err := other.Import(context.Background(), other.caller, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	got := other.shown(t, v.ID)
	if got.Tampered != nil || got.Sealed.Hash != v.Sealed.Hash || got.State != app.TrialRunning || got.Tonight == nil {
		t.Errorf("got %+v, want the trial as it was sealed", got)
	}
	if again := exported(t, other, other.caller); again != text {
		t.Error("exported again, it is another")
	}
}

// Somebody who swaps two nights in what is kept, or the whole of it for another
// draw, is found out, and nothing is worked out from it.
func TestAnAlteredTrialIsNamed(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	swapped := v.Sealed
	swapped.Arms = slices.Clone(swapped.Arms)
	i := slices.Index(swapped.Arms, 1)
	j := slices.Index(swapped.Arms, 0)
	swapped.Arms[i], swapped.Arms[j] = 0, 1
	text, err := swapped.Text()
	if err != nil {
		t.Fatal(err)
	}
	redrawn, err := trial.Seal(v.Sealed.Plan, [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	again, err := redrawn.Text()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change map[string]any
		field  string
	}{
		"two nights swapped":    {map[string]any{"sealed": text}, "sealed"},
		"not JSON":              {map[string]any{"sealed": "{"}, "sealed"},
		"drawn again":           {map[string]any{"sealed": again}, "seal"},
		"for another remedy":    {map[string]any{"remedy": "massage"}, "remedy"},
		"for another measure":   {map[string]any{"measure": measure.Bother}, "measure"},
		"begun a night earlier": {map[string]any{"night": v.Sealed.Start.Add(-1).String()}, "night"},
		"a night longer":        {map[string]any{"until": v.Sealed.Last().Add(1).String()}, "until"},
		"hidden afterwards":     {map[string]any{"blind": trial.Helper}, "blind"},
	} {
		t.Run(name, func(t *testing.T) {
			body := v.Trial.Fields.Nested()
			maps.Copy(body, c.change)
			body["kind"] = "trial"
			id := b.put(t, body).Entry.ID
			got := b.shown(t, id)
			if got.Tampered == nil || got.Body().Seal.Broken != c.field || got.Tonight != nil || got.Sealed.Arms != nil || got.Body().Plan != nil {
				t.Errorf("got %+v, want %s named", got.Body().Seal, c.field)
			}
			if _, err := b.Delete(context.Background(), b.caller, id, 0); err != nil {
				t.Fatal(err)
			}
		})
	}
	// And in the diary itself it is refused.
	for field, x := range map[string]any{"sealed": text, "seal": "0f", "remedy": "massage", "measure": measure.Bother, "night": v.Sealed.Start.Add(1).String()} {
		_, err := b.Change(context.Background(), b.caller, v.ID, map[string]any{field: x})
		if wrong := (*charley.FieldError)(nil); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("changing %s: got %v, want it refused by name", field, err)
		}
	}
}

// What cannot be hidden is not sold as hidden; whether it can is in its record.
func TestOnlyWhatCanBeHiddenIsHidden(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	for remedy, can := range map[string]bool{"warm-bath": false, "loose-covers": false, "magnesium-cream": true} {
		if p, err := b.PlanTrial(ctx, b.caller, app.TrialWish{Remedy: remedy}); err != nil || p.CanBlind != can {
			t.Errorf("%s: got %v (%v), want it said that it can be hidden: %v", remedy, p.CanBlind, err, can)
		}
		w := app.TrialWish{Remedy: remedy, Blind: trial.Helper}
		_, err := b.PlanTrial(ctx, b.caller, w)
		if wrong := (*charley.FieldError)(nil); errors.As(err, &wrong) == can || wrong != nil && wrong.Field != "blind" {
			t.Errorf("%s hidden: got %v", remedy, err)
		}
		if _, err := b.StartTrial(ctx, b.caller, w, charley.NewEntryID()); !can && !errors.Is(err, charley.ErrInvalid) {
			t.Errorf("starting %s hidden: got %v, want ErrInvalid", remedy, err)
		}
	}
}
