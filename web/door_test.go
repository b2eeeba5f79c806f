package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley/app"
)

const (
	goodPassword  = "a goat on the staircase"
	otherPassword = "four wet umbrellas"
)

// lockedOut is somebody before a program that others can reach, with an account
// and its recovery codes, who is not signed in.
func lockedOut(t *testing.T) (p *person, codes []string) {
	t.Helper()
	p = newPerson(t, morningOf)
	p.locks()
	ctx, c := p.owner()
	codes, err := p.app.SetPassword(ctx, c, "", goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	return p, codes
}

// locks starts the pages anew, so that people must sign in.
func (p *person) locks() {
	p.handler = Handler(Config{App: p.app, Knowledge: base(p.t), Version: "test", SignIn: true, Backups: func() Backups { return p.backups }, Log: keptLog})
}

// link makes a one-time link.
func (p *person) link(purpose app.LinkPurpose) string {
	p.t.Helper()
	ctx, c := p.owner()
	l, err := p.app.NewLink(ctx, c, purpose)
	if err != nil {
		p.t.Fatal(err)
	}
	return "/" + string(purpose) + "/" + l.Secret
}

// other is somebody with another browser before the same program.
func (p *person) other() *person {
	return &person{t: p.t, app: p.app, handler: p.handler, now: p.now}
}

// signIn types a password.
func (p *person) signIn(password string) page {
	p.t.Helper()
	return p.submit(p.open("/sign-in"), "/sign-in", "", url.Values{"password": {password}})
}

// sentTo fails the test unless a page is answered by sending on to another.
func (g page) sentTo(want string) {
	g.t.Helper()
	if g.status != http.StatusSeeOther || g.location != want {
		g.t.Errorf("got %d to %q, want 303 to %q", g.status, g.location, want)
	}
}

func TestSignInOpensThePageThatWasAskedFor(t *testing.T) {
	p, _ := lockedOut(t)
	asked := p.do(getRequest("/nights?days=91"))
	asked.sentTo("/sign-in?next=%2Fnights%3Fdays%3D91")
	door := p.open(asked.location)
	door.count("body nav", 0)
	p.submit(door, "/sign-in", "", url.Values{"password": {goodPassword}}).sentTo("/nights?days=91")
	p.open("/nights?days=91")
	p.do(getRequest("/sign-in?next=/evening")).sentTo("/evening")
}

func TestAWrongPasswordIsSaidKindly(t *testing.T) {
	p, _ := lockedOut(t)
	got := p.signIn("a goat on the stairs")
	if got.status != http.StatusForbidden {
		t.Errorf("got %d", got.status)
	}
	got.says("#password-wrong", "not right")
	if strings.Contains(got.raw, "stairs") {
		t.Error("got back what was typed")
	}
	for range 8 {
		got = p.signIn("a goat on the stairs")
	}
	got.says(".alarm", "Please wait")
	if got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") != "1" {
		t.Errorf("got %d, Retry-After %q, want 429 and 1", got.status, got.header.Get("Retry-After"))
	}
}

// An address to go on to comes from outside, and leads to pages of ours alone.
func TestTheNextPageIsOneOfOurs(t *testing.T) {
	for next, want := range map[string]string{
		"/nights?days=91": "/nights?days=91", "/entries/1/running#help": "/entries/1/running#help", "": "/", "/": "/",
		"//evil.example": "/", "///evil.example": "/", `/\evil.example`: "/", `\\evil.example`: "/", "https://evil.example/": "/", "evil.example": "/", "/nights\r\nX: y": "/",
		"/\t/evil.example": "/", "javascript:alert(1)": "/", "/sign-in": "/", "/sign-in?next=/": "/", "/sign-out": "/", "/pair/x": "/", "/setup": "/", "/" + strings.Repeat("a", 600): "/",
	} {
		if got := localPath(next); got != want {
			t.Errorf("%q: got %q, want %q", next, got, want)
		}
	}
}

// A form that was sent after the sign-in ended comes back to its page.
func TestAFormAfterTheSignInEnded(t *testing.T) {
	p, _ := lockedOut(t)
	p.post("/morning", url.Values{}).sentTo("/sign-in?next=%2Fmorning")
	p.post("/entries/"+freshID()+"/remove", url.Values{}).sentTo("/sign-in")
}

func TestTheFirstPasswordComesByALink(t *testing.T) {
	p := newPerson(t, morningOf)
	p.locks()
	p.open("/sign-in").says("main", "account setup")
	link := p.link(app.LinkSetup)
	for range 2 { // looking at it does not use it up
		p.open(link).says("h1", "Set up Charley")
	}
	choose := p.press(p.open(link), link, "", nil)
	choose.says("h1", "Choose a password")
	p.submit(choose, "/setup", "", url.Values{"new": {"short"}}).says("#new-wrong", "at least 8")
	p.submit(choose, "/setup", "", url.Values{"new": {"password"}}).says("#new-wrong", "first")
	codes := p.submit(choose, "/setup", "", url.Values{"new": {goodPassword}})
	codes.count("#codes code", 10)
	p.open("/nights")

	dead := p.other().do(getRequest(link))
	dead.says("h1", "does not work any more")
	if dead.status != http.StatusGone {
		t.Errorf("got %d, want 410", dead.status)
	}
	again := p.other()
	again.signIn(goodPassword).sentTo("/")
}

func TestARecoveryCodeLetsInOnceAndSetsANewPassword(t *testing.T) {
	p, codes := lockedOut(t)
	wrong := p.submit(p.open("/sign-in/recovery"), "/sign-in", "", url.Values{"recovery": {"0000-0000-0000-0000"}})
	wrong.says("#recovery-wrong", "not right")
	choose := p.press(p.open("/sign-in/recovery?next=/nights"), "/sign-in", "", url.Values{"recovery": {" " + strings.ToUpper(codes[3]) + " "}})
	choose.says("h1", "Choose a new password")
	p.submit(choose, "/setup", "", url.Values{"new": {otherPassword}}).sentTo("/?did=password")
	p.open("/settings/sign-in").says("#recovery", "9 codes are left")
	q := p.other()
	q.submit(q.open("/sign-in/recovery"), "/sign-in", "", url.Values{"recovery": {codes[3]}}).says("#recovery-wrong", "used before")
	q.signIn(otherPassword).sentTo("/")
	q.do(getRequest("/setup")).sentTo("/settings/sign-in") // there, the old one is asked for
}

func TestAPairedPhoneMayLogAndSeesNoMore(t *testing.T) {
	p, _ := lockedOut(t)
	p.setClock(threeAM)
	link := p.link(app.LinkPair)
	p.open(link).says("main", "without a password")
	p.press(p.open(link), link, "", nil).says("h1", "Now")
	p.press(p.open("/"), "/now", "what=cramp", nil).says("h2", "toes")
	for _, closed := range []string{"/nights", "/settings", "/about-you", "/answers/help", "/settings/pair"} {
		got := p.do(getRequest(closed))
		got.says("h1", "This phone may log")
		if got.status != http.StatusForbidden || got.first(`main a[href="/sign-in?next=`+url.QueryEscape(closed)+`"]`).Node == nil {
			t.Errorf("%s: got %d, want 403 and a way to sign in", closed, got.status)
		}
	}
	p.signIn(goodPassword).sentTo("/")
	p.open("/nights")
	out := p.submit(p.open("/sign-out"), "/sign-out", "", nil)
	out.sentTo("/sign-in?did=signedout")
	p.open("/") // it can still log
	p.submit(p.open("/sign-out"), "/sign-out", "", nil)
	p.do(getRequest("/")).sentTo("/sign-in")
}

// A phone that is paired again is one device, also while the owner is signed in on it.
func TestPairingAgainRevokesTheEarlierPairing(t *testing.T) {
	p, _ := lockedOut(t)
	pair := func() {
		link := p.link(app.LinkPair)
		p.press(p.open(link), link, "", nil)
	}
	pair()
	pair()
	p.signIn(goodPassword)
	pair()
	p.open("/settings").count("#devices li", 2) // the phone, and the owner on it
}

// A warning sign that is told of at night is answered on the page itself: a paired
// phone must not be sent to a door, and relief that could do harm is gone.
func TestAPairedPhoneIsWarnedWhereItIs(t *testing.T) {
	p, _ := lockedOut(t)
	p.setClock(threeAM)
	link := p.link(app.LinkPair)
	p.press(p.open(link), link, "", nil)
	running, path := p.starts("cramp")
	p.submit(running, path+"/running", "do=not_easing", nil)
	warned := p.press(p.open(path+"/running"), path+"/easing", "do=ticked", url.Values{"tick": {"swelling"}})
	warned.count(".alarm", 2)
	warned.count(".relief", 0)
	p.open("/").count(".alarm", 1)
}

// A page of warning signs that comes again out of the browser's memory with other
// signs ticked counts on a phone too, though it may not read what it said before.
func TestWhatAPairedPhoneTicksTheSecondTimeCounts(t *testing.T) {
	p, _ := lockedOut(t)
	p.setClock(threeAM)
	link := p.link(app.LinkPair)
	p.press(p.open(link), link, "", nil)
	running, path := p.starts("cramp")
	p.submit(running, path+"/running", "do=not_easing", nil)
	asked := p.open(path + "/running")
	p.submit(asked, path+"/easing", "do=none", nil)
	p.submit(asked, path+"/easing", "do=ticked", url.Values{"tick": {"swelling"}})
	p.open("/").count(".alarm", 1)
}

func TestTheOwnerShutsAPhoneOut(t *testing.T) {
	p, _ := lockedOut(t)
	phone := p.other()
	link := p.link(app.LinkPair)
	phone.press(phone.open(link), link, "", nil)
	phone.open("/")
	p.signIn(goodPassword)
	settings := p.open("/settings")
	settings.says("#devices", "Phone at the bed")
	settings.count("#devices li", 2)
	settings.says("#devices", "(this one)")
	p.press(settings, "/settings/devices/revoke", "", nil).says("#devices", "Shut out.")
	phone.do(getRequest("/")).sentTo("/sign-in")
}

func TestEveryOtherBrowserIsShutOutAtOnce(t *testing.T) {
	p, _ := lockedOut(t)
	q := p.other()
	q.signIn(goodPassword)
	q.open("/nights")
	p.signIn(goodPassword)
	p.press(p.open("/settings"), "/settings/devices/others", "", nil)
	q.do(getRequest("/nights")).sentTo("/sign-in?next=%2Fnights")
	p.open("/settings").count("#devices li", 1)
}

// Somebody finds a browser in which the owner is signed in, an hour later. They cannot shut
// the owner out on their other devices; the owner, who knows the password, can.
func TestShuttingOutAsksWhoItIs(t *testing.T) {
	p, _ := lockedOut(t)
	q := p.other()
	q.signIn(goodPassword)
	p.signIn(goodPassword)
	p.setClock("2026-11-23T09:30:00+01:00")
	settings := p.open("/settings")
	for _, form := range []string{"/settings/devices/revoke", "/settings/devices/others"} {
		p.submit(settings, form, "", nil)
		q.open("/nights").says("h1", "Nights")
	}
	ask := p.press(settings, "/settings/devices/others", "", nil)
	ask.says("h1", "Is it you?")
	list := p.press(ask, "/confirm", "", url.Values{"password": {goodPassword}})
	p.press(list, "/settings/devices/others", "", nil).says("#devices", "Shut out.")
	q.do(getRequest("/nights")).sentTo("/sign-in?next=%2Fnights")
}

// What opens the diary to others asks once more who it is, after a while.
func TestItAsksAgainBeforeItLetsOthersIn(t *testing.T) {
	p, _ := lockedOut(t)
	p.signIn(goodPassword)
	p.open("/settings/pair")
	p.setClock("2026-11-23T09:30:00+01:00")
	for _, page := range []string{"/settings/pair", "/settings/button", "/settings/sign-in"} {
		p.do(getRequest(page)).sentTo("/confirm?next=" + url.QueryEscape(page))
	}
	p.post("/settings/recovery", nil).sentTo("/confirm")
	p.post("/passkey/new", nil).sentTo("/confirm")
	asked := p.open("/confirm?next=/settings/pair")
	p.submit(asked, "/confirm", "", url.Values{"password": {otherPassword}}).says("#password-wrong", "not right")
	p.submit(asked, "/confirm", "", url.Values{"password": {goodPassword}}).sentTo("/settings/pair")
	shown := p.press(p.open("/settings/pair"), "/settings/pair", "", nil)
	link := shown.first("#link code").text()
	if !strings.HasPrefix(link, "http://localhost/pair/") || shown.first(".qr path").attr("d") == "" {
		t.Errorf("got the link %q", link)
	}
	q := p.other()
	q.open(strings.TrimPrefix(link, "http://localhost"))
}

func TestAButtonsKeyIsShownOnce(t *testing.T) {
	p, _ := lockedOut(t)
	p.signIn(goodPassword)
	p.submit(p.open("/settings/button"), "/settings/button", "", nil).says("#name-wrong", "name")
	made := p.submit(p.open("/settings/button"), "/settings/button", "", url.Values{"name": {"Button by the bed"}})
	key := made.first("#secret code").text()
	if !strings.HasPrefix(key, "chl_") {
		t.Fatalf("got the key %q", key)
	}
	settings := p.open("/settings")
	settings.says("#devices", "Button by the bed")
	if strings.Contains(settings.raw, key) {
		t.Error("got the key again")
	}
}

func TestAnotherPassword(t *testing.T) {
	p, _ := lockedOut(t)
	p.signIn(goodPassword)
	q := p.other()
	q.signIn(goodPassword)
	page := p.open("/settings/sign-in")
	p.submit(page, "/settings/password", "", url.Values{"old": {otherPassword}, "new": {otherPassword}}).says("#old-wrong", "not right")
	p.submit(page, "/settings/password", "", url.Values{"old": {goodPassword}, "new": {"1234"}}).says("#new-wrong", "at least 8")
	p.press(page, "/settings/password", "", url.Values{"old": {goodPassword}, "new": {otherPassword}}).says(".notice", "saved")
	p.press(page, "/settings/recovery", "", nil).count("#codes code", 10)
	q.do(getRequest("/")).sentTo("/sign-in") // it ends where else somebody is signed in
}

// At home there is no door, until the owner puts a lock on it.
func TestAtHomeNobodySignsIn(t *testing.T) {
	p := newPerson(t, morningOf)
	p.open("/settings").says("#devices", "nobody needs to sign in")
	p.do(getRequest("/sign-in")).sentTo("/")
	p.do(getRequest("/sign-out")).sentTo("/")
	codes := p.submit(p.open("/setup"), "/setup", "", url.Values{"new": {goodPassword}})
	codes.count("#codes code", 10)
	p.do(getRequest("/nights")).sentTo("/sign-in?next=%2Fnights")
	p.signIn(goodPassword).sentTo("/")
	p.open("/nights")
}

// A password that a command sets while pages are served counts too, soon.
func TestAPasswordSetElsewhereLocksTheDoor(t *testing.T) {
	p := newPerson(t, morningOf)
	p.open("/nights")
	ctx, c := p.owner()
	if _, err := p.app.SetPassword(ctx, c, "", goodPassword); err != nil {
		t.Fatal(err)
	}
	p.setClock("2026-11-23T08:30:11+01:00")
	p.do(getRequest("/nights")).sentTo("/sign-in?next=%2Fnights")
}
