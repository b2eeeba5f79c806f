package app_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/knowledge"
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
	if p.Plan.Start != night(-1) || p.Plan.Unit != trial.UnitNight || p.Plan.Measure != trial.Cramps || p.Name == "" || len(p.Looks) == 0 {
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
