package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/knowledge"
	"charley/simulate"
	"charley/store"

	"golang.org/x/net/html"
)

// morningOf is a Monday morning in Berlin, after the night of Sunday 22 November.
const morningOf = "2026-11-23T08:30:00+01:00"

// A person uses the pages like a browser does: they follow links, fill in the
// forms that a page shows, and are sent on by 303.
type person struct {
	t       testing.TB
	app     *app.App
	handler http.Handler
	now     time.Time
	cookies []*http.Cookie
	backups Backups // what the pages are told of the daily backups
}

// newPerson is somebody with an empty diary in Berlin, at a time.
func newPerson(t testing.TB, now string) *person {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return personOver(t, st, now)
}

func personOver(t testing.TB, st app.Store, now string) *person {
	t.Helper()
	p := &person{t: t}
	p.setClock(now)
	p.app = app.New(st, func() time.Time { return p.now })
	p.app.HomeZone = "Europe/Berlin"
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	p.handler = Handler(Config{App: p.app, Knowledge: base, Version: "test", Backups: func() Backups { return p.backups }, Log: keptLog})
	t.Cleanup(p.app.Rest) // what is worked on beside reads the diary, whose folder goes next
	return p
}

func (p *person) setClock(now string) {
	p.t.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		p.t.Fatal(err)
	}
	p.now = at
}

// livedIn gives the person simulated nights up to the present one.
func (p *person) livedIn(nights int) *person {
	p.t.Helper()
	ctx, c := p.owner()
	last, _, err := p.app.Tonight(ctx, c)
	if err != nil {
		p.t.Fatal(err)
	}
	var items []app.Item
	for it := range simulate.Person(simulate.Options{Nights: nights, Seed: 7, Start: last.Add(1 - nights)}).Items() {
		d, err := diary.NewDraft(it.Kind, it.Body)
		if err != nil {
			p.t.Fatal(err)
		}
		if it.At.Before(p.now) {
			items = append(items, app.Item{ID: it.ID, Draft: d, At: it.At})
		}
	}
	if _, err := p.app.PutMany(ctx, c, items); err != nil {
		p.t.Fatal(err)
	}
	return p
}

// tested writes down a trial that is over. What is sealed in it was never drawn.
func (p *person) tested() {
	p.t.Helper()
	ctx, c := p.owner()
	d, err := diary.NewDraft(charley.KindTrial, map[string]any{
		"night": "2026-09-01", "until": "2026-09-28", "remedy": "warm-bath", "name": "A warm bath", "measure": "cramps", "blind": charley.BlindOpen,
		"sealed": "{}", "seal": "0f", "looks": []string{"14"}, "ended": "2026-09-28", "ended_why": charley.EndedDone,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.app.Put(ctx, c, charley.NewEntryID(), d); err != nil {
		p.t.Fatal(err)
	}
}

func (p *person) owner() (context.Context, charley.Caller) {
	p.t.Helper()
	c, err := p.app.Owner(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	c.Via = "api"
	return p.t.Context(), c
}

// entries are all entries that are not removed.
func (p *person) entries(kind charley.Kind) []charley.Entry {
	p.t.Helper()
	ctx, c := p.owner()
	all, _, _, err := p.app.List(ctx, c, 0, 10000)
	if err != nil {
		p.t.Fatal(err)
	}
	var out []charley.Entry
	for _, e := range all {
		if e.Kind == kind && !e.Deleted {
			out = append(out, e)
		}
	}
	return out
}

// one is the only entry of a kind.
func (p *person) one(kind charley.Kind) charley.Entry {
	p.t.Helper()
	all := p.entries(kind)
	if len(all) != 1 {
		p.t.Fatalf("got %d entries of kind %s, want 1", len(all), kind)
	}
	return all[0]
}

// A page is an answer that somebody looks at.
type page struct {
	*html.Node
	t        testing.TB
	status   int
	header   http.Header
	raw      string
	location string // where a form sent them on to
}

func (p *person) do(r *http.Request) page {
	p.t.Helper()
	for _, c := range p.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	p.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		p.cookies = slices.DeleteFunc(p.cookies, func(old *http.Cookie) bool { return old.Name == c.Name })
		if c.MaxAge >= 0 {
			p.cookies = append(p.cookies, c)
		}
	}
	doc, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		p.t.Fatalf("parse %s: %v", r.URL, err)
	}
	return page{Node: doc, t: p.t, status: w.Code, header: w.Header(), raw: w.Body.String(), location: w.Header().Get("Location")}
}

// open looks at a page and wants it to be there.
func (p *person) open(address string) page {
	p.t.Helper()
	bare, _, _ := strings.Cut(address, "#") // a browser keeps the place on the page to itself
	got := p.do(httptest.NewRequest(http.MethodGet, "http://localhost"+bare, nil))
	if got.status != http.StatusOK {
		p.t.Fatalf("GET %s: got %d, want 200", address, got.status)
	}
	return got
}

// post sends a form.
func (p *person) post(address string, values url.Values) page {
	p.t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://localhost"+address, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return p.do(r)
}

// press fills in fields of a page's form and presses one of its buttons, given
// as "name=value", then looks at the page that this leads to.
func (p *person) press(from page, action, button string, fill url.Values) page {
	p.t.Helper()
	got := p.submit(from, action, button, fill)
	if got.status == http.StatusSeeOther {
		return p.open(got.location)
	}
	return got
}

// submit is press without following where it leads.
func (p *person) submit(from page, action, button string, fill url.Values) page {
	p.t.Helper()
	return p.post(action, from.form(action, button, fill))
}

// form are the values that a browser would send for a form, after a person
// filled in some fields and pressed a button. A field that the form does not
// have, and a button that is not there, fail the test.
func (g page) form(action, button string, fill url.Values) url.Values {
	g.t.Helper()
	forms := g.all(`form[action="` + action + `"]`)
	name, value, _ := strings.Cut(button, "=")
	for _, f := range forms {
		b := f.first(`button[name="` + name + `"][value="` + value + `"]`)
		if id := f.attr("id"); b.Node == nil && id != "" { // it may stand elsewhere on the page
			b = g.first(`button[form="` + id + `"][name="` + name + `"][value="` + value + `"]`)
		}
		if button != "" && b.Node == nil {
			continue
		}
		out := f.values()
		for field, v := range fill {
			if f.first(`[name="`+field+`"]`).Node == nil {
				g.t.Fatalf("form %s has no field %s", action, field)
			}
			out[field] = v
		}
		if button != "" {
			out.Set(name, value)
		}
		return out
	}
	g.t.Fatalf("there is no form %s with the button %q", action, button)
	return nil
}

// values are what stands in a form.
func (g page) values() url.Values {
	out := url.Values{}
	for _, n := range g.all("input") {
		switch kind := n.attr("type"); {
		case kind == "checkbox" || kind == "radio":
			if n.has("checked") {
				out.Add(n.attr("name"), n.attr("value"))
			}
		default:
			out.Add(n.attr("name"), n.attr("value"))
		}
	}
	for _, n := range g.all("textarea") {
		out.Add(n.attr("name"), n.text())
	}
	for _, n := range g.all("select") {
		for _, o := range n.all("option") {
			if o.has("selected") {
				out.Add(n.attr("name"), o.attr("value"))
			}
		}
	}
	return out
}

func getRequest(address string) *http.Request {
	return httptest.NewRequest(http.MethodGet, "http://localhost"+address, nil)
}
