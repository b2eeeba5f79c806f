package app_test

import (
	"context"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/charleytest"
	"charley/told"
)

// anotherEdition is the shipped records with one file changed, made ready.
func anotherEdition(t *testing.T, file, old, changed string) *app.Counsel {
	t.Helper()
	return app.NewCounsel(charleytest.AnotherEdition(t, file, old, changed))
}

// noted notes what everybody is told, by some rules, and moves the clock on.
func (b *bedside) noted(t *testing.T, by *app.Counsel) {
	t.Helper()
	if err := b.With(by).NoteTold(context.Background()); err != nil {
		t.Fatal(err)
	}
	b.clock = b.clock.Add(time.Hour)
}

func (b *bedside) revised(t *testing.T) []app.Revised {
	t.Helper()
	all, err := b.Revised(context.Background(), b.caller)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A rule that is taken out, or made milder, takes a warning away from everybody whom it
// warned. That must be said, and that it is the rule that changed.
func TestARuleThatWarnsNoMoreIsSaidToHaveChanged(t *testing.T) {
	b := newClinic(t)
	b.answers(t, map[string]any{"swelling": "one_leg"})
	flag := b.advised(t).Telling.Fired()[0]
	milder := anotherEdition(t, "flags/"+flag.ID+".toml", "\nwhen ", "\nwhen = \"age_years > 200\" # ")
	b.noted(t, b.Counsel)
	b.noted(t, b.Counsel) // nothing changed: nothing more is noted
	b.noted(t, milder)
	all := b.revised(t)
	if len(all) != 1 {
		t.Fatalf("got %+v, want one change", all)
	}
	one := all[0]
	if one.Wrote || one.New.Edition != "another" || one.Old.Edition != b.Counsel.Base.Version() || one.Old.Records == one.New.Records || one.At.Sub(one.Before) != 2*time.Hour {
		t.Errorf("got %+v, want the two editions, and nothing written in between", one)
	}
	if l := one.Lifted(); len(l) != 1 || l[0].ID != flag.ID || l[0].Name != flag.Name || l[0].Before != flag.Urgency {
		t.Errorf("lifted: %+v, want %s", l, flag.ID)
	}
	if one.From != flag.Urgency || one.To == one.From {
		t.Errorf("the urgency went from %q to %q", one.From, one.To)
	}
}

// A new gate closes a remedy for somebody who was offered it.
func TestARemedyThatIsUnsafeByTheNewRulesIsSaidToHaveChanged(t *testing.T) {
	b := newClinic(t)
	b.healthy(t)
	before, err := b.Advise(context.Background(), b.caller)
	if err != nil {
		t.Fatal(err)
	}
	const remedy = "stretch-before-bed"
	was := statusOf(before, remedy)
	stricter := anotherEdition(t, "remedies/"+remedy+".toml", "\nclass  = \"", "\nclass  = \"X\" # \"")
	b.noted(t, b.Counsel)
	b.noted(t, stricter)
	all := b.revised(t)
	if len(all) != 1 || len(all[0].Signs)+len(all[0].Fits) > 0 || len(all[0].Remedies) != 1 {
		t.Fatalf("got %+v, want one remedy of which something else is told", all)
	}
	if m := all[0].Remedies[0]; m.ID != remedy || m.Before != was || m.After == was || m.After == "" {
		t.Errorf("got %+v, want %s, which was %q", m, remedy, was)
	}
}

// Rules that come to the same are no news, and neither is what somebody wrote.
func TestWhatNobodyIsToldOtherwiseIsNoNews(t *testing.T) {
	b := newClinic(t)
	b.answers(t, map[string]any{"swelling": "one_leg"})
	b.noted(t, b.Counsel)
	b.noted(t, anotherEdition(t, "version.toml", "version", "version"))
	b.answers(t, map[string]any{"chest_pain": true})
	b.noted(t, anotherEdition(t, "version.toml", "version", "version"))
	if all := b.revised(t); len(all) > 0 {
		t.Errorf("got %+v, want nothing: the rules say the same of this person", all)
	}
}

func TestWhatWasWrittenBetweenTwoEditionsIsNotPutDownToTheRulesAlone(t *testing.T) {
	b := newClinic(t)
	b.answers(t, map[string]any{"swelling": "one_leg"})
	b.noted(t, b.Counsel)
	b.answers(t, map[string]any{"chest_pain": true})
	b.noted(t, anotherEdition(t, "version.toml", "version", "version"))
	if all := b.revised(t); len(all) != 1 || !all[0].Wrote || len(all[0].Signs) == 0 {
		t.Errorf("got %+v, want a change of which it is said that something was written too", all)
	}
}

// Whoever said nothing was told nothing; whoever was erased is not missed.
func TestNothingIsNotedOfWhoSaidNothing(t *testing.T) {
	b := newClinic(t)
	b.joins(t, "Sen", charley.RoleClinician)
	b.noted(t, b.Counsel)
	err := b.store.View(context.Background(), func(r app.Reader) error {
		notes, err := r.ToldTo(context.Background(), b.caller.Person, 10)
		if len(notes) > 0 {
			t.Errorf("got %+v, want none", notes)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The notes rest on what the person is told: each sign, fit and remedy of theirs.
func TestANoteSaysWhatThePagesSay(t *testing.T) {
	b := newClinic(t)
	b.healthy(t)
	b.noted(t, b.Counsel)
	advised, err := b.Advise(context.Background(), b.caller)
	if err != nil {
		t.Fatal(err)
	}
	var notes []app.Told
	err = b.store.View(context.Background(), func(r app.Reader) (err error) {
		notes, err = r.ToldTo(context.Background(), b.caller.Person, 10)
		return err
	})
	if err != nil || len(notes) != 1 {
		t.Fatalf("got %d notes (%v), want one", len(notes), err)
	}
	want := told.Of(advised.Telling.Verdict, advised.Advice, func(string) string { return "" })
	if got := notes[0]; !got.Outcome.Same(want) || got.Number != 1 || len(got.Outcome.Remedies) != len(advised.Advice.Remedies) || len(got.Outcome.Fits) == 0 || got.Outcome.Fits[0].Name == "" {
		t.Errorf("got %+v, want what is told now", got)
	}
}

func statusOf(a app.Advised, remedy string) string {
	for _, r := range a.Advice.Remedies {
		if r.ID == remedy {
			return r.Status
		}
	}
	return ""
}
