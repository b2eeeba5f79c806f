package store

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"charley/app"
)

const (
	maxBatch   = 512                   // updates that may share a transaction; bounds what one failure undoes
	maxRetries = 40                    // how often an update is run again because others were faster
	maxPause   = 50 * time.Millisecond // the longest wait before that
)

// A group is the one writer of a store. Of the callers that want to write, one
// leads: it runs all updates that wait, its own among them, in one transaction
// with one sync, while others gather behind it; then one of those leads. There
// is no timer and no goroutine of its own: alone, an update goes straight
// through, in its caller's goroutine.
type group struct {
	db     *sql.DB
	engine *engine
	health *health

	mu      sync.Mutex
	waiting []*job
	led     bool       // somebody leads
	closed  bool       // no more updates are taken
	idle    *sync.Cond // nobody leads any more

	conn    *session     // the leader's; nil until needed, and after a lost connection
	spare   []*job       // the leader's: room for the next batch
	commits atomic.Int64 // transactions that wrote something and are on the disk
}

func newGroup(db *sql.DB, e *engine, h *health, c *session) *group {
	g := &group{db: db, engine: e, health: h, conn: c}
	g.idle = sync.NewCond(&g.mu)
	return g
}

// do runs an update and waits until what it wrote is on the disk. A caller who
// leaves while others commit for them is still told how it went.
func (g *group) do(ctx context.Context, fn func(app.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{ctx: ctx, fn: fn, wake: make(chan turn, 1)}
	if g.join(j) == lead || <-j.wake == lead {
		g.lead()
		<-j.wake
	}
	if j.panicked != nil {
		panic(j.panicked)
	}
	return j.err
}

// join puts an update with those that wait, and says whether its caller leads.
func (g *group) join(j *job) turn {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		j.err = errClosed
		j.wake <- answered
		return answered
	}
	g.waiting = append(g.waiting, j)
	if g.led {
		return answered
	}
	g.led = true
	return lead
}

// lead commits for all that wait and passes the lead on. That happens also if
// an update ends its goroutine, as t.Fatal does.
func (g *group) lead() {
	batch := g.gather()
	stopped := true
	defer func() {
		if stopped {
			g.drop()
		}
		for _, j := range batch {
			if stopped && j.err == nil {
				j.err = errStopped
			}
			j.wake <- answered
		}
		g.spare = batch[:0]
		g.pass()
	}()
	g.commit(batch)
	stopped = false
}

// gather takes all that wait, up to a limit.
func (g *group) gather() []*job {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := min(len(g.waiting), maxBatch)
	batch := append(g.spare, g.waiting[:n]...)
	g.waiting = slices.Delete(g.waiting, 0, n)
	return batch
}

// pass lets the first of those that wait lead.
func (g *group) pass() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) > 0 {
		g.waiting[0].wake <- lead
		return
	}
	g.led = false
	g.idle.Broadcast()
}

// commit runs a batch: first all together, as cheaply as possible; if one of
// several fails, again with a savepoint around each; and those that another
// process overtook alone, until they win.
func (g *group) commit(batch []*job) {
	again := g.attempt(batch, false)
	if len(again) > 1 {
		again = g.attempt(again, true)
	}
	for _, j := range again {
		g.alone(j)
	}
}

// alone runs one update until it is not overtaken. One that never gets through
// is told to come again, not that somebody changed the same thing.
func (g *group) alone(j *job) {
	for try := range maxRetries {
		if try > 0 {
			time.Sleep(rand.N(min(time.Duration(try)*4*time.Millisecond, maxPause))) // let the other process finish
		}
		if len(g.attempt([]*job{j}, false)) == 0 {
			return
		}
	}
	j.err = &failure{fault: faultBusy, what: "write", cause: j.err}
}

// attempt runs jobs in one transaction and returns those to run again: all of
// them if one failed and there are no savepoints, else those that were overtaken.
func (g *group) attempt(jobs []*job, savepoints bool) (again []*job) {
	if err := g.health.refusal(); err != nil { // the disk failed while these were waiting
		g.refuse(jobs, err)
		return nil
	}
	ctx := context.Background() // a caller who leaves must not undo what others wrote
	t, err := g.begin(ctx)
	if err != nil {
		g.refuse(jobs, err)
		return nil
	}
	t.savepoints = savepoints && len(jobs) > 1
	for _, j := range jobs {
		switch t.run(ctx, j) {
		case spoilt:
			t.rollback(ctx)
			g.dropIfLost()
			if f := faultOf(j.err); f == faultRaced || f == faultNone && len(jobs) > 1 {
				return jobs
			}
			g.refuse(jobs, j.err) // what is the disk's fault is everybody's
			return nil
		case overtaken:
			again = append(again, j)
		}
	}
	if err := t.commit(ctx); err != nil {
		g.dropIfLost()
		if faultOf(err) == faultRaced {
			for _, j := range jobs {
				j.err = err
			}
			return jobs
		}
		g.refuse(jobs, err)
		return nil
	}
	if t.kept > 0 {
		g.commits.Add(1)
		g.health.note(nil, true)
	}
	return again
}

// refuse gives a failed transaction's error to all of its jobs.
func (g *group) refuse(jobs []*job, err error) {
	g.health.note(err, true)
	for _, j := range jobs {
		if j.err == nil || faultOf(j.err) != faultNone {
			j.err = err
		}
	}
}

// begin opens a transaction, on a new connection if the old one turns out to be gone.
func (g *group) begin(ctx context.Context) (*transaction, error) {
	for {
		fresh := g.conn == nil
		if fresh {
			c, err := newSession(ctx, g.engine, g.db)
			if err != nil {
				return nil, err
			}
			g.conn = c
		}
		err := g.open(ctx, fresh)
		if err == nil {
			return &transaction{conn: g.conn, writer: newWriter(g.conn)}, nil
		}
		if faultOf(err) == faultNone {
			g.conn.lost = true // nothing is wrong with the disk, so with the connection
		}
		g.dropIfLost()
		if fresh || g.conn != nil {
			return nil, err
		}
	}
}

// open begins a transaction on the connection and waits for its turn among programs.
func (g *group) open(ctx context.Context, fresh bool) error {
	steps := [...]string{g.engine.writing, g.engine.beginWrite, g.engine.queue}
	for i, text := range steps {
		if text == "" || i == 0 && !fresh {
			continue
		}
		if err := g.conn.control(ctx, text); err != nil {
			if i == len(steps)-1 && !g.conn.lost {
				g.conn.control(ctx, "ROLLBACK")
			}
			return err
		}
	}
	return nil
}

// dropIfLost gives up a connection that broke.
func (g *group) dropIfLost() {
	if g.conn != nil && g.conn.lost {
		g.drop()
	}
}

// drop gives up the connection and whatever transaction is open on it.
func (g *group) drop() {
	if g.conn == nil {
		return
	}
	if !g.conn.lost {
		g.conn.control(context.Background(), "ROLLBACK") // fails if none is open
		g.conn.lost = g.engine.writing != ""             // nobody else is to get it as it is
	}
	g.conn.close()
	g.conn = nil
}

// close takes no more updates and waits for those it has; leave keeps the
// connection open, for a file that must not be touched any more.
func (g *group) close(leave bool) {
	g.mu.Lock()
	g.closed = true
	for g.led {
		g.idle.Wait()
	}
	g.mu.Unlock()
	if !leave {
		g.drop()
	}
}
