package preview

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/simulate"
	"charley/web"
	"charley/words"
)

// A Studio is what pictures of pages are made with.
type Studio struct {
	// Open makes an empty diary; it is closed when its state has been looked at.
	Open    func(context.Context) (Diary, error)
	Counsel *app.Counsel
	// Languages are those that the pages speak; nil for those that come with the program.
	Languages []words.Language
}

// InPseudo is a studio whose pages speak the language that nobody speaks.
func (s Studio) InPseudo() (Studio, error) {
	english, err := words.English()
	if err != nil {
		return s, err
	}
	known := map[string]string{}
	for _, t := range s.Counsel.Base.Texts() {
		known[t.Key] = words.Pseudo(t.Says)
	}
	s.Counsel = app.NewCounsel(s.Counsel.Base.In(known))
	s.Languages = []words.Language{{Catalogue: english.Pseudo()}}
	return s, nil
}

// A Diary is a store that can be closed.
type Diary interface {
	app.Store
	io.Closer
}

// The clock stands still unless a step moves it: on a Monday morning, after the
// night of Sunday 22 November. It is the same in every run, so that the pages are.
const (
	morning  = "2026-11-23T08:30:00+01:00"
	threeAM  = "2026-11-23T02:47:10+01:00"
	nineteen = "2026-11-23T19:10:00+01:00"
	zone     = "Europe/Berlin"
	seed     = 7
)

// A house is where one state comes about: a diary, a clock on the wall, and the pages over it.
type house struct {
	ctx     context.Context
	app     *app.App
	sick    *sickStore
	caller  charley.Caller
	config  web.Config // what the pages are made of
	handler http.Handler
	backups web.Backups
	now     time.Time
	made    int     // ids that were made
	look    request // what will be looked at
	palette string  // day or night
	cookies []*http.Cookie
	bare    bool  // script is turned off
	lived   int   // simulated nights behind it
	err     error // the first thing that went wrong
}

// newHouse opens an empty diary and puts the pages over it.
func (s Studio) newHouse(ctx context.Context) (*house, error) {
	st, err := s.Open(ctx)
	if err != nil {
		return nil, fmt.Errorf("open a diary for a preview: %w", err)
	}
	h := &house{ctx: ctx, sick: &sickStore{Diary: st}, palette: "day"}
	at(morning)(h)
	h.app = app.New(h.sick, func() time.Time { return h.now })
	h.app.HomeZone, h.app.Counsel = zone, s.Counsel
	h.app.Patience = time.Minute // pages wait for what is worked out, so that they are the same each time
	h.config = web.Config{
		App: h.app, Knowledge: s.Counsel.Base, Version: "preview", Languages: s.Languages, Backups: func() web.Backups { return h.backups },
	}
	h.handler = web.Handler(h.config)
	if h.caller, h.err = h.app.Owner(ctx); h.err != nil {
		return nil, h.err
	}
	h.caller.Via, h.caller.Device = "web", "browser"
	return h, nil
}

func (h *house) close() error { return h.sick.Close() }

// id is a fresh entry id that is the same in every run: made as UUIDv7, of the
// clock on the wall and a number.
func (h *house) id() charley.EntryID {
	h.made++
	ms := h.now.UnixMilli()
	return charley.EntryID(fmt.Sprintf("%08x-%04x-7%03x-8000-%012x", ms>>16, ms&0xffff, h.made&0xfff, h.made))
}

// keep writes one entry, as another program would.
func (h *house) keep(kind charley.Kind, body map[string]any) {
	draft, err := diary.NewDraft(kind, body)
	if err == nil {
		_, err = h.app.Put(h.ctx, h.caller, h.id(), draft)
	}
	h.failed(err)
}

// failed keeps the first thing that went wrong.
func (h *house) failed(err error) {
	if h.err == nil {
		h.err = err
	}
}

// live writes a simulated person's nights up to now, so many of them.
func (h *house) live(nights int) {
	last, _, err := h.app.Tonight(h.ctx, h.caller)
	if err != nil {
		h.failed(err)
		return
	}
	options := simulate.Demo(nights, seed)
	options.Start = last.Add(1 - nights)
	var items []app.Item
	for it := range simulate.Person(options).DemoItems() {
		draft, err := diary.NewDraft(it.Kind, it.Body)
		if err != nil {
			h.failed(err)
			return
		}
		if it.At.Before(h.now) {
			items = append(items, app.Item{ID: it.ID, Draft: draft, At: it.At})
		}
	}
	_, err = h.app.PutMany(h.ctx, h.caller, items)
	h.failed(err)
	h.lived = nights
}

// last is the newest entry of a kind, removed ones included.
func (h *house) last(kind charley.Kind) charley.EntryID {
	var newest charley.EntryID
	for after, more := int64(0), true; more; {
		page, next, left, err := h.app.List(h.ctx, h.caller, after, 1000)
		if err != nil {
			h.failed(err)
			return ""
		}
		for _, e := range page {
			if e.Kind == kind {
				newest = e.ID
			}
		}
		after, more = next, left
	}
	return newest
}
