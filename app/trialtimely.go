package app

import (
	"fmt"
	"slices"

	"charley"
	"charley/diary"
)

// timely is a decision that ends no trial, takes no look at it and keeps no guess
// before its time. A trial is an entry that programs can write whole, and what these
// say opens a result; so they hold however it is written. What comes in with an
// import is taken as it is.
func (a *App) timely(decide decision) decision {
	return func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
		step, err := decide(h, dc)
		if err != nil || step.Outcome == diary.Same || step.Entry.Kind != charley.KindTrial || step.Entry.Deleted {
			return step, err
		}
		before, _ := diary.Rebuild(h)
		tonight, _ := a.nightNow(dc.Settings)
		if err := a.early(before.Trial(), step.Entry.Trial(), tonight); err != nil {
			return diary.Step{}, err
		}
		return step, nil
	}
}

// early is what a change of a trial says before its time; nil if nothing.
func (a *App) early(was, is charley.Trial, tonight charley.Night) error {
	if is.Ended != was.Ended && (is.Last.Before(is.Ended) || tonight.Before(is.Ended)) {
		return &charley.FieldError{Field: "ended", Got: is.Ended.String(), Why: "must be a night of the trial that has begun"}
	}
	if is.Guess != was.Guess && is.Ended.IsZero() && tonight.Before(is.Last) {
		return &charley.FieldError{Field: "guess", Got: is.Guess, Why: "is asked when the trial is over"}
	}
	s, err := a.seals.unseal(is)
	for _, l := range is.Looks {
		if slices.Contains(was.Looks, l) {
			continue
		}
		if tonight.Before(is.First.Add(l.Night-1)) || err == nil && !slices.Contains(s.Looks(), l.Night) {
			return &charley.FieldError{Field: "looks", Got: fmt.Sprint(l.Night), Why: "must be nights of this trial after which a look is allowed, and that are over"}
		}
	}
	return nil
}
