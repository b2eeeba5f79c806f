package ingest

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"

	"charley"
)

// An Open opens a table from its beginning. It is called more than once and must
// give the same bytes each time.
type Open func() (io.ReadCloser, error)

// A TrialTable is a table of one trial or of many, read once over.
type TrialTable struct {
	open    Open
	columns columns
	seed    maphash.Seed
	order   map[uint64]uint32 // by the hash of a name: which trial it is, in order of appearance
	rows    []uint32          // of each trial
	apart   bool              // the rows of some trial do not stand together
}

// Trials reads a table once over, to see what trials it holds and whether the
// rows of each stand together. What is wrong with the first line is a *LineError.
//
// Names of trials are told apart by 64 bits of a hash of them: in a table of
// a million trials, two are taken for one with a chance of 1 in 37 million.
func Trials(open Open, outcome string) (*TrialTable, error) {
	if _, ok := rules[outcome]; !ok {
		return nil, fmt.Errorf("outcome %q: %w", charley.Clip(outcome), charley.ErrInvalid)
	}
	t := &TrialTable{open: open, seed: maphash.MakeSeed(), order: map[uint64]uint32{}}
	l, shut, err := t.begin(outcome)
	if err != nil {
		return nil, err
	}
	defer shut()
	last := -1
	for {
		if err := l.next(); errors.Is(err, io.EOF) {
			return t, nil
		} else if bad := (*LineError)(nil); err != nil && !errors.As(err, &bad) {
			return nil, err
		}
		at, err := t.note(l, last)
		if err != nil {
			return nil, err
		}
		t.apart = t.apart || at < last
		last = at
	}
}

// Count is how many trials there are.
func (t *TrialTable) Count() int { return len(t.rows) }

// begin opens the table and reads its first line.
func (t *TrialTable) begin(outcome string) (l *lines, shut func(), err error) {
	in, err := t.open()
	if err != nil {
		return nil, nil, err
	}
	shut = func() { in.Close() }
	if l, err = newLines(in); err == nil {
		t.columns, err = header(l, outcome)
	}
	if err != nil {
		shut()
		return nil, nil, err
	}
	return l, shut, nil
}

// name is the trial that a row belongs to; false where the row cannot say.
func (t *TrialTable) name(l *lines) ([]byte, bool) {
	if t.columns.trial < 0 {
		return nil, true
	}
	if t.columns.trial < len(l.fields) {
		return l.fields[t.columns.trial], true
	}
	return nil, false
}

// note counts a row to its trial, which may be new. A row that cannot say whose it
// is counts to the one before it: that trial may lack a night, so it is refused.
func (t *TrialTable) note(l *lines, last int) (int, error) {
	name, ok := t.name(l)
	if !ok && last >= 0 {
		t.rows[last]++
		return last, nil
	}
	key := maphash.Bytes(t.seed, name)
	at, known := t.order[key]
	if !known {
		if len(t.rows) == MaxTrials {
			return 0, &LineError{Line: l.line, Key: "trial", Message: fmt.Sprintf("is one of more than %d; split the table", MaxTrials)}
		}
		at = uint32(len(t.rows))
		t.order[key] = at
		t.rows = append(t.rows, 0)
	}
	t.rows[at]++
	return int(at), nil
}

// find is the number of the trial of a row, in order of appearance.
func (t *TrialTable) find(l *lines, last int) (int, error) {
	name, ok := t.name(l)
	if !ok && last >= 0 {
		return last, nil
	}
	at, known := t.order[maphash.Bytes(t.seed, name)]
	if !known {
		return 0, fmt.Errorf("read the table a second time: line %d was not there the first time", l.line)
	}
	return int(at), nil
}

// maxHeld is how many rows are held at once where those of a trial do not stand
// together: about 16 MB.
const maxHeld = 200_000

// Each calls fn for every trial in the order in which they appear first. A trial
// with something wrong has its Err set. An error of fn ends it and is returned.
//
// Where the rows of each trial stand together, one trial is held at a time.
// Where they do not, the table is read several times, each time for as many
// trials as fit.
func (t *TrialTable) Each(fn func(Trial) error) error {
	for from := 0; from < len(t.rows); {
		to := len(t.rows)
		if t.apart {
			held := 0
			for to = from; to < len(t.rows) && (to == from || held+int(t.rows[to]) <= maxHeld); to++ {
				held += int(t.rows[to])
			}
		}
		if err := t.read(from, to, fn); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// read goes through the table for the trials from, … to-1.
func (t *TrialTable) read(from, to int, fn func(Trial) error) error {
	l, shut, err := t.begin(t.columns.outcomeName)
	if err != nil {
		return err
	}
	defer shut()
	open := map[int]*Trial{}
	emit := func(at int) error {
		one := open[at]
		delete(open, at)
		if one == nil {
			return fmt.Errorf("read the table a second time: trial %d of it is gone", at+1)
		}
		one.settle()
		return fn(*one)
	}
	last := -1
	for {
		err := l.next()
		if errors.Is(err, io.EOF) {
			break
		}
		bad := (*LineError)(nil)
		if err != nil && !errors.As(err, &bad) {
			return err
		}
		at, err := t.find(l, last)
		if err != nil {
			return err
		}
		if !t.apart && at != last && last >= 0 {
			if err := emit(last); err != nil {
				return err
			}
		}
		last = at
		if at < from || at >= to {
			continue
		}
		t.take(open, at, l, bad)
	}
	if !t.apart {
		return emit(last)
	}
	for at := from; at < to; at++ {
		if err := emit(at); err != nil {
			return err
		}
	}
	return nil
}

// take gives a row to its trial.
func (t *TrialTable) take(open map[int]*Trial, at int, l *lines, bad *LineError) {
	one := open[at]
	if one == nil {
		name, _ := t.name(l)
		one = newTrial(clipped(string(name), MaxName), t.columns, l.line)
		open[at] = one
		if len(name) > MaxName {
			one.fail(l.line, wrong("trial", string(name), fmt.Sprintf("is a name longer than %d bytes", MaxName)))
		} else if t.columns.trial >= 0 && len(name) == 0 && bad == nil {
			one.fail(l.line, wrong("trial", "", "is empty; every row needs the name of its trial"))
		}
	}
	if bad != nil {
		one.fail(l.line, bad)
		return
	}
	one.add(t.columns, l)
}
