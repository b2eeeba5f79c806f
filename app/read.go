package app

import (
	"context"
	"slices"
	"time"

	"charley"
	"charley/diary"
)

// Entry is one entry as it is now, a tombstone included. charley.ErrNotFound if
// there is none. Of a trial that goes on it holds Veiled in place of what was drawn,
// and so do all answers about entries but exports.
func (a *App) Entry(ctx context.Context, c charley.Caller, id charley.EntryID) (e charley.Entry, err error) {
	err = a.view(ctx, c, needRecent, func(r Reader) error {
		if e, err = r.Entry(ctx, c.Person, id); err != nil {
			return err
		}
		if err = a.sees(ctx, r, c, e); err != nil || e.Kind != charley.KindTrial {
			return err
		}
		p, err := r.Person(ctx, c.Person)
		e = a.veil(e, p.Settings)
		return err
	})
	if err != nil {
		return charley.Entry{}, err
	}
	return e, nil
}

// History is every revision of an entry, oldest first, and the values among
// them that an edit on another device won over.
func (a *App) History(ctx context.Context, c charley.Caller, id charley.EntryID) (revs []charley.Revision, lost []diary.Lost, err error) {
	err = a.view(ctx, c, needRecent, func(r Reader) error {
		if revs, err = r.History(ctx, c.Person, id); err != nil {
			return err
		}
		lost = diary.LostIn(revs)
		e, _ := diary.Rebuild(revs)
		if err = a.sees(ctx, r, c, e); err != nil || e.Kind != charley.KindTrial {
			return err
		}
		p, err := r.Person(ctx, c.Person)
		revs, lost = a.veilHistory(revs, lost, p.Settings)
		return err
	})
	if err == nil && len(revs) == 0 {
		err = charley.ErrNotFound
	}
	if err != nil {
		return nil, nil, err
	}
	return revs, lost, nil
}

// List pages through all entries in the order of their last change, tombstones
// included. cursor is the place to go on from; more says whether there is more
// now. An entry that changes while somebody pages comes again at the end.
func (a *App) List(ctx context.Context, c charley.Caller, after int64, limit int) (items []charley.Entry, cursor int64, more bool, err error) {
	err = a.view(ctx, c, needAll, func(r Reader) error {
		items, err = r.Changed(ctx, c.Person, after, limit+1)
		if !slices.ContainsFunc(items, func(e charley.Entry) bool { return e.Kind == charley.KindTrial }) {
			return err
		}
		p, err := r.Person(ctx, c.Person)
		for i, e := range items {
			items[i] = a.veil(e, p.Settings)
		}
		return err
	})
	if err != nil {
		return nil, 0, false, err
	}
	if more = len(items) > limit; more {
		items = items[:limit]
	}
	cursor = after
	if n := len(items); n > 0 {
		cursor = items[n-1].Seq
	}
	return items, cursor, more, nil
}

// Nights are the records of every night from first to last, both included.
// A zero first or last stands for that end of the diary; an empty diary has no
// nights then. Who sees only the last day can ask for this night and the one
// before.
func (a *App) Nights(ctx context.Context, c charley.Caller, first, last charley.Night) (out []diary.NightRecord, err error) {
	err = a.view(ctx, c, needRecent, func(r Reader) error {
		p, err := r.Person(ctx, c.Person)
		if err != nil {
			return err
		}
		if tonight, _ := a.nightNow(p.Settings); limited(c) && (first.Before(tonight.Add(-1)) || last.IsZero()) {
			return charley.ErrForbidden
		}
		if first.IsZero() || last.IsZero() {
			from, to, err := r.Extent(ctx, c.Person)
			if err != nil {
				return err
			}
			if first.IsZero() {
				first = from
			}
			if last.IsZero() {
				last = to
			}
		}
		if first.IsZero() || last.Before(first) {
			return nil
		}
		entries, err := r.InNights(ctx, c.Person, first, last)
		if err != nil {
			return err
		}
		if limited(c) {
			entries = slices.DeleteFunc(entries, func(e charley.Entry) bool { return !ofTheNight(e.Kind) })
		}
		out = diary.Assemble(entries, first, last, p.Settings)
		return nil
	})
	return out, err
}

// Tonight is the night that it is now, and the home zone it is reckoned in.
func (a *App) Tonight(ctx context.Context, c charley.Caller) (charley.Night, *time.Location, error) {
	s, err := a.Settings(ctx, c)
	if err != nil {
		return charley.Night{}, nil, err
	}
	night, zone := a.nightNow(s)
	return night, zone, nil
}

// nightNow is the night that it is now by somebody's settings, and their zone.
func (a *App) nightNow(s charley.Settings) (charley.Night, *time.Location) {
	zone, err := charley.LoadZone(s.Zone)
	if err != nil {
		zone = time.UTC
	}
	return s.NightSpan.NightOf(charley.MomentAt(a.now(), zone)), zone
}

// Facts are the standing facts that were not taken back, oldest first.
func (a *App) Facts(ctx context.Context, c charley.Caller) ([]charley.Fact, error) {
	return ofKind(a, ctx, c, charley.KindFact, charley.Entry.Fact)
}

// Aways are the runs of nights away or ill, oldest first.
func (a *App) Aways(ctx context.Context, c charley.Caller) ([]charley.Away, error) {
	return ofKind(a, ctx, c, charley.KindAway, charley.Entry.Away)
}

func ofKind[T any](a *App, ctx context.Context, c charley.Caller, kind charley.Kind, read func(charley.Entry) T) (out []T, err error) {
	err = a.view(ctx, c, needRead, func(r Reader) error {
		out, err = standing(ctx, r, c.Person, kind, read)
		return err
	})
	return out, err
}
