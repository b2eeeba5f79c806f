package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/measure"
	"charley/rule"
	"charley/treat"
	"charley/trial"
)

// A TrialWish is the trial that somebody asks for. What is left out is chosen.
type TrialWish struct {
	Remedy  string        // id
	Measure string        // id; "": cramps
	Nights  int           // 0: the usual length for the remedy
	Blind   string        // "": open
	Start   charley.Night // zero: the next evening
}

// A TrialPlanned is a trial before it starts: how it would go and what it could
// show. Nothing of it is drawn or kept.
type TrialPlanned struct {
	Name     string // of the remedy
	Plan     trial.Plan
	Looks    []int             // nights after which one may look
	Measures []measure.Measure // what could be counted instead, by the nights before
	CanBlind bool              // somebody else could hide which night is which
	Runs     charley.EntryID   // the trial that goes on already, if there is one
	Chances  []trial.Chance    // of a clear answer, for each size of effect and length
	Working  bool              // the chances are being worked out: ask again in a moment
	Refusal  *trial.Refusal    // why it is not sensible; Plan is empty then
}

// PlanTrial is what a trial would be, without starting it. What speaks against it
// is in the answer and is no error.
//
// Errors: charley.ErrInvalid (*charley.FieldError) for a remedy that does not exist,
// and for a measure, length, blinding or start that cannot be.
func (a *App) PlanTrial(ctx context.Context, c charley.Caller, w TrialWish) (TrialPlanned, error) {
	out, err := a.planTrial(ctx, c, w)
	if err != nil || out.Refusal != nil {
		return out, err
	}
	p := a.chancesOf(out.Plan)
	ready := false
	if out.Chances, ready = p.within(ctx, a.patience()).([]trial.Chance); !ready {
		out.Working = true
	}
	return out, p.failed()
}

// planTrial is PlanTrial without its chances.
func (a *App) planTrial(ctx context.Context, c charley.Caller, w TrialWish) (TrialPlanned, error) {
	if err := a.allow(c, needAll); err != nil {
		return TrialPlanned{}, err
	}
	if a.Counsel == nil {
		return TrialPlanned{}, errNoCounsel
	}
	rec, ok := a.Counsel.Base.Remedies().Get(w.Remedy)
	if !ok {
		return TrialPlanned{}, &charley.FieldError{Field: "remedy", Got: charley.Clip(w.Remedy), Why: "is no remedy"}
	}
	kept, err := a.keptTrials(ctx, c)
	if err != nil {
		return TrialPlanned{}, err
	}
	out := TrialPlanned{Name: rec.Name, CanBlind: rec.Trial.Hideable}
	if t, on := kept.goingOn(); on {
		out.Runs = t.ID
	}
	if w.Blind == trial.Helper && !out.CanBlind {
		return out, &charley.FieldError{Field: "blind", Got: w.Blind, Why: "must be open: what this is cannot be hidden"}
	}
	start, err := a.startOf(kept, w.Start)
	if err != nil {
		return out, err
	}
	m, ok := measure.Of(cmp.Or(w.Measure, measure.Cramps))
	if !ok {
		return out, &charley.FieldError{Field: "measure", Got: charley.Clip(w.Measure), Why: "is no measure of a trial"}
	}
	wish, before, err := a.wish(ctx, c, rec, w, start, kept.tonight)
	if err != nil {
		return out, err
	}
	wish.Measure = m.ID
	y, err := a.values(ctx, c, m.ID, before)
	if err != nil {
		return out, err
	}
	if out.Plan, err = trial.PlanFor(wish, trial.RunInOf(m, y)); err != nil && !errors.As(err, &out.Refusal) {
		return out, err
	}
	if out.Refusal == nil {
		out.Looks = out.Plan.Looks()
	}
	out.Measures, err = a.measures(ctx, c, wish, before)
	return out, err
}

// measures are what a trial could count, by the nights before it.
func (a *App) measures(ctx context.Context, c charley.Caller, w trial.Wish, before []diary.NightRecord) ([]measure.Measure, error) {
	var out []measure.Measure
	chosen := w.Measure
	for _, m := range measure.All() {
		y, err := a.values(ctx, c, m.ID, before)
		if err != nil {
			return nil, err
		}
		w.Measure = m.ID
		if _, err := trial.PlanFor(w, trial.RunInOf(m, y)); err == nil || m.ID == chosen {
			out = append(out, m)
		}
	}
	return out, nil
}

// furthestStart is how far ahead a trial may begin, in nights. Later, the nights
// before it would say too little about it.
const furthestStart = 30

// startOf is the first night of a trial: the next evening, if nothing else is
// wished. The night that goes on has begun and cannot be drawn any more.
func (a *App) startOf(k keptTrials, wished charley.Night) (charley.Night, error) {
	next := k.tonight
	_, zone := a.nightNow(k.person.Settings)
	if y, m, d := a.now().In(zone).Date(); (charley.Night{Year: y, Month: m, Day: d}) != next {
		next = next.Next() // it is past midnight
	}
	switch {
	case wished.IsZero() || wished == k.tonight:
		return next, nil
	case wished.Before(next) || wished.Sub(next) > furthestStart:
		return next, &charley.FieldError{Field: "start", Got: wished.String(), Why: fmt.Sprintf("must be the next evening or one of the %d after it", furthestStart)}
	}
	return wished, nil
}

// wish is what package trial needs to know, and the nights before the start.
func (a *App) wish(ctx context.Context, c charley.Caller, rec knowledge.Remedy, w TrialWish, start, tonight charley.Night) (trial.Wish, []diary.NightRecord, error) {
	told, err := a.Advise(ctx, c)
	if err != nil {
		return trial.Wish{}, nil, err
	}
	offered := slices.ContainsFunc(told.Advice.Remedies, func(r treat.Remedy) bool { return r.ID == rec.ID && r.Status == treat.Offered })
	out := trial.Wish{
		Remedy: rec, Offered: offered, Urgent: told.Telling.Urgent(), Pregnant: a.pregnant(told.Facts.Answers()),
		Measure: w.Measure, Nights: w.Nights, Blind: w.Blind, Start: start,
	}
	last := start.Add(-1)
	if tonight.Before(last) {
		last = tonight
	}
	before, err := a.Nights(ctx, c, last.Add(-trial.RunInNights), last)
	if n := len(before); err == nil && last == tonight && !before[n-1].Complete {
		before = before[:n-1] // the night that goes on
	}
	return out, before, err
}

// pregnant asks the gate of that name.
func (a *App) pregnant(answers rule.Answers) charley.Tri {
	if g, ok := a.Counsel.Base.Gates().Get("pregnancy"); ok {
		return g.When.Eval(answers)
	}
	return charley.Unknown
}

// StartTrial draws a trial by lot, seals it and keeps it as the entry id. Asked
// again with the same id, it answers with the trial that was drawn then.
//
// Errors: those of PlanTrial and Put; *trial.Refusal if it is not sensible;
// ErrTrialRuns while another one goes on.
func (a *App) StartTrial(ctx context.Context, c charley.Caller, w TrialWish, id charley.EntryID) (TrialView, error) {
	if err := a.allow(c, needAll); err != nil {
		return TrialView{}, err
	}
	if v, err := a.Trial(ctx, c, id); !errors.Is(err, charley.ErrNotFound) {
		return v, err
	}
	planned, err := a.planTrial(ctx, c, w)
	if err != nil {
		return TrialView{}, err
	}
	if planned.Refusal != nil {
		return TrialView{}, planned.Refusal
	}
	seed, err := a.lot(ctx, c, w.Remedy)
	if err != nil {
		return TrialView{}, err
	}
	sealed, err := trial.Seal(planned.Plan, seed)
	if err != nil {
		return TrialView{}, err
	}
	draft, err := TrialDraft(sealed, planned.Name)
	if err != nil {
		return TrialView{}, err
	}
	if err := a.keepNewTrial(ctx, c, id, draft); err != nil {
		return TrialView{}, err
	}
	return a.Trial(ctx, c, id)
}

// lot is the seed to draw a trial of a remedy from: a new one, unless the last trial
// of it was stopped before a night of it was over. Whoever could draw anew until they
// like the lot would choose it.
func (a *App) lot(ctx context.Context, c charley.Caller, remedy string) (seed [32]byte, err error) {
	kept, err := a.keptTrials(ctx, c)
	if err != nil {
		return seed, err
	}
	for _, t := range slices.Backward(kept.trials) {
		if t.Remedy != remedy {
			continue
		}
		if s, err := kept.seals.unseal(t); err == nil && !t.Ended.IsZero() && t.Ended.Before(t.First) {
			if n, err := hex.Decode(seed[:], []byte(s.Seed)); err == nil && n == len(seed) {
				return seed, nil
			}
		}
		break
	}
	if _, err := rand.Read(seed[:]); err != nil {
		return seed, fmt.Errorf("draw a trial: %w", err)
	}
	return seed, nil
}

// TrialDraft is the entry of a sealed trial of a remedy with a name.
func TrialDraft(s trial.Sealed, name string) (diary.Draft, error) {
	text, err := s.Text()
	if err != nil {
		return diary.Draft{}, err
	}
	return diary.NewDraft(charley.KindTrial, map[string]any{
		"night": s.Start.String(), "until": s.Last().String(), "remedy": s.Remedy, "name": name, "measure": s.Measure,
		"blind": s.Blind, "sealed": text, "seal": s.Hash,
	})
}

// keepNewTrial keeps a trial unless another one goes on; both are seen to in one
// transaction.
func (a *App) keepNewTrial(ctx context.Context, c charley.Caller, id charley.EntryID, d diary.Draft) error {
	now := a.now()
	return a.store.Update(ctx, func(w Writer) error {
		p, err := w.Person(ctx, c.Person)
		if err != nil {
			return err
		}
		all, err := trialsIn(ctx, w, p.ID)
		if err != nil {
			return err
		}
		tonight, _ := a.nightNow(p.Settings)
		if slices.ContainsFunc(all, func(t charley.Trial) bool { return t.ID != id && goesOn(t, tonight) }) {
			return ErrTrialRuns
		}
		if slices.ContainsFunc(all, func(t charley.Trial) bool { return t.ID == id }) {
			return nil // somebody else was faster with the same
		}
		saved, err := keep(ctx, w, &p, id, diary.Context{Now: now, Settings: p.Settings, Caller: c}, func(h []charley.Revision, dc diary.Context) (diary.Step, error) {
			return d.Put(id, h, dc)
		})
		if err != nil || saved.Outcome == diary.Same {
			return err
		}
		return w.Audit(ctx, a.audit(c, "put", id, saved.Entry.Rev))
	})
}
