package ingest

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"
)

// An Open opens a table from its beginning. It is called more than once and must
// give the same bytes each time.
type Open func() (io.ReadCloser, error)

// A walk goes through a table whose rows belong to one thing or to many, trials or
// diaries. It is made by looking the table over once.
//
// Names are told apart by 64 bits of a hash of them: in a table of a million names,
// two are taken for one with a chance of 1 in 37 million.
type walk struct {
	open  Open
	kind  string // what a row belongs to; the column of that name says to which
	at    int    // where that column stands; -1 if there is none
	most  int    // rows that are held at once where those of one thing do not stand together
	seed  maphash.Seed
	order map[uint64]uint32 // by the hash of a name: which it is, in order of appearance
	rows  []uint32          // of each
	apart bool              // the rows of some do not stand together
}

// newWalk looks a table over, to see what it holds and whether the rows of each
// stand together. The first line is read by head, which says where the column of
// names stands and how many columns there are.
func newWalk(open Open, kind string, head func(*lines) (at, columns int, err error)) (*walk, error) {
	w := &walk{open: open, kind: kind, seed: maphash.MakeSeed(), order: map[uint64]uint32{}}
	l, shut, err := w.begin()
	if err != nil {
		return nil, err
	}
	defer shut()
	columns := 0
	if w.at, columns, err = head(l); err != nil {
		return nil, err
	}
	w.most = maxHeld / max(columns, 1)
	last := -1
	for {
		if err := l.next(); errors.Is(err, io.EOF) {
			return w, nil
		} else if bad := (*LineError)(nil); err != nil && !errors.As(err, &bad) {
			return nil, err
		}
		at, err := w.note(l, last)
		if err != nil {
			return nil, err
		}
		w.apart = w.apart || at < last
		last = at
	}
}

// Count is how many trials or diaries there are.
func (w *walk) Count() int { return len(w.rows) }

// begin opens the table.
func (w *walk) begin() (l *lines, shut func(), err error) {
	in, err := w.open()
	if err != nil {
		return nil, nil, err
	}
	if l, err = newLines(in); err != nil {
		in.Close()
		return nil, nil, err
	}
	return l, func() { in.Close() }, nil
}

// name is whose a row is; false where the row cannot say.
func (w *walk) name(l *lines) ([]byte, bool) {
	if w.at < 0 {
		return nil, true
	}
	if w.at < len(l.fields) {
		return l.fields[w.at], true
	}
	return nil, false
}

// note counts a row to whose it is, which may be new. A row that cannot say counts
// to the one before it: that one may lack a night, so it is refused.
func (w *walk) note(l *lines, last int) (int, error) {
	name, ok := w.name(l)
	if !ok && last >= 0 {
		w.rows[last]++
		return last, nil
	}
	key := maphash.Bytes(w.seed, name)
	at, known := w.order[key]
	if !known {
		if len(w.rows) == MaxTrials {
			return 0, &LineError{Line: l.line, Key: w.kind, Message: fmt.Sprintf("is one of more than %d; split the table", MaxTrials)}
		}
		at = uint32(len(w.rows))
		w.order[key] = at
		w.rows = append(w.rows, 0)
	}
	w.rows[at]++
	return int(at), nil
}

// find is whose a row is, in order of appearance.
func (w *walk) find(l *lines, last int) (int, error) {
	name, ok := w.name(l)
	if !ok && last >= 0 {
		return last, nil
	}
	at, known := w.order[maphash.Bytes(w.seed, name)]
	if !known {
		return 0, fmt.Errorf("read the table a second time: line %d was not there the first time", l.line)
	}
	return int(at), nil
}

// maxHeld is how many cells are held at once where the rows of one thing do not
// stand together: about 16 MB.
const maxHeld = 1_000_000

// A reading is a trial or a diary while its rows come in.
type reading interface {
	add(l *lines)
	fail(line int, e *LineError)
	settle() // when they are all there
}

// each calls fn for everything in the table in the order in which it appears first.
// An error of fn ends it and is returned.
//
// Where the rows of each stand together, one is held at a time. Where they do not,
// the table is read several times, each time for as many as fit.
func each[R reading](w *walk, fresh func(Sheet) R, fn func(R) error) error {
	for from := 0; from < len(w.rows); {
		to := len(w.rows)
		if w.apart {
			held := 0
			for to = from; to < len(w.rows) && (to == from || held+int(w.rows[to]) <= w.most); to++ {
				held += int(w.rows[to])
			}
		}
		p := part[R]{walk: w, from: from, to: to, open: map[int]R{}, fresh: fresh, fn: fn}
		if err := p.read(); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// A part is one reading of the table, for the trials or diaries from, … to-1.
type part[R reading] struct {
	*walk
	from, to int
	open     map[int]R // those whose rows are coming in
	fresh    func(Sheet) R
	fn       func(R) error
}

func (p *part[R]) read() error {
	l, shut, err := p.begin()
	if err != nil {
		return err
	}
	defer shut()
	if err := l.next(); err != nil { // the names, read before
		return fmt.Errorf("read the table a second time: %w", err)
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
		at, err := p.find(l, last)
		if err != nil {
			return err
		}
		if !p.apart && at != last && last >= 0 {
			if err := p.emit(last); err != nil {
				return err
			}
		}
		if last = at; p.from <= at && at < p.to {
			p.take(at, l, bad)
		}
	}
	if !p.apart {
		return p.emit(last)
	}
	for at := p.from; at < p.to; at++ {
		if err := p.emit(at); err != nil {
			return err
		}
	}
	return nil
}

// emit hands on what has all its rows.
func (p *part[R]) emit(at int) error {
	one, ok := p.open[at]
	delete(p.open, at)
	if !ok {
		return fmt.Errorf("read the table a second time: %s %d of it is gone", p.kind, at+1)
	}
	one.settle()
	return p.fn(one)
}

// take gives a row to whose it is.
func (p *part[R]) take(at int, l *lines, bad *LineError) {
	one, ok := p.open[at]
	if !ok {
		name, _ := p.name(l)
		one = p.fresh(Sheet{Name: clipped(string(name), MaxName), Named: p.at >= 0, Line: l.line, kind: p.kind})
		p.open[at] = one
		if len(name) > MaxName {
			one.fail(l.line, wrong(p.kind, string(name), fmt.Sprintf("is a name longer than %d bytes", MaxName)))
		} else if p.at >= 0 && len(name) == 0 && bad == nil {
			one.fail(l.line, wrong(p.kind, "", fmt.Sprintf("is empty; every row needs the name of its %s", p.kind)))
		}
	}
	if bad != nil {
		one.fail(l.line, bad)
		return
	}
	one.add(l)
}
