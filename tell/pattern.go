package tell

import (
	"time"

	"charley"
)

// oneSided looks for a new pattern: the last spells all on one side. It begins
// with the spell that makes it one, so that whatever was answered before counts
// as answered before the pattern.
func (t *Teller) oneSided(all []charley.Episode) (side string, since time.Time) {
	var run []charley.Episode // newest first
	for i := len(all) - 1; i >= 0; i-- {
		s := all[i]
		if s.Side == "" {
			continue
		}
		if side == "" && s.Side != "both" {
			side = s.Side
		}
		if s.Side != side || side == "" {
			break
		}
		run = append(run, s)
	}
	if len(run) < t.weigh.RunOneSide {
		return "", time.Time{}
	}
	return side, run[len(run)-t.weigh.RunOneSide].Start.Time
}

// notEasing finds the last spell that did not ease in time, or of which the
// person said so.
func (t *Teller) notEasing(all []charley.Episode, now time.Time) (time.Time, charley.EntryID) {
	limit := time.Duration(t.weigh.NotEasing * float64(time.Minute))
	for i := len(all) - 1; i >= 0; i-- {
		s := all[i]
		running := s.Open && now.Sub(s.Start.Time) < days
		if s.What == charley.Cramp && (s.NotEasing || running && now.Sub(s.Start.Time) > limit) {
			if running {
				return s.Start.Time, s.ID
			}
			return s.Start.Time, ""
		}
	}
	return time.Time{}, ""
}

// neededHelp is when harm in a trial was told last that needed help, whether or not it is
// over since: whoever had an answer before it is not who they were. Zero if there is none.
func neededHelp(facts []charley.Fact) time.Time {
	var at time.Time
	for _, f := range facts {
		if f.About != charley.FactHarm || f.Grade != charley.HarmHelp {
			continue
		}
		told := f.ToldAt()
		if !f.Received.IsZero() && f.Received.Before(told) { // a clock that ran ahead: else no answer counts until it is reached
			told = f.Received
		}
		if told.After(at) {
			at = told
		}
	}
	return at
}
