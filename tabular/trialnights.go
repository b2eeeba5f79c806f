package tabular

import (
	"iter"
	"slices"

	"charley"
	"charley/measure"
	"charley/tell"
	"charley/trial"
)

// A trialNight is one night of a trial.
type trialNight struct {
	drawnTrial
	night charley.Night
	place trial.Night // empty unless the draw is shown
	said  saidOfNight
}

// saidOfNight is what the diary says of a night of a trial.
type saidOfNight struct {
	followed charley.Tri
	values   map[string]float64 // by measure; what is not known is not in it
}

func (n trialNight) shown() bool { return n.drawn == drawShown && n.place.Index > 0 }

func trialNightTable() Table {
	const hidden = "what was drawn is not shown: see drawn in trials"
	ifShown := func(of func(trial.Night) Cell) func(trialNight) Cell {
		return func(n trialNight) Cell {
			if !n.shown() {
				return Cell{}
			}
			return of(n.place)
		}
	}
	columns := []column[trialNight]{
		{Column{"trial", Text, "", "", "", "id in trials"}, func(n trialNight) Cell { return textOf(string(n.ID)) }},
		{Column{"night", Date, "", "", "", "civil date of the evening"}, func(n trialNight) Cell { return dateOf(n.night) }},
		{Column{"number", Whole, "", "from 1", "", "number of the night in the trial"}, func(n trialNight) Cell { return wholeOf(n.night.Sub(n.First) + 1) }},
		{Column{"arm", Whole, "", "0, 1", hidden, "what was drawn: 1 the remedy, 0 what it is compared with"}, ifShown(func(n trial.Night) Cell { return wholeOf(n.Arm) })},
		{Column{"period", Whole, "", "from 1", hidden, "nights that were drawn together"}, ifShown(func(n trial.Night) Cell { return wholeOf(n.Period) })},
		{Column{"block", Whole, "", "from 1", hidden, "nights in which both arms are as many"}, ifShown(func(n trial.Night) Cell { return wholeOf(n.Block) })},
		{Column{"weekend", Whole, "", "0, 1", hidden, "the evening of a Friday or Saturday"}, ifShown(func(n trial.Night) Cell { return flag(n.Weekend) })},
		{Column{"washout", Whole, "", "0, 1", hidden, "a night after a change, whose outcome is left out by plan"}, ifShown(func(n trial.Night) Cell { return flag(n.Washout) })},
		{Column{"followed", Truth, "", "", notSaid, "the person kept to what was drawn"}, func(n trialNight) Cell { return truthOf(n.said.followed) }},
	}
	for _, o := range measure.Outcomes() {
		columns = append(columns, column[trialNight]{
			Column{string(o), Number, "", "", "the night does not say, or another measure was chosen", "outcome, where the measure of the trial is of this sort: the column that charley analyze trial reads"},
			func(n trialNight) Cell { return n.outcome(o) },
		})
	}
	return newTable("trial_nights", "a row for each night of each trial, up to where it was ended", columns,
		func(m material) iter.Seq2[trialNight, error] { return m.trialNights })
}

// flag is a yes or no as a table of numbers has it.
func flag(yes bool) Cell {
	if yes {
		return wholeOf(1)
	}
	return wholeOf(0)
}

// outcome is what the night says about the measure of the trial, if that is of one sort.
func (n trialNight) outcome(o measure.Outcome) Cell {
	m, ok := measure.Of(n.Measure)
	v, said := n.said.values[m.ID]
	if !ok || m.Outcome != o || !said {
		return Cell{}
	}
	return numberOf(v)
}

// trialNights goes through the nights of one trial after the other. What the diary says of them is gathered before:
// it is no more than the trials are long.
func (m material) trialNights(yield func(trialNight, error) bool) {
	trials := drawnTrials(m)
	said, err := m.saidIn(trials)
	if err != nil {
		yield(trialNight{}, err)
		return
	}
	for _, t := range trials {
		places := t.sealed.NightsOf(t.sealed.Arms, make([]float64, len(t.sealed.Arms)))
		for night := t.First; !t.last().Before(night); night = night.Next() {
			n := trialNight{drawnTrial: t, night: night, said: said[night]}
			if i := night.Sub(t.First); i < len(places) {
				n.place = places[i]
			}
			if !yield(n, nil) {
				return
			}
		}
	}
}

// saidIn is what the diary says of the nights of trials.
func (m material) saidIn(trials []drawnTrial) (map[charley.Night]saidOfNight, error) {
	out := map[charley.Night]saidOfNight{}
	if len(trials) == 0 {
		return out, nil
	}
	for r, err := range m.Nights {
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(trials, func(t drawnTrial) bool { return !r.Night.Before(t.First) && !t.last().Before(r.Night) }) {
			continue
		}
		said := saidOfNight{values: map[string]float64{}}
		if r.Morning != nil {
			said.followed = r.Morning.Followed
		}
		for _, t := range trials {
			if v := measure.Nightly(t.Measure, r); v == v {
				said.values[t.Measure] = v
			}
		}
		out[r.Night] = said
	}
	for _, s := range m.SitTests {
		if score := tell.ScoreSit(s); score.Enough && s.Done && out[s.Night].values != nil {
			out[s.Night].values[measure.SitStill] = score.Mean
		}
	}
	return out, nil
}
