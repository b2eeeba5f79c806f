package browser

import (
	"context"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/knowledge"
	"charley/simulate"
	"charley/store"
	"charley/web"
)

// A house is a running server over a diary of its own, with a clock on the wall.
type house struct {
	t      *testing.T
	app    *app.App
	caller charley.Caller
	base   string // http://127.0.0.1:PORT
	clock  atomic.Int64
}

// newHouse starts a server at a time, with a number of simulated nights behind it.
func newHouse(t *testing.T, now string, nights int) *house { return startHouse(t, now, nights, false) }

// startHouse starts one in which people may have to sign in.
func startHouse(t *testing.T, now string, nights int, signIn bool) *house {
	t.Helper()
	h := &house{t: t}
	h.setClock(now)
	st, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	h.app = app.New(st, func() time.Time { return time.UnixMilli(h.clock.Load()) })
	h.app.HomeZone = "Europe/Berlin"
	if h.caller, err = h.app.Owner(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.livesThrough(nights)
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.base = "http://" + ln.Addr().String()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() {
		done <- web.Serve(ctx, ln, web.Handler(web.Config{App: h.app, Knowledge: base, SignIn: signIn}))
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

func (h *house) setClock(now string) {
	h.t.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		h.t.Fatal(err)
	}
	h.clock.Store(at.UnixMilli())
}

// livesThrough writes a simulated person's nights up to now.
func (h *house) livesThrough(nights int) {
	h.t.Helper()
	if nights == 0 {
		return
	}
	last, _, err := h.app.Tonight(h.t.Context(), h.caller)
	if err != nil {
		h.t.Fatal(err)
	}
	var items []app.Item
	for it := range simulate.Person(simulate.Options{Nights: nights, Seed: 7, Start: last.Add(1 - nights)}).Items() {
		d, err := diary.NewDraft(it.Kind, it.Body)
		if err != nil {
			h.t.Fatal(err)
		}
		if it.At.Before(h.app.Now()) {
			items = append(items, app.Item{ID: it.ID, Draft: d, At: it.At})
		}
	}
	if _, err := h.app.PutMany(h.t.Context(), h.caller, items); err != nil {
		h.t.Fatal(err)
	}
}

// entries are all entries of a kind that are not removed.
func (h *house) entries(kind charley.Kind) []charley.Entry {
	h.t.Helper()
	all, _, _, err := h.app.List(h.t.Context(), h.caller, 0, 10000)
	if err != nil {
		h.t.Fatal(err)
	}
	var out []charley.Entry
	for _, e := range all {
		if e.Kind == kind && !e.Deleted {
			out = append(out, e)
		}
	}
	return out
}

// keeps writes one entry, as another program would.
func (h *house) keeps(kind charley.Kind, body map[string]any) {
	h.t.Helper()
	d, err := diary.NewDraft(kind, body)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.app.Put(h.t.Context(), h.caller, charley.NewEntryID(), d); err != nil {
		h.t.Fatal(err)
	}
}

// says keeps answers about legs.
func (h *house) says(answers map[string]any) {
	h.t.Helper()
	if _, err := h.app.Answer(h.t.Context(), h.caller, charley.NewEntryID(), answers); err != nil {
		h.t.Fatal(err)
	}
}
