package web

import (
	"html/template"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	"charley/app"
	"charley/knowledge"
	"charley/web/api"
	"charley/web/words"
)

// A Config is what the pages are made of.
type Config struct {
	App       *app.App
	Knowledge *knowledge.Base
	Hosts     []string       // names to be reached by, beside this machine's own
	Proxies   []netip.Prefix // who may say for whom a request is passed on; nil: nobody
	SignIn    bool           // others than the owner could get here, so everybody must sign in
	TLS       bool           // the port speaks HTTPS; whoever comes without it only learns how to
	Trust     *Trust         // the program's own authority; nil: none
	Log       *slog.Logger   // nil: no log
	Version   string         // of the program, for the settings page
	Backups   func() Backups // how the daily backups are doing; nil: none are made here
}

// Backups is how the daily backups are doing.
type Backups struct {
	Verified time.Time // when the newest verified one was made; zero if there is none
	Overdue  bool      // it is too old to rely on
	Problem  string    // why the last attempt failed; "" if it did not
}

// Handler is the whole program over HTTP: pages, the API, and the two
// addresses that say how it is doing. It panics if a template, the catalogue or
// the stylesheet that came with the program is broken.
func Handler(c Config) http.Handler {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	texts, err := words.English()
	if err != nil {
		panic(err)
	}
	files, err := loadAssets()
	if err != nil {
		panic(err)
	}
	if c.App.Counsel == nil {
		c.App.Counsel = app.NewCounsel(c.Knowledge)
	}
	s := newSite(c, texts, files)
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.pattern, s.admit(r.needs, r.handler))
		if page, is := strings.CutPrefix(r.pattern, "GET "); is {
			s.hasPage[page] = true
		}
	}
	api.Mount(mux, s.app, s.apiCaller)
	return s.guarded(mux, c)
}

// guarded puts everything around the routes that holds for all of them. What is
// asked first stands last.
func (s *site) guarded(mux *http.ServeMux, c Config) http.Handler {
	h := s.unmatched(mux)
	h = sameOrigin(s.problem(http.StatusForbidden), h)
	if !c.SignIn {
		h = unrelayed(s.bare(http.StatusForbidden, "problem.relayed"), h)
	}
	if c.TLS {
		h = s.onlyTrust(h)
	}
	h = newHostList(c.Hosts).guard(s.bare(http.StatusMisdirectedRequest, "problem.421"), h)
	h = recovered(s.log, s.problem(http.StatusInternalServerError), h)
	h = withHeaders(h)
	return proxyList(c.Proxies).arrivals(h)
}

func newSite(c Config, texts *words.Catalogue, files assets) *site {
	s := &site{app: c.App, knowledge: c.Knowledge, log: c.Log, words: texts, assets: files, version: c.Version, backups: c.Backups, tls: c.TLS, trust: c.Trust, hasPage: map[string]bool{}}
	s.signIn.Store(c.SignIn)
	s.pages = loadPages(texts, files)
	s.standing = s.askedStanding()
	s.drawings = loadDrawings()
	s.phone = s.phonePage()
	var err error
	if s.shell, err = s.makeShell(); err != nil {
		panic(err)
	}
	return s
}

// A site is what the handlers share; what stands in its first part does not
// change after the start.
type site struct {
	app       *app.App
	knowledge *knowledge.Base
	log       *slog.Logger
	words     *words.Catalogue
	assets    assets
	pages     pages
	standing  map[string][]string      // ids of the standing conditions that About you asks for, by part
	drawings  map[string]template.HTML // of reliefs, by name
	phone     phonePage
	shell     shell
	version   string
	backups   func() Backups
	tls       bool
	trust     *Trust
	hasPage   map[string]bool // addresses without method, as in the routes, that can be looked at

	signIn     atomic.Bool   // people must sign in
	looked     atomic.Int64  // when it was last looked whether there is an account, in Unix seconds
	challenges challengeList // that passkeys are to meet
}

// browser is the device name of what is written on a page.
const browser = "browser"
