package web

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"charley"
	"charley/web/words"
)

//go:embed templates
var templateFiles embed.FS

// pages are the parsed templates by page name.
type pages map[string]*template.Template

// loadPages parses every file of templates/ once, each on top of the layout and
// the parts; templates are named by their file, without its ending.
func loadPages(w *words.Catalogue, a assets) pages {
	base := template.Must(template.New("layout").Funcs(template.FuncMap{
		"t":     w.T,
		"n":     w.N,
		"lang":  func() string { return w.Lang.String() },
		"asset": func(name string) string { return a.byName[name] },
		"links": func(page, heading string, links []nightLink) nightLinks { return nightLinks{page, heading, links} },
	}).ParseFS(templateFiles, "templates/layout.html", "templates/parts.html", "templates/widgets.html", "templates/chart.html", "templates/door.html", "templates/devices.html", "templates/phone.html"))
	names, err := fs.Glob(templateFiles, "templates/page/*.html")
	if err != nil {
		panic(err)
	}
	all := pages{}
	for _, file := range names {
		name := strings.TrimSuffix(path.Base(file), ".html")
		all[name] = template.Must(template.Must(base.Clone()).ParseFS(templateFiles, file))
	}
	return all
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
	Notice  *notice
	Page    any // the page's own struct
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
		settings, err := s.app.Settings(r.Context(), who.caller)
		return who, settings, err
	})
}

// door makes one of a page that everybody may see. Whoever is let in already is
// known there too; of the diary it knows nothing but the owner's clock, for the
// palette.
func (s *site) door(fn handler) http.Handler {
	return s.visited(fn, func(r *http.Request) (visitor, charley.Settings, error) {
		owner, err := s.app.Owner(r.Context())
		if err != nil {
			return visitor{}, charley.Settings{}, err
		}
		settings, err := s.app.Settings(r.Context(), owner)
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
	f.Problem = v.site.stateProblem()
	if f.Notice == nil {
		f.Notice = v.notice()
	}
	return v.site.render(v.w, v.r, status, name, f)
}

// render answers with a page that is whole, or not at all.
func (s *site) render(w http.ResponseWriter, r *http.Request, status int, name string, f frame) error {
	f.Plain = !secure(r) && !isOwnMachine(r) && name != "trust"
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
	err := s.pages[name].ExecuteTemplate(&page, "layout", f)
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
