package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How much one source may ask for. A page is about five requests, and a phone
// that was offline for a month sends some three hundred entries at once; no
// person comes near these.
const (
	askRate   = 20              // requests a second, for as long as it likes
	askBurst  = 600             // more of them at once
	askAtOnce = 8               // that are worked on at the same time; others wait
	allAtOnce = 32              // by all sources together
	waitLimit = 5 * time.Second // for a place among them
	mostAsked = 2048            // sources that are remembered; older ones begin anew
)

// A crowd keeps a few who ask a lot from taking the program away from everybody
// else. What counts is the work: while the program waits for a sender or a
// reader, the place is given to another.
//
// This machine itself may ask as much as it likes: what runs here could do worse,
// and a program that brings years of entries in must not be slowed down. Whatever a
// proxy or a tunnel on it passes on comes from elsewhere, and is limited.
type crowd struct {
	now  func() time.Time
	room room

	mu         sync.Mutex
	young, old map[netip.Prefix]*asker
}

func newCrowd(now func() time.Time) *crowd {
	return &crowd{now: now, room: make(room, allAtOnce), young: map[netip.Prefix]*asker{}}
}

// An asker is one source of requests.
type asker struct {
	budget *rate.Limiter
	room   room
}

// asker is what is known of a source. When many sources were seen, those that did
// not ask lately are forgotten.
func (c *crowd) asker(source netip.Addr) *asker {
	key := household(source)
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.young[key]
	if a == nil {
		if a = c.old[key]; a == nil {
			a = &asker{budget: rate.NewLimiter(askRate, askBurst), room: make(room, askAtOnce)}
		}
		if len(c.young) >= mostAsked/2 {
			c.young, c.old = map[netip.Prefix]*asker{}, c.young
		}
		c.young[key] = a
	}
	return a
}

// household is an address, or the network of a home where one home has very many.
func household(a netip.Addr) netip.Prefix {
	bits := a.BitLen()
	if a.Is6() {
		bits = 64
	}
	p, _ := a.Prefix(bits) // the zero prefix for no address: those share one budget
	return p
}

// wait is how long a source must wait before it may ask again; 0 if it may.
func (a *asker) wait(now time.Time) time.Duration {
	r := a.budget.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

// guard lets requests through as there is room for them. tooMany answers a
// source that asks too much; busy, one for which there is no place.
func (c *crowd) guard(tooMany, busy, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from := arrivalOf(r)
		taken := []room{c.room}
		if !from.own {
			a := c.asker(from.source)
			if wait := a.wait(c.now()); wait > 0 {
				w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
				tooMany.ServeHTTP(w, r)
				return
			}
			taken = []room{a.room, c.room}
		}
		work := &work{taken: taken}
		if err := work.begin(r.Context()); err != nil {
			w.Header().Set("Retry-After", strconv.Itoa(int(waitLimit/time.Second)))
			busy.ServeHTTP(w, r)
			return
		}
		defer work.rest()
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = restingBody{r.Body, work}
		}
		next.ServeHTTP(restingWriter{w, work}, r)
	})
}

// A room has as many places as its capacity; who works takes one.
type room chan struct{}

// A work is one request that is worked on, with the places it takes while it is.
type work struct{ taken []room }

var errNoPlace = errors.New("no place for a while")

// begin takes the places, and waits for them for a while.
func (w *work) begin(ctx context.Context) error {
	timer := time.NewTimer(waitLimit)
	defer timer.Stop()
	for i, p := range w.taken {
		select {
		case p <- struct{}{}:
			continue
		default:
		}
		select {
		case p <- struct{}{}:
		case <-timer.C:
			w.leave(i)
			return errNoPlace
		case <-ctx.Done():
			w.leave(i)
			return ctx.Err()
		}
	}
	return nil
}

// leave gives the first n places back.
func (w *work) leave(n int) {
	for _, p := range w.taken[:n] {
		<-p
	}
}

// rest gives the places back; goOn takes them again, however long that takes:
// what has begun is brought to its end.
func (w *work) rest() { w.leave(len(w.taken)) }

func (w *work) goOn() {
	for _, p := range w.taken {
		p <- struct{}{}
	}
}

// A restingBody gives the places back while it waits for the sender.
type restingBody struct {
	io.ReadCloser
	work *work
}

func (b restingBody) Read(p []byte) (int, error) {
	b.work.rest()
	defer b.work.goOn()
	return b.ReadCloser.Read(p)
}

// A restingWriter gives the places back while it waits for the reader.
type restingWriter struct {
	http.ResponseWriter
	work *work
}

func (w restingWriter) Write(p []byte) (int, error) {
	w.work.rest()
	defer w.work.goOn()
	return w.ResponseWriter.Write(p)
}

// Unwrap lets a handler set the time limits of its own connection.
func (w restingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
