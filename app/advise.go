package app

import (
	"context"
	"maps"
	"slices"
	"time"

	"charley"
	"charley/cause"
	"charley/food"
	"charley/knowledge"
	"charley/tell"
	"charley/treat"
)

// An Advised is everything that can be said to one person: what it is, what may
// lie behind it, and what may help.
type Advised struct {
	Telling   tell.Telling
	Facts     tell.Facts // that causes and advice rest on: with usual days and food
	Standing  cause.Standing
	Advice    treat.Advice
	Usual     []cause.Usual
	Food      food.Result
	Medicines []charley.Fact // those that are taken
	Looks     []MedicineLook // of the medicines linked with cramps or restless legs
	Checked   time.Time      // when the person last looked through what makes remedies unsafe; zero: never
	Again     bool           // that is long ago, or a medicine came since
}

// A MedicineLook lays the start of one medicine over the nights.
type MedicineLook struct {
	cause.Medicine
	What string      // the kind of spell that it is linked with
	Look *cause.Look // nil where it cannot be done yet
	Why  error       // why not: cause.ErrNoStart or charley.ErrTooFew
}

// Advise is the advice for the caller, from what they said and what their nights
// and evenings show. It costs reading the facts, a quarter of a year of nights, and
// for each medicine with a date the nights around its start.
func (a *App) Advise(ctx context.Context, c charley.Caller) (Advised, error) {
	if err := a.allow(c, needRead); err != nil {
		return Advised{}, err
	}
	h, err := a.history(ctx, c)
	if err != nil {
		return Advised{}, err
	}
	out := Advised{Telling: a.Counsel.Teller.Tell(h)}
	today := charley.Night{Year: h.Now.Year(), Month: h.Now.Month(), Day: h.Now.Day()}
	usual, habits := a.Counsel.Finder.Usual(h.Nights, today.Add(-a.Counsel.Finder.HabitDays()))
	out.Usual = habits
	maps.Copy(usual, out.Telling.Over())
	out.Facts = a.Counsel.WithFood(a.Counsel.Teller.With(out.Telling.Facts, usual))
	out.Food = food.Check(a.Counsel.Base, knowledge.Foods(), out.Facts.Answers())
	medicines, err := a.medicines(ctx, c, h, &out)
	if err != nil {
		return Advised{}, err
	}
	out.Standing = a.Counsel.Finder.Standing(out.Facts, out.Telling.Verdict, medicines)
	out.Advice = a.Counsel.Advisor.Advise(treat.Person{Verdict: out.Telling.Verdict, Facts: out.Facts, Tried: a.tried(h)})
	out.Checked, out.Again = checked(h, a.Counsel.Base.Advice().AskAgain)
	return out, nil
}

// medicines are those that the caller takes, with a look at the nights for each
// that is linked with cramps or restless legs.
func (a *App) medicines(ctx context.Context, c charley.Caller, h tell.History, out *Advised) ([]cause.Medicine, error) {
	taken := slices.DeleteFunc(slices.Clone(h.Facts), func(f charley.Fact) bool { return f.About != charley.FactMedicine || !tell.Taken(f, h.Now) })
	out.Medicines = taken
	list := cause.Medicines(a.Counsel.Names, taken)
	began := out.Telling.Began()
	for i, m := range list {
		list[i].Timing = a.Counsel.Finder.Timing(m.From, began)
		if m.From == "" || out.Telling.Urgent() {
			continue
		}
		for _, what := range a.Counsel.Finder.Linked(m) {
			one, err := a.look(ctx, c, list[i], what)
			if err != nil {
				return nil, err
			}
			out.Looks = append(out.Looks, one)
		}
	}
	return list, nil
}

// look lays one medicine over the nights around its start.
func (a *App) look(ctx context.Context, c charley.Caller, m cause.Medicine, what string) (MedicineLook, error) {
	out := MedicineLook{Medicine: m, What: what}
	first, last, err := a.Counsel.Finder.Window(m.From)
	if err != nil {
		out.Why = err
		return out, nil
	}
	tonight, _, err := a.Tonight(ctx, c)
	if err != nil {
		return out, err
	}
	if !last.Before(tonight) { // the night that goes on has no count yet
		last = tonight.Add(-1)
	}
	nights, err := a.Nights(ctx, c, first, last)
	if err != nil {
		return out, err
	}
	look, err := a.Counsel.Finder.Look(nights, what, m.From)
	if err != nil {
		out.Why = err
		return out, nil
	}
	out.Look = &look
	return out, nil
}

// tried is what the caller said of remedies, and what eased their spells.
func (a *App) tried(h tell.History) map[string]treat.Tried {
	out := map[string]treat.Tried{}
	for _, f := range h.Facts {
		if f.About != charley.FactRemedy {
			continue
		}
		helped := map[string]charley.Tri{"yes": charley.Yes, "no": charley.No}[f.Answer]
		out[f.Code] = treat.Tried{Said: true, Helped: helped, When: f.Night.String()}
	}
	for _, r := range a.Counsel.Base.Remedies().All() {
		if len(r.Easers) == 0 {
			continue
		}
		t := out[r.ID]
		for _, n := range h.Nights {
			for _, e := range n.Episodes {
				if len(e.EasedBy) == 0 {
					continue
				}
				t.Of++
				if slices.ContainsFunc(r.Easers, func(w string) bool { return slices.Contains(e.EasedBy, w) }) {
					t.Eased++
				}
			}
		}
		if t.Eased > 0 || t.Said {
			out[r.ID] = t
		}
	}
	return out
}

// checked is when somebody last looked through everything about them that makes
// remedies unsafe, and whether that is due again: after the days of the records,
// or once a medicine was written down or changed after it.
func checked(h tell.History, days int) (at time.Time, again bool) {
	var medicine time.Time
	for _, f := range h.Facts {
		switch {
		case f.About == charley.FactNone && f.Group == charley.GroupChecked:
			at = later(at, f.Client)
		case f.About == charley.FactMedicine:
			medicine = later(medicine, f.Client)
		}
	}
	return at, at.IsZero() || at.Before(medicine.Add(-time.Minute)) || at.Before(h.Now.AddDate(0, 0, -days))
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// TryRemedy keeps what the caller says of a remedy they tried: helped is yes, no
// or unsure.
//
// Errors: those of Put; charley.ErrNotFound for a remedy that does not exist.
func (a *App) TryRemedy(ctx context.Context, c charley.Caller, id charley.EntryID, remedy, helped string) (Saved, error) {
	if err := a.allow(c, needAll); err != nil {
		return Saved{}, err
	}
	if !a.Counsel.Base.Remedies().Has(remedy) {
		return Saved{}, charley.ErrNotFound
	}
	return a.putFact(ctx, c, id, map[string]any{"about": charley.FactRemedy, "code": remedy, "answer": helped})
}
