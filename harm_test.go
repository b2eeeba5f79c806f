package charley

import (
	"slices"
	"testing"
	"time"
)

func TestWhatBadThingsAreStillOpen(t *testing.T) {
	for name, c := range map[string]struct {
		fact Fact
		want bool
	}{
		"a rash that was bothersome":      {Fact{About: FactHarm, Grade: HarmBothered}, false},
		"dizzy, and missed a day's work":  {Fact{About: FactHarm, Grade: HarmKept}, true},
		"taken to hospital":               {Fact{About: FactHarm, Grade: HarmHelp}, true},
		"the same, and a doctor was seen": {Fact{About: FactHarm, Grade: HarmHelp, Ended: FlagSeen}, false},
		"dizzy, and it is over":           {Fact{About: FactHarm, Grade: HarmKept, Ended: FlagGone}, false},
		"a grade that nobody knows":       {Fact{About: FactHarm, Grade: "awful"}, true}, // unknown is never no
		"a warning sign":                  {Fact{About: FactFlag, Grade: HarmHelp}, false},
	} {
		if got := c.fact.OpenHarm(); got != c.want {
			t.Errorf("%s: got open %v, want %v", name, got, c.want)
		}
	}
}

func TestWhatWasToldOfOneTestComesByItsDay(t *testing.T) {
	told := func(id EntryID, trial EntryID, from string, minute int) Fact {
		return Fact{Entry: Entry{ID: id, Night: Night{2026, time.November, 25}}, About: FactHarm, Trial: trial, From: from,
			Told: Moment{Time: time.Date(2026, 11, 25, 8, minute, 0, 0, time.UTC)}}
	}
	facts := []Fact{told("second", "bath", "2026-11-24", 2), {About: FactVisit}, told("other", "covers", "2026-11-20", 0), told("first", "bath", "2026-11-24", 1),
		told("month", "bath", "2026-11", 9), told("today", "bath", "", 5)}
	var got []EntryID
	for _, f := range HarmsOf(facts, "bath") {
		got = append(got, f.ID)
	}
	if want := []EntryID{"month", "first", "second", "today"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, known := facts[4].Happened(); known {
		t.Error("of a month it is not known which day it was")
	}
	if day, known := facts[5].Happened(); !known || day != facts[5].Night {
		t.Errorf("got %v, want the day on which it was written", day)
	}
}
