package diary

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"charley"
)

func trialBody(more map[string]any) map[string]any {
	body := map[string]any{
		"night": "2026-11-23", "until": "2026-12-20", "remedy": "warm-bath", "name": "A warm bath", "measure": "cramps", "blind": "open",
		"sealed": `{"arms":[1,0,0,1]}`, "seal": "0f3a",
	}
	for k, v := range more {
		body[k] = v
	}
	return body
}

func TestATrialIsReadAsItWasWritten(t *testing.T) {
	var k keeper
	step := k.put(t, draft(t, charley.KindTrial, trialBody(map[string]any{"looks": []string{"14", "28-on_track", "28-harm"}})), threeAM)
	got := step.Entry.Trial()
	last := charley.Night{Year: 2026, Month: 12, Day: 20}
	if got.First.String() != "2026-11-23" || got.Last != last || got.Until != last || got.Sealed != `{"arms":[1,0,0,1]}` || got.Seal != "0f3a" ||
		got.Remedy != "warm-bath" || got.Name != "A warm bath" || got.Measure != "cramps" || got.Blind != charley.BlindOpen ||
		!slices.Equal(got.Looks, []charley.Look{{Night: 14}, {Night: 28, Said: "on_track"}}) || got.Looks[1].Code() != "28-on_track" || !got.Ended.IsZero() || got.EndedWhy != "" || got.Guess != "" {
		t.Errorf("got %+v", got)
	}
}

func TestWhatATrialDrewCannotBeWrittenAnew(t *testing.T) {
	start := trialBody(map[string]any{"looks": []string{"14", "28"}, "guess": "remedy"})
	for field, v := range map[string]any{
		"sealed": `{"arms":[0,1,1,0]}`, "seal": "ffff", "remedy": "massage", "measure": "bother", "night": "2026-11-24", "until": "2026-12-21",
		"name": "Another", "blind": "helper", "looks": []string{"14"}, "guess": "comparison",
	} {
		var k keeper
		k.put(t, draft(t, charley.KindTrial, start), threeAM)
		body := trialBody(start)
		body[field] = v
		d := draft(t, charley.KindTrial, body)
		d.Parent = 1
		_, err := d.Put(someID, k.history, testContext(threeAM))
		var wrong *charley.FieldError
		if !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: got %v, want it refused by name", field, err)
		}
	}
}

func TestATrialThatEndedStaysEnded(t *testing.T) {
	var k keeper
	k.put(t, draft(t, charley.KindTrial, trialBody(nil)), threeAM)
	ended := draft(t, charley.KindTrial, trialBody(map[string]any{"ended": "2026-12-01", "ended_why": "stopped", "looks": []string{"14"}}))
	ended.Parent = 1
	if step := k.put(t, ended, threeAM); step.Entry.Trial().EndedWhy != charley.EndedStopped {
		t.Fatalf("got %+v, want it ended", step.Entry)
	}
	again := draft(t, charley.KindTrial, trialBody(map[string]any{"looks": []string{"14"}}))
	again.Parent = 2
	var wrong *charley.FieldError
	if _, err := again.Put(someID, k.history, testContext(threeAM)); !errors.As(err, &wrong) || wrong.Field != "ended" {
		t.Errorf("taking the end back: got %v, want ended refused", err)
	}
	if _, err := Restore(k.history, 1, testContext(threeAM)); !errors.As(err, &wrong) {
		t.Errorf("restoring what was before the end: got %v, want it refused", err)
	}
	note := draft(t, charley.KindTrial, trialBody(map[string]any{"ended": "2026-12-01", "ended_why": "stopped", "looks": []string{"14"}, "note": "too cold"}))
	note.Parent = 2
	k.put(t, note, threeAM)
	gone, err := Delete(k.history, 0, testContext(threeAM))
	if err != nil || !gone.Entry.Deleted {
		t.Errorf("deleting: got %+v, %v, want a tombstone", gone.Entry, err)
	}
	k.keep(gone)
	back, err := Restore(k.history, 3, testContext(threeAM))
	if err != nil || back.Entry.Deleted || back.Entry.Trial().EndedWhy != charley.EndedStopped {
		t.Errorf("bringing back: got %+v, %v, want the ended trial", back.Entry, err)
	}
}

// Two phones that add to a trial without having seen each other both count.
func TestNotesOfATrialMerge(t *testing.T) {
	var k keeper
	k.put(t, draft(t, charley.KindTrial, trialBody(nil)), threeAM)
	a := draft(t, charley.KindTrial, trialBody(map[string]any{"guess": "dont_know"}))
	b := draft(t, charley.KindTrial, trialBody(map[string]any{"note": "bath out of order"}))
	a.Parent, a.Device, b.Parent, b.Device = 1, "a", 1, "b"
	k.put(t, a, threeAM)
	got := k.put(t, b, threeAM).Entry.Trial()
	if got.Guess != "dont_know" || got.Note != "bath out of order" {
		t.Errorf("got %+v, want both", got)
	}
}

func TestAnExportWithAnAlteredTrialIsRefused(t *testing.T) {
	var k keeper
	first := k.put(t, draft(t, charley.KindTrial, trialBody(nil)), threeAM).Revision
	if _, err := Follow(nil, first); err != nil {
		t.Fatalf("the trial itself: %v", err)
	}
	second := newRevision(charley.KindTrial, charley.Fields{"sealed": charley.Value(`{"arms":[0,1,1,0]}`)}, 1, testContext(threeAM))
	second.Entry, second.Rev = someID, 2
	var wrong *charley.FieldError
	if _, err := Follow([]charley.Revision{first}, second); !errors.As(err, &wrong) || wrong.Field != "sealed" {
		t.Errorf("got %v, want sealed refused", err)
	}
	line, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := DecodeRevision(line); err != nil {
		t.Errorf("reading it back: %v", err)
	}
}

func TestATrialHasALastNight(t *testing.T) {
	_, err := draft(t, charley.KindTrial, trialBody(map[string]any{"until": "2026-11-22"})).Put(someID, nil, testContext(threeAM))
	var wrong *charley.FieldError
	if !errors.As(err, &wrong) || wrong.Field != "until" {
		t.Errorf("got %v, want until refused", err)
	}
}

func TestAMorningSaysWhetherTheLotWasFollowed(t *testing.T) {
	var k keeper
	step := k.put(t, draft(t, charley.KindMorning, map[string]any{"night": "2026-11-22", "followed": false}), threeAM)
	if got := step.Entry.Morning().Followed; got != charley.No {
		t.Errorf("got %v, want no", got)
	}
	if got := draft(t, charley.KindMorning, map[string]any{"night": "2026-11-22"}); got.Fields["followed"] != nil {
		t.Error("silence was taken for an answer")
	}
}
