package app_test

import (
	"context"
	"errors"
	"testing"

	"charley"
	"charley/app"
	"charley/trial"
)

// A program that writes the entry of a trial can open its result no sooner than a person.
func TestNothingOfATrialIsWrittenBeforeItsTime(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	for field, early := range map[string]any{
		"ended": v.Sealed.Last().Add(1).String(), "looks": []string{"3"}, "guess": charley.GuessRemedy,
	} {
		var wrong *charley.FieldError
		if _, err := b.Change(ctx, b.caller, v.ID, map[string]any{field: early}); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: got %v, want it refused by name", field, err)
		}
	}
	first := v.Sealed.Looks()[0]
	b.clock = b.clock.AddDate(0, 0, first+1)
	if _, err := b.Change(ctx, b.caller, v.ID, map[string]any{"looks": []string{charley.Look{Night: first}.Code()}}); err != nil {
		t.Errorf("a look that is allowed: %v", err)
	}
	if _, err := b.Change(ctx, b.caller, v.ID, map[string]any{"ended": v.Sealed.Last().String()}); err == nil {
		t.Error("it was ended after a night to come")
	}
}

func TestATrialThatCannotBeWorkedOutIsWithheldAlone(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	b.clock = b.clock.AddDate(1, 0, 0)
	for name, analyze := range map[string]func([]trial.Night, trial.Options) (trial.Result, error){
		"an error": func([]trial.Night, trial.Options) (trial.Result, error) {
			return trial.Result{State: trial.StateNoInformation}, errors.New("no luck")
		},
		"a panic": func([]trial.Night, trial.Options) (trial.Result, error) { panic("no luck") },
	} {
		b.Analyze = analyze
		got, err := b.TrialResult(context.Background(), b.caller, v.ID)
		if err != nil || got.Result == nil || got.Result.Verdict() != trial.NotShown {
			t.Errorf("%s: got %+v, %v; want it withheld", name, got.Result, err)
		}
		if all, err := b.Trials(context.Background(), b.caller); err != nil || len(all) != 1 || all[0].State != app.TrialFinished {
			t.Errorf("%s: the list: got %+v, %v", name, all, err)
		}
	}
}
