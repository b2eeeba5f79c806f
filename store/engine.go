package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"time"
)

// An engine is what differs between SQLite and PostgreSQL once a database is open.
type engine struct {
	name       string            // "SQLite 3.54.1"
	statements map[string]string // by name, with this engine's placeholders
	beginRead  string            // starts a snapshot
	beginWrite string            // starts a transaction that may write
	queue      string            // has it wait until no other program writes; "" if its beginning does
	writing    string            // said once on the connection that writes; "" for nothing
	classify   func(error) fault // what an error of the driver means
	schema     int64             // that what it reads has
	patience   time.Duration     // how long a statement that writes may take; 0 for as long as it takes
}

// A session is one connection with its prepared statements. One goroutine uses
// it at a time.
type session struct {
	engine     *engine
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	settings   settings // the last that were read
	lost       bool     // the connection is of no more use
}

// newSession takes a connection out of a pool.
func newSession(ctx context.Context, e *engine, db *sql.DB) (*session, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, e.fail("connect", err)
	}
	return &session{engine: e, conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

// close gives the connection back, or ends it if it is of no more use.
func (c *session) close() error {
	for _, s := range c.statements {
		s.Close()
	}
	if c.lost {
		c.conn.Raw(func(any) error { return driver.ErrBadConn }) // which makes the pool end it
		return nil
	}
	return c.conn.Close()
}

// prepared is the statement of that name, prepared on first use.
func (c *session) prepared(ctx context.Context, name string) (*sql.Stmt, error) {
	if s := c.statements[name]; s != nil {
		return s, nil
	}
	text, ok := c.engine.statements[name]
	if !ok {
		panic("store: there is no statement " + name)
	}
	return c.prepare(ctx, name, text)
}

func (c *session) prepare(ctx context.Context, name, text string) (*sql.Stmt, error) {
	s, err := c.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, c.fail(ctx, name, err)
	}
	c.statements[name] = s
	return s, nil
}

// exec runs a named statement and tells how many rows it touched.
func (c *session) exec(ctx context.Context, name string, args ...any) (int64, error) {
	ctx, done := c.engine.bounded(ctx)
	defer done()
	s, err := c.prepared(ctx, name)
	if err != nil {
		return 0, err
	}
	result, err := s.ExecContext(ctx, args...)
	if err != nil {
		return 0, c.fail(ctx, name, err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, c.fail(ctx, name, err)
	}
	return n, nil
}

// query runs a named statement and calls scan for each row.
func (c *session) query(ctx context.Context, name string, scan func(*sql.Rows) error, args ...any) error {
	s, err := c.prepared(ctx, name)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return c.fail(ctx, name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return c.fail(ctx, name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return c.fail(ctx, name, err)
	}
	return nil
}

// control runs a statement that opens, closes or divides a transaction. These
// are prepared like the others, under their own text.
func (c *session) control(ctx context.Context, text string) (err error) {
	ctx, done := c.engine.bounded(ctx)
	defer done()
	s := c.statements[text]
	if s == nil {
		if s, err = c.prepare(ctx, text, text); err != nil {
			return err
		}
	}
	if _, err := s.ExecContext(ctx); err != nil {
		return c.fail(ctx, text, err)
	}
	return nil
}

// fail names what was tried and remembers whether the connection went with it.
func (c *session) fail(ctx context.Context, what string, err error) error {
	if context.Cause(ctx) == errNoAnswer {
		err = &failure{fault: faultLost, what: what, cause: errNoAnswer}
	}
	err = c.engine.fail(what, err)
	if faultOf(err) == faultLost {
		c.lost = true
	}
	return err
}

// bounded gives a statement that writes the time it may take. A server that
// does not answer in time counts as lost.
func (e *engine) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	if e.patience == 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, e.patience, errNoAnswer)
}

// fail turns an error of the driver into one that callers can tell apart.
func (e *engine) fail(what string, err error) error {
	if f := e.classify(err); f != faultNone && faultOf(err) == faultNone {
		return &failure{fault: f, what: what, cause: err}
	}
	return fmt.Errorf("%s: %w", what, err)
}
