package tell

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"charley"
	"charley/diary"
	"charley/rule"
)

// Evidence is what the nights themselves say, once there are enough of them.
type Evidence struct {
	Nights    int // nights with a spell that it rests on
	Cramps    int // spells of cramp
	Restless  int // restless spells
	Enough    bool
	Answers   rule.Answers    // by key of the codebook
	Counts    map[string]Of   // behind each answer
	Side      string          // left or right, where the last spells were all on that side
	OneSided  time.Time       // when that run began; zero if there is none
	NotEasing time.Time       // when the last spell began that did not ease
	Open      charley.EntryID // that spell, while it goes on
	Minutes   [2]float64      // the middle half of all durations
}

// Of is a count of spells out of those for which it was said.
type Of struct{ So, Said int }

// A Disagreement is an answer from memory that the nights contradict.
type Disagreement struct {
	Feature    string
	Remembered rule.Value
	Diary      rule.Value
	Count      Of
}

// spells are a person's cramps and restless spells, by start.
func spells(nights []diary.NightRecord) (all []charley.Episode, nightsWith int) {
	for _, n := range nights {
		some := false
		for _, e := range n.Episodes {
			if e.What == charley.Cramp || e.What == charley.Restless {
				all = append(all, e)
				some = true
			}
		}
		if some {
			nightsWith++
		}
	}
	slices.SortStableFunc(all, func(a, b charley.Episode) int { return a.Start.Time.Compare(b.Start.Time) })
	return all, nightsWith
}

// evidence reads the nights. It never guesses what was not logged: each answer
// rests on the spells for which the person said something about it.
func (t *Teller) evidence(h History) Evidence {
	all, nights := spells(h.Nights)
	e := Evidence{Nights: nights, Enough: nights >= t.weigh.DiaryNights, Answers: rule.Answers{}, Counts: map[string]Of{}}
	for _, s := range all {
		if s.What == charley.Cramp {
			e.Cramps++
		} else {
			e.Restless++
		}
	}
	e.Side, e.OneSided = t.oneSided(all)
	e.NotEasing, e.Open = t.notEasing(all, h.Now)
	if m, ok := t.sitDiscomfort(h.Tests); ok {
		e.Answers["sit_test_discomfort"] = rule.Num(m)
	}
	if !e.Enough {
		return e
	}
	t.habits(all, &e)
	t.soreness(h.Nights, &e)
	e.duration(all)
	e.frequency(h.Nights)
	return e
}

// overlay lays what the nights say over what was remembered, and tells where
// they differ.
func (t *Teller) overlay(remembered Facts, e Evidence) (Facts, []Disagreement) {
	var out []Disagreement
	for _, name := range slices.Sorted(maps.Keys(e.Answers)) {
		was, said := remembered.given[name]
		if is := e.Answers[name]; said && differ(was, is) {
			out = append(out, Disagreement{Feature: name, Remembered: was, Diary: is, Count: e.Counts[name]})
		}
	}
	return t.With(remembered, e.Answers), out
}

// differ says that two answers cannot stand side by side. Lists differ where
// they share nothing, ranges where they do not touch, numbers never.
func differ(a, b rule.Value) bool {
	switch {
	case a.Kind != b.Kind:
		return false
	case a.Kind == rule.Flag:
		return a.Yes != b.Yes
	case a.Kind == rule.Word:
		return a.Word != b.Word
	case a.Kind == rule.Range:
		return a.Constant || a.High < b.Low || b.High < a.Low
	case a.Kind == rule.List:
		for w := range a.Named {
			if b.Named[w] > 0 {
				return false
			}
		}
		return len(a.Named) > 0 && len(b.Named) > 0
	}
	return false
}

// String is the count in words.
func (o Of) String() string { return fmt.Sprintf("%d of %d", o.So, o.Said) }
