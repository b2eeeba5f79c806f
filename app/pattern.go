package app

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"charley"
	"charley/cause"
	"charley/measure"
)

// A PatternsView is which exposures go with the bad nights of one person, as far as
// the diary can tell.
type PatternsView struct {
	Measure    string        // id of what the nights are compared by
	Urgency    string        // of what stands: see tell.Verdict
	Urgent     bool          // a warning sign stands: nothing is named beside it
	From, To   charley.Night // the nights that were looked at; zero: there is none
	Patterns   cause.Patterns
	Afterwards int    // evenings with answers that were given when the night was over; those are not used
	Working    bool   // it is being worked out: ask again in a moment
	Failed     bool   // it could not be worked out
	Version    string // of what is known
	Limits     charley.BadLimits

	Test    map[string]TestOf // by exposure: the trial that would tell
	Running string            // id of the remedy whose trial goes on or is to begin; "": none
}

// A TestOf is the trial that would tell whether an exposure matters.
type TestOf struct {
	Remedy   string // id
	Name     string
	Testable bool   // for this person, now
	Why      string // why not: a trial.Reason
}

// Patterns are which exposures go with the caller's bad nights by a measure, which is
// the one that fits what it is if none is named. It is worked out beside: where it is
// not there yet, the view says so. That it fails costs nothing else that is shown.
//
// While a warning sign of the same day or above stands, nothing is named: no pattern
// may look like an explanation then.
//
// Errors: charley.ErrInvalid (*charley.FieldError) for a measure that does not exist.
func (a *App) Patterns(ctx context.Context, c charley.Caller, measureID string) (PatternsView, error) {
	if err := a.allow(c, needAll); err != nil {
		return PatternsView{}, err
	}
	if _, ok := measure.Of(measureID); !ok && measureID != "" {
		return PatternsView{}, &charley.FieldError{Field: "measure", Got: charley.Clip(measureID), Why: "is nothing that nights are compared by"}
	}
	if a.Counsel == nil {
		return PatternsView{}, errNoCounsel
	}
	kept, err := a.keptTrials(ctx, c)
	if err != nil {
		return PatternsView{}, err
	}
	told, err := a.advisedOnce(ctx, c, kept)
	if err != nil {
		return PatternsView{}, err
	}
	m := measureFor(measureID, told)
	out := PatternsView{Measure: m.ID, Patterns: cause.Patterns{Outcome: m.Outcome}, Urgency: told.Telling.Urgency, Urgent: told.Telling.Urgent(), Version: a.Counsel.Base.Version(), Limits: kept.person.Settings.Bad}
	if out.Urgent {
		return out, nil
	}
	if t, on := kept.goingOn(); on {
		out.Running = t.Remedy
	}
	days, err := a.addPatterns(ctx, c, kept, m, &out)
	if err != nil || out.Working || out.Failed {
		return out, err
	}
	out.Test = a.tests(told, kept, m, days, out.Patterns.Found)
	return out, nil
}

// PatternsSoon is Patterns by the measure that fits, for a page that shows them beside
// something else and does not wait for them.
//
// Errors: those of Patterns.
func (a *App) PatternsSoon(ctx context.Context, c charley.Caller) (PatternsView, error) {
	hurried := *a
	if a.Patience == 0 {
		hurried.Patience = listPatience
	}
	return hurried.Patterns(ctx, c, "")
}

// measureFor is the measure of an id; where none is named, the one that fits what it
// is: cramps, how much restless legs bother, or bad nights where both fit.
func measureFor(id string, told Advised) measure.Measure {
	if id == "" {
		id = measure.Cramps
		if aims := told.Advice.Aims; told.Advice.Sure && slices.Contains(aims, "rls") {
			id = measure.BadNight
			if len(aims) == 1 {
				id = measure.Bother
			}
		}
	}
	m, _ := measure.Of(id)
	return m
}

// addPatterns puts what was found into the view, or that it is not there.
func (a *App) addPatterns(ctx context.Context, c charley.Caller, k keptTrials, m measure.Measure, v *PatternsView) (patternDays, error) {
	reading := a.daysWork(ctx, c, k, m)
	days, ok := reading.within(ctx, a.patience()).(patternDays)
	if err := reading.failed(); err != nil {
		return days, err
	}
	if v.Working = !ok; !ok {
		return days, nil
	}
	v.From, v.To, v.Afterwards = days.first, days.last, days.afterwards
	found, ok := days.search.within(ctx, a.patience()).(cause.Patterns)
	if err := days.search.failed(); err != nil {
		slog.Error("patterns: the days could not be searched", "error", err)
		v.Failed = true
		a.days.drop(a.daysKey(c, k, m)) // who asks next begins anew
		return days, nil
	}
	if v.Working = !ok; !ok {
		return days, nil
	}
	if v.Patterns = found; v.Afterwards > 0 {
		v.Patterns.Warnings = append(slices.Clone(found.Warnings), afterwardsWarning(v.Afterwards))
	}
	return days, nil
}

// ToldAfterwards is the code of the warning that answers about days were given when
// the night was over. Who knows how a night was remembers the day before it by that,
// which makes every exposure look guilty.
const ToldAfterwards = "told_afterwards"

func afterwardsWarning(evenings int) cause.Warning {
	return cause.Warning{Code: ToldAfterwards, Text: fmt.Sprintf("answers about %d days were given when the night was over, and are not used", evenings)}
}
