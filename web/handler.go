package web

import (
	"html/template"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"

	"charley/app"
	"charley/knowledge"
	"charley/web/api"
	"charley/words"
)

// A Config is what the pages are made of.
type Config struct {
	App       *app.App
	Knowledge *knowledge.Base
	Hosts     []string         // names to be reached by, beside this machine's own
	Names     func() []string  // more of them, which may change while the program runs; nil: none
	Proxies   []netip.Prefix   // who may say for whom a request is passed on; nil: nobody
	SignIn    bool             // others than the owner could get here, so everybody must sign in
	TLS       bool             // the port speaks HTTPS; whoever comes without it only learns how to
	Trust     *Trust           // the program's own authority; nil: none
	Log       *slog.Logger     // nil: no log
	Version   string           // of the program, for the settings page
	Languages []words.Language // that the pages speak; nil: those that come with the program
	Backups   func() Backups   // how the daily backups are doing; nil: none are made here
	Keeper    Keeper           // looks after the backups; nil: there are none
}

// Handler is the whole program over HTTP: pages, the API, and the two
// addresses that say how it is doing. It panics if a template, the catalogue or
// the stylesheet that came with the program is broken.
func Handler(c Config) http.Handler {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Languages == nil {
		all, err := words.Languages()
		if err != nil {
			panic(err)
		}
		c.Languages = all
	}
	files, err := loadAssets()
	if err != nil {
		panic(err)
	}
	if c.App.Counsel == nil {
		c.App.Counsel = app.NewCounsel(c.Knowledge)
	}
	s := newSite(c, files)
	return newTongues(c.Languages, func(l words.Language) http.Handler { return s.in(l).handler(c) })
}

// handler is the program over HTTP in one language. The API speaks English in all.
func (s *site) handler(c Config) http.Handler {
	mux, routes := http.NewServeMux(), s.routes()
	s.diaries = s.newDiaries(routes)
	for _, r := range routes {
		mux.Handle(r.pattern, s.admit(r.needs, r.handler))
		if page, is := strings.CutPrefix(r.pattern, "GET "); is {
			s.hasPage[page] = true
		}
	}
	api.Mount(mux, s.english, s.apiCaller)
	return s.guarded(mux, c)
}

// guarded puts everything around the routes that holds for all of them. What is
// asked first stands last.
func (s *site) guarded(mux *http.ServeMux, c Config) http.Handler {
	h := curtained(s.unmatched(mux))
	h = sameOrigin(s.problem(http.StatusForbidden), h)
	if !c.SignIn {
		h = unrelayed(s.bare(http.StatusForbidden, "problem.relayed"), h)
	}
	if c.TLS {
		h = s.onlyTrust(h)
	}
	h = newCrowd(s.app.Now).guard(s.problem(http.StatusTooManyRequests), s.bare(http.StatusServiceUnavailable, "problem.busy"), h)
	h = newHostList(c.Hosts, c.Names).guard(s.bare(http.StatusMisdirectedRequest, "problem.421"), h)
	h = recovered(s.log, s.problem(http.StatusInternalServerError), h)
	// In a home the same name leads to others too, the lamps or the printer, which
	// speak plain HTTP on ports of their own: with the home's own authority nobody
	// is told to come by HTTPS alone.
	h = withHeaders(c.Trust == nil, h)
	h = newWatch(s.log, s.app.Now).over(h)
	return proxyList(c.Proxies).arrivals(h)
}

// newSite is what all languages share; a site speaks none before in.
func newSite(c Config, files assets) *site {
	s := &site{app: c.App, english: c.App, languages: c.Languages, knowledge: c.Knowledge, log: c.Log, assets: files, version: c.Version, backups: c.Backups, keeper: c.Keeper, mustSignIn: c.SignIn, tls: c.TLS, trust: c.Trust, learnt: &learnt{}}
	s.signIn.Store(c.SignIn)
	s.standing = s.askedStanding()
	s.drawings = loadDrawings()
	return s
}

// A site is what the handlers share, in one language.
type site struct {
	app        *app.App
	english    *app.App         // the same, for the API
	languages  []words.Language // that there are
	knowledge  *knowledge.Base
	log        *slog.Logger
	words      *words.Catalogue
	assets     assets
	pages      pages
	standing   map[string][]string      // ids of the standing conditions that About you asks for, by part
	drawings   map[string]template.HTML // of reliefs, by name
	phone      phonePage
	shell      shell
	version    string
	backups    func() Backups
	keeper     Keeper
	tls        bool
	mustSignIn bool // people must sign in, also where there is no account
	trust      *Trust
	hasPage    map[string]bool // addresses without method, as in the routes, that can be looked at
	diaries    diaries         // the pages, in the diary of somebody else

	*learnt // what changes after the start
}

// A learnt is what a site learns while it runs. All languages share one.
type learnt struct {
	signIn     atomic.Bool  // people must sign in
	looked     atomic.Int64 // when it was last looked whether there is an account, in Unix seconds
	challenges challenges   // that passkeys are to meet
	refusals   seldom       // how often the log hears of refused passkeys
}

// browser is the device name of what is written on a page.
const browser = "browser"
