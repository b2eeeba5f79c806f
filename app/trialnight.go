package app

import (
	"context"
	"math"

	"charley"
	"charley/diary"
	"charley/measure"
	"charley/tell"
	"charley/trial"
)

// nightlyValue is what a night says about a measure; NaN where it says nothing.
// Silence is never a zero: only a night of which it was said that nothing more
// happened has a count.
func nightlyValue(what string, r diary.NightRecord) float64 {
	switch what {
	case measure.Cramps:
		if r.Complete {
			return float64(r.Count(charley.Cramp))
		}
	case measure.BadNight:
		if r.Complete && r.Bad != charley.Unknown {
			if r.Bad == charley.Yes {
				return 1
			}
			return 0
		}
	case measure.Intensity:
		return worst(r)
	case measure.Bother:
		if m := r.Morning; m != nil && m.Bother != nil {
			return *m.Bother
		}
		return unlessAnything(r)
	case measure.SleepLost:
		if m := r.Morning; m != nil && m.SleepLost != nil {
			return float64(*m.SleepLost)
		}
		return unlessAnything(r)
	}
	return math.NaN()
}

// unlessAnything is 0 for a night of which it was said that nothing happened: that
// cannot have bothered anybody or cost sleep. See diary.NightRecord.Bad.
func unlessAnything(r diary.NightRecord) float64 {
	if r.Complete && !r.Happened() {
		return 0
	}
	return math.NaN()
}

// worst is how bad the worst spell of a night was; 0 if there was none. A spell
// of which it was not said could have been the worst.
func worst(r diary.NightRecord) float64 {
	if !r.Complete {
		return math.NaN()
	}
	most := 0.0
	for _, what := range [...]string{charley.Cramp, charley.Restless, charley.Other} {
		if r.Count(what) == 0 {
			continue
		}
		bad := r.Worst(what)
		if bad == nil {
			return math.NaN()
		}
		most = max(most, *bad)
	}
	return most
}

// values are what the nights say about a measure, in their order.
func (a *App) values(ctx context.Context, c charley.Caller, what string, nights []diary.NightRecord) ([]float64, error) {
	out := make([]float64, len(nights))
	for i, r := range nights {
		out[i] = nightlyValue(what, r)
	}
	if what != measure.SitStill {
		return out, nil
	}
	tests, err := a.SitTests(ctx, c)
	if err != nil {
		return nil, err
	}
	for _, t := range tests {
		if s := tell.ScoreSit(t); len(nights) > 0 && s.Enough && t.Done {
			if i := t.Night.Sub(nights[0].Night); i >= 0 && i < len(out) {
				out[i] = s.Mean
			}
		}
	}
	return out, nil
}

// trialNights are the nights of a trial that have begun.
type trialNights struct {
	sealed  trial.Sealed
	records []diary.NightRecord // from its first night on
	y       []float64
	now     charley.Night
}

// trialNights reads the nights of a trial up to now, or up to its end.
func (a *App) trialNights(ctx context.Context, c charley.Caller, v TrialView, tonight charley.Night) (trialNights, error) {
	out := trialNights{sealed: v.Sealed, now: tonight}
	last := v.Sealed.Last()
	if tonight.Before(last) {
		last = tonight
	}
	if ended := v.Trial.Ended; !ended.IsZero() && ended.Before(last) {
		last = ended
	}
	if last.Before(v.Sealed.Start) {
		return out, nil
	}
	var err error
	if out.records, err = a.Nights(ctx, c, v.Sealed.Start, last); err != nil {
		return out, err
	}
	out.y, err = a.values(ctx, c, v.Sealed.Measure, out.records)
	return out, err
}

// over is how many nights of the trial are over: those before this one, and this
// one if its morning is in.
func (n trialNights) over() int {
	out := len(n.records)
	if out > 0 && n.records[out-1].Night == n.now && !n.records[out-1].Complete {
		out--
	}
	return out
}

// kept says of each night whether the lot was followed.
func (n trialNights) kept() []charley.Tri {
	out := make([]charley.Tri, len(n.records))
	for i, r := range n.records {
		if r.Morning != nil {
			out[i] = r.Morning.Followed
		}
	}
	return out
}

// followed counts the mornings that say whether the lot was followed.
func (n trialNights) followed() (kept, asked int) {
	for _, said := range n.kept() {
		switch said {
		case charley.Yes:
			kept, asked = kept+1, asked+1
		case charley.No:
			asked++
		}
	}
	return kept, asked
}
