package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"charley"
	"charley/trial"
)

// A HarmTold is something bad that somebody tells of, in a trial or after it.
type HarmTold struct {
	Day   charley.Night // on which it came up; zero: today
	Grade string        // charley.HarmBothered, HarmKept or HarmHelp
	What  string        // in their own words, up to charley.MostHarm characters; "" where they say no more
}

// TellHarm keeps something bad as a fact with the id that its writer made. It can be
// told at any time: before a trial begins, while it goes on and after it. What was
// drawn is not looked at. Sent again with the same id it does no harm.
//
// Errors: charley.ErrNotFound for a trial that there is not; charley.ErrInvalid
// (*charley.FieldError) for another grade, too long a text, or a day to come;
// charley.ErrConflict where something else was told with the same id.
func (a *App) TellHarm(ctx context.Context, c charley.Caller, trial, id charley.EntryID, told HarmTold) (TrialView, error) {
	if err := a.allow(c, needAll); err != nil {
		return TrialView{}, err
	}
	kept, err := a.trialsAndHarm(ctx, c)
	if err != nil {
		return TrialView{}, err
	}
	of, there := kept.find(trial)
	if !there {
		return TrialView{}, charley.ErrNotFound
	}
	body, err := a.harmBody(kept, trial, of.Remedy, told)
	if err != nil {
		return TrialView{}, err
	}
	if i := slices.IndexFunc(kept.harm, func(f charley.Fact) bool { return f.ID == id }); i >= 0 {
		if f := kept.harm[i]; f.Trial != trial || f.Grade != told.Grade || f.Name != told.What || f.From != body["from"] {
			return TrialView{}, fmt.Errorf("something else was told with this id: %w", charley.ErrConflict)
		}
		return a.Trial(ctx, c, trial)
	}
	if _, err := a.putFact(ctx, c, id, body); err != nil {
		return TrialView{}, err
	}
	return a.Trial(ctx, c, trial)
}

// TellWorse keeps that harm which was told before got worse, or was worse than was said. It
// is kept as harm of its own with the id that its writer made, and what was told before stays:
// an edit would count as told then, before the answers to warning signs that were given since,
// and as looked at where that was. It answers with the id under which it stands; told again, it
// is kept once.
//
// Errors: charley.ErrNotFound for harm that was not told; those of TellHarm;
// charley.ErrInvalid (*charley.FieldError) for a grade that is no worse.
func (a *App) TellWorse(ctx context.Context, c charley.Caller, before, id charley.EntryID, told HarmTold) (charley.EntryID, error) {
	if err := a.allow(c, needAll); err != nil {
		return "", err
	}
	kept, err := a.trialsAndHarm(ctx, c)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(kept.harm, func(f charley.Fact) bool { return f.ID == before })
	if i < 0 {
		return "", charley.ErrNotFound
	}
	was := kept.harm[i]
	body, err := a.harmBody(kept, was.Trial, kept.remedyOf(was), told)
	if err != nil {
		return "", err
	}
	if !charley.WorseHarm(told.Grade, was.Grade) {
		return "", &charley.FieldError{Field: "grade", Got: charley.Clip(told.Grade), Why: "is no worse than what was told"}
	}
	if i := slices.IndexFunc(kept.harm, func(f charley.Fact) bool {
		return f.Trial == was.Trial && f.Grade == told.Grade && f.Name == told.What && f.From == body["from"] && f.Ended == ""
	}); i >= 0 {
		return kept.harm[i].ID, nil
	}
	_, err = a.putFact(ctx, c, id, body)
	return id, err
}

// harmBody is the fact that is kept of it.
func (a *App) harmBody(k keptTrials, trial charley.EntryID, remedy string, told HarmTold) (map[string]any, error) {
	_, zone := a.nightNow(k.person.Settings)
	now := charley.MomentAt(a.now(), zone)
	y, m, d := now.Wall().Date()
	today, day := charley.Night{Year: y, Month: m, Day: d}, told.Day
	switch {
	case !slices.Contains(charley.HarmGrades(), told.Grade):
		return nil, &charley.FieldError{Field: "grade", Got: charley.Clip(told.Grade), Why: "must be bothered, kept or needed_help"}
	case len([]rune(told.What)) > charley.MostHarm:
		return nil, &charley.FieldError{Field: "what", Why: fmt.Sprintf("must have at most %d characters", charley.MostHarm)}
	case day.IsZero():
		day = today
	case today.Before(day):
		return nil, &charley.FieldError{Field: "day", Got: day.String(), Why: "lies in the future"}
	}
	body := map[string]any{"about": charley.FactHarm, "trial": string(trial), "grade": told.Grade, "from": day.String(), "told": now.String()}
	if told.What != "" {
		body["name"] = told.What
	}
	if remedy != "" {
		body["remedy"] = remedy
	}
	return body, nil
}

// EndHarm keeps that harm has been looked at, or is over: how is charley.FlagSeen or
// FlagGone. Ended once, it stays as it was ended first. Harm of a trial that was taken away
// is ended in any other of the same remedy.
//
// Errors: charley.ErrNotFound for harm that was not told in this trial; charley.ErrInvalid
// (*charley.FieldError) for another end.
func (a *App) EndHarm(ctx context.Context, c charley.Caller, trial, id charley.EntryID, how string) (TrialView, error) {
	if err := a.allow(c, needAll); err != nil {
		return TrialView{}, err
	}
	if how != charley.FlagSeen && how != charley.FlagGone {
		return TrialView{}, &charley.FieldError{Field: "ended", Got: charley.Clip(how), Why: "must be seen or gone"}
	}
	kept, err := a.trialsAndHarm(ctx, c)
	if err != nil {
		return TrialView{}, err
	}
	of, there := kept.find(trial)
	i := slices.IndexFunc(kept.harm, func(f charley.Fact) bool {
		return f.ID == id && (f.Trial == trial || kept.apart(f) && f.Remedy == of.Remedy)
	})
	if i < 0 || !there {
		return TrialView{}, charley.ErrNotFound
	}
	if kept.harm[i].Ended == "" {
		if _, err := a.Change(ctx, c, id, map[string]any{"ended": how}); err != nil {
			return TrialView{}, err
		}
	}
	return a.Trial(ctx, c, trial)
}

// trialsAndHarm are the trials of the caller with what was told of harm in them.
func (a *App) trialsAndHarm(ctx context.Context, c charley.Caller) (keptTrials, error) {
	k, err := a.keptTrials(ctx, c)
	if err != nil {
		return k, err
	}
	facts, err := a.Facts(ctx, c)
	k.harm = slices.DeleteFunc(facts, func(f charley.Fact) bool { return f.About != charley.FactHarm })
	return k, err
}

// find is one of the trials.
func (k keptTrials) find(id charley.EntryID) (charley.Trial, bool) {
	i := slices.IndexFunc(k.trials, func(t charley.Trial) bool { return t.ID == id })
	if i < 0 {
		return charley.Trial{}, false
	}
	return k.trials[i], true
}

// apart says that harm was told in a trial that was taken away since.
func (k keptTrials) apart(f charley.Fact) bool {
	_, there := k.find(f.Trial)
	return !there
}

// remedyOf is what was tested when harm came up; "" where nothing says so any more.
func (k keptTrials) remedyOf(f charley.Fact) string {
	if t, there := k.find(f.Trial); there {
		return t.Remedy
	}
	return f.Remedy
}

// openHarm is what was told of a remedy, in any trial of it, and is neither looked at nor over: who
// ended a trial because of it is not to begin another meanwhile as if it had not been, nor by
// taking that trial away.
func (k keptTrials) openHarm(facts []charley.Fact, remedy string) []charley.Fact {
	var out []charley.Fact
	for _, t := range k.trials {
		if t.Remedy != remedy {
			continue
		}
		for _, f := range charley.HarmsOf(facts, t.ID) {
			if f.OpenHarm() {
				out = append(out, f)
			}
		}
	}
	for _, f := range facts {
		if f.OpenHarm() && f.Remedy == remedy && k.apart(f) {
			out = append(out, f)
		}
	}
	return out
}

// pausedBy is a pause with what was told of harm. A warning sign and what makes a remedy
// unsafe come before it; that something is not known comes after it.
func (p TrialPause) pausedBy(told []charley.Fact) TrialPause {
	if p.Told = told; len(told) > 0 && (p.Paused == "" || p.Paused == PauseCheck) {
		p.Paused = PauseTold
	}
	return p
}

// addHarm puts what was told of harm into the view of a trial, and where its result may
// be seen, beside which nights that was.
func (k keptTrials) addHarm(v *TrialView) {
	v.Harm = charley.HarmsOf(k.harm, v.ID)
	if !v.Over() || v.GuessAsked || v.Night == 0 || v.Tampered != nil || len(v.Harm) == 0 {
		return
	}
	var b trial.Beside
	span := k.person.Settings.NightSpan
	zone, err := charley.LoadZone(k.person.Settings.Zone)
	if err != nil {
		zone = time.UTC
	}
	for _, f := range v.Harm {
		day, known := f.Happened()
		if !known {
			b.Outside++
			continue
		}
		b.Add(v.Sealed, day, v.Trial.First.Add(v.Night-1), span.NightOf(charley.MomentAt(f.ToldAt(), zone)))
	}
	v.Beside = &b
}
