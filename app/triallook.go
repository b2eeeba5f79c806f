package app

import (
	"context"
	"slices"

	"charley"
	"charley/trial"
)

// looksOf says whether a look is allowed after so many nights, and after which
// night the next one is. A look is at the end of a block; it can be taken until
// the next one comes up, and always sees the nights up to that end and no more, so
// that waiting for a good moment brings nothing.
func looksOf(v TrialView, over int) (can bool, next int) {
	for _, k := range v.Sealed.Looks() {
		switch {
		case k == v.Sealed.Nights:
		case k <= over:
			can = !slices.ContainsFunc(v.Trial.Looks, func(l charley.Look) bool { return l.Night == k })
		case next == 0:
			next = k
		}
	}
	return can && v.Paused != PauseFlag, next
}

// lastLook is the end of a block that a look after so many nights is at; 0 if none.
func lastLook(s trial.Sealed, over int) int {
	at := 0
	for _, k := range s.Looks() {
		if k <= over {
			at = k
		}
	}
	return at
}

// lastTaken is the look that was taken after the most nights, of those that were allowed
// after so many. In a list that two machines wrote it need not be the last.
func lastTaken(v TrialView, over int) (last charley.Look, taken bool) {
	for _, l := range v.Trial.Looks {
		if l.Night > last.Night && l.Night <= over && slices.Contains(v.Sealed.Looks(), l.Night) {
			last, taken = l, true
		}
	}
	return last, taken
}

// LookAtTrial takes the look that is allowed now and notes it with what it says, so
// that it says the same for good, whatever is written down later. It says whether to
// go on, and nothing of how the trial goes.
//
// Errors: ErrNoLook where none is allowed now.
func (a *App) LookAtTrial(ctx context.Context, c charley.Caller, id charley.EntryID) (TrialView, error) {
	if err := a.allow(c, needAll); err != nil {
		return TrialView{}, err
	}
	v, err := a.Trial(ctx, c, id)
	if err != nil {
		return v, err
	}
	if !v.CanLook {
		return v, ErrNoLook
	}
	nights, err := a.trialNights(ctx, c, v, v.Sealed.Start.Add(v.Night-1))
	if err != nil {
		return v, err
	}
	look := charley.Look{Night: lastLook(v.Sealed, nights.over())}
	p := a.seenAfter(c, v, nights, look.Night)
	if found, ok := p.within(ctx, longPatience).(TrialResult); ok {
		look.Said = string(v.Sealed.Decide(found.standing(look.Night)))
	} else if err := p.failed(); err != nil {
		return v, err
	}
	looks := append(slices.Clone(v.Trial.Fields.List("looks")), look.Code())
	if _, err := a.Change(ctx, c, id, map[string]any{"looks": looks}); err != nil {
		return v, err
	}
	return a.Trial(ctx, c, id)
}

// endings are why somebody can end a trial early.
var endings = []string{charley.EndedStopped, charley.EndedHarm, charley.EndedFutile, charley.EndedSafety, charley.EndedOther}

// StopTrial ends a trial before its time. Ended once, it stays ended, because its
// result can then be seen. One that is over already is left as it is.
//
// Errors: charley.ErrInvalid (*charley.FieldError) for another reason than those of
// charley.Trial.
func (a *App) StopTrial(ctx context.Context, c charley.Caller, id charley.EntryID, why string) (TrialView, error) {
	if err := a.allow(c, needAll); err != nil {
		return TrialView{}, err
	}
	v, err := a.Trial(ctx, c, id)
	if err != nil || v.Over() {
		return v, err
	}
	if !slices.Contains(endings, why) {
		return v, &charley.FieldError{Field: "why", Got: charley.Clip(why), Why: "must be stopped, harm, futile, safety or other"}
	}
	last := v.Trial.First.Add(-1)
	if v.State == TrialRunning && v.Tampered == nil {
		nights, err := a.trialNights(ctx, c, v, v.Sealed.Start.Add(v.Night-1))
		if err != nil {
			return v, err
		}
		last = v.Trial.First.Add(nights.over() - 1)
	}
	if _, err := a.Change(ctx, c, id, map[string]any{"ended": last.String(), "ended_why": why}); err != nil {
		return v, err
	}
	return a.Trial(ctx, c, id)
}

// GuessTrial keeps what somebody who did not know believed was in the last bottle
// that they took from: charley.GuessRemedy, GuessComparison or DontKnow. It is asked
// before the result is shown, and once.
//
// Errors: charley.ErrConflict while the trial goes on, or where nothing was hidden;
// those of Change.
func (a *App) GuessTrial(ctx context.Context, c charley.Caller, id charley.EntryID, guess string) (TrialView, error) {
	if err := a.allow(c, needAll); err != nil {
		return TrialView{}, err
	}
	v, err := a.Trial(ctx, c, id)
	if err != nil {
		return v, err
	}
	if !v.Over() || v.Trial.Blind != charley.BlindHelper || v.Night == 0 {
		return v, charley.ErrConflict
	}
	if _, err := a.Change(ctx, c, id, map[string]any{"guess": guess}); err != nil {
		return v, err
	}
	return a.Trial(ctx, c, id)
}

// HelperList is what is in which bottle: for the one who fills them, and nobody
// else. It is empty where nothing is hidden. That it was shown is in the audit log,
// because it tells what a trial hides.
//
// Errors: charley.ErrInvalid where what is kept is not what was sealed; those of
// Store.Update.
func (a *App) HelperList(ctx context.Context, c charley.Caller, id charley.EntryID) ([]trial.Filling, error) {
	if err := a.allow(c, needAll); err != nil {
		return nil, err
	}
	v, err := a.Trial(ctx, c, id)
	if err != nil {
		return nil, err
	}
	if v.Tampered != nil {
		return nil, v.Tampered
	}
	list := v.Sealed.HelperList()
	if len(list) == 0 {
		return nil, nil
	}
	return list, a.store.Update(ctx, func(w Writer) error { return w.Audit(ctx, a.audit(c, "bottles", id, 0)) })
}
