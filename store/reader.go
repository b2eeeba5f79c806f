package store

import (
	"context"
	"database/sql"
	"math"

	"charley"
)

// A reader answers app.Reader's questions on one connection, inside a transaction.
type reader struct{ *session }

func (r reader) Owner(ctx context.Context) (charley.Person, error) {
	return one(ctx, r.session, "Owner", r.scanPerson)
}

func (r reader) Person(ctx context.Context, id charley.PersonID) (charley.Person, error) {
	return one(ctx, r.session, "Person", r.scanPerson, string(id))
}

func (r reader) Entry(ctx context.Context, p charley.PersonID, id charley.EntryID) (charley.Entry, error) {
	return one(ctx, r.session, "Entry", scanEntry, string(p), string(id))
}

func (r reader) History(ctx context.Context, p charley.PersonID, id charley.EntryID) ([]charley.Revision, error) {
	all, err := many(ctx, r.session, "History", scanRevision, string(p), string(id))
	if err == nil && len(all) == 0 {
		err = charley.ErrNotFound
	}
	return all, err
}

func (r reader) Changed(ctx context.Context, p charley.PersonID, after int64, limit int) ([]charley.Entry, error) {
	return many(ctx, r.session, "Changed", scanEntry, string(p), after, atMost(limit))
}

func (r reader) Revisions(ctx context.Context, p charley.PersonID, after int64, limit int) ([]charley.Revision, error) {
	return many(ctx, r.session, "Revisions", scanRevision, string(p), after, atMost(limit))
}

func (r reader) InNights(ctx context.Context, p charley.PersonID, first, last charley.Night) ([]charley.Entry, error) {
	return many(ctx, r.session, "InNights", scanEntry, string(p), first.String(), last.String())
}

func (r reader) OfKind(ctx context.Context, p charley.PersonID, k charley.Kind) ([]charley.Entry, error) {
	name := "OfKind"
	switch k {
	case charley.KindFact, charley.KindSitTest, charley.KindAway, charley.KindTrial:
		name = "OfRareKind"
	}
	return many(ctx, r.session, name, scanEntry, string(p), string(k))
}

// Extent counts the nights of a stay away up to its last one.
func (r reader) Extent(ctx context.Context, p charley.PersonID) (first, last charley.Night, err error) {
	first, err = one(ctx, r.session, "FirstNight", scanNight, string(p))
	if err == charley.ErrNotFound {
		return charley.Night{}, charley.Night{}, nil
	} else if err != nil {
		return first, last, err
	}
	last, err = one(ctx, r.session, "LastNight", scanLaterNight, string(p))
	return first, last, err
}

func scanNight(r row) (charley.Night, error) {
	var s string
	if err := r.Scan(&s); err != nil {
		return charley.Night{}, err
	}
	return nightIn(s)
}

func scanLaterNight(r row) (charley.Night, error) {
	var night, until string
	if err := r.Scan(&night, &until); err != nil {
		return charley.Night{}, err
	}
	return nightIn(max(night, until))
}

// atMost is a LIMIT; without one there is no limit.
func atMost(limit int) int64 {
	if limit <= 0 {
		return math.MaxInt64
	}
	return int64(limit)
}

// one runs a statement that finds one thing; none is ErrNotFound.
func one[T any](ctx context.Context, c *session, name string, scan func(row) (T, error), args ...any) (T, error) {
	var found T
	n := 0
	err := c.query(ctx, name, func(rows *sql.Rows) (err error) {
		n++
		found, err = scan(rows)
		return err
	}, args...)
	if err == nil && n == 0 {
		err = charley.ErrNotFound
	}
	return found, err
}

// many runs a statement that finds any number of things.
func many[T any](ctx context.Context, c *session, name string, scan func(row) (T, error), args ...any) ([]T, error) {
	var all []T
	err := c.query(ctx, name, func(rows *sql.Rows) error {
		v, err := scan(rows)
		all = append(all, v)
		return err
	}, args...)
	if err != nil {
		return nil, err
	}
	return all, nil
}
