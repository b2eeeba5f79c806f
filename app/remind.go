package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"charley"
	"charley/remind"
)

// A Horizon says how far ahead a calendar of reminders tells of changing clocks.
type Horizon int

// A calendar that is fetched again and again needs to look less far than one
// that is taken in once. Both end with a year, so that they stay the same bytes
// for as long as possible.
const (
	Fetched Horizon = 3  // years, the present one included
	Kept    Horizon = 11 // as above
)

// Calendar is the iCalendar text of the person's reminders.
func (a *App) Calendar(ctx context.Context, c charley.Caller, ahead Horizon, words remind.Words) ([]byte, error) {
	if err := a.allow(c, needFeed); err != nil {
		return nil, err
	}
	s, err := a.Settings(ctx, whole(c))
	if err != nil {
		return nil, err
	}
	zone, err := charley.LoadZone(s.Zone)
	if err != nil {
		return nil, fmt.Errorf("make the calendar of reminders: %w", err)
	}
	now := a.now()
	if s.Reminders.Since.IsZero() { // never chosen
		s.Reminders.Since = now
	}
	trials, err := a.remindedTrials(ctx, c, s)
	if err != nil {
		return nil, fmt.Errorf("make the calendar of reminders: %w", err)
	}
	end := time.Date(now.UTC().Year()+int(ahead), 1, 1, 0, 0, 0, 0, time.UTC)
	return remind.Calendar{ID: calendarID(c.Person), Reminders: s.Reminders, Zone: zone, Until: end, Trials: trials, Words: words}.Text(), nil
}

// remindedTrials are the trials that go on, if the person wants them in the calendar. Of what is tested, and of what
// was drawn, nothing leaves.
func (a *App) remindedTrials(ctx context.Context, c charley.Caller, s charley.Settings) (out []remind.Trial, err error) {
	if !s.Reminders.Trials {
		return nil, nil
	}
	kept, err := a.keptTrials(ctx, whole(c))
	if err != nil {
		return nil, err
	}
	for _, t := range kept.trials {
		v := kept.view(t)
		if v.Over() || v.Tampered != nil || kept.waits(t) {
			continue
		}
		one := remind.Trial{ID: trialEventID(t.ID), First: t.First, Last: t.Last}
		for _, k := range v.Sealed.Looks() {
			if n := t.First.Add(k - 1); n != t.Last {
				one.Looks = append(one.Looks, n)
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// trialEventID is the same for a trial for ever and does not tell its id.
func trialEventID(id charley.EntryID) string {
	sum := sha256.Sum256([]byte("reminders of trial " + string(id)))
	return hex.EncodeToString(sum[:4])
}

// calendarID is the same for a person for ever and does not tell who they are.
func calendarID(p charley.PersonID) string {
	sum := sha256.Sum256([]byte("reminders of " + string(p)))
	return hex.EncodeToString(sum[:8])
}

// remindedSince is when reminders took the form that they are to have: the time
// that is stored, unless something about them changes now.
func remindedSince(stored, wanted charley.Settings, now time.Time) time.Time {
	if stored.Zone == wanted.Zone && stored.Reminders.Same(wanted.Reminders) {
		return stored.Reminders.Since
	}
	if !wanted.Reminders.Any() && !stored.Reminders.Any() {
		return stored.Reminders.Since
	}
	return now.UTC().Truncate(time.Second)
}
