package app

import (
	"context"
	"fmt"
	"time"

	"charley"
	"charley/trial"
)

// Why a trial is paused.
const (
	PauseFlag  = "flag"  // a warning sign stands: a doctor comes before any test
	PauseGate  = "gate"  // the remedy is not safe for this person any more
	PauseCheck = "check" // it is not known whether it still is
	PauseTold  = "told"  // the person told of something bad that nobody has looked at, and that is not over
	PauseHarm  = "harm"  // the nights so far say that it is likely to make things worse
)

// A TrialPause says that a remedy is to be left off for now, and why. It keeps
// ids; the words are made at the edge. The zero TrialPause is no pause.
type TrialPause struct {
	Paused string         // PauseFlag, PauseGate, PauseTold, PauseCheck or PauseHarm; "" if nothing speaks against the remedy
	Flags  []string       // red flags that stand
	Gates  []string       // gates that are shut, or of which it is not known
	Told   []charley.Fact // harm from this remedy that is neither looked at nor over
	Apart  []charley.Fact // those of Told whose trial was taken away since
}

// pause takes the instruction away: nobody is told to do what may harm them.
func (v *TrialView) pause(p TrialPause) {
	if v.TrialPause = p; p.Paused != "" {
		v.Tonight, v.How = nil, nil
	}
}

// pausePatience is how long the first page waits for what is not in memory. It is
// long enough for a diary of years, and nobody at a bed notices it.
const pausePatience = 150 * time.Millisecond

// pauseWork begins to work out whether a remedy is safe for the caller, unless that
// is known. The key is all it hangs on: what the person has written and
// set, the night and the day, and what is known about remedies.
func (a *App) pauseWork(ctx context.Context, c charley.Caller, k keptTrials, remedy string) *piece {
	if a.Counsel == nil {
		return pieceOf(TrialPause{Paused: PauseCheck})
	}
	_, zone := a.nightNow(k.person.Settings)
	today := a.now().In(zone).Format(time.DateOnly) // what was said holds for days by the calendar
	key := fmt.Sprintf("pause %s %d %s %s %s %s %s", c.Person, k.person.Seq, k.tonight, today, charley.Value(k.person.Settings), remedy, a.Counsel.Base.Version())
	beside := context.WithoutCancel(ctx)
	return a.quick.start(key, func() (any, error) {
		told, err := a.Advise(beside, whole(c))
		if err != nil {
			return nil, err
		}
		facts, err := a.Facts(beside, whole(c))
		p := a.pauseOf(told, remedy).pausedBy(k.openHarm(facts, remedy))
		for _, f := range p.Told {
			if k.apart(f) {
				p.Apart = append(p.Apart, f)
			}
		}
		return p, err
	})
}

// pauseNow is whether a remedy is safe for the caller.
func (a *App) pauseNow(ctx context.Context, c charley.Caller, k keptTrials, remedy string) (TrialPause, error) {
	p, err := a.pauseWork(ctx, c, k, remedy).wait(ctx)
	if err != nil {
		return TrialPause{}, err
	}
	return p.(TrialPause), nil
}

// pauseSoon is pauseNow for who cannot wait: where something was written since it
// was worked out, and working it out anew takes too long, the answer is to check first.
func (a *App) pauseSoon(ctx context.Context, c charley.Caller, k keptTrials, remedy string) TrialPause {
	if p, ok := a.pauseWork(ctx, c, k, remedy).within(ctx, max(pausePatience, a.Patience)).(TrialPause); ok {
		return p
	}
	return TrialPause{Paused: PauseCheck}
}

// pauseOf is whether a remedy under test may be used on. That it is advised no more,
// because it fits less well than was thought, is no reason to leave it off; only what
// could do harm is. So its gates are looked at themselves, and not the advice, which
// leaves out the open ones of what is not advised.
func (a *App) pauseOf(told Advised, remedy string) TrialPause {
	if told.Telling.Urgent() {
		p := TrialPause{Paused: PauseFlag}
		for _, f := range told.Telling.Fired() {
			p.Flags = append(p.Flags, f.ID)
		}
		return p
	}
	answers := told.Facts.Answers()
	gates, own := a.Counsel.Advisor.Safety(remedy, answers)
	rec, known := a.Counsel.Base.Remedies().Get(remedy)
	switch {
	case !known:
		return TrialPause{Paused: PauseCheck}
	case !own || a.pregnant(answers) == charley.Yes && trial.NotInPregnancy(rec):
		return TrialPause{Paused: PauseGate}
	}
	var p TrialPause
	for _, g := range gates {
		p.Gates = append(p.Gates, g.ID)
		if g.State == charley.Yes.String() {
			p.Paused = PauseGate
		} else if p.Paused == "" {
			p.Paused = PauseCheck
		}
	}
	return p
}
