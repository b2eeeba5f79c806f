package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// A neighbour is somebody before the same program, with an account and a browser of
// their own.
type neighbour struct {
	*person
	account app.Account
}

// joins adds somebody to the server and signs them in by the link that they get.
func (p *person) joins(name string, role charley.Role) neighbour {
	p.t.Helper()
	ctx, c := p.owner()
	a, l, err := p.app.AddAccount(ctx, c, name, role)
	if err != nil {
		p.t.Fatal(err)
	}
	n := neighbour{p.other(), a}
	n.press(n.open("/setup/"+l.Secret), "/setup/"+l.Secret, "", nil)
	n.submit(n.open("/setup"), "/setup", "", url.Values{"new": {goodPassword}})
	return n
}

// showsPasskey makes the session of a neighbour one that was confirmed with a passkey.
// What a browser does for it is tried with a real one: see test/browser.
func (n neighbour) showsPasskey() neighbour {
	n.t.Helper()
	c := n.caller()
	id := []byte("key of " + n.account.Name)
	if err := n.app.AddPasskey(n.t.Context(), c, app.Passkey{ID: id, PublicKey: []byte{1}, Name: "Key"}); err != nil {
		n.t.Fatal(err)
	}
	if err := n.app.ConfirmPasskey(n.t.Context(), c, id); err != nil {
		n.t.Fatal(err)
	}
	return n
}

// caller is who a neighbour's browser comes in as.
func (n neighbour) caller() charley.Caller {
	n.t.Helper()
	for _, k := range n.cookies {
		if k.Name == sessionCookie {
			c, _, err := n.app.Authenticate(n.t.Context(), k.Value)
			if err != nil {
				n.t.Fatal(err)
			}
			return c
		}
	}
	n.t.Fatal("they are not signed in")
	return charley.Caller{}
}

// letsIn lets somebody in to the diary of the first person, for a month.
func (p *person) letsIn(n neighbour, role charley.Role) app.Grant {
	p.t.Helper()
	ctx, c := p.owner()
	g, err := p.app.LetIn(ctx, c, n.account.Name, role, p.now.Add(30*24*time.Hour))
	if err != nil {
		p.t.Fatal(err)
	}
	return g
}

// diaryOf is what the addresses of the first person's diary begin with.
func (p *person) diary() string {
	_, c := p.owner()
	return guestPrefix(string(c.Person))
}

func TestAClinicianReadsWhatTheyWereLetInTo(t *testing.T) {
	p, _ := lockedOut(t)
	p.livedIn(60)
	dr := p.joins("Dr Weber", charley.RoleClinician)
	dr.do(getRequest("/")).sentTo("/people")
	dr.open("/people").says("main", "Nobody has let you in yet")
	p.letsIn(dr, charley.RoleClinician)
}

func TestSigningInWithAName(t *testing.T) {
	p, _ := lockedOut(t)
	p.open("/sign-in").count("#name", 0)
	p.joins("Ben", charley.RolePerson)
	door := p.open("/sign-in?next=/nights")
	door.count("#name", 1)
	wrong := p.submit(door, "/sign-in", "", url.Values{"name": {"Nobody"}, "password": {goodPassword}})
	wrong.says("#password-wrong", "name or this password")
	if wrong.status != http.StatusForbidden || wrong.first("#name").attr("value") != "Nobody" {
		t.Errorf("got %d with the name %q", wrong.status, wrong.first("#name").attr("value"))
	}
	p.submit(door, "/sign-in", "", url.Values{"name": {" owner "}, "password": {goodPassword}}).sentTo("/nights")
	if got := p.open("/settings/sign-in").first("#name").attr("value"); !strings.EqualFold(got, "owner") {
		t.Errorf("got the name %q", got)
	}
}
