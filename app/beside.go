package app

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A bench does work that takes too long for the one who asks. Each piece has a key
// that says all it hangs on: it is done once, and its outcome is kept for who asks
// for the same again. Only so many pieces are worked on at a time.
type bench struct {
	places chan bool // one for each piece that is worked on
	keeps  int       // outcomes that are kept

	mu     sync.Mutex
	pieces map[string]*piece
	order  []string // keys, the oldest first
	clears int      // how often it was cleared
	open   sync.WaitGroup
}

// A piece is some work, and its outcome once it is done.
type piece struct {
	done    chan bool // closed when it is
	outcome any
	err     error
}

func newBench(places, keeps int) *bench {
	return &bench{places: make(chan bool, places), keeps: keeps, pieces: map[string]*piece{}}
}

// start begins a piece of work, unless it was begun before. Work that failed is
// begun again by who asks next.
func (b *bench) start(key string, work func() (any, error)) *piece {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.begin(key, work)
}

// startAt is start for work with what was read at some age of the bench. If it was
// cleared since then, the work is done for who waits for it, and kept for nobody.
func (b *bench) startAt(age int, key string, work func() (any, error)) *piece {
	b.mu.Lock()
	defer b.mu.Unlock()
	if age != b.clears {
		p := &piece{done: make(chan bool)}
		b.do(key, p, work)
		return p
	}
	return b.begin(key, work)
}

// age tells apart what is read before the bench is cleared from what is read later.
func (b *bench) age() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.clears
}

// begin is start by who holds the lock.
func (b *bench) begin(key string, work func() (any, error)) *piece {
	if p, ok := b.pieces[key]; ok {
		return p
	}
	p := &piece{done: make(chan bool)}
	b.pieces[key] = p
	b.order = append(b.order, key)
	for len(b.order) > b.keeps { // whoever waits for an old one has it in hand
		delete(b.pieces, b.order[0])
		b.order = b.order[1:]
	}
	b.do(key, p, work)
	return p
}

// do does the work of a piece beside, once there is a place.
func (b *bench) do(key string, p *piece, work func() (any, error)) {
	b.open.Go(func() {
		b.places <- true
		defer func() { <-b.places }()
		p.outcome, p.err = unharmed(work)
		if p.err != nil {
			b.forget(key, p)
		}
		close(p.done)
	})
}

// unharmed runs work and makes a panic an error: one trial that cannot be worked
// out must not end the program that somebody taps on at night.
func unharmed(work func() (any, error)) (out any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("work beside: %v", r)
		}
	}()
	return work()
}

// forget takes a piece off the bench, if it is still that one.
func (b *bench) forget(key string, p *piece) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pieces[key] != p {
		return
	}
	delete(b.pieces, key)
	for i, k := range b.order {
		if k == key {
			b.order = append(b.order[:i], b.order[i+1:]...)
			break
		}
	}
}

// drop takes a piece off the bench, whichever it is.
func (b *bench) drop(key string) {
	b.mu.Lock()
	p := b.pieces[key]
	b.mu.Unlock()
	b.forget(key, p)
}

// clear takes everything off the bench. Who waits for a piece has it in hand.
func (b *bench) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.pieces)
	b.order = nil
	b.clears++
}

// pieceOf is work that needs no doing.
func pieceOf(outcome any) *piece {
	p := &piece{done: make(chan bool), outcome: outcome}
	close(p.done)
	return p
}

// wait is the outcome once it is there.
func (p *piece) wait(ctx context.Context) (any, error) {
	select {
	case <-p.done:
		return p.outcome, p.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// failed is why there will be no outcome; nil while there may be one.
func (p *piece) failed() error {
	select {
	case <-p.done:
		return p.err
	default:
		return nil
	}
}

// within is the outcome if it is there within some time, else nil. Work that failed
// has none, whatever it had found until then: see failed.
func (p *piece) within(ctx context.Context, patience time.Duration) any {
	select {
	case <-p.done:
		return p.sound()
	default:
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-p.done:
		return p.sound()
	case <-late.C:
	case <-ctx.Done():
	}
	return nil
}

// sound is the outcome of a piece that is done and did not fail.
func (p *piece) sound() any {
	if p.err != nil {
		return nil
	}
	return p.outcome
}

// Rest waits until nothing is worked on beside any more that needs the store, before
// that is closed. What could be shown by a trial is only reckoned, and left alone, and
// so is a search in days that were read. What was to begin unasked does not begin.
func (a *App) Rest() {
	a.resting.Store(true)
	a.mornings.open.Wait()
	a.advice.open.Wait()
	a.days.open.Wait()
	a.quick.open.Wait()
	a.watches.open.Wait()
	a.results.open.Wait()
}
