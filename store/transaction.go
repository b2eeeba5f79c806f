package store

import "context"

// A transaction is one turn of the writer: some updates and one commit.
type transaction struct {
	conn       *session
	writer     *writer
	savepoints bool // each update can be undone alone
	kept       int  // updates that wrote something
}

// An outcome is what became of one update inside a transaction.
type outcome int

const (
	settled   outcome = iota // it has its answer, or will have with the commit
	overtaken                // it was undone alone and must run again
	spoilt                   // the whole transaction must go
)

// run runs one update. An update that fails before it wrote anything needs no
// undoing; a cancelled one is not begun.
func (t *transaction) run(ctx context.Context, j *job) outcome {
	if j.err = j.ctx.Err(); j.err != nil {
		return settled
	}
	if t.savepoints {
		if j.err = t.conn.control(ctx, "SAVEPOINT one"); j.err != nil {
			return spoilt
		}
	}
	undo := t.writer.mark()
	j.run(t.writer)
	if j.err == nil || !t.writer.wrote && t.writer.broken == nil {
		if t.writer.wrote {
			t.kept++
		}
		return t.release(ctx, j)
	}
	if f := faultOf(t.writer.broken); !t.savepoints || f != faultNone && f != faultRaced {
		if f != faultNone {
			j.err = t.writer.broken
		}
		return spoilt
	}
	undo()
	return t.takeBack(ctx, j)
}

// release keeps what an update wrote.
func (t *transaction) release(ctx context.Context, j *job) outcome {
	if !t.savepoints {
		return settled
	}
	if err := t.conn.control(ctx, "RELEASE SAVEPOINT one"); err != nil {
		j.err = err
		return spoilt
	}
	return settled
}

// takeBack undoes what an update wrote, and only that.
func (t *transaction) takeBack(ctx context.Context, j *job) outcome {
	for _, step := range []string{"ROLLBACK TO SAVEPOINT one", "RELEASE SAVEPOINT one"} {
		if err := t.conn.control(ctx, step); err != nil {
			j.err = err
			return spoilt
		}
	}
	if faultOf(t.writer.broken) == faultRaced {
		return overtaken
	}
	return settled
}

// commit makes the updates durable, or none of them.
func (t *transaction) commit(ctx context.Context) error {
	if t.kept == 0 {
		t.rollback(ctx)
		return nil
	}
	t.writer.broken = nil
	err := t.writer.flush(ctx)
	if err == nil {
		err = t.conn.control(ctx, "COMMIT")
	}
	if err != nil {
		t.rollback(ctx)
	}
	return err
}

// rollback gives everything up. SQLite may have done so already, after an error
// of the disk; that this fails then is of no consequence.
func (t *transaction) rollback(ctx context.Context) {
	if !t.conn.lost {
		t.conn.control(context.WithoutCancel(ctx), "ROLLBACK")
	}
}
