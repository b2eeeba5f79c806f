package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
)

// rights are who may use each route, written down a second time: a route that is not
// here, or that lets in others than this table says, fails. Reading it is reading
// what the whole program opens to whom.
var rights = map[string]class{
	// Everybody, and calendars, which show who they are in the address.
	"GET /sign-in": forAll, "POST /sign-in": forAll, "GET /sign-in/recovery": forAll, "POST /passkey/known": forAll,
	"GET /setup/{link}": forAll, "POST /setup/{link}": forAll, "GET /pair/{link}": forAll, "POST /pair/{link}": forAll,
	"GET /trust": forAll, "GET /trust/charley-ca.crt": forAll, "GET /shell": forAll, "GET /away": forAll, "GET /sw.js": forAll, "GET /manifest.webmanifest": forAll,
	"GET /clock": forAll, "POST /clock": forAll, "POST /hide": forAll, "GET /shell/clock": forAll,
	"GET /healthz": forAll, "GET /readyz": forAll, "GET /static/": forAll, "GET /feed/{file}": forAll,

	// Whoever holds a device that was let in: what is about that device.
	"POST /palette": forDevices, "POST /language": forDevices, "GET /sign-out": forDevices, "POST /sign-out": forDevices,

	// A phone at the bed, and the household in a diary that they were let in to.
	"GET /{$}": forLogging, "GET /now/pack": forLogging, "POST /now": forLogging, "GET /entries/{id}/running": forLogging, "POST /entries/{id}/running": forLogging,
	"POST /entries/{id}/easing": forLogging, "GET /entries/{id}/eased": forLogging, "POST /entries/{id}/eased": forLogging, "POST /entries/{id}/remove": forLogging, "POST /entries/{id}/restore": forLogging,

	// The person, and a clinician in a diary that they were let in to.
	"GET /nights": forReading, "GET /nights/{night}": forReading, "GET /answers/what": forReading, "GET /answers/why": forReading, "GET /answers/help": forReading, "GET /answers/help/{id}": forReading,
	"GET /known": forReading, "GET /known/{id}": forReading, "GET /tests": forReading, "GET /tests/{id}": forReading,
	"GET /share/report": forReading, "GET /share/report.pdf": forReading, "GET /share/report.txt": forReading, "GET /share/report.fhir.json": forReading,

	// The person alone.
	"GET /morning": forPerson, "POST /morning": forPerson, "GET /evening": forPerson, "POST /evening": forPerson, "POST /nights/{night}/episode": forPerson, "POST /nights/{night}/away": forPerson,
	"GET /entries/{id}": forPerson, "POST /entries/{id}": forPerson, "GET /about-you": forPerson, "POST /about-you": forPerson, "POST /about-you/medicine": forPerson,
	"GET /answers/what/ask": forPerson, "POST /answers/what/ask": forPerson, "POST /answers/what/flags/{flag}": forPerson, "GET /answers/what/sit": forPerson, "POST /answers/what/sit": forPerson,
	"POST /answers/why": forPerson, "POST /answers/help/{id}/tried": forPerson, "GET /answers/food": forPerson, "POST /answers/food": forPerson,
	"POST /tests": forPerson, "GET /tests/new": forPerson, "POST /tests/{id}/look": forPerson, "POST /tests/{id}/stop": forPerson, "POST /tests/{id}/guess": forPerson,
	"GET /tests/{id}/harm": forPerson, "POST /tests/{id}/harm": forPerson, "POST /tests/{id}/harm/{harm}/end": forPerson, "GET /tests/{id}/list": forPerson, "POST /tests/{id}/list": forPerson,
	"GET /share": forPerson, "POST /share": forPerson, "GET /share/paper": forPerson, "GET /share/paper.pdf": forPerson, "POST /share/paper": forPerson,
	"GET /settings": forPerson, "POST /settings": forPerson, "POST /settings/reminders": forPerson, "GET /settings/charley.ics": forPerson, "POST /settings/feed": forPerson, "POST /settings/feed/off": forPerson,
	"POST /settings/backup": forPerson, "GET /settings/erase": forPerson, "POST /settings/erase": forPerson,
	"POST /settings/devices/revoke": forPerson, "POST /settings/devices/others": forPerson, "GET /settings/pair": forPerson, "POST /settings/pair": forPerson, "GET /settings/button": forPerson, "POST /settings/button": forPerson,
	"GET /settings/access": forPerson, "POST /settings/access": forPerson, "POST /settings/access/end": forPerson,

	// Whoever signed in, also who keeps no diary: how they sign in, and where they were let in.
	"GET /confirm": forAccounts, "POST /confirm": forAccounts, "POST /passkey/new": forAccounts, "GET /setup": forAccounts, "POST /setup": forAccounts,
	"GET /settings/sign-in": forAccounts, "POST /settings/password": forAccounts, "POST /settings/passkeys": forAccounts, "POST /settings/passkeys/remove": forAccounts, "POST /settings/recovery": forAccounts,
	"POST /settings/name": forAccounts, "GET /people": forAccounts,

	// Administrators.
	"GET /settings/people": forAdmins, "POST /settings/people": forAdmins, "POST /settings/people/link": forAdmins, "POST /settings/people/admin": forAdmins, "POST /settings/people/end": forAdmins,

	// The door to all of these in the diary of somebody else. By itself it leads nowhere.
	"GET /people/{person}/{rest...}": theDoor, "POST /people/{person}/{rest...}": theDoor,
}

// A class is what several routes have in common.
type class string

const (
	forAll      class = "everybody"
	forDevices  class = "whoever was let in"
	forLogging  class = "for logging"
	forReading  class = "for reading"
	forPerson   class = "the person alone"
	forAccounts class = "whoever signed in"
	forAdmins   class = "administrators"
	theDoor     class = "the door to another diary"
)

// What becomes of a request before its page is asked.
const (
	opens     = "opens"
	atTheDoor = "is sent to sign in"
	phoneOnly = "is told that this phone may log"
	noDiary   = "is told that they keep no diary"
	noAdmin   = "is told that it is for administrators"
	notTheirs = "is told that it is theirs alone"
	stranger  = "is told that it is not open to them"
	wantsKey  = "is asked for a passkey"
	nothing   = "is told that there is nothing"
	toPeople  = "is sent to the diaries of others"
	toNights  = "is sent to the nights"
)

// headings are those of the pages that refuse.
var headings = map[string]string{
	"This phone may log": phoneOnly, "You keep no diary here": noDiary, "This is for administrators": noAdmin, "This is theirs alone": notTheirs,
	"This is not open to you": stranger, "A passkey first": wantsKey, "There is nothing here": nothing,
}

// outcome reads what became of a request from its answer; pages that were asked are
// all teapots.
func outcome(g page) string {
	switch {
	case g.status == http.StatusTeapot:
		return opens
	case g.status == http.StatusSeeOther && (g.location == "/sign-in" || strings.HasPrefix(g.location, "/sign-in?next=")):
		return atTheDoor
	case g.status == http.StatusSeeOther && g.location == "/people":
		return toPeople
	case g.status == http.StatusSeeOther && strings.HasPrefix(g.location, guestRoot) && strings.HasSuffix(g.location, "/nights"):
		return toNights
	case g.status == http.StatusForbidden || g.status == http.StatusNotFound:
		if h := headings[g.first("h1").text()]; h != "" {
			return h
		}
	}
	return fmt.Sprint(g.status, " ", g.first("h1").text())
}

// byThemselves is what becomes of everybody on the routes of each class.
var byThemselves = map[string]map[class]string{
	"nobody":                              refused(atTheDoor),
	"a button":                            refused(atTheDoor),
	"a program":                           refused(atTheDoor),
	"a calendar":                          refused(atTheDoor),
	"a paired phone":                      refused(phoneOnly, forDevices, forLogging),
	"a phone in a session's place":        refused(atTheDoor),
	"a session in a phone's place":        refused(atTheDoor),
	"an administrator, on a paired phone": but(refused("", forDevices, forLogging, forReading, forPerson, forAccounts, forAdmins), theDoor, stranger),
	"a person":                            but(refused(noAdmin, forDevices, forLogging, forReading, forPerson, forAccounts), theDoor, stranger),
	"a member of the household":           but(refused(noAdmin, forDevices, forLogging, forReading, forPerson, forAccounts), theDoor, stranger),
	"an administrator":                    but(refused("", forDevices, forLogging, forReading, forPerson, forAccounts, forAdmins), theDoor, stranger),
	"a clinician by password":             but(but(refused(noDiary, forDevices, forAccounts), theDoor, stranger), forAdmins, noAdmin),
	"a clinician":                         but(but(refused(noDiary, forDevices, forAccounts), theDoor, stranger), forAdmins, noAdmin),
}

// letInTo is the same in a diary that somebody was let in to. Whoever signed in and
// was not let in is a stranger on all routes; nobody else comes so far.
var letInTo = map[string]map[class]string{
	"a member of the household": but(but(refused(notTheirs, forLogging), forAll, nothing), theDoor, nothing),
	"a clinician by password":   but(but(but(refused(notTheirs), forAll, nothing), theDoor, nothing), forReading, wantsKey),
	"a clinician":               but(but(refused(notTheirs, forReading), forAll, nothing), theDoor, nothing),
}

// refused is one outcome for all classes but those that are open.
func refused(as string, open ...class) map[class]string {
	all := map[class]string{forAll: opens}
	for _, c := range []class{forDevices, forLogging, forReading, forPerson, forAccounts, forAdmins, theDoor} {
		all[c] = as
		if slices.Contains(open, c) {
			all[c] = opens
		}
	}
	return all
}

// but is a row of outcomes with one other.
func but(row map[class]string, c class, as string) map[class]string {
	row = maps.Clone(row)
	row[c] = as
	return row
}

// wanted is what must become of a request: of whom, on which route, in whose diary,
// "" for their own.
func wanted(who, route, whose string) string {
	if whose == "" {
		if route == "GET /{$}" && strings.HasPrefix(who, "a clinician") {
			return toPeople
		}
		return byThemselves[who][rights[route]]
	}
	if to := byThemselves[who][theDoor]; to != stranger {
		return to
	}
	row, guest := letInTo[who]
	switch {
	case whose != "let in" || !guest:
		return stranger
	case route == "GET /{$}" && strings.HasPrefix(who, "a clinician"):
		return toNights
	}
	return row[rights[route]]
}

// A town is one server with everybody of the matrix on it.
type town struct {
	*person
	shows map[string]func(*http.Request) // by who asks: what their browser or program shows
	whose map[string]charley.Caller      // by how the guests were let in there: the person of that diary
}

const townCanary = "canary of the night"

// newTown is that server. Each guest was let in to diaries in each of the ways that
// there are.
func newTown(t *testing.T) town {
	t.Helper()
	p, _ := lockedOut(t)
	w := town{person: p, shows: map[string]func(*http.Request){}, whose: map[string]charley.Caller{}}
	ctx, admin := p.owner()
	links := map[string]app.Link{}
	p.now = p.now.Add(-48 * time.Hour)
	guests := map[string]charley.Role{"a member of the household": charley.RoleHousehold, "a clinician by password": charley.RoleClinician, "a clinician": charley.RoleClinician}
	for who, role := range guests {
		links[who] = w.moves(who, role)
	}
	links["a person"] = w.moves("a person", charley.RolePerson)
	for _, whose := range []string{"let in", "let in until yesterday", "taken back", "never let in", "an account that ended"} {
		w.moves(whose, charley.RolePerson)
		c, err := p.app.PersonNamed(ctx, whose)
		if err != nil {
			t.Fatal(err)
		}
		w.whose[whose] = c
		p.logs(c)
		for who, role := range guests {
			if whose != "never let in" {
				w.grants(c, who, role, whose)
			}
		}
		if whose == "an account that ended" {
			if err := p.app.EndAccount(ctx, admin, c.Person); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.whose["nobody at all"] = charley.Caller{Person: charley.NewPersonID()}
	p.now = p.now.Add(48 * time.Hour)
	w.arrive(links)
	return w
}

// moves makes an account, with a way in.
func (w town) moves(name string, role charley.Role) app.Link {
	w.t.Helper()
	if role == charley.RoleHousehold {
		role = charley.RolePerson
	}
	ctx, admin := w.owner()
	_, l, err := w.app.AddAccount(ctx, admin, name, role)
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}

// grants lets somebody in, in one of the ways.
func (w town) grants(c charley.Caller, who string, role charley.Role, way string) {
	w.t.Helper()
	until := w.now.Add(30 * 24 * time.Hour)
	if way == "let in until yesterday" {
		until = w.now.Add(24 * time.Hour)
	}
	g, err := w.app.LetIn(w.t.Context(), c, who, role, until)
	if err == nil && way == "taken back" {
		err = w.app.EndGrant(w.t.Context(), c, g.ID)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// logs writes a night into a diary that nobody else may know of.
func (p *person) logs(c charley.Caller) {
	p.t.Helper()
	d, err := diary.NewDraft(charley.KindMorning, map[string]any{"night": "2026-11-20", "note": townCanary})
	if err == nil {
		_, err = p.app.Put(p.t.Context(), c, charley.NewEntryID(), d)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// arrive signs everybody in.
func (w town) arrive(links map[string]app.Link) {
	w.t.Helper()
	ctx, admin := w.owner()
	cookies := func(secret string, names ...string) func(*http.Request) {
		return func(r *http.Request) {
			for _, name := range names {
				r.AddCookie(&http.Cookie{Name: name, Value: secret})
			}
		}
	}
	uses := func(l app.Link) app.Session {
		s, err := w.app.UseLink(ctx, l.Secret, l.Purpose, "Browser")
		if err != nil {
			w.t.Fatal(err)
		}
		return s
	}
	w.shows["nobody"] = cookies("chl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", sessionCookie, phoneCookie)
	for who, x := range map[string]struct {
		kind  app.DeviceKind
		scope charley.Scope
	}{"a button": {app.DeviceButton, charley.ScopeTap}, "a program": {app.DeviceButton, charley.ScopeAppend}, "a calendar": {app.DeviceFeed, charley.ScopeFeed}} {
		secret, _, err := w.app.NewToken(ctx, admin, who, x.kind, x.scope)
		if err != nil {
			w.t.Fatal(err)
		}
		w.shows[who] = func(r *http.Request) {
			cookies(secret, sessionCookie, phoneCookie)(r)
			r.Header.Set("Authorization", "Bearer "+secret)
		}
	}
	for who, purpose := range map[string]app.LinkPurpose{"a paired phone": app.LinkPair, "an administrator": app.LinkSetup} {
		l, err := w.app.NewLink(ctx, admin, purpose)
		if err != nil {
			w.t.Fatal(err)
		}
		secret := uses(l).Secret
		w.shows[who] = cookies(secret, cookieOf(deviceOf[purpose]))
		if purpose == app.LinkPair {
			w.shows["a phone in a session's place"] = cookies(secret, sessionCookie)
		} else {
			w.shows["a session in a phone's place"] = cookies(secret, phoneCookie)
		}
	}
	w.shows["an administrator, on a paired phone"] = func(r *http.Request) { w.shows["an administrator"](r); w.shows["a paired phone"](r) }
	for who, l := range links {
		s := uses(l)
		w.shows[who] = cookies(s.Secret, sessionCookie)
		if id := []byte(who); strings.HasPrefix(who, "a clinician") {
			err := w.app.AddPasskey(ctx, s.Caller, app.Passkey{ID: id, PublicKey: []byte{1}, Name: "Key"})
			if err == nil && who == "a clinician" {
				err = w.app.ConfirmPasskey(ctx, s.Caller, id)
			}
			if err != nil {
				w.t.Fatal(err)
			}
		}
	}
}

// asks sends a request of somebody for a route, in a diary.
func (w town) asks(who, route, whose string) page {
	w.t.Helper()
	method, path, _ := strings.Cut(route, " ")
	fill := strings.NewReplacer("{$}", "", "{id}", freshID(), "{harm}", freshID(), "{night}", "2026-11-20", "{flag}", "RF20", "{link}", "x", "{file}", "x.ics", "{person}", string(w.whose["let in"].Person), "{rest...}", "nights")
	path = fill.Replace(path)
	if route == "GET /answers/help/{id}" || route == "GET /known/{id}" {
		path = strings.TrimSuffix(route, "{id}")[4:] + "warm-bath"
	}
	if whose != "" {
		path = guestPrefix(string(w.whose[whose].Person)) + path
	} else if rights[route] == theDoor {
		path = guestPrefix(string(w.whose["never let in"].Person)) + "/nights"
	}
	r := httptest.NewRequest(method, "http://localhost"+path, nil)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w.shows[who](r)
	return (&person{t: w.t, handler: w.handler}).do(r) // with no cookies but these
}

// looked are what others did in a diary since it was last asked, the latest first.
func (w town) looked(whose string, since int) (lines []string, n int) {
	w.t.Helper()
	if whose == "nobody at all" {
		return nil, 0
	}
	all, err := w.app.Looked(w.t.Context(), w.whose[whose], 1e6)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, l := range all[:len(all)-since] {
		lines = append(lines, l.Caller+": "+l.Action)
	}
	return lines, len(all)
}

// unguarded are the routes without what holds for all of them, which counts how often
// one source asks; each answers with a teapot unless its own page is wanted.
func unguarded(s *site, pages bool) http.Handler {
	teapot := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	routes, mux := s.routes(), http.NewServeMux()
	for i, r := range routes {
		if !pages && rights[r.pattern] != theDoor {
			routes[i].handler = teapot
		}
	}
	s.diaries = s.newDiaries(routes)
	for _, r := range routes {
		mux.Handle(r.pattern, s.admit(r.needs, r.handler))
	}
	return mux
}

// Every route, asked for by everybody, in their own diary and in those of others in
// every way in which one can be let in or not. Whoever gets in there has left one
// line in the log of that person, and nobody else has left any.
func TestWhoMayUseWhat(t *testing.T) {
	w := newTown(t)
	s := lockedSite(t, w.app)
	w.handler = unguarded(s, false)
	asked := 0
	for _, r := range s.routes() {
		if rights[r.pattern] == "" {
			t.Errorf("nothing is said of who may use %s: add it to rights", r.pattern)
			continue
		}
		for who := range byThemselves {
			asked++
			if got, want := outcome(w.asks(who, r.pattern, "")), wanted(who, r.pattern, ""); got != want {
				t.Errorf("%s on %s: %s, want that it %s", who, r.pattern, got, want)
			}
		}
	}
	for whose := range w.whose {
		for who := range byThemselves {
			_, before := w.looked(whose, 0)
			var want []string
			for _, r := range s.routes() {
				asked++
				to := wanted(who, r.pattern, whose)
				if got := outcome(w.asks(who, r.pattern, whose)); got != to {
					t.Errorf("%s on %s in the diary of %q: %s, want that it %s", who, r.pattern, whose, got, to)
				}
				if to == opens {
					want = append([]string{who + ": enter " + r.pattern}, want...)
				}
			}
			if got, _ := w.looked(whose, before); !slices.Equal(got, want) {
				t.Errorf("%s in the diary of %q: got the lines %q, want %q", who, whose, got, want)
			}
		}
	}
	if len(rights) != len(s.routes()) {
		t.Errorf("rights has %d rows for %d routes", len(rights), len(s.routes()))
	}
	t.Logf("%d requests", asked)
}

// The same refusals from the whole program: no answer holds a word of that diary.
func TestARefusalSaysNothingOfTheDiary(t *testing.T) {
	w := newTown(t)
	w.handler = unguarded(lockedSite(t, w.app), true)
	for whose := range w.whose {
		_, before := w.looked(whose, 0)
		for who := range byThemselves {
			for route := range rights {
				to := wanted(who, route, whose)
				if to == opens {
					continue
				}
				if got := w.asks(who, route, whose); strings.Contains(got.raw, townCanary) || outcome(got) != to {
					t.Errorf("%s on %s in the diary of %q: %s, want that it %s and holds nothing of it", who, route, whose, outcome(got), to)
				}
			}
		}
		if lines, _ := w.looked(whose, before); lines != nil {
			t.Errorf("in the diary of %q: got the lines %q for refusals", whose, lines)
		}
	}
}

var deviceOf = map[app.LinkPurpose]app.DeviceKind{app.LinkPair: app.DevicePhone, app.LinkSetup: app.DeviceSession}

// What those who were let in see: whole pages of that diary and of no other, with
// whose it is above each, and nothing that would run, send or lead elsewhere.
func TestWhatGuestsSee(t *testing.T) {
	w := newTown(t)
	s := lockedSite(t, w.app)
	w.handler = unguarded(s, true)
	prefix, said := guestPrefix(string(w.whose["let in"].Person)), 0
	for who := range letInTo {
		for route := range rights {
			if wanted(who, route, "let in") != opens || strings.HasPrefix(route, "POST ") {
				continue
			}
			_, before := w.looked("let in", 0)
			got := w.asks(who, route, "let in")
			missing := strings.Contains(route, "/tests/{id}") || strings.Contains(route, "/entries/{id}") // of which there is none
			if want := map[bool]int{false: http.StatusOK, true: http.StatusNotFound}[missing]; got.status != want {
				t.Errorf("%s on %s: got %d, want %d", who, route, got.status, want)
			}
			lines, _ := w.looked("let in", before)
			taken := func(l string) bool { return l == who+": report" || l == who+": export fhir" }
			if lines = slices.DeleteFunc(lines, taken); !slices.Equal(lines, []string{who + ": enter " + route}) {
				t.Errorf("%s on %s: got the lines %q", who, route, lines)
			}
			if strings.Contains(got.raw, townCanary) {
				said++
			}
			if !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
				continue
			}
			got.says(".guest b", "The diary of let in")
			got.count("script", 0)
			if who == "a clinician" {
				got.count(`form[method="post"]`, 0)
			}
			if found := stray(guestPage{prefix: prefix}, got.raw); found != nil {
				t.Errorf("%s on %s: got %q", who, route, found)
			}
		}
	}
	if said == 0 {
		t.Error("got what was written on no page")
	}
}
