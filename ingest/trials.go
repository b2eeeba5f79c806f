package ingest

import (
	"fmt"

	"charley"
)

// A TrialTable is a table of one trial or of many, looked over once.
type TrialTable struct {
	*walk
	columns columns
}

// Trials looks a table of trials over. What is wrong with the first line is a
// *LineError.
func Trials(open Open, outcome string) (*TrialTable, error) {
	if _, ok := rules[outcome]; !ok {
		return nil, fmt.Errorf("outcome %q: %w", charley.Clip(outcome), charley.ErrInvalid)
	}
	t := &TrialTable{}
	w, err := newWalk(open, "trial", func(l *lines) (at, count int, err error) {
		t.columns, err = trialColumns(l, outcome)
		return t.columns.trial, t.columns.count, err
	})
	t.walk = w
	return t, err
}

// Each calls fn for every trial in the order in which they appear first. A trial
// with something wrong has its Err set. An error of fn ends it and is returned.
func (t *TrialTable) Each(fn func(Trial) error) error {
	return each(t.walk, func(s Sheet) *Trial {
		return &Trial{
			Sheet: s, Blocks: t.columns.block >= 0, Periods: t.columns.period >= 0, Weekends: t.columns.weekend >= 0,
			columns: t.columns, periods: labels{}, blocks: labels{},
		}
	}, func(one *Trial) error { return fn(*one) })
}

// columns are where the columns of a trial stand in a row; -1 if there is none.
type columns struct {
	trial, night, arm, outcome, period, block, weekend int
	outcomeName                                        string
	count                                              int // of all columns
}

// trialColumns reads the line of names.
func trialColumns(l *lines, outcome string) (columns, error) {
	n, err := l.nextNames()
	if err != nil {
		return columns{}, err
	}
	return columns{
		trial: n.at("trial"), night: n.at("night"), arm: n.at("arm"), outcome: n.at(outcome), period: n.at("period"), block: n.at("block"),
		weekend: n.at("weekend"), outcomeName: outcome, count: len(n),
	}, n.need(l.line, "night", "arm", outcome)
}
