package app

import (
	"context"

	"charley"
	"charley/diary"
	"charley/measure"
	"charley/tell"
	"charley/trial"
)

// values are what the nights say about a measure, in their order.
func (a *App) values(ctx context.Context, c charley.Caller, what string, nights []diary.NightRecord) ([]float64, error) {
	out := make([]float64, len(nights))
	for i, r := range nights {
		out[i] = measure.Nightly(what, r)
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
