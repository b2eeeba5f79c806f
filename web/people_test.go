package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
	"charley/app"
)

// A neighbour is somebody before the same program, with an account and a browser of
// their own.
type neighbour struct {
	*person
	name string
}

// joins adds somebody to the server by its page, and signs them in by the link that
// it shows.
func (p *person) joins(name string, role charley.Role) neighbour {
	p.t.Helper()
	made := p.press(p.open("/settings/people"), "/settings/people", "", url.Values{"name": {name}, "role": {string(role)}})
	n := neighbour{p.other(), name}
	link := strings.TrimPrefix(made.first("#link code").text(), "http://localhost")
	n.press(n.open(link), link, "", nil)
	n.press(n.open("/setup"), "/setup", "", url.Values{"new": {goodPassword}}).count("#codes code", 10)
	return n
}

// showsPasskey makes the session of a neighbour one that was confirmed with a passkey.
// What a browser does for it is tried with a real one: see test/browser.
func (n neighbour) showsPasskey() {
	n.t.Helper()
	id := []byte("key of " + n.name)
	err := charley.ErrUnauthorized
	for _, k := range n.cookies {
		if k.Name != sessionCookie {
			continue
		}
		var c charley.Caller
		if c, _, err = n.app.Authenticate(n.t.Context(), k.Value); err != nil {
			break
		}
		if err = n.app.AddPasskey(n.t.Context(), c, app.Passkey{ID: id, PublicKey: []byte{1}, Name: "Key"}); err == nil {
			err = n.app.ConfirmPasskey(n.t.Context(), c, id)
		}
	}
	if err != nil {
		n.t.Fatal(err)
	}
}

// anna is somebody signed in who looks after a server with several people.
func anna(t *testing.T) *person {
	t.Helper()
	p, _ := lockedOut(t)
	p.signIn(goodPassword)
	p.press(p.open("/settings/sign-in"), "/settings/name", "", url.Values{"name": {"Anna"}}).says(".notice", "Saved")
	return p
}

// diary is what the addresses of the first person's diary begin with.
func (p *person) diary() string {
	_, c := p.owner()
	return guestPrefix(string(c.Person))
}

func TestAClinicianIsLetInAndShutOut(t *testing.T) {
	p := anna(t).livedIn(40)
	dr := p.joins("Dr Weber", charley.RoleClinician)
	dr.do(getRequest("/")).sentTo("/people")
	dr.open("/people").says("main", "Nobody has let you in yet")
	dr.open("/settings/sign-in").count(`a[href="/settings#devices"]`, 0)

	let := p.open("/settings/access")
	let.says("#now-in", "Nobody but you")
	let.says("#looked", "Nobody but you")
	fill := func(to, role, days string) url.Values { return url.Values{"to": {to}, "role": {role}, "days": {days}} }
	p.submit(let, "/settings/access", "", fill("dr WEBER", "clinician", "open")).says("fieldset .wrong", "until a day")
	p.submit(let, "/settings/access", "", fill("Dr Weber", "household", "30")).says("fieldset .wrong", "made for a clinician")
	p.submit(let, "/settings/access", "", fill("Nobody", "clinician", "30")).says("#to-wrong", "Nobody else signs in")
	p.submit(let, "/settings/access", "", url.Values{"to": {"Dr Weber"}, "role": {"clinician"}, "until": {"2028-01-01"}}).says("#until-wrong", "within a year")
	in := p.press(let, "/settings/access", "", fill("dr WEBER", "clinician", "365"))
	in.says(".notice", "They may open your diary now")
	in.says("#now-in", "Until the end of 23 November 2027")

	nights := dr.open("/people").first("main .rows a").attr("href")
	asked := dr.do(getRequest(nights))
	asked.says("h1", "A passkey first")
	asked.count(`a[href="/settings/sign-in#passkeys"]`, 1)
	dr.showsPasskey()
	seen := dr.open(nights)
	seen.says(".guest", "The diary of Anna")
	seen.says(".guest", "Until the end of 23 November 2027")
	dr.open(seen.first("main table a").attr("href")).count("form", 0)
	dr.do(getRequest(p.diary()+"/settings")).says("h1", "This is theirs alone")
	dr.do(getRequest(p.diary() + "/")).sentTo(p.diary() + "/nights")
	if got := dr.do(getRequest(p.diary() + "/share/report.pdf")); got.status != http.StatusOK || !strings.HasPrefix(got.raw, "%PDF") {
		t.Errorf("the report: got %d", got.status)
	}

	for path, name := range map[string]string{p.diary(): "charley-report-anna-2026-11-01-to-2026-11-20.txt", "": "charley-report-2026-11-01-to-2026-11-20.txt"} {
		who := dr.person
		if path == "" {
			who = p
		}
		got := who.do(getRequest(path + "/share/report.txt?from=2026-11-01&to=2026-11-20")).header.Get("Content-Disposition")
		if got != `attachment; filename="`+name+`"` {
			t.Errorf("the report is called %s, want %s", got, name)
		}
	}

	looked := p.open("/settings/access")
	looked.says("#looked", "Dr Weber")
	looked.says("#looked", "looked at the nights; looked at single nights; made a report")
	p.press(looked, "/settings/access/end", "", nil).says("#now-in", "You took it back on 23 November 2026")
	dr.do(getRequest(nights)).says("h1", "This is not open to you")
	dr.open("/people").says("main", "Nobody has let you in yet")
}

func TestSomebodyOfTheHouseholdLogsForAnother(t *testing.T) {
	p := anna(t)
	ben := p.joins("Ben", charley.RolePerson)
	p.press(p.open("/settings/access"), "/settings/access", "", url.Values{"to": {"Ben"}, "role": {"household"}, "days": {"open"}}).says("#now-in", "Until you take it back")
	first := ben.open(ben.open("/people").first("main .rows a").attr("href"))
	first.says(".guest", "The diary of Anna")
	first.count("template", 0) // what a phone would draw with
	running := ben.press(first, p.diary()+"/now", "what=cramp", nil)
	running.says(".guest", "The diary of Anna")
	if got := p.one(charley.KindEpisode); !strings.HasPrefix(got.Device, "Ben") {
		t.Errorf("got the cramp written by %q", got.Device)
	}
	ben.open("/").count(".still a", 0) // in their own diary there is none
	ben.do(getRequest(p.diary()+"/nights")).says("h1", "This is theirs alone")
	if got := ben.post(p.diary()+"/settings/erase", url.Values{"word": {"erase"}}); got.status != http.StatusForbidden {
		t.Errorf("erasing: got %d", got.status)
	}
	p.open("/settings/access").says("#looked", "logged something")
}

func TestSigningInWithAName(t *testing.T) {
	p := anna(t)
	p.other().open("/sign-in").count("#name", 0)
	p.joins("Ben", charley.RolePerson)
	q := p.other()
	door := q.open("/sign-in?next=/nights")
	wrong := q.submit(door, "/sign-in", "", url.Values{"name": {"Nobody"}, "password": {goodPassword}})
	wrong.says("#password-wrong", "name or this password")
	if wrong.status != http.StatusForbidden || wrong.first("#name").attr("value") != "Nobody" {
		t.Errorf("got %d with the name %q", wrong.status, wrong.first("#name").attr("value"))
	}
	q.open("/sign-in/recovery").count("#name", 1)
	q.submit(door, "/sign-in", "", url.Values{"name": {" anna "}, "password": {goodPassword}}).sentTo("/nights")
	p.submit(p.open("/settings/sign-in"), "/settings/name", "", url.Values{"name": {"BEN"}}).says("#name-wrong", "this name already")
	p.submit(p.open("/settings/sign-in"), "/settings/name", "", url.Values{"name": {" "}}).says("#name-wrong", "1 to 40")
}

func TestAnAdministratorLooksAfterPeople(t *testing.T) {
	p := anna(t)
	ben := p.joins("Ben", charley.RolePerson)
	ben.open("/settings").count(`a[href="/settings/people"]`, 0)
	ben.do(getRequest("/settings/people")).says("h1", "This is for administrators")
	page := p.open("/settings/people")
	page.says("#all", "Ben")
	id := ""
	for _, n := range page.all("#all input") { // the last that names somebody is the newest
		if n.attr("name") == "id" {
			id = n.attr("value")
		}
	}
	p.post("/settings/people", url.Values{"name": {"ben"}, "role": {"person"}}).says("#name-wrong", "this name already")
	p.post("/settings/people", url.Values{"name": {"Cy"}}).says("fieldset .wrong", "what they will do")
	made := p.post("/settings/people/link", url.Values{"id": {id}})
	made.says("#made", "A way in for Ben")
	if strings.Contains(p.open("/settings/people").raw, "/setup/") {
		t.Error("got the link again")
	}
	p.post("/settings/people/admin", url.Values{"id": {id}, "admin": {"yes"}}).sentTo("/settings/people?did=saved")
	ben.open("/settings").count(`a[href="/settings/people"]`, 1)
	ben.open("/settings/access").says("#looked", "made this account an administrator")
	p.post("/settings/people/end", url.Values{"id": {id}}).says(".alarm", "Nothing was ended")
	p.post("/settings/people/end", url.Values{"id": {id}, "sure": {"yes"}}).sentTo("/settings/people?did=revoked")
	ben.do(getRequest("/nights")).sentTo("/sign-in?next=%2Fnights")
	p.open("/settings/people").says("#all", "Ended on 23 November 2026")
	_, c := p.owner()
	p.post("/settings/people/end", url.Values{"id": {string(c.Person)}, "sure": {"yes"}}).says(".alarm", "somebody must look after")
	p.setClock("2026-11-23T09:30:00+01:00")
	p.do(getRequest("/settings/people")).sentTo("/confirm?next=%2Fsettings%2Fpeople")
	p.open("/settings/access").says("#let", "show first that it is you")
}

// Once there are several people everybody signs in, so that whoever adds the second
// at home must have a password first.
func TestNobodyIsLockedOutByTheSecondPerson(t *testing.T) {
	p := newPerson(t, morningOf)
	p.open("/settings/people").says("#add", "Choose a password")
	got := p.post("/settings/people", url.Values{"name": {"Ben"}, "role": {"person"}})
	if got.says(".alarm", "Choose a password"); got.status != http.StatusConflict {
		t.Errorf("got %d", got.status)
	}
	p.open("/settings/people").count("#all li", 1)
}

// What a browser keeps for the first page is for who keeps a diary: a clinician goes
// past it, to the diaries of others.
func TestAClinicianSignsInToTheDiariesOfOthers(t *testing.T) {
	p := anna(t)
	dr := p.joins("Dr Weber", charley.RoleClinician)
	dr.submit(dr.other().open("/sign-in"), "/sign-in", "", url.Values{"name": {"Dr Weber"}, "password": {goodPassword}}).sentTo("/people")
}

// The phone is told whose night it is that it keeps, and shows it to nobody else.
func TestThePackNamesItsPerson(t *testing.T) {
	p := anna(t)
	ben := p.joins("Ben", charley.RolePerson)
	c, err := p.app.PersonNamed(t.Context(), "Ben")
	if err != nil {
		t.Fatal(err)
	}
	if got := ben.do(getRequest("/now/pack")).raw; !strings.Contains(got, `"person":"`+string(c.Person)+`"`) {
		t.Errorf("got %s", got)
	}
}

// Half asleep, on a phone that two people use, the page that is tapped says whose diary it is.
func TestTheFirstPageSaysWhoseDiaryItIs(t *testing.T) {
	newPerson(t, morningOf).open("/").count(`[data-part="whose"]`, 0)
	p := anna(t)
	ben := p.joins("Ben", charley.RolePerson)
	ben.open("/").says(`p[data-part="whose"]`, "The diary of Ben.")
	if got := ben.do(getRequest("/now/pack")).raw; !strings.Contains(got, `"whose":"The diary of Ben."`) {
		t.Errorf("the phone is not told: %s", got)
	}
}
