package api

import (
	"encoding/json"
	"io"
	"net/http"
	"path"
	"sync"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/words"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Root is where the routes of this version begin.
const Root = "/api/v1"

// Mount adds the API to mux. It takes everything under /api/, so that an
// address that does not exist is refused in the API's own form.
//
// caller says who asks, from the request; its error is answered like any other:
// charley.ErrForbidden as 403.
func Mount(mux *http.ServeMux, a *app.App, caller func(*http.Request) (charley.Caller, error)) {
	mux.Handle("/api/", newServer(a, caller))
}

// A server holds the routes and what they need.
type server struct {
	app    *app.App
	caller func(*http.Request) (charley.Caller, error)
	pace   *pace
	routes *routeList
	api    huma.API

	english func() (*words.Catalogue, error) // what documents say; read once, when the first is made
}

// A routeList is a mux that remembers its patterns, so that a test can hold
// them against the document.
type routeList struct {
	http.ServeMux
	patterns []string
}

// HandleFunc adds a route.
func (l *routeList) HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request)) {
	l.patterns = append(l.patterns, pattern)
	l.ServeMux.HandleFunc(pattern, handler)
}

func newServer(a *app.App, caller func(*http.Request) (charley.Caller, error)) *server {
	s := &server{app: a, caller: caller, pace: newPace(), routes: &routeList{}, english: sync.OnceValues(words.English)}
	s.api = humago.New(s.routes, config())
	addSchemas(s.api.OpenAPI().Components.Schemas)
	s.document()                    // these need no caller
	s.api.UseMiddleware(s.identify) // all that follow do
	s.entries()
	s.tap()
	s.history()
	s.nights()
	s.settings()
	s.trials()
	s.patterns()
	s.export()
	s.report()
	s.tell()
	s.revised()
	s.known()
	s.people()
	s.access()
	s.documentPerson()
	mayBeNull(s.api.OpenAPI().Components.Schemas)
	dropUnused(s.api.OpenAPI().Components.Schemas)
	return s
}

// mayBeNull marks objects that are null where there is nothing to say: huma
// takes every pointer to a struct for one that is always there.
func mayBeNull(r huma.Registry) {
	for _, name := range []string{"Fit", "FoodSpan", "Plan", "Instruction", "Refusal", "TrialResultBody", "Interval", "Sceptical", "TrialRandomisation", "Beside", "Range", "Per20", "Reverse"} {
		r.Map()[name].Nullable = true
	}
	for _, name := range []string{"Plan", "RunIn", "Instruction", "Refusal", "Filling", "Interval", "Sceptical", "Warning", "Chance", "PatternFinding", "Range", "Per20", "Reverse", "PatternsLacks", "PatternsLimits", "PatternsTest", "PatternsWarning"} { // they may gain fields
		r.Map()[name].AdditionalProperties = true
	}
	for _, share := range []string{"share", "share_lo", "share_hi"} { // withheld where there is no reference
		r.Map()["FoodNutrient"].Properties[share].Nullable = true
	}
	for _, with := range []string{"with", "without"} { // withheld where no day is with it, or without
		r.Map()["PatternFinding"].Properties[with].Nullable = true
	}
	r.Map()["PatternsBody"].Properties["limit"].Nullable = true
}

// dropUnused takes the schemas of huma's own errors out of the document; every
// refusal here is a Problem.
func dropUnused(r huma.Registry) {
	delete(r.Map(), "ErrorModel")
	delete(r.Map(), "ErrorDetail")
}

// config leaves out everything of huma that would add routes of its own: its
// page of documentation loads scripts from elsewhere.
func config() huma.Config {
	format := huma.Format{Marshal: marshal, Unmarshal: unmarshal}
	return huma.Config{
		OpenAPI:                      openAPI(),
		Formats:                      map[string]huma.Format{"application/json": format, "json": format},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true, // a mistyped ?limit would be silently ignored
		Transformers:                 []huma.Transformer{plainProblem},
	}
}

// marshal writes an answer. That the client has gone is no fault of the answer.
func marshal(w io.Writer, v any) error {
	enc := json.NewEncoder(quiet{w})
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// quiet swallows write errors: the status line has gone out, nobody is listening.
type quiet struct{ w io.Writer }

func (q quiet) Write(b []byte) (int, error) {
	_, _ = q.w.Write(b)
	return len(b), nil
}

// unmarshal is as strict as diary.Decode about the text: no key twice, no bad UTF-8.
func unmarshal(data []byte, v any) error {
	if _, err := diary.ParseObject(data); err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

// ServeHTTP finds the route, takes in the body whole, and hands over to huma.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if p := s.findRoute(w, r); p != nil {
		p.write(w)
		return
	}
	if p := takeBody(w, r); p != nil {
		p.write(w)
		return
	}
	s.routes.ServeHTTP(w, r)
}

// findRoute says why a request has no route, or nil. The mux would answer in
// plain text, and would send an unclean address somewhere else.
func (s *server) findRoute(w http.ResponseWriter, r *http.Request) *Problem {
	if p := r.URL.EscapedPath(); path.Clean(p) != p {
		return noRoute()
	}
	handler, pattern := s.routes.Handler(r)
	if pattern != "" {
		return nil
	}
	probe := allowProbe{}
	handler.ServeHTTP(probe, r) // the mux's own answer says which methods there are
	allow := http.Header(probe).Get("Allow")
	if allow == "" {
		return noRoute()
	}
	w.Header().Set("Allow", allow)
	return newProblem(http.StatusMethodNotAllowed, "This address can be used with "+allow+" only.")
}

func noRoute() *Problem {
	return newProblem(http.StatusNotFound, "There is nothing at this address. "+Root+"/openapi.json lists every address.")
}

// An allowProbe keeps the headers of an answer and drops the rest.
type allowProbe http.Header

func (p allowProbe) Header() http.Header         { return http.Header(p) }
func (p allowProbe) Write(b []byte) (int, error) { return len(b), nil }
func (p allowProbe) WriteHeader(int)             {}
