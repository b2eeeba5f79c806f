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
	Afterwards int    // evenings with answers that were given when something of the night was known; those are not used
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
	Why      string // why not: a trial.Reason, or WhyRuns
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
	if err := a.allow(c, needRead); err != nil {
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
	told, err := a.adviceWork(ctx, c, kept).wait(ctx)
	if err != nil {
		return PatternsView{}, err
	}
	return a.patternsOf(ctx, c, kept, told.(Advised), measureID)
}

// patternsOf are the patterns of somebody by what is kept of them and told to them.
func (a *App) patternsOf(ctx context.Context, c charley.Caller, kept keptTrials, told Advised, measureID string) (PatternsView, error) {
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
// something else and does not wait for them. What goes wrong costs the page only them:
// it is logged, and there are none.
//
// Errors: those of permission.
func (a *App) PatternsSoon(ctx context.Context, c charley.Caller) (PatternsView, error) {
	if err := a.allow(c, needRead); err != nil {
		return PatternsView{}, err
	}
	hurried := *a
	if a.Patience == 0 {
		hurried.Patience = listPatience
	}
	v, err := hurried.patternsNow(ctx, c)
	if err != nil {
		if ctx.Err() == nil { // else nobody waits for the page any more
			slog.Error("patterns: there are none beside the nights", "error", err)
		}
		return PatternsView{Failed: true}, nil
	}
	return v, nil
}

// patternsNow are the patterns by the measure that fits, as far as they are there.
func (a *App) patternsNow(ctx context.Context, c charley.Caller) (PatternsView, error) {
	if a.Counsel == nil {
		return PatternsView{}, errNoCounsel
	}
	kept, err := a.keptTrials(ctx, c)
	if err != nil {
		return PatternsView{}, err
	}
	advice := a.adviceWork(ctx, c, kept)
	told, ok := advice.within(ctx, a.patience()).(Advised)
	if err := advice.failed(); err != nil || !ok {
		return PatternsView{Working: true}, err
	}
	return a.patternsOf(ctx, c, kept, told, "")
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
// something of the night was known. Who knows how a night was remembers the day before it by that,
// which makes every exposure look guilty.
const ToldAfterwards = "told_afterwards"

func afterwardsWarning(evenings int) cause.Warning {
	days := fmt.Sprintf("%d days", evenings)
	if evenings == 1 {
		days = "1 day"
	}
	return cause.Warning{Code: ToldAfterwards, Text: "answers about " + days + " were given when something of the night was known, and are not used"}
}
