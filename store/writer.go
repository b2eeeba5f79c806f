package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"charley"
	"charley/app"
)

// A writer is app.Writer for the updates that share one transaction.
//
// It keeps the people it met in memory and writes their new Seq and chain once,
// before the commit, however many updates there were. Statements run without
// the caller's deadline: an interrupted one would take its neighbours with it.
type writer struct {
	reader
	heads  map[charley.PersonID]head
	wrote  bool  // since the last mark
	broken error // a statement failed: what this update wrote must go
}

// A head is a person as this transaction sees them.
type head struct {
	charley.Person
	stored int64 // Seq in the database
}

var _ app.Writer = (*writer)(nil)

func newWriter(c *session) *writer {
	return &writer{reader: reader{c}, heads: map[charley.PersonID]head{}}
}

// mark starts an update; what it returns brings back the people as they are now.
func (w *writer) mark() (undo func()) {
	w.wrote, w.broken = false, nil
	kept := maps.Clone(w.heads)
	return func() { w.heads = kept }
}

func (w *writer) Owner(ctx context.Context) (charley.Person, error) {
	p, err := read(ctx, w, func(ctx context.Context) (charley.Person, error) { return w.reader.Owner(ctx) })
	if err != nil {
		return p, err
	}
	return w.Person(ctx, p.ID)
}

func (w *writer) Person(ctx context.Context, id charley.PersonID) (charley.Person, error) {
	h, err := w.head(ctx, id)
	h.Settings.Asked, h.Settings.Own = slices.Clone(h.Settings.Asked), slices.Clone(h.Settings.Own)
	return h.Person, err
}

// head reads a person once for a transaction.
func (w *writer) head(ctx context.Context, id charley.PersonID) (head, error) {
	if h, ok := w.heads[id]; ok {
		return h, nil
	}
	p, err := read(ctx, w, func(ctx context.Context) (charley.Person, error) { return w.reader.Person(ctx, id) })
	if err != nil {
		return head{}, err
	}
	h := head{Person: p, stored: p.Seq}
	w.heads[id] = h
	return h, nil
}

func (w *writer) AddPerson(ctx context.Context, p charley.Person) error {
	return w.write(ctx, "AddPerson", string(p.ID), p.Seq, p.Chain, string(charley.Value(p.Settings)))
}

func (w *writer) SaveSettings(ctx context.Context, id charley.PersonID, s charley.Settings) error {
	h, err := w.head(ctx, id)
	if err != nil {
		return err
	}
	s.Asked = slices.Clone(s.Asked)
	h.Settings = s
	w.heads[id] = h
	return w.write(ctx, "SaveSettings", string(id), string(charley.Value(s)))
}

func (w *writer) Append(ctx context.Context, r charley.Revision, e charley.Entry, chain string) error {
	if r.Person != e.Person || r.Entry != e.ID || r.Rev != e.Rev || r.Seq != e.Seq {
		return fmt.Errorf("append: the revision and the entry do not belong together: %w", charley.ErrInvalid)
	}
	h, err := w.head(ctx, r.Person)
	if err != nil {
		return err
	}
	if r.Seq != h.Seq+1 {
		return w.fail(raced("append"))
	}
	patch := fieldsText(r.Patch)
	if err := w.write(ctx, "AddRevision", revisionArgs(r, patch)...); err != nil {
		return err
	}
	statement, fields := "AddEntry", patch // the first patch of an entry is its fields
	if r.Rev > 1 || !e.Fields.Equal(r.Patch) {
		fields = fieldsText(e.Fields)
	}
	if r.Rev > 1 {
		statement = "ChangeEntry"
	}
	if err := w.write(ctx, statement, entryArgs(e, fields)...); err != nil {
		return err
	}
	h.Seq, h.Chain = r.Seq, chain
	w.heads[r.Person] = h
	return nil
}

func (w *writer) Audit(ctx context.Context, l app.AuditLine) error {
	return w.write(ctx, "Audit", string(l.Person), l.At.UnixMilli(), l.Caller, l.Via, l.Action, cmp.Or(string(l.Entry), l.Device), l.Rev, string(l.By))
}

// flush stores how far each person has come.
func (w *writer) flush(ctx context.Context) error {
	for id, h := range w.heads {
		if h.Seq == h.stored {
			continue
		}
		if err := w.write(ctx, "AdvancePerson", string(id), h.Seq, h.Chain, h.stored); err != nil {
			return err
		}
		h.stored = h.Seq
		w.heads[id] = h
	}
	return nil
}

// write runs a statement that must touch one row; another count means that
// somebody else was faster.
func (w *writer) write(ctx context.Context, name string, args ...any) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w.wrote = true
	n, err := w.exec(context.WithoutCancel(ctx), name, args...)
	if err == nil && n != 1 {
		err = raced(name)
	}
	return w.fail(err)
}

// fail remembers that a statement failed, also if the update looks away.
func (w *writer) fail(err error) error {
	if err != nil && w.broken == nil {
		w.broken = err
	}
	return err
}

// read asks without the caller's deadline.
func read[T any](ctx context.Context, w *writer, ask func(context.Context) (T, error)) (T, error) {
	if err := ctx.Err(); err != nil {
		var none T
		return none, err
	}
	v, err := ask(context.WithoutCancel(ctx))
	if err != nil && err != charley.ErrNotFound {
		return v, w.fail(err)
	}
	return v, err
}

func (w *writer) Entry(ctx context.Context, p charley.PersonID, id charley.EntryID) (charley.Entry, error) {
	return read(ctx, w, func(ctx context.Context) (charley.Entry, error) { return w.reader.Entry(ctx, p, id) })
}

// History asks first whether there is any: most entries that are written are new.
func (w *writer) History(ctx context.Context, p charley.PersonID, id charley.EntryID) ([]charley.Revision, error) {
	_, err := read(ctx, w, func(ctx context.Context) (int64, error) {
		return one(ctx, w.session, "HasRevisions", scanNumber, string(p), string(id))
	})
	if err != nil {
		return nil, err
	}
	return read(ctx, w, func(ctx context.Context) ([]charley.Revision, error) { return w.reader.History(ctx, p, id) })
}

func (w *writer) Changed(ctx context.Context, p charley.PersonID, after int64, limit int) ([]charley.Entry, error) {
	return read(ctx, w, func(ctx context.Context) ([]charley.Entry, error) { return w.reader.Changed(ctx, p, after, limit) })
}

func (w *writer) InNights(ctx context.Context, p charley.PersonID, first, last charley.Night) ([]charley.Entry, error) {
	return read(ctx, w, func(ctx context.Context) ([]charley.Entry, error) { return w.reader.InNights(ctx, p, first, last) })
}

func (w *writer) OfKind(ctx context.Context, p charley.PersonID, k charley.Kind) ([]charley.Entry, error) {
	return read(ctx, w, func(ctx context.Context) ([]charley.Entry, error) { return w.reader.OfKind(ctx, p, k) })
}

func (w *writer) Revisions(ctx context.Context, p charley.PersonID, after int64, limit int) ([]charley.Revision, error) {
	return read(ctx, w, func(ctx context.Context) ([]charley.Revision, error) { return w.reader.Revisions(ctx, p, after, limit) })
}

func (w *writer) Extent(ctx context.Context, p charley.PersonID) (first, last charley.Night, err error) {
	span, err := read(ctx, w, func(ctx context.Context) (span [2]charley.Night, err error) {
		span[0], span[1], err = w.reader.Extent(ctx, p)
		return span, err
	})
	return span[0], span[1], err
}
