package browser

import (
	"context"
	"log/slog"
	"net"
	"net/http"
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

// A house is a server over a diary of its own, with a clock on the wall. It can
// be stopped, and started again at the same address.
type house struct {
	t       *testing.T
	app     *app.App
	caller  charley.Caller
	addr    string // 127.0.0.1:PORT
	base    string // http://127.0.0.1:PORT
	clock   atomic.Int64
	handler http.Handler
	fault   atomic.Pointer[fault] // what goes wrong with requests; nil: nothing does
	halt    func()                // nil while it is stopped
}

// A fault stands between the browser and the pages.
type fault func(w http.ResponseWriter, r *http.Request, next http.Handler)

// newHouse starts a server at a time, with a number of simulated nights behind
// it. With no time given its clock is the real one, as that of the browser is.
func newHouse(t *testing.T, now string, nights int) *house { return startHouse(t, now, nights, false) }

// startHouse starts one in which people may have to sign in.
func startHouse(t *testing.T, now string, nights int, signIn bool) *house {
	t.Helper()
	h := &house{t: t}
	if now != "" {
		h.setClock(now)
	}
	st, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	h.app = app.New(st, func() time.Time {
		if at := h.clock.Load(); at != 0 {
			return time.UnixMilli(at)
		}
		return time.Now()
	})
	h.app.HomeZone = "Europe/Berlin"
	if h.caller, err = h.app.Owner(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.livesThrough(nights)
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	pages := web.Handler(web.Config{App: h.app, Knowledge: base, SignIn: signIn, Hosts: []string{plainName}, Log: slog.New(slog.NewTextHandler(logs, nil))})
	h.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f := h.fault.Load(); f != nil {
			(*f)(w, r, pages)
			return
		}
		pages.ServeHTTP(w, r)
	})
	h.addr = "127.0.0.1:0"
	h.start()
	t.Cleanup(h.stop)
	return h
}

// start begins to listen, where it did before.
func (h *house) start() {
	h.t.Helper()
	if h.halt != nil {
		return
	}
	ln, err := net.Listen("tcp", h.addr)
	if err != nil {
		h.t.Fatal(err)
	}
	h.addr = ln.Addr().String()
	h.base = "http://" + h.addr
	ctx, cancel := context.WithCancel(context.WithoutCancel(h.t.Context()))
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, ln, h.handler) }()
	h.halt = func() {
		cancel()
		if err := <-done; err != nil {
			h.t.Error(err)
		}
	}
}

// stop closes the listener and every connection: nobody answers any more.
func (h *house) stop() {
	if h.halt != nil {
		h.halt()
		h.halt = nil
	}
}

// breaks lets something go wrong from now on; nil ends it.
func (h *house) breaks(f fault) {
	if f == nil {
		h.fault.Store(nil)
		return
	}
	h.fault.Store(&f)
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
