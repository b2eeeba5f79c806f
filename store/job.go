package store

import (
	"context"
	"errors"

	"charley/app"
)

// errStopped is what an update gets when the goroutine that ran it ended.
var errStopped = errors.New("the update ended its goroutine")

// A job is one update on its way through the group.
type job struct {
	ctx      context.Context
	fn       func(app.Writer) error
	err      error
	panicked any
	wake     chan turn // tells the caller how it goes on; has room for one
}

// A turn is what a waiting caller is woken for.
type turn bool

const (
	answered turn = false // the update has its answer
	lead     turn = true  // it is this caller's turn to commit for all that wait
)

// run calls the update's function. A panic is kept for the caller, whose it is.
func (j *job) run(w *writer) {
	j.panicked, j.err = nil, errStopped // unless fn returns: see group.lead
	defer func() {
		if p := recover(); p != nil {
			j.panicked, j.err = p, errors.New("the update panicked")
		}
	}()
	j.err = j.fn(w)
	if j.err == nil {
		j.err = w.broken
	}
}
