package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"charley"
	"charley/tell"
	"charley/told"
	"charley/treat"
)

// A Told is what a person was told at one time, in short, and by what rules. It is
// noted so that a change of the records, or of the program, can be held against what
// was told before it (hazard H17).
type Told struct {
	Number  int64     // 1, 2, 3 … of this person
	At      time.Time // when it was noted
	Seq     int64     // of the last change in the diary that it rests on
	Rules   told.Rules
	Outcome told.Outcome
}

// A Revised is what a change of the rules changed in what one person is told.
type Revised struct {
	At     time.Time // when the new rules were first noted
	Before time.Time // when the old ones were last noted
	Old    told.Rules
	New    told.Rules
	Wrote  bool // the diary changed in between: not all of it need come from the rules
	told.Change
}

// NoteTold notes for everybody what they are told now, where that, or the rules
// behind it, differ from what was noted last. The program itself asks for it: as it
// starts, once a day and as it ends, so that the last note of the old rules is of what
// they told at their end. Whoever never said anything has nothing noted.
//
// Cost: a few milliseconds and at most one row a person. Somebody whose diary cannot
// be read does not keep the others from it; all failures are returned together.
func (a *App) NoteTold(ctx context.Context) error {
	if a.Counsel == nil || !a.store.State().Writable {
		return nil
	}
	base := a.Counsel.Base
	rules := told.Rules{Edition: base.Version(), Records: base.Number(), Program: a.Program}
	var all []Account
	err := a.store.View(ctx, func(r Reader) (err error) {
		all, err = r.Accounts(ctx)
		return err
	})
	for _, of := range all {
		if of.Role != charley.RolePerson || !of.Live() {
			continue
		}
		if one := a.noteTold(ctx, of.caller("program"), rules); one != nil && !errors.Is(one, charley.ErrNotFound) { // they were just erased
			err = errors.Join(err, fmt.Errorf("note what person %s is told: %w", of.Person, one))
		}
		if ctx.Err() != nil {
			break
		}
	}
	return err
}

func (a *App) noteTold(ctx context.Context, c charley.Caller, rules told.Rules) error {
	seq, err := a.seqOf(ctx, c)
	if err != nil {
		return err
	}
	said, ok, err := a.toldNow(ctx, c)
	if err != nil || !ok {
		return err
	}
	now := Told{At: a.now(), Seq: seq, Rules: rules, Outcome: said}
	return a.store.Update(ctx, func(w Writer) error {
		p, err := w.Person(ctx, c.Person)
		if err != nil || p.Seq != seq {
			return err // something was written meanwhile: the next note is of that
		}
		last, err := w.ToldTo(ctx, c.Person, 1)
		if err != nil {
			return err
		}
		now.Number = 1
		if len(last) > 0 {
			if last[0].Rules == now.Rules && last[0].Outcome.Same(now.Outcome) {
				return nil
			}
			now.Number = last[0].Number + 1
		}
		return w.KeepTold(ctx, c.Person, now)
	})
}

func (a *App) seqOf(ctx context.Context, c charley.Caller) (seq int64, err error) {
	err = a.store.View(ctx, func(r Reader) error {
		p, err := r.Person(ctx, c.Person)
		seq = p.Seq
		return err
	})
	return seq, err
}

// toldNow is what the caller is told now; false if they never said anything.
func (a *App) toldNow(ctx context.Context, c charley.Caller) (told.Outcome, bool, error) {
	advised, err := a.Advise(ctx, c)
	if err != nil || len(advised.Telling.Said) == 0 && !advised.Telling.Diary.Enough {
		return told.Outcome{}, false, err
	}
	name := func(id string) string {
		rec, _ := a.Counsel.Base.Conditions().Get(id)
		return rec.Name
	}
	return told.Of(advised.Telling.Verdict, advised.Advice, name), true, nil
}

// KeepNotingTold is NoteTold now, each day at noon, when nobody is in bed, and as ctx
// ends. It returns then.
func (a *App) KeepNotingTold(ctx context.Context) {
	note := func(ctx context.Context) {
		if err := a.NoteTold(ctx); err != nil && ctx.Err() == nil {
			slog.Error("what people are told could not be noted", "error", err)
		}
		debug.FreeOSMemory() // it reads everybody's nights and all records, and nothing of that is needed again before long
	}
	for {
		note(ctx)
		noon := time.NewTimer(untilNoon(a.now(), a.HomeZone))
		select {
		case <-noon.C:
		case <-ctx.Done():
			noon.Stop()
			last, stop := context.WithTimeout(context.WithoutCancel(ctx), lastNote)
			defer stop()
			note(last)
			return
		}
	}
}

// untilNoon is how long it is until the next noon of a zone; of UTC where there is no
// such zone.
func untilNoon(now time.Time, zone string) time.Duration {
	at, err := charley.LoadZone(zone)
	if err != nil {
		at = time.UTC
	}
	here := now.In(at)
	noon := time.Date(here.Year(), here.Month(), here.Day(), 12, 0, 0, 0, at)
	if !noon.After(now) {
		noon = time.Date(here.Year(), here.Month(), here.Day()+1, 12, 0, 0, 0, at)
	}
	return noon.Sub(now)
}

// lastNote is how long a program that is asked to end may take to note what it told.
const lastNote = 2 * time.Second

const (
	mostTold   = 400                 // notes that are looked through for changes of the rules
	mostLately = 64                  // and for those of late, which pages ask for
	lately     = 60 * 24 * time.Hour // how long a change is told of
	atOnce     = 36 * time.Hour      // notes further apart may differ by the calendar alone: what was answered long ago is asked again
)

// Clean says that nothing but the rules changed between the two notes: nothing was
// written, and no days went by.
func (r Revised) Clean() bool { return !r.Wrote && r.At.Sub(r.Before) <= atOnce }

// Revised are the changes of the rules that changed what the caller is told, newest
// first.
func (a *App) Revised(ctx context.Context, c charley.Caller) ([]Revised, error) {
	return a.revised(ctx, c, mostTold)
}

func (a *App) revised(ctx context.Context, c charley.Caller, most int) (out []Revised, err error) {
	err = a.view(ctx, c, needRead, func(r Reader) error {
		notes, err := r.ToldTo(ctx, c.Person, most)
		if err != nil {
			return err
		}
		for i := 0; i+1 < len(notes); i++ {
			before, after := notes[i+1], notes[i]
			if change := told.Compare(before.Outcome, after.Outcome); before.Rules != after.Rules && !change.None() {
				out = append(out, Revised{At: after.At, Before: before.At, Old: before.Rules, New: after.Rules, Wrote: before.Seq != after.Seq, Change: change})
			}
		}
		return nil
	})
	return out, err
}

// RevisedLately are those of the last sixty days of which something still holds, beside
// what the caller is told now.
func (a *App) RevisedLately(ctx context.Context, c charley.Caller, now tell.Telling) ([]Revised, error) {
	all, err := a.revised(ctx, c, mostLately)
	if err != nil {
		return nil, err
	}
	today := told.Of(now.Verdict, treat.Advice{}, func(string) string { return "" })
	var out []Revised
	for _, one := range all {
		var ended []string
		for _, f := range now.Past {
			if f.Ended.After(one.Before) {
				ended = append(ended, f.ID)
			}
		}
		one.Change = one.StillSo(today, ended)
		if a.now().Sub(one.At) <= lately && !one.None() {
			out = append(out, one)
		}
	}
	return out, nil
}
