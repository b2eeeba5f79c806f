package cli

import (
	"context"
	"sync"
)

// ahead is how many results, for each worker, may wait for one that takes longer.
const ahead = 4

// inOrder does the work on everything that each gives, with several workers, and
// hands the results on in the order in which it was given. It holds a few of
// them at a time. The first error, of each or of emit, ends it; so does ctx.
func inOrder[T, R any](ctx context.Context, workers int, each func(func(T) error) error, work func(T) R, emit func(R) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type job struct {
		in  T
		out chan<- R
	}
	jobs := make(chan job)
	waiting := make(chan (<-chan R), workers*ahead)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for j := range jobs {
				j.out <- work(j.in)
			}
		})
	}
	all.Go(func() {
		defer close(waiting)
		defer close(jobs)
		err := each(func(in T) error {
			out := make(chan R, 1)
			select {
			case waiting <- out:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			jobs <- job{in, out}
			return nil
		})
		if err != nil {
			cancel(err)
		}
	})
	for out := range waiting {
		r := <-out
		if ctx.Err() != nil {
			continue // somebody gave up; what is under way is let finish
		}
		if err := emit(r); err != nil {
			cancel(err)
		}
	}
	all.Wait()
	return context.Cause(ctx)
}
