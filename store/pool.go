package store

import (
	"context"
	"database/sql"
)

// A pool holds the connections for reading.
type pool struct {
	db     *sql.DB
	engine *engine
	idle   chan *session // waiting to be used
	free   chan struct{} // one for each session that may still be opened
}

func newPool(db *sql.DB, e *engine, size int) *pool {
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return newPoolOf(db, e, size)
}

// newPoolOf is a pool of size connections of a database that has others too.
func newPoolOf(db *sql.DB, e *engine, size int) *pool {
	p := &pool{db: db, engine: e, idle: make(chan *session, size), free: make(chan struct{}, size)}
	for range size {
		p.free <- struct{}{}
	}
	return p
}

// view runs fn on a snapshot. A connection that was lost while it lay idle is
// replaced once; fn is run at most once.
func (p *pool) view(ctx context.Context, fn func(*session) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		c, fresh, err := p.get(ctx)
		if err != nil {
			return err
		}
		// A caller who leaves just now must not leave a transaction behind: the
		// driver would report that nothing was begun.
		if err := c.control(context.WithoutCancel(ctx), p.engine.beginRead); err != nil {
			again := c.lost && !fresh
			c.lost = true // whatever state it is in
			p.put(c)
			if again {
				continue
			}
			return err
		}
		return p.finish(c, fn)
	}
}

// finish runs fn and ends the snapshot, also if fn panics. A connection on which
// that fails is not used again.
func (p *pool) finish(c *session, fn func(*session) error) error {
	defer func() {
		if !c.lost && c.control(context.Background(), "ROLLBACK") != nil {
			c.lost = true
		}
		p.put(c)
	}()
	return fn(c)
}

// get takes a session that lies idle, or opens one if there may be more.
func (p *pool) get(ctx context.Context) (c *session, fresh bool, err error) {
	select {
	case c := <-p.idle:
		return c, false, nil
	default:
	}
	select {
	case c := <-p.idle:
		return c, false, nil
	case <-p.free:
		c, err := newSession(ctx, p.engine, p.db)
		if err != nil {
			p.free <- struct{}{}
		}
		return c, true, err
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
}

// put gives a session back; one that is lost makes room for another.
func (p *pool) put(c *session) {
	if c.lost {
		c.close()
		p.free <- struct{}{}
		return
	}
	p.idle <- c
}

// close closes the connections that lie idle and then the database.
func (p *pool) close() error {
	for {
		select {
		case c := <-p.idle:
			c.close()
		default:
			return p.db.Close()
		}
	}
}
