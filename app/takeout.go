package app

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"charley"
	"charley/diary"
	"charley/share"
)

// takeOutNights is how many nights of a diary on its way out are held at a time.
const takeOutNights = 64

// TakeOut is the whole diary on its way to another program, in a form that what
// names in the audit log: csv, fhir, parquet. Of a trial that goes on, or that hides
// from its person which night was which, it holds nothing of what was drawn.
//
// Its nights are read anew each time they are gone through, a few at a time, and
// nobody who reads slowly keeps others from reading or writing. All of it is the
// diary as it is now: where it is changed meanwhile, the nights end with
// charley.ErrConflict, and it must be taken out again.
//
// Errors: those of Export.
func (a *App) TakeOut(ctx context.Context, c charley.Caller, what string) (share.Diary, error) {
	return a.takeOut(ctx, c, needAll, what, charley.Night{}, charley.Night{})
}

// TakeOutNights is TakeOut with the nights from first to last alone, both included; a
// zero one stands for that end of the diary. What stands and trials are in it whole.
// A clinician who was let in may take them along too, as they could read them one by one.
func (a *App) TakeOutNights(ctx context.Context, c charley.Caller, what string, first, last charley.Night) (share.Diary, error) {
	return a.takeOut(ctx, c, needRead, what, first, last)
}

func (a *App) takeOut(ctx context.Context, c charley.Caller, n need, what string, first, last charley.Night) (share.Diary, error) {
	if err := a.mayTakeOut(ctx, c, n, what); err != nil {
		return share.Diary{}, err
	}
	d := share.Diary{Person: c.Person, Made: a.now(), Program: a.Program}
	if a.Counsel != nil {
		d.Knowledge = a.Counsel.Base.Version()
	}
	err := a.store.View(ctx, func(r Reader) error {
		p, err := r.Person(ctx, c.Person)
		if err != nil {
			return err
		}
		d.Settings, d.Hash = p.Settings, p.Chain
		if d.From, d.To, err = within(ctx, r, c.Person, first, last); err != nil {
			return err
		}
		d.Nights = a.nightsOut(ctx, p, d.From, d.To)
		return a.whatStands(ctx, r, &d)
	})
	if err != nil {
		return share.Diary{}, fmt.Errorf("take the diary out: %w", err)
	}
	return d, nil
}

// mayTakeOut says that the caller may take the diary along, and notes that they do:
// see Export. Of a guest nothing more is asked: only a passkey brought them here, in a
// session that is short.
func (a *App) mayTakeOut(ctx context.Context, c charley.Caller, n need, what string) error {
	if err := a.allow(c, n); err != nil {
		return err
	}
	if c.Grant == "" {
		if err := a.Confirmed(ctx, c); err != nil && a.State().Writable {
			return err
		}
	}
	// The line comes first: a diary that was taken half way was taken too.
	err := a.store.Update(ctx, func(w Writer) error {
		if _, err := w.Person(ctx, c.Person); err != nil {
			return err
		}
		return w.Audit(ctx, a.audit(c, "export "+what, "", 0))
	})
	if err != nil && !troubled(err) {
		return fmt.Errorf("take the diary out: %w", err)
	}
	return nil
}

// within are the first and last night of a part of the diary; both zero where there is
// no night in it.
func within(ctx context.Context, r Reader, p charley.PersonID, first, last charley.Night) (from, to charley.Night, err error) {
	from, to, err = r.Extent(ctx, p)
	if err != nil || from.IsZero() {
		return from, to, err
	}
	if from.Before(first) {
		from = first
	}
	if !last.IsZero() && last.Before(to) {
		to = last
	}
	if to.Before(from) {
		from, to = charley.Night{}, charley.Night{}
	}
	return from, to, nil
}

// whatStands reads what is of no night, and what is rare.
func (a *App) whatStands(ctx context.Context, r Reader, d *share.Diary) (err error) {
	if d.Facts, err = standing(ctx, r, d.Person, charley.KindFact, charley.Entry.Fact); err != nil {
		return err
	}
	if d.SitTests, err = standing(ctx, r, d.Person, charley.KindSitTest, charley.Entry.SitTest); err != nil {
		return err
	}
	if d.Aways, err = standing(ctx, r, d.Person, charley.KindAway, charley.Entry.Away); err != nil {
		return err
	}
	tonight, _ := a.nightNow(d.Settings)
	d.Trials, err = standing(ctx, r, d.Person, charley.KindTrial, func(e charley.Entry) charley.Trial {
		if veiled(e.Trial(), tonight) {
			e.Fields = maps.Clone(e.Fields)
			delete(e.Fields, "sealed")
		}
		return e.Trial()
	})
	return err
}

// nightsOut goes through nights, a few in each look at the store, and ends with an
// error where the diary is no longer the one that p was read from.
func (a *App) nightsOut(ctx context.Context, p charley.Person, from, to charley.Night) iter.Seq2[diary.NightRecord, error] {
	return func(yield func(diary.NightRecord, error) bool) {
		for first := from; !from.IsZero() && !to.Before(first); first = first.Add(takeOutNights) {
			last := first.Add(takeOutNights - 1)
			if to.Before(last) {
				last = to
			}
			nights, err := a.sameNights(ctx, p, first, last)
			if err != nil {
				yield(diary.NightRecord{}, fmt.Errorf("take the nights out: %w", err))
				return
			}
			for _, n := range nights {
				if !yield(n, nil) {
					return
				}
			}
		}
	}
}

// sameNights are the nights from first to last of a diary that was not changed since p
// was read.
func (a *App) sameNights(ctx context.Context, p charley.Person, first, last charley.Night) (out []diary.NightRecord, err error) {
	err = a.store.View(ctx, func(r Reader) error {
		now, err := r.Person(ctx, p.ID)
		if err != nil {
			return err
		}
		if now.Chain != p.Chain {
			return fmt.Errorf("the diary was changed meanwhile; take it out again: %w", charley.ErrConflict)
		}
		entries, err := r.InNights(ctx, p.ID, first, last)
		if err != nil {
			return err
		}
		out = diary.Assemble(entries, first, last, p.Settings)
		return nil
	})
	return out, err
}

// standing are the entries of one kind, oldest first.
func standing[T any](ctx context.Context, r Reader, p charley.PersonID, kind charley.Kind, read func(charley.Entry) T) ([]T, error) {
	entries, err := r.OfKind(ctx, p, kind)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(entries, func(x, y charley.Entry) int { return x.Received.Compare(y.Received) })
	out := make([]T, len(entries))
	for i, e := range entries {
		out[i] = read(e)
	}
	return out, nil
}
