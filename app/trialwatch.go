package app

import (
	"context"
	"fmt"

	"charley"
	"charley/trial"
)

// watchWork begins to find out, unasked, whether a trial that goes on is likely to
// make things worse, by the nights up to the last end of a block. That is a reckoning
// of its own for each such end; everything else is read from memory.
func (a *App) watchWork(ctx context.Context, c charley.Caller, k keptTrials, v TrialView) *piece {
	if v.Tampered != nil {
		return pieceOf(false)
	}
	beside := context.WithoutCancel(ctx)
	key := fmt.Sprintf("watch %s %d %s %s", c.Person, k.person.Seq, k.tonight, v.ID)
	return a.watches.start(key, func() (any, error) {
		nights, err := a.trialNights(beside, whole(c), v, k.tonight)
		if err != nil {
			return nil, err
		}
		at, worse := v.Sealed.Watched(nights.over()), false
		if at > 0 {
			found, err := a.seenAfter(c, v, nights, at).wait(beside)
			if err != nil {
				return nil, err
			}
			worse = v.Sealed.Decide(found.(TrialResult).standing(at)) == trial.Harm
		}
		a.worse.Store(worseKey(c, v.ID), worse)
		return worse, nil
	})
}

// worseKey is whose test it is, and which: ids of entries are the only ones of their kind
// within one diary.
func worseKey(c charley.Caller, id charley.EntryID) string {
	return string(c.Person) + " " + string(id)
}

// watch pauses a trial that is likely to make things worse, unless something else
// pauses it. Who cannot wait hears what was found last.
func (a *App) watch(ctx context.Context, c charley.Caller, k keptTrials, v *TrialView) {
	p := a.watchWork(ctx, c, k, *v)
	if v.Paused != "" {
		return
	}
	worse, ok := p.within(ctx, max(pausePatience, a.Patience)).(bool)
	if last, known := a.worse.Load(worseKey(c, v.ID)); !ok && known {
		worse = last.(bool)
	}
	if worse {
		v.pause(TrialPause{Paused: PauseHarm})
	}
}
