package cli

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
)

// upTo gives 0, 1, … n-1.
func upTo(n int) func(func(int) error) error {
	return func(yield func(int) error) error {
		for i := range n {
			if err := yield(i); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestResultsComeInOrderOnAnyNumberOfCores(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		var got, want []int
		var held, most atomic.Int64
		err := inOrder(t.Context(), workers, upTo(500),
			func(i int) int {
				most.Store(max(most.Load(), held.Add(1)))
				for range (i * 7919) % 50 {
					runtime.Gosched()
				}
				return i * i
			},
			func(r int) error { held.Add(-1); got = append(got, r); return nil })
		for i := range 500 {
			want = append(want, i*i)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%d workers: got %d results, error %v", workers, len(got), err)
		}
		if limit := int64(workers*(ahead+1) + 2); most.Load() > limit {
			t.Errorf("%d workers: %d results were held at once, want at most %d", workers, most.Load(), limit)
		}
	}
}

func TestTheFirstErrorEndsTheWork(t *testing.T) {
	broken := errors.New("broken")
	err := inOrder(t.Context(), 3, upTo(1000), func(i int) int { return i }, func(r int) error {
		if r == 10 {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Errorf("got error %v", err)
	}
	err = inOrder(t.Context(), 3, func(func(int) error) error { return broken }, func(i int) int { return i }, func(int) error { return nil })
	if !errors.Is(err, broken) {
		t.Errorf("got error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = inOrder(ctx, 3, upTo(1000), func(i int) int { return i }, func(r int) error {
		if r == 10 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v", err)
	}
}
