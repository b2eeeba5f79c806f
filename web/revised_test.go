package web

import (
	"context"
	"testing"

	"charley"
	"charley/app"
	"charley/charleytest"
)

// noted notes what everybody is told, by some rules; nil are those of today.
func (p *person) noted(by *app.Counsel) {
	p.t.Helper()
	a := p.app
	if by != nil {
		a = a.With(by)
	}
	if err := a.NoteTold(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
}

// formerly are rules of which one file said something else.
func formerly(t *testing.T, file, now, then string) *app.Counsel {
	t.Helper()
	return app.NewCounsel(charleytest.AnotherEdition(t, file, now, then))
}

const notForAnybody = "\nwhen = \"age_years > 200\" # "

// An update brings a rule that warns somebody who was not warned before. The page
// with what to do says that it is new, and that nothing but the rules changed.
func TestARuleThatIsNewWarnsAndSaysSo(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.says(map[string]any{"swelling": "one_leg"})
	flag := p.told().Fired()[0]
	p.noted(formerly(t, "flags/"+flag.ID+".toml", "\nwhen ", notForAnybody))
	p.noted(nil)
	g := p.open("/answers/what")
	g.says(".revised", "The rules changed")
	g.says(".revised", flag.Name)
	g.says(".revised", "Your answers did not change")
	g.count(".revised.alarm", 0)
}

// An update takes a warning away. That the rules changed makes nothing better, and the
// page says so before what fits.
func TestARuleThatIsGoneIsNoGoodNews(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59().noSigns()
	p.says(map[string]any{"onset": "seconds", "pain": "severe", "palpable_hardening": true})
	flag := p.app.Counsel.Base.Flags().All()[0]
	p.noted(formerly(t, "flags/"+flag.ID+".toml", "\nwhen ", "\nwhen = \"age_years > 50\" # "))
	p.noted(nil)
	g := p.open("/answers/what")
	g.says(".revised.alarm strong", flag.Name)
	g.says(".revised.alarm strong", "does not make it better")
	p.setClock("2027-02-23T08:30:00+01:00")
	p.open("/answers/what").count(".revised", 0)
}

// A remedy that is not for somebody any more, and a condition that fits otherwise, are
// told in the words of their pages.
func TestWhatTheNewRulesSayOfRemediesIsTold(t *testing.T) {
	p := newPerson(t, morningOf).cramping()
	p.noted(formerly(t, "remedies/stretch-before-bed.toml", "\nclass  = \"", "\nclass  = \"X\" # \""))
	p.noted(nil)
	p.open("/answers/what").says(".revised li", "It was: Not advised.")
}

func TestNothingIsSaidOfRulesThatChangedNothing(t *testing.T) {
	p := newPerson(t, morningOf).cramping()
	p.noted(formerly(t, "version.toml", "version", "version"))
	p.noted(nil)
	p.open("/answers/what").count(".revised", 0)
}

// Somebody had a doctor look at it just before the update: that it is not told any more
// is their doing, and no rule's.
func TestASignThatThePersonEndedIsNotPutDownToTheRules(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59().noSigns()
	p.says(map[string]any{"swelling": "one_leg"})
	p.noted(formerly(t, "version.toml", "version", "version"))
	p.setClock("2026-11-23T09:30:00+01:00")
	alarm := p.open("/answers/what")
	flag := p.told().Fired()[0].ID
	p.press(alarm, "/answers/what/flags/"+flag, "ended=seen", nil)
	p.says(map[string]any{"swelling": "none"})
	p.noted(nil)
	g := p.open("/answers/what")
	g.count(".revised.alarm", 0)
	g.lacks("main", "does not make it better")
}

// A sign that a rule took away comes back by what somebody answers later. The page of the
// alarm says nothing that was milder.
func TestAnAlarmIsNotContradictedByAnOlderChange(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59().noSigns()
	p.noted(formerly(t, "flags/RF20.toml", "\nwhen ", "\nwhen = \"age_years > 50\" # "))
	p.noted(nil)
	p.open("/answers/what").says(".revised.alarm strong", "does not make it better")
	p.setClock("2026-12-03T08:30:00+01:00")
	p.says(map[string]any{"swelling": "one_leg"})
	alarm := p.open("/answers/what")
	alarm.says("h1", "Get this looked at today.")
	alarm.count(".revised", 0)
	alarm.lacks("main", "You can try something yourself first")
}

// Two updates come within two months: the second does not hide what the first took away.
func TestASecondUpdateDoesNotHideTheFirst(t *testing.T) {
	p := newPerson(t, morningOf).cramping()
	p.noted(formerly(t, "flags/RF20.toml", "\nwhen ", "\nwhen = \"pain is severe\" # "))
	p.setClock("2026-11-23T10:30:00+01:00")
	p.noted(formerly(t, "remedies/stretch-before-bed.toml", "\nclass  = \"", "\nclass  = \"X\" # \""))
	p.setClock("2026-11-23T12:30:00+01:00")
	p.noted(nil)
	g := p.open("/answers/what")
	g.count(".revised", 2)
	g.says(".revised.alarm strong", "does not make it better")
	g.says(".revised li", "It was: Not advised.")
}

// toldNothing is a store whose notes of what was told cannot be read.
type toldNothing struct{ app.Store }

func (s toldNothing) View(ctx context.Context, fn func(app.Reader) error) error {
	return s.Store.View(ctx, func(r app.Reader) error { return fn(toldNothingReader{r}) })
}

type toldNothingReader struct{ app.Reader }

func (toldNothingReader) ToldTo(context.Context, charley.PersonID, int) ([]app.Told, error) {
	return nil, charley.ErrStorage
}

func TestAnAlarmDoesNotFailForWantOfAnOldNote(t *testing.T) {
	p, sick := newSickPerson(t)
	p.isWoman59().says(map[string]any{"swelling": "one_leg"})
	sick.Store = toldNothing{sick.Store}
	p.open("/answers/what").says("h1", "Get this looked at today.")
}
