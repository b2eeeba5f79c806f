package tabular

import (
	"iter"
	"slices"

	"charley"
	"charley/trial"
)

// A drawnTrial is a trial and what was drawn for it, as far as it is shown.
type drawnTrial struct {
	charley.Trial
	sealed trial.Sealed
	drawn  string // shown, hidden, or broken
}

// What is said of the lot of a trial.
const (
	drawShown  = "shown"
	drawHidden = "hidden"
	drawBroken = "broken"
)

func drawnTrials(m material) []drawnTrial {
	out := make([]drawnTrial, len(m.Trials))
	for i, t := range m.Trials {
		out[i] = drawnTrial{Trial: t, drawn: drawHidden}
		if t.Sealed == "" {
			continue
		}
		sealed, err := trial.ParseSealed(t.Sealed)
		if err == nil && sealed.Hash == t.Seal && sealed.Remedy == t.Remedy && sealed.Measure == t.Measure &&
			sealed.Start == t.First && sealed.Last() == t.Last && sealed.Blind == t.Blind {
			out[i].sealed, out[i].drawn = sealed, drawShown
		} else {
			out[i].drawn = drawBroken
		}
	}
	return out
}

// last is the last night of a trial that counts, or that is to come.
func (t drawnTrial) last() charley.Night {
	if !t.Ended.IsZero() && t.Ended.Before(t.Last) {
		return t.Ended
	}
	return t.Last
}

func trialTable() Table {
	entry := func(t drawnTrial) charley.Entry { return t.Entry }
	drawn := []column[drawnTrial]{{Column{"drawn", Text, "", "shown, hidden, broken", "", "shown: what was drawn is in trial_nights; hidden: not before it is over and, of one with a helper, the person has said what they believed; broken: what is kept is not what was sealed"},
		func(t drawnTrial) Cell { return textOf(t.drawn) }}}
	columns := slices.Concat(entryColumns(entry), fieldColumns(charley.KindTrial, always(entry), "sealed"), drawn, writtenColumns(entry))
	return newTable("trials", "a row for each test of a remedy on nights drawn by lot", columns,
		func(m material) iter.Seq2[drawnTrial, error] { return each(drawnTrials(m)) })
}
