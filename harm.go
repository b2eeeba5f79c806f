package charley

import (
	"cmp"
	"slices"
	"time"
)

// How much something bad that came up in a trial bothered, the mildest first.
const (
	HarmBothered = "bothered"    // it was bothersome, and no more
	HarmKept     = "kept"        // it kept the person from things that they wanted to do
	HarmHelp     = "needed_help" // it needed help, or a doctor
)

// HarmGrades are all of them, the mildest first.
func HarmGrades() []string { return []string{HarmBothered, HarmKept, HarmHelp} }

// WorseHarm says that one grade is worse than another.
func WorseHarm(grade, than string) bool {
	return slices.Index(HarmGrades(), grade) > slices.Index(HarmGrades(), than)
}

// MostHarm is how many characters there are to say what happened.
const MostHarm = 200

// OpenHarm says that a fact is harm above the mildest grade that nobody has looked at
// and that is not over: what was being tested is to be left off.
func (f Fact) OpenHarm() bool {
	return f.About == FactHarm && f.Grade != HarmBothered && f.Ended == ""
}

// Happened is the day on which harm came up; not ok where only a month or a year is
// known.
func (f Fact) Happened() (day Night, ok bool) {
	if f.From == "" {
		return f.Night, true
	}
	day, err := ParseNight(f.From)
	return day, err == nil
}

// ToldAt is when harm was told: when it was written, where the writer did not say.
func (f Fact) ToldAt() time.Time {
	if f.Told.IsZero() {
		return f.Client
	}
	return f.Told.Time
}

// HarmsOf is what was told of harm in one trial, by the day on which it came up.
func HarmsOf(facts []Fact, trial EntryID) []Fact {
	var out []Fact
	for _, f := range facts {
		if f.About == FactHarm && f.Trial == trial {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(x, y Fact) int {
		return cmp.Or(cmp.Compare(x.Taken(), y.Taken()), x.ToldAt().Compare(y.ToldAt()))
	})
	return out
}
