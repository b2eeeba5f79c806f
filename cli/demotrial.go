package cli

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/measure"
	"charley/simulate"
	"charley/trial"
)

// The trials of the made-up person: one that is over, of a remedy that truly helps
// her, and one that goes on. Both are left out of a diary that is too short.
const (
	demoTested   = "break-up-sitting"
	demoTesting  = "loose-covers"
	demoBegan    = 104 // nights before the last one; it was over before the water tablet
	demoLength   = 44
	demoRatio    = 0.25 // cramps on a remedy night to those on another
	demoGoesOn   = 9    // nights that the second one has gone on
	demoSlips    = 9    // every so many nights the lot was not followed
	demoShortest = 120
)

// A demoTrial is one trial of the made-up person.
type demoTrial struct {
	sealed trial.Sealed
	name   string
	draft  diary.Draft
}

type demoTests []demoTrial

// demoTrials draws the trials, always in the same way for the same person, and lets
// the nights of the first one follow what was drawn.
func demoTrials(c *app.Counsel, o *simulate.Options) (demoTests, error) {
	if o.Nights < demoShortest {
		return nil, nil
	}
	before := simulate.Person(*o).Nights
	var out demoTests
	for _, t := range []struct {
		remedy       string
		from, nights int
	}{{demoTested, o.Nights - demoBegan, demoLength}, {demoTesting, o.Nights - demoGoesOn, 0}} {
		rec, _ := c.Base.Remedies().Get(t.remedy)
		var y []float64
		for _, n := range before[t.from-trial.RunInNights : t.from] {
			y = append(y, demoCount(n))
		}
		m, _ := measure.Of(measure.Cramps)
		plan, err := trial.PlanFor(trial.Wish{Remedy: rec, Offered: true, Nights: t.nights, Start: o.Start.Add(t.from)}, trial.RunInOf(m, y))
		if no := (*trial.Refusal)(nil); errors.As(err, &no) {
			continue // this person would not have begun it
		} else if err != nil {
			return nil, err
		}
		one, err := newDemoTrial(plan, rec.Name, sha256.Sum256(fmt.Appendf(nil, "lot %d %s", o.Seed, t.remedy)))
		if err != nil {
			return nil, err
		}
		out = append(out, one)
		if t.remedy == demoTested {
			o.Trial = &simulate.TrialOptions{From: t.from, Nights: plan.Nights, RateRatio: demoRatio, Arms: one.sealed.Arms}
		}
	}
	return out, nil
}

// demoCount is what the diary knows of the cramps of a night.
func demoCount(n simulate.Night) float64 {
	if n.Missing || n.Gap > 0 {
		return math.NaN()
	}
	return float64(n.Count)
}

func newDemoTrial(plan trial.Plan, name string, seed [32]byte) (t demoTrial, err error) {
	t.name = name
	if t.sealed, err = trial.Seal(plan, seed); err != nil {
		return t, err
	}
	t.draft, err = app.TrialDraft(t.sealed, name)
	return t, err
}

// follow lets a morning say whether she kept to what was drawn.
func (d demoTests) follow(it simulate.Item) {
	if it.Kind != charley.KindMorning {
		return
	}
	night, err := charley.ParseNight(fmt.Sprint(it.Body["night"]))
	for _, t := range d {
		if k, ok := t.sealed.Of(night); ok && err == nil {
			it.Body["followed"] = k%demoSlips > 0
		}
	}
}

// items are the trials as entries, each written down in the hour before its first
// evening.
func (d demoTests) items(seed uint64) []app.Item {
	var out []app.Item
	for _, t := range d {
		n := t.sealed.Start
		id := charley.EntryIDFrom(sha256.Sum256(fmt.Appendf(nil, "demo trial %d %s", seed, t.sealed.Remedy)))
		out = append(out, app.Item{ID: id, Draft: t.draft, At: time.Date(n.Year, n.Month, n.Day, 16, 0, 0, 0, time.UTC)})
	}
	return out
}
