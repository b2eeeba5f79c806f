package web

import (
	"charley"
	"charley/app"
	"charley/diary"
	"charley/trial"
)

// testNights are the tests of a person as their nights show them.
type testNights []app.TrialView

func (v *visit) testNights() (testNights, error) {
	return v.site.app.DrawnTrials(v.r.Context(), v.caller)
}

// A testNight is what was drawn for one night, as far as its person may know.
type testNight struct {
	ID    charley.EntryID
	Name  string
	Drawn trial.Instruction
	With  *bool // it was drawn for the remedy; nil while that is hidden
}

// at is the test that a night belongs to. No night to come is ever in the answer,
// whatever was drawn for it.
func (all testNights) at(night, tonight charley.Night) (testNight, bool) {
	if tonight.Before(night) {
		return testNight{}, false
	}
	for _, t := range all {
		drawn, ok := t.Sealed.Tonight(night)
		if !ok || t.Tampered != nil || !t.Trial.Ended.IsZero() && t.Trial.Ended.Before(night) {
			continue
		}
		out := testNight{ID: t.ID, Name: t.Name, Drawn: drawn}
		if shown(t) {
			with := t.Sealed.Arms[drawn.K-1] == 1
			out.With = &with
		}
		return out, true
	}
	return testNight{}, false
}

// shown says that somebody may know which nights of a test are which: always where
// nothing is hidden, and else when it is over and they said what they believed.
func shown(t app.TrialView) bool {
	return t.Sealed.Blind != trial.Helper || t.Trial.Guess != ""
}

// drawnWords say what was drawn for a night.
func (s *site) drawnWords(n testNight) string {
	w, says := s.words, ""
	switch {
	case n.With == nil:
		says = w.T("drawn.bottle", n.Drawn.Bottle)
	case *n.With:
		says = w.T("drawn.with")
	default:
		says = w.T("drawn.without")
	}
	if n.Drawn.Washout {
		says = w.T("drawn.out", says)
	}
	return says
}

// How a night of a test is marked in the picture of the nights.
const (
	bandWith    = "test-with"
	bandWithout = "test-without"
	bandHidden  = "test-hidden"
)

// drawnClass is a night of a test as the stylesheet names it.
func drawnClass(n testNight) string {
	switch {
	case n.With == nil:
		return bandHidden
	case *n.With:
		return bandWith
	}
	return bandWithout
}

// in are the nights of a picture that belong to a test.
func (all testNights) in(records []diary.NightRecord, tonight charley.Night) map[charley.Night]testNight {
	out := map[charley.Night]testNight{}
	for _, r := range records {
		if t, ok := all.at(r.Night, tonight); ok {
			out[r.Night] = t
		}
	}
	return out
}
