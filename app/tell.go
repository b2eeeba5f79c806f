package app

import (
	"context"
	"fmt"
	"time"

	"charley"
	"charley/diary"
	"charley/tell"
)

// tellingNights is how many nights back the diary is read as evidence: what
// legs did a year ago says little about what they do now.
const tellingNights = 90

// Tell is the verdict on the caller, from what they said and what their nights
// show. It costs reading the facts and a quarter of a year of nights. Who sees
// only the last day is told how urgent it is, which warning signs stand and what
// makes a relief unsafe, so that a page at the bed does no harm, and no more.
func (a *App) Tell(ctx context.Context, c charley.Caller) (tell.Telling, error) {
	if err := a.allow(c, needRecent); err != nil {
		return tell.Telling{}, err
	}
	h, err := a.history(ctx, whole(c))
	if err != nil {
		return tell.Telling{}, err
	}
	told := a.Counsel.Teller.Tell(h)
	if limited(c) {
		told = atBedside(told)
	}
	return told, nil
}

func (a *App) history(ctx context.Context, c charley.Caller) (tell.History, error) {
	if a.Counsel == nil {
		return tell.History{}, errNoCounsel
	}
	last, zone, err := a.Tonight(ctx, c)
	if err != nil {
		return tell.History{}, err
	}
	h := tell.History{Now: a.now().In(zone)}
	if h.Facts, err = a.Facts(ctx, c); err != nil {
		return h, err
	}
	if h.Tests, err = a.SitTests(ctx, c); err != nil {
		return h, err
	}
	h.Nights, err = a.Nights(ctx, c, last.Add(-tellingNights), last)
	return h, err
}

// SitTests are the evening sit-still tests, oldest first.
func (a *App) SitTests(ctx context.Context, c charley.Caller) ([]charley.SitTest, error) {
	return ofKind(a, ctx, c, charley.KindSitTest, charley.Entry.SitTest)
}

// Answer keeps answers about legs at night, by key of the codebook, as one
// entry; sending it again does no harm. "dont_know" is kept as such. A paired
// phone can answer what is asked when a spell does not ease.
//
// Errors: those of Put; charley.ErrInvalid (*tell.FactError) names an answer
// that the codebook does not know.
func (a *App) Answer(ctx context.Context, c charley.Caller, id charley.EntryID, answers map[string]any) (Saved, error) {
	if err := a.allow(c, needAppend); err != nil {
		return Saved{}, err
	}
	if err := a.Counsel.Teller.Check(answers); err != nil {
		return Saved{}, err
	}
	return a.putFact(ctx, c, id, map[string]any{"about": charley.FactAnswers, "answers": answers})
}

// EndFlag keeps that a red flag has ended: how is charley.FlagSeen or FlagGone.
//
// Errors: those of Put; charley.ErrNotFound for a flag that does not exist.
func (a *App) EndFlag(ctx context.Context, c charley.Caller, id charley.EntryID, flag, how string) (Saved, error) {
	if err := a.allow(c, needAll); err != nil {
		return Saved{}, err
	}
	if !a.Counsel.Teller.Knowledge().Flags().Has(flag) {
		return Saved{}, charley.ErrNotFound
	}
	return a.putFact(ctx, c, id, map[string]any{"about": charley.FactFlag, "flag": flag, "ended": how})
}

// putFact keeps a fact, dated today.
func (a *App) putFact(ctx context.Context, c charley.Caller, id charley.EntryID, body map[string]any) (Saved, error) {
	s, err := a.Settings(ctx, c)
	if err != nil {
		return Saved{}, err
	}
	zone, err := charley.LoadZone(s.Zone)
	if err != nil {
		zone = time.UTC
	}
	y, m, d := a.now().In(zone).Date()
	body["night"] = charley.Night{Year: y, Month: m, Day: d}.String()
	draft, err := diary.NewDraft(charley.KindFact, body)
	if err != nil {
		return Saved{}, fmt.Errorf("make an entry of the answers: %w", err)
	}
	return a.Put(ctx, c, id, draft)
}
