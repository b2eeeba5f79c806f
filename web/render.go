package web

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"charley"
	"charley/app"
	"charley/words"
)

//go:embed templates
var templateFiles embed.FS

// pages are the parsed templates, all in one set. What every page has under the
// same name stands under the page's: "now.main".
type pages struct{ *template.Template }

// pageParts are what a page's file defines under the same name as every other:
// what it is called, what it asks for in its head, and what it says.
var pageParts = [...]string{"name", "script", "main"}

// loadPages parses every file of templates/ once. Pages share the layout and its
// parts, and do not each have a copy, which would take megabytes. It panics if
// two files define the same.
func loadPages(w *words.Catalogue, a assets) pages {
	all := template.Must(template.New("layout").Funcs(template.FuncMap{
		"t":     w.T,
		"n":     w.N,
		"lang":  func() string { return w.Lang.String() },
		"asset": func(name string) string { return a.byName[name] },
		"links": func(page, heading string, links []nightLink) nightLinks { return nightLinks{page, heading, links} },
	}).ParseFS(templateFiles, "templates/*.html"))
	names, err := fs.Glob(templateFiles, "templates/page/*.html")
	if err != nil {
		panic(err)
	}
	for _, file := range names {
		page := strings.TrimSuffix(path.Base(file), ".html")
		for name, tree := range treesOf(file) {
			if slices.Contains(pageParts[:], name) {
				name = page + "." + name
			}
			if all.Lookup(name) != nil {
				panic("web: " + file + " defines " + name + ", which there is already")
			}
			template.Must(all.AddParseTree(name, tree))
		}
	}
	return pages{all}
}

// treesOf are the templates that a file defines, by name.
func treesOf(file string) map[string]*parse.Tree {
	text, err := templateFiles.ReadFile(file)
	if err != nil {
		panic(err)
	}
	trees := map[string]*parse.Tree{}
	top := parse.New(file)
	top.Mode = parse.SkipFuncCheck // the set they are put into knows the functions
	if _, err := top.Parse(string(text), "", "", trees); err != nil {
		panic(err)
	}
	delete(trees, file) // what stands outside of every define: line ends
	return trees
}

// write fills a page in, and puts the layout around it.
func (p pages) write(out *bytes.Buffer, page string, f frame) error {
	var parts [len(pageParts)]string
	for i, name := range pageParts {
		t := p.Lookup(page + "." + name)
		if t == nil && name == "script" {
			continue
		} else if t == nil {
			return fmt.Errorf("there is no template %s.%s", page, name)
		}
		var b strings.Builder
		if err := t.Execute(&b, f); err != nil {
			return err
		}
		parts[i] = b.String()
	}
	f.Kind, f.Head, f.Main = parts[0], template.HTML(parts[1]), template.HTML(parts[2]) // made by html/template, so safe as they are
	return p.ExecuteTemplate(out, "layout", f)
}

// A frame is a page in its surroundings.
type frame struct {
	Title   string
	Nav     string // the entry of the navigation that the page belongs to; navDoor for none
	Night   bool
	Plain   bool   // it came without HTTPS from another machine, so a browser holds some things back
	Look    string // what the person chose on this device: night, day or auto; "" where nobody asked
	Script  string // the page's own script, without its ending; "page" where it has none
	Problem string // why nothing can be saved at the moment; "" if all is well
	Guest   bool   // it is a page of the diary of somebody else
	Writes  bool   // where they may also log
	Account bool   // it is a page for somebody who keeps no diary
	Signed  bool   // they signed in by an account, and can sign out: a paired phone did not
	Neutral bool   // it says nothing of what the program is
	Notice  *notice
	Page    any // the page's own struct

	Kind       string        // the page's name, for the stylesheet
	Head, Main template.HTML // its own parts, filled in: the layout is put around them
}

// navDoor is the navigation's place of pages that stand before the diary: whoever
// reads one may not be let in, so it leads nowhere else.
const navDoor = "door"

// A notice says what the last tap did.
type notice struct {
	Text  string
	Entry charley.EntryID // what it was about; "" if nothing
	Undo  bool            // offer to bring the entry back
}

// A visit is one request by somebody whose diary is known, or, at the door, by
// somebody who may not be.
type visit struct {
	site     *site
	w        http.ResponseWriter
	r        *http.Request
	settings charley.Settings
	visitor
}

// handler is a page's function; what it returns is shown as an error page.
type handler func(v *visit) error

// page makes an http.Handler of a page's function.
func (s *site) page(fn handler) http.Handler {
	return s.visited(fn, func(r *http.Request) (visitor, charley.Settings, error) {
		who := visitorOf(r)
		if who.caller.Scope == charley.ScopeAccount { // they keep no diary, so there are no settings of it
			settings, err := s.ownersClock(r.Context())
			return who, charley.Settings{Zone: settings.Zone}, err
		}
		settings, err := s.app.Settings(r.Context(), who.caller)
		return who, settings, err
	})
}

// ownersClock are settings of which only the zone counts; none where the first diary
// was erased and others go on.
func (s *site) ownersClock(ctx context.Context) (charley.Settings, error) {
	owner, err := s.app.Owner(ctx)
	if errors.Is(err, charley.ErrNotFound) {
		return charley.Settings{}, nil
	} else if err != nil {
		return charley.Settings{}, err
	}
	return s.app.Settings(ctx, owner)
}

// door makes one of a page that everybody may see. Whoever is let in already is
// known there too; of the diary it knows nothing but the owner's clock, for the
// palette.
func (s *site) door(fn handler) http.Handler {
	return s.visited(fn, func(r *http.Request) (visitor, charley.Settings, error) {
		settings, err := s.ownersClock(r.Context())
		if err != nil {
			return visitor{}, charley.Settings{}, err
		}
		who, err := s.visitor(r)
		if errors.Is(err, charley.ErrUnauthorized) {
			err = nil
		}
		return who, charley.Settings{Zone: settings.Zone}, err
	})
}

func (s *site) visited(fn handler, arrive func(*http.Request) (visitor, charley.Settings, error)) http.Handler {
	return limitForm(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, settings, err := arrive(r)
		v := &visit{site: s, w: w, r: r, settings: settings, visitor: who}
		if err == nil {
			err = fn(v)
		}
		if errors.Is(err, charley.ErrUnconfirmed) {
			err = v.confirmFirst()
		}
		if err != nil {
			s.fail(w, r, err)
		}
	}))
}

// show renders a page.
func (v *visit) show(name string, f frame) error { return v.showStatus(http.StatusOK, name, f) }

func (v *visit) showStatus(status int, name string, f frame) error {
	f.Look, f.Night = v.site.look(v.r, homeZone(v.settings))
	if v.caller.Person != "" { // how the diary is doing is for those who may read it
		f.Problem = v.site.stateProblem()
	}
	if f.Notice == nil {
		f.Notice = v.notice()
	}
	return v.site.render(v.w, v.r, status, name, f)
}

// render answers with a page that is whole, or not at all.
func (s *site) render(w http.ResponseWriter, r *http.Request, status int, name string, f frame) error {
	f.Plain = !secure(r) && !isOwnMachine(r)
	who := visitorOf(r)
	f.Guest, f.Account = who.grant.ID != "", who.caller.Scope == charley.ScopeAccount
	f.Writes, f.Signed = f.Guest && who.may(needAppend), who.device.Kind == app.DeviceSession
	page, err := s.markup(name, f)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	send(w, r, status, page)
	return nil
}

// markup is a page as it is sent.
func (s *site) markup(name string, f frame) ([]byte, error) {
	if f.Script == "" {
		f.Script = "page"
	}
	var page bytes.Buffer
	err := s.pages.write(&page, name, f)
	return page.Bytes(), err
}

// stateProblem says, for the banner, why the diary cannot be written: in the
// words of the store where it names no reason that the catalogue knows.
func (s *site) stateProblem() string {
	state := s.app.State()
	if state.Writable {
		return ""
	}
	if key := "state." + state.Why; s.words.Has(key) {
		return s.words.T(key)
	}
	return state.Problem
}

// see sends the browser on to a page with GET, so that a reload posts nothing twice.
func (v *visit) see(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}
