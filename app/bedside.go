package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"charley"
	"charley/diary"
	"charley/tell"
)

// What a paired phone may do. It lies beside the bed, unlocked as phones there
// are, so it can add to a diary and mend what it just added; of what was written
// before it sees no more than a day.

// lastDay is how long after an entry was stored a phone may mend it.
const lastDay = 24 * time.Hour

// limited says that a caller sees only the last day.
func limited(c charley.Caller) bool {
	return c.Scope != charley.ScopeAll && c.Scope != charley.ScopeRead
}

// whole is the caller for what the program must know to do no harm, and does not
// hand on. It reads only.
func whole(c charley.Caller) charley.Caller {
	c.Scope, c.By, c.Grant = charley.ScopeAll, "", ""
	return c
}

// ofTheNight are the kinds of entry that a phone writes and reads.
func ofTheNight(k charley.Kind) bool {
	return k == charley.KindEpisode || k == charley.KindMorning || k == charley.KindEvening
}

// sees is nil if the caller may read an entry: charley.ErrForbidden hides what is
// older than the night before this one, unless it was only just written.
func (a *App) sees(ctx context.Context, r Reader, c charley.Caller, e charley.Entry) error {
	if !limited(c) {
		return nil
	}
	if !ofTheNight(e.Kind) {
		return charley.ErrForbidden
	}
	p, err := r.Person(ctx, c.Person)
	if err != nil {
		return err
	}
	history, err := r.History(ctx, c.Person, e.ID)
	if err != nil {
		return err
	}
	if !a.shows(c, p.Settings, history, e) {
		return charley.ErrForbidden
	}
	return nil
}

// shows is sees where the history of an entry is at hand.
func (a *App) shows(c charley.Caller, s charley.Settings, history []charley.Revision, e charley.Entry) bool {
	if !limited(c) {
		return true
	}
	tonight, _ := a.nightNow(s)
	return ofTheNight(e.Kind) && (!e.Night.Before(tonight.Add(-1)) || a.justStored(history))
}

// justStored says that an entry is new, or was first stored within the last day.
func (a *App) justStored(history []charley.Revision) bool {
	return len(history) == 0 || a.now().Sub(history[0].Received) < lastDay
}

// mended is a decision that keeps to what the caller may change, and shows nothing
// that they may not see: not as what is stored already, nor as what a write
// conflicts with, nor by the words of a refusal.
func (a *App) mended(c charley.Caller, decide decision) decision {
	if !limited(c) {
		return decide
	}
	return func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
		step, err := decide(h, dc)
		return a.kept(h, step, err)
	}
}

// resent is mended for an entry that is sent whole. What was stored already may be
// sent again at any time, because a phone that did not hear the answer must be able
// to stop. Of what the caller may not see, the answer says only that it is stored.
func (a *App) resent(c charley.Caller, decide decision) decision {
	if !limited(c) {
		return decide
	}
	return func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
		step, err := decide(h, dc)
		if err != nil || step.Outcome != diary.Same {
			return a.kept(h, step, err)
		}
		if e := step.Entry; !a.shows(c, dc.Settings, h, e) {
			step.Entry = charley.Entry{ID: e.ID, Rev: e.Rev}
		}
		return step, nil
	}
}

// kept is what a limited caller gets of a decision about an entry with a history.
func (a *App) kept(h []charley.Revision, step diary.Step, err error) (diary.Step, error) {
	stored, old := diary.Rebuild(h)
	if !a.justStored(h) || old && !ofTheNight(stored.Kind) {
		return diary.Step{}, charley.ErrForbidden // whatever the error says of the entry
	}
	if err != nil {
		return step, err
	}
	if !ofTheNight(step.Entry.Kind) && !a.warningSigns(h, step.Entry) {
		return diary.Step{}, charley.ErrForbidden
	}
	return step, nil
}

// warningSigns says that an entry is a new answer to what is asked at the bed
// when a spell does not ease, and to nothing else.
func (a *App) warningSigns(h []charley.Revision, e charley.Entry) bool {
	if a.Counsel == nil || e.Kind != charley.KindFact || len(h) > 0 || e.Fields.Text("about") != charley.FactAnswers {
		return false
	}
	asked := a.Counsel.Base.Weighing().NotEasingAsk
	for key := range e.Fields {
		switch name, answer := strings.CutPrefix(key, charley.AnswerPrefix); {
		case answer && name != "pain" && !slices.Contains(asked, name):
			return false
		case !answer && key != "about" && key != "zone" && key != "night":
			return false
		}
	}
	return true
}

// atBedside is what a page at the bed needs of a verdict to do no harm: how
// urgent it is, which warning signs stand, and the facts that make a relief
// unsafe. Nothing else of it is handed on.
func atBedside(t tell.Telling) tell.Telling {
	out := tell.Telling{Facts: t.Facts, Said: t.Said}
	out.Urgency, out.Diary.Nights = t.Urgency, t.Diary.Nights
	for _, f := range t.Fired() {
		out.RedFlags = append(out.RedFlags, tell.RedFlag{ID: f.ID, Urgency: f.Urgency, State: f.State})
	}
	return out
}

// nothingToUndo takes what a caller may not undo for the end of what there is.
func nothingToUndo(c charley.Caller, err error) error {
	if limited(c) && errors.Is(err, charley.ErrForbidden) {
		return charley.ErrNotFound
	}
	return err
}
