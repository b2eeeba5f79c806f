package app_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/tell"
)

// newClinic is a bedside that can tell apart.
func newClinic(t testing.TB) *bedside {
	t.Helper()
	b := newBedside(t)
	b.Counsel = counsel()
	return b
}

// counsel is what is known, read once for all tests: it does not change.
var counsel = sync.OnceValue(func() *app.Counsel {
	base, err := knowledge.Default()
	if err != nil {
		panic(err)
	}
	return app.NewCounsel(base)
})

// The page sends its form again after a lost answer: one entry, one verdict.
func TestAnAnswerSentTwiceDoesNoHarm(t *testing.T) {
	b := newClinic(t)
	ctx := context.Background()
	id := charley.NewEntryID()
	said := map[string]any{"swelling": "one_leg", "weakness": charley.DontKnow, "duration_min": []float64{1, 6}, "risk": []string{"smoker", "not oestrogen"}}
	for range 2 {
		if _, err := b.Answer(ctx, b.caller, id, said); err != nil {
			t.Fatal(err)
		}
	}
	facts, err := b.Facts(ctx, b.caller)
	if err != nil || len(facts) != 1 || facts[0].Rev != 1 || facts[0].About != charley.FactAnswers {
		t.Errorf("got %+v, %v; want one fact of one revision", facts, err)
	}
	told, err := b.Tell(ctx, b.caller)
	if err != nil || !told.Urgent() || !slices.Equal(told.Declined, []string{"weakness"}) {
		t.Errorf("got urgency %s, declined %v, %v", told.Urgency, told.Declined, err)
	}
}

func TestAnAnswerThatNobodyKnows(t *testing.T) {
	b := newClinic(t)
	ctx := context.Background()
	for key, said := range map[string]map[string]any{
		"moon":      {"moon": "full"},
		"onset":     {"onset": "fast", "swelling": "none"},
		"age_years": {"age_years": 400.0},
		"risk":      {"risk": []string{"moonlight"}},
	} {
		_, err := b.Answer(ctx, b.caller, charley.NewEntryID(), said)
		var wrong *tell.FactError
		if !errors.As(err, &wrong) || wrong.Key != key || !errors.Is(err, charley.ErrInvalid) {
			t.Errorf("%v: got %v, want a FactError about %s", said, err, key)
		}
	}
	if facts, err := b.Facts(ctx, b.caller); err != nil || len(facts) > 0 {
		t.Errorf("something was kept: %+v, %v", facts, err)
	}
}

// A swollen leg stands from one day to another until it is ended, and then stays
// in the history.
func TestASwollenLegStandsUntilItIsSeen(t *testing.T) {
	b := newClinic(t)
	ctx := context.Background()
	answer := func(said map[string]any) {
		t.Helper()
		if _, err := b.Answer(ctx, b.caller, charley.NewEntryID(), said); err != nil {
			t.Fatal(err)
		}
		b.clock = b.clock.Add(24 * time.Hour)
	}
	standing := func() bool {
		t.Helper()
		told, err := b.Tell(ctx, b.caller)
		if err != nil {
			t.Fatal(err)
		}
		return told.Urgent()
	}
	answer(map[string]any{"swelling": "one_leg"})
	answer(map[string]any{"swelling": "none"})
	if !standing() {
		t.Error("a later answer took it back")
	}
	id := charley.NewEntryID()
	for range 2 {
		if _, err := b.EndFlag(ctx, b.caller, id, "RF20", charley.FlagSeen); err != nil {
			t.Fatal(err)
		}
	}
	told, err := b.Tell(ctx, b.caller)
	if err != nil || told.Urgent() || len(told.Past) != 1 || told.Past[0].ID != "RF20" || told.Past[0].How != charley.FlagSeen {
		t.Errorf("seen by a doctor: got %s, past %+v, %v", told.Urgency, told.Past, err)
	}
	b.clock = b.clock.Add(24 * time.Hour)
	answer(map[string]any{"swelling": "one_leg"})
	if !standing() {
		t.Error("a new tick did not bring it back")
	}
}

func TestOnlyAFlagThatExistsCanEnd(t *testing.T) {
	b := newClinic(t)
	ctx := context.Background()
	if _, err := b.EndFlag(ctx, b.caller, charley.NewEntryID(), "RF99", charley.FlagGone); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
	if _, err := b.EndFlag(ctx, b.caller, charley.NewEntryID(), "RF20", "forgotten"); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("ended in a way that there is not: got %v, want ErrInvalid", err)
	}
}

func TestNobodyTellsApartAnotherPersonsLegs(t *testing.T) {
	b := newClinic(t)
	ctx := context.Background()
	for what, call := range map[string]func(charley.Caller) error{
		"tell":  func(c charley.Caller) error { _, err := b.Tell(ctx, c); return err },
		"tests": func(c charley.Caller) error { _, err := b.SitTests(ctx, c); return err },
		"answer": func(c charley.Caller) error {
			_, err := b.Answer(ctx, c, charley.NewEntryID(), map[string]any{"fever": true})
			return err
		},
		"end": func(c charley.Caller) error {
			_, err := b.EndFlag(ctx, c, charley.NewEntryID(), "RF20", charley.FlagGone)
			return err
		},
	} {
		if err := call(charley.Caller{}); !errors.Is(err, charley.ErrForbidden) {
			t.Errorf("%s: got %v, want ErrForbidden", what, err)
		}
	}
}

// A program without knowledge says so, and does not fail in another way.
func TestTellingApartThatWasNotSetUp(t *testing.T) {
	b := newBedside(t)
	if _, err := b.Tell(context.Background(), b.caller); err == nil {
		t.Error("got a verdict without knowledge")
	}
}
