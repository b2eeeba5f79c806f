package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/trial"
)

// tells has the person tell of something bad in a trial.
func (b *bedside) tells(t testing.TB, v app.TrialView, told app.HarmTold) (app.TrialView, charley.EntryID) {
	t.Helper()
	id := charley.NewEntryID()
	v, err := b.TellHarm(context.Background(), b.caller, v.ID, id, told)
	if err != nil {
		t.Fatal(err)
	}
	return v, id
}

// Something bad that was told pauses the test on all pages until it has been looked at, is
// over, or the test is ended; the mildest is noted and no more.
func TestSomethingBadPausesATest(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		grade string
		then  func(*bedside, app.TrialView, charley.EntryID) error
		want  string
	}{
		"a rash that bothers":                                         {charley.HarmBothered, nil, ""},
		"dizzy, and stayed at home":                                   {charley.HarmKept, nil, app.PauseTold},
		"an ambulance came":                                           {charley.HarmHelp, nil, app.PauseTold},
		"the pharmacist has looked at it":                             {charley.HarmKept, ends(charley.FlagSeen), ""},
		"a doctor has seen it, and the signs are not asked again yet": {charley.HarmHelp, ends(charley.FlagSeen), app.PauseCheck},
		"it is over":                                                  {charley.HarmKept, ends(charley.FlagGone), ""},
		"it was a mistake and taken away":                             {charley.HarmKept, takenAway, ""},
		"of two, one has been looked at":                              {charley.HarmKept, toldAnother, app.PauseTold},
		"one that is unsafe for them by now":                          {charley.HarmKept, func(b *bedside, _ app.TrialView, _ charley.EntryID) error { b.has(t, "numb_feet", "yes"); return nil }, app.PauseGate},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTester(t)
			v := b.begins(t)
			b.evening(v, 3)
			_, id := b.tells(t, v, app.HarmTold{Grade: c.grade, What: "dizzy"})
			if c.then != nil {
				if err := c.then(b, v, id); err != nil {
					t.Fatal(err)
				}
			}
			for where, got := range map[string]app.TrialView{"the first page": *b.running(t), "its page": b.shown(t, v.ID)} {
				if got.Paused != c.want || (got.Tonight == nil) != (c.want != "") || (len(got.Told) > 0) != (c.want == app.PauseTold || c.want == app.PauseGate) {
					t.Errorf("%s: got paused %q, told tonight: %v, because of %d", where, got.Paused, got.Tonight != nil, len(got.Told))
				}
			}
			if _, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedHarm); err != nil {
				t.Fatal(err)
			}
			if got := b.shown(t, v.ID); got.Paused != "" || got.State != app.TrialStopped {
				t.Errorf("ended: got paused %q, %s", got.Paused, got.State)
			}
		})
	}
}

func ends(how string) func(*bedside, app.TrialView, charley.EntryID) error {
	return func(b *bedside, v app.TrialView, id charley.EntryID) error {
		_, err := b.EndHarm(context.Background(), b.caller, v.ID, id, how)
		return err
	}
}

func takenAway(b *bedside, _ app.TrialView, id charley.EntryID) error {
	_, err := b.Delete(context.Background(), b.caller, id, 0)
	return err
}

func toldAnother(b *bedside, v app.TrialView, id charley.EntryID) error {
	if _, err := b.TellHarm(context.Background(), b.caller, v.ID, charley.NewEntryID(), app.HarmTold{Grade: charley.HarmHelp}); err != nil {
		return err
	}
	return ends(charley.FlagSeen)(b, v, id)
}

// The phone at the bed hears that the test is paused, and not what was told.
func TestAPhoneHearsThePauseAndNotWhatWasTold(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	b.tells(t, v, app.HarmTold{Grade: charley.HarmHelp, What: "fell on the stairs"})
	phone := b.caller
	phone.Scope = charley.ScopeAppend
	got, err := b.RunningTrial(context.Background(), phone)
	if err != nil || got.Paused != app.PauseTold || got.Tonight != nil || got.Told != nil || got.Harm != nil {
		t.Errorf("got paused %q, told %+v, %+v (%v)", got.Paused, got.Told, got.Harm, err)
	}
}

// A warning sign comes before everything that was told; what was told is not lost by it.
func TestAWarningSignComesBeforeWhatWasTold(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	b.tells(t, v, app.HarmTold{Grade: charley.HarmHelp})
	b.answers(t, map[string]any{"swelling": "one_leg"})
	if got := b.shown(t, v.ID); got.Paused != app.PauseFlag || len(got.Told) != 1 || len(got.Harm) != 1 {
		t.Errorf("got paused %q, %d open, %d told", got.Paused, len(got.Told), len(got.Harm))
	}
}

// Whoever ends a test over it and begins the next one of the same remedy is still told to show it.
func TestEndingATestDoesNotEndTheHarm(t *testing.T) {
	b := newTester(t)
	v := b.begins(t)
	_, id := b.tells(t, v, app.HarmTold{Grade: charley.HarmKept})
	if _, err := b.StopTrial(context.Background(), b.caller, v.ID, charley.EndedHarm); err != nil {
		t.Fatal(err)
	}
	again := b.begins(t)
	if got := b.shown(t, again.ID); got.Paused != app.PauseTold || len(got.Harm) != 0 || got.Told[0].Trial != v.ID {
		t.Errorf("got paused %q, harm %+v, because of %+v", got.Paused, got.Harm, got.Told)
	}
	if err := ends(charley.FlagSeen)(b, v, id); err != nil {
		t.Fatal(err)
	}
	if got := b.shown(t, again.ID); got.Paused != "" {
		t.Errorf("looked at: got paused %q", got.Paused)
	}
	if _, err := b.StopTrial(context.Background(), b.caller, again.ID, charley.EndedStopped); err != nil {
		t.Fatal(err)
	}
	b.tells(t, v, app.HarmTold{Grade: charley.HarmKept})
	other, err := b.StartTrial(context.Background(), b.caller, app.TrialWish{Remedy: "loose-covers"}, charley.NewEntryID())
	if err != nil || other.Paused != "" {
		t.Errorf("a test of something else: got paused %q, %v", other.Paused, err)
	}
}

// Harm shows late, and is told once: before the first evening, while the test goes on, and
// long after it.
func TestSomethingBadCanBeToldAtAnyTime(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	w := bath
	w.Start = night(-3)
	v, err := b.StartTrial(ctx, b.caller, w, charley.NewEntryID())
	if err != nil || v.State != app.TrialWaiting {
		t.Fatalf("got %s, %v", v.State, err)
	}
	if v, _ = b.tells(t, v, app.HarmTold{Grade: charley.HarmKept}); v.Paused != app.PauseTold {
		t.Errorf("before it begins: got paused %q", v.Paused)
	}
	b.clock = b.clock.AddDate(1, 0, 0)
	late := app.HarmTold{Day: night(-20), Grade: charley.HarmHelp, What: "a rash, in hospital"}
	got, id := b.tells(t, v, late)
	if got.State != app.TrialFinished || len(got.Harm) != 2 || got.Harm[1].ID != id || got.Harm[1].Name != late.What || got.Harm[1].Taken() != night(-20).String() || got.Paused != "" {
		t.Errorf("after it: got %s, paused %q, %+v", got.State, got.Paused, got.Harm)
	}
	b.clock = b.clock.Add(time.Hour)
	if got, err := b.TellHarm(ctx, b.caller, v.ID, id, late); err != nil || len(got.Harm) != 2 {
		t.Errorf("sent again: got %d told, %v", len(got.Harm), err)
	}
	late.Grade = charley.HarmBothered
	if _, err := b.TellHarm(ctx, b.caller, v.ID, id, late); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("something else with the same id: got %v, want a conflict", err)
	}
}

func TestWhatCannotBeToldIsRefusedByName(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	for field, told := range map[string]app.HarmTold{
		"grade": {Grade: "awful"}, "what": {Grade: charley.HarmKept, What: strings.Repeat("ä", charley.MostHarm+1)}, "day": {Grade: charley.HarmKept, Day: night(-2)},
	} {
		_, err := b.TellHarm(ctx, b.caller, v.ID, charley.NewEntryID(), told)
		if wrong := (*charley.FieldError)(nil); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: got %v, want it named", field, err)
		}
	}
	if _, err := b.TellHarm(ctx, b.caller, charley.NewEntryID(), charley.NewEntryID(), app.HarmTold{Grade: charley.HarmKept}); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("of no test: got %v, want ErrNotFound", err)
	}
	_, id := b.tells(t, v, app.HarmTold{Grade: charley.HarmKept, What: strings.Repeat("ä", charley.MostHarm)})
	if _, err := b.EndHarm(ctx, b.caller, charley.NewEntryID(), id, charley.FlagSeen); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("the end of what was told of another test: got %v, want ErrNotFound", err)
	}
	if _, err := b.EndHarm(ctx, b.caller, v.ID, id, "forgotten"); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("another end: got %v, want it refused", err)
	}
}

// Telling never shows what was drawn: of a hidden test nothing before the person said what
// they believed, and of no test while it goes on.
func TestWhatWasToldShowsNothingOfTheLot(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	b.Patience = time.Minute
	v, err := b.StartTrial(ctx, b.caller, app.TrialWish{Remedy: "magnesium-cream", Blind: trial.Helper}, charley.NewEntryID())
	if err != nil {
		t.Fatal(err)
	}
	b.evening(v, 5)
	got, id := b.tells(t, v, app.HarmTold{Grade: charley.HarmHelp, What: "a rash"})
	hides := func(when string, got app.TrialView) {
		t.Helper()
		body, err := json.Marshal(got.Body())
		if err != nil {
			t.Fatal(err)
		}
		if got.Beside != nil || got.Body().Arms != nil || strings.Contains(string(body), `"with":`) || strings.Contains(string(body), `"arm":1`) {
			t.Errorf("%s: it is shown beside which nights it was: %s", when, body)
		}
		if e, err := b.Entry(ctx, b.caller, id); err != nil || strings.Contains(string(charley.Value(e.Fields)), "arms") {
			t.Errorf("%s: got the entry %v, %v", when, e.Fields, err)
		}
	}
	hides("while it goes on", got)
	hides("as the first page asks", *b.running(t))
	b.ends(t, v, helps, never1)
	if got = b.shown(t, v.ID); !got.GuessAsked {
		t.Fatal("the guess is not asked")
	}
	hides("before the guess", got)
	if got, err = b.GuessTrial(ctx, b.caller, v.ID, charley.DontKnow); err != nil || got.Beside == nil {
		t.Fatalf("after the guess: got %+v, %v", got.Beside, err)
	}
	if n := *got.Beside; n.With+n.Without+n.Between != 1 || n.Outside != 0 {
		t.Errorf("got %+v, want it beside a night of the test", n)
	}
}

// In the result it stands beside which nights it was, by the nights that had begun when it
// was told.
func TestBesideWhichNightsItWasTold(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	b.Patience = time.Minute
	v := b.begins(t)
	arms := v.Sealed.Arms
	var want trial.Beside
	for k := 2; k <= 12; k++ { // in the morning of night k nobody has done anything of night k yet
		b.clock = time.Date(2026, 11, 23+k-1, 7, 0, 0, 0, time.UTC)
		if arms[k-2] == 1 {
			want.With++
		} else {
			want.Without++
		}
		b.tells(t, v, app.HarmTold{Grade: charley.HarmBothered})
	}
	b.tells(t, v, app.HarmTold{Grade: charley.HarmBothered, Day: night(15)})
	want.Outside++
	if got := b.shown(t, v.ID); got.Beside != nil {
		t.Errorf("while it goes on: got %+v", got.Beside)
	}
	b.evening(v, 13)
	got, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedHarm)
	if err != nil || got.Beside == nil || *got.Beside != want || want.With == 0 || want.Without == 0 {
		t.Errorf("got %+v (%v), want %+v", got.Beside, err, want)
	}
	if body := got.Body(); len(body.Harm) != 12 || body.HarmBeside == nil || *body.HarmBeside != want {
		t.Errorf("programs see %d, %+v", len(body.Harm), body.HarmBeside)
	}
}

// What was told goes wherever the diary goes: onto the report, out of the house, and into
// the next diary, where it still pauses.
func TestWhatWasToldGoesAlong(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	b.evening(v, 3)
	_, id := b.tells(t, v, app.HarmTold{Grade: charley.HarmKept, What: "dizzy"})
	b.clock = b.clock.AddDate(0, 0, 1)
	r, err := b.Report(ctx, b.caller, app.ReportWish{})
	if err != nil || len(r.Tested) != 1 || len(r.Tested[0].Harm) != 1 || r.Tested[0].Harm[0].Name != "dizzy" || r.Tested[0].Beside != nil {
		t.Errorf("the report: got %+v, %v", r.Tested, err)
	}
	long := app.ReportWish{From: night(30), To: night(20)} // before the test began: what bad was told of it stands there all the same
	if r, err := b.Report(ctx, b.caller, long); err != nil || len(r.Tested) != 1 || len(r.Tested[0].Harm) != 1 {
		t.Errorf("a report of nights before the test: got %+v, %v", r.Tested, err)
	}
	out, err := b.TakeOut(ctx, b.caller, "csv")
	if err != nil || !slices.ContainsFunc(out.Facts, func(f charley.Fact) bool { return f.ID == id && f.Trial == v.ID }) {
		t.Errorf("taken out: got %v", err)
	}
	other := newClinic(t)
	other.clock = b.clock
	t.Cleanup(other.Rest)
	if _, err := other.Import(ctx, other.caller, strings.NewReader(exported(t, b, b.caller))); err != nil {
		t.Fatal(err)
	}
	if got := other.shown(t, v.ID); got.Paused != app.PauseTold || len(got.Harm) != 1 || got.Harm[0].Name != "dizzy" || !got.Harm[0].Told.Time.Equal(b.shown(t, v.ID).Harm[0].Told.Time) {
		t.Errorf("elsewhere: got paused %q, %+v", got.Paused, got.Harm)
	}
}

// Whoever takes the trial away in which it was told, and begins the next one of the same remedy, is still told to show
// it, and can say there that it has been looked at.
func TestTakingATestAwayDoesNotEndTheHarm(t *testing.T) {
	ctx := context.Background()
	b := newTester(t)
	v := b.begins(t)
	_, id := b.tells(t, v, app.HarmTold{Grade: charley.HarmKept, What: "dizzy"})
	if _, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedHarm); err != nil {
		t.Fatal(err)
	}
	if err := takenAway(b, v, v.ID); err != nil {
		t.Fatal(err)
	}
	again := b.begins(t)
	got := b.shown(t, again.ID)
	if got.Paused != app.PauseTold || len(got.Harm) != 0 || len(got.Apart) != 1 || got.Apart[0].ID != id {
		t.Errorf("got paused %q, harm %+v, apart %+v", got.Paused, got.Harm, got.Apart)
	}
	if err := ends(charley.FlagSeen)(b, again, id); err != nil {
		t.Fatal(err)
	}
	if got := b.shown(t, again.ID); got.Paused != "" || len(got.Apart) != 0 {
		t.Errorf("looked at: got paused %q, apart %+v", got.Paused, got.Apart)
	}
	if _, err := b.StopTrial(ctx, b.caller, again.ID, charley.EndedStopped); err != nil {
		t.Fatal(err)
	}
	b.tells(t, again, app.HarmTold{Grade: charley.HarmKept})
	if err := takenAway(b, v, again.ID); err != nil {
		t.Fatal(err)
	}
	if other, err := b.StartTrial(ctx, b.caller, app.TrialWish{Remedy: "loose-covers"}, charley.NewEntryID()); err != nil || other.Paused != "" {
		t.Errorf("a test of something else: got paused %q, %v", other.Paused, err)
	}
}

// What got worse is told now: what was told before stays, no edit can stand for it, and it is kept once.
func TestWhatGotWorseIsToldAnew(t *testing.T) {
	ctx := context.Background()
	b := newTester(t)
	v := b.begins(t)
	v, first := b.tells(t, v, app.HarmTold{Grade: charley.HarmBothered, What: "a rash"})
	if err := ends(charley.FlagGone)(b, v, first); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Change(ctx, b.caller, first, map[string]any{"grade": charley.HarmHelp}); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("by an edit: got %v, want it refused", err)
	}
	b.clock = b.clock.Add(time.Hour)
	worse := app.HarmTold{Grade: charley.HarmHelp, What: "a rash"}
	id, err := b.TellWorse(ctx, b.caller, first, charley.NewEntryID(), worse)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := b.TellWorse(ctx, b.caller, first, charley.NewEntryID(), worse); err != nil || again != id {
		t.Errorf("told again: got %s, %v, want %s", again, err, id)
	}
	got := b.shown(t, v.ID)
	if got.Paused != app.PauseTold || len(got.Harm) != 2 || !got.Harm[1].ToldAt().Equal(b.clock) || got.Harm[1].ID != id || got.Harm[0].Ended != charley.FlagGone {
		t.Errorf("got paused %q, %+v", got.Paused, got.Harm)
	}
	for name, c := range map[string]struct {
		of    charley.EntryID
		grade string
		want  error
	}{
		"milder":          {id, charley.HarmKept, charley.ErrInvalid},
		"no grade":        {first, "awful", charley.ErrInvalid},
		"of what was not": {charley.NewEntryID(), charley.HarmHelp, charley.ErrNotFound},
	} {
		if _, err := b.TellWorse(ctx, b.caller, c.of, charley.NewEntryID(), app.HarmTold{Grade: c.grade}); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}
