package app

import (
	"context"
	"fmt"

	"charley"
	"charley/diary"
)

// nightsAsTold are the nights of a diary up to the last one that is over, with what
// was said of each day before its night was known; and on how many evenings something
// was said later.
func (a *App) nightsAsTold(ctx context.Context, c charley.Caller, k keptTrials) (out []diary.NightRecord, afterwards int, err error) {
	_, zone := a.nightNow(k.person.Settings)
	last := diary.LastNight(a.now(), zone, k.person.Settings.NightSpan)
	err = a.view(ctx, c, needRead, func(r Reader) error {
		first, _, err := r.Extent(ctx, c.Person)
		if err != nil || first.IsZero() || last.Before(first) {
			return err
		}
		if far := last.Add(1 - mostDays); first.Before(far) {
			first = far
		}
		entries, err := r.InNights(ctx, c.Person, first, last)
		if err != nil {
			return err
		}
		out = diary.Assemble(entries, first, last, k.person.Settings)
		if afterwards, err = answeredBefore(ctx, r, c.Person, entries, out); err != nil || afterwards == 0 {
			return err
		}
		out = diary.Assemble(entries, first, last, k.person.Settings)
		return nil
	})
	return out, afterwards, err
}

// answeredBefore takes those answers out of the evenings that were given when
// something of the night was known, and says on how many evenings there were any. What counts is when
// they were given by the writer's clock, and not when a phone that was away sent them.
func answeredBefore(ctx context.Context, r Reader, p charley.PersonID, entries []charley.Entry, nights []diary.NightRecord) (int, error) {
	late := map[charley.Night]bool{}
	for i, e := range entries {
		if e.Kind != charley.KindEvening {
			continue
		}
		var revs []charley.Revision
		if e.Rev > 1 {
			var err error
			if revs, err = r.History(ctx, p, e.ID); err != nil {
				return 0, fmt.Errorf("read when evening %s was answered: %w", e.ID, err)
			}
		}
		any := false
		if entries[i], any = diary.AnsweredBefore(e, revs, nights[e.Night.Sub(nights[0].Night)].KnownFrom()); any {
			late[e.Night] = true
		}
	}
	return len(late), nil
}
