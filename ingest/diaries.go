package ingest

import (
	"fmt"
	"slices"

	"charley"
)

// neverExposures are columns that a diary may have and that no night is explained
// by: they say which night it is, how it went, or what was drawn for it.
var neverExposures = []string{"diary", "trial", "night", "date", "dow", "weekend", "arm", "period", "block", "count", "severity", "minutes", "bad", "value"}

// NeverExposure says that a column of this name is not taken for an exposure.
func NeverExposure(name string) bool { return name == "" || slices.Contains(neverExposures, name) }

// A DiaryTable is a table of one diary or of many, looked over once.
type DiaryTable struct {
	*walk
	names   []string // of the exposures
	columns diaryColumns
}

// Diaries looks a table of diaries over. All columns are exposures whose names say
// nothing else, or those that are asked for. What is wrong with the first line is a
// *LineError.
func Diaries(open Open, outcome string, exposures []string) (*DiaryTable, error) {
	if _, ok := rules[outcome]; !ok {
		return nil, fmt.Errorf("outcome %q: %w", charley.Clip(outcome), charley.ErrInvalid)
	}
	t := &DiaryTable{}
	w, err := newWalk(open, "diary", func(l *lines) (at, count int, err error) {
		n, err := l.nextNames()
		if err == nil {
			err = t.head(n, l.line, outcome, exposures)
		}
		return t.columns.diary, t.columns.count, err
	})
	t.walk = w
	return t, err
}

// Exposures are the names of what is looked at, in the order of the table.
func (t *DiaryTable) Exposures() []string { return slices.Clone(t.names) }

// Each calls fn for every diary in the order in which they appear first. A diary
// with something wrong has its Err set. An error of fn ends it and is returned.
func (t *DiaryTable) Each(fn func(Diary) error) error {
	return each(t.walk, func(s Sheet) *Diary {
		return &Diary{Sheet: s, Exposures: t.names, Weekends: t.columns.weekend >= 0 || t.columns.dow >= 0, columns: t.columns}
	}, func(one *Diary) error { return fn(*one) })
}

// diaryColumns are where the columns of a diary stand in a row; -1 if there is none.
type diaryColumns struct {
	diary, night, date, dow, weekend, outcome int
	exposures                                 []int
	outcomeName                               string
	count                                     int // of all columns
}

// mostAllowed is how many columns are listed that could have been meant.
const mostAllowed = 100

// exposures complains of the first column that is asked for as an exposure and is none.
func (n names) exposures(line int, wanted []string) error {
	for _, name := range wanted {
		switch {
		case NeverExposure(name):
			return &LineError{Line: line, Key: name, Message: "says which night it was, how it went or what was drawn for it; it is never an exposure"}
		case n.at(name) < 0:
			could := slices.DeleteFunc(slices.Clone(n), NeverExposure)
			return &LineError{Line: line, Key: name, Message: "is missing: " + n.missing(name), Allowed: could[:min(len(could), mostAllowed)]}
		}
	}
	return nil
}

// head takes the line of names.
func (t *DiaryTable) head(n names, line int, outcome string, wanted []string) error {
	t.columns = diaryColumns{
		diary: n.at("diary"), night: n.at("night"), date: n.at("date"), dow: n.at("dow"), weekend: n.at("weekend"), outcome: n.at(outcome),
		outcomeName: outcome, count: len(n),
	}
	if err := n.need(line, "night", outcome); err != nil {
		return err
	}
	if err := n.exposures(line, wanted); err != nil {
		return err
	}
	for i, name := range n {
		asked := len(wanted) == 0 || slices.Contains(wanted, name)
		if !asked || NeverExposure(name) {
			continue
		}
		if len(name) > MaxName {
			return &LineError{Line: line, Key: clipped(name, MaxName), Message: fmt.Sprintf("is a name longer than %d bytes", MaxName)}
		}
		t.names, t.columns.exposures = append(t.names, name), append(t.columns.exposures, i)
	}
	if len(t.names) == 0 {
		return &LineError{Line: line, Message: "the table has no column that could be an exposure; name each column by what it holds, such as alcohol"}
	}
	return nil
}
