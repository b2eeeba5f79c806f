package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"charley"
)

// A verdict is what the sender knows of one request. There are three, and the third is the honest one: nobody who got no
// answer knows whether the entry was kept.
type verdict string

const (
	kept    verdict = "ok"      // acknowledged: it must be there
	refused verdict = "fail"    // told that it was not kept: it must not be there
	unknown verdict = "unknown" // no answer, or one that says nothing: it may be there, whole and once
)

// verdictOf is what an answer says of an entry.
func verdictOf(status int, err error) verdict {
	switch {
	case err != nil:
		return unknown
	case status == http.StatusOK || status == http.StatusCreated:
		return kept
	case status >= 400 && status < 500 || status == http.StatusInsufficientStorage:
		return refused
	}
	return unknown
}

// An entry is one that a person wrote, with what became of every time it was sent.
type entry struct {
	id     charley.EntryID
	fields map[string]any
	body   []byte
	twice  bool // on purpose
	sends  []send
}

// A send is one request for an entry.
type send struct {
	status  int
	verdict verdict
	took    time.Duration // from when it was due: a late start counts
	late    time.Duration // how late this tool was: its own share of that
	problem string        // what was answered, where it was not kept
}

// A writer is a person who logs an entry every second.
type writer struct {
	person  person
	servers []*server
	own     int // the server that they mostly talk to
	due     []time.Duration
	sent    []*entry
}

// newWriter plans a writer: one entry in each second, at a moment of it that chance picks, so that people come as they
// come and not in step.
func newWriter(i int, p person, servers []*server, lasting time.Duration) *writer {
	w := &writer{person: p, servers: servers, own: i % len(servers)}
	chance := rand.New(rand.NewPCG(9, uint64(i)))
	for second := range int(lasting / time.Second) {
		w.due = append(w.due, time.Duration(second)*time.Second+time.Duration(chance.Int64N(int64(time.Second))))
		w.sent = append(w.sent, newEntry(i, second))
	}
	return w
}

// newEntry is an entry that no other is like, with letters that a careless hand would spoil.
func newEntry(i, n int) *entry {
	zone, err := charley.LoadZone(home)
	if err != nil {
		panic(err) // charleytest carries the zones
	}
	start := time.Date(2026, time.January, 1, 23, 0, 0, 0, zone).Add(time.Duration(n)*25*time.Hour + time.Duration(i)*time.Second)
	e := &entry{id: charley.NewEntryID(), twice: n%5 == 3, fields: map[string]any{
		"kind": "episode", "what": "cramp", "start": charley.MomentAt(start, zone).String(), "zone": home, "minutes": float64(1 + (i+n)%50),
		"side": "left", "places": []any{"calf"}, "intensity": float64(1 + (i*7+n)%10), "note": fmt.Sprintf("person %d, entry %d: Wade, „fest“ & <hart> 🦵", i, n),
	}}
	if e.body, err = json.Marshal(e.fields); err != nil {
		panic(err)
	}
	return e
}

// write sends every entry when it is due. Of those that are sent twice one half goes to two servers at the same
// moment, and the other to a second server after the first has answered.
func (w *writer) write(ctx context.Context, begin time.Time) {
	for n, e := range w.sent {
		due := begin.Add(w.due[n])
		time.Sleep(time.Until(due))
		at, other := w.servers[w.own], w.servers[(w.own+1)%len(w.servers)]
		if !e.twice {
			e.sends = append(e.sends, w.send(ctx, at, e, due))
			continue
		}
		if n%2 == 0 {
			e.sends = append(e.sends, w.send(ctx, at, e, due), w.send(ctx, other, e, time.Now()))
			continue
		}
		var beside send
		var both sync.WaitGroup
		both.Go(func() { beside = w.send(ctx, other, e, due) })
		first := w.send(ctx, at, e, due)
		both.Wait()
		e.sends = append(e.sends, first, beside)
	}
}

// send puts an entry on a server once.
func (w *writer) send(ctx context.Context, at *server, e *entry, due time.Time) send {
	late := time.Since(due)
	status, _, answer, err := w.person.ask(ctx, http.MethodPut, at.base+"/api/v1/entries/"+string(e.id), e.body)
	s := send{status: status, verdict: verdictOf(status, err), took: time.Since(due), late: late}
	if err != nil {
		s.problem = err.Error()
	} else if s.verdict != kept {
		s.problem = fmt.Sprintf("%d %.200s", status, answer)
	}
	return s
}
