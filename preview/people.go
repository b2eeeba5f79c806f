package preview

import (
	"fmt"
	"time"

	"charley"
	"charley/app"
)

// The people of a house with several: one of the household, and a clinician.
const (
	ben   = "Ben"
	weber = "Dr Weber"
)

// settled is a house whose owner is called Anna and has let both in, the clinician
// until a day.
func settled(h *house) {
	signedIn(h)
	h.failed(h.app.RenameAccount(h.ctx, h.caller, "Anna"))
	h.caller.Name = "Anna"
	_, _, err := h.app.AddAccount(h.ctx, h.caller, ben, charley.RolePerson)
	h.failed(err)
	_, _, err = h.app.AddAccount(h.ctx, h.caller, weber, charley.RoleClinician)
	h.failed(err)
	_, err = h.app.LetIn(h.ctx, h.caller, ben, charley.RoleHousehold, time.Time{})
	h.failed(err)
	_, err = h.app.LetIn(h.ctx, h.caller, weber, charley.RoleClinician, h.now.Add(90*24*time.Hour))
	h.failed(err)
}

// as is somebody else at the browser, signed in by a link.
func as(name string) step {
	return func(h *house) {
		l, err := h.app.LinkFor(h.ctx, h.caller, h.named(name).Person)
		h.failed(err)
		h.cookies = nil
		taps("/setup/"+l.Secret, nil)(h)
	}
}

// named is somebody of the house as they come in by themselves.
func (h *house) named(name string) charley.Caller {
	c, err := h.app.PersonNamed(h.ctx, name)
	h.failed(err)
	return c
}

// byPasskey is a session in which a passkey was shown.
func byPasskey(h *house) {
	for _, k := range h.cookies {
		c, d, err := h.app.Authenticate(h.ctx, k.Value)
		if err != nil || d.Kind != app.DeviceSession {
			continue
		}
		id := []byte(c.Name)
		h.failed(h.app.AddPasskey(h.ctx, c, app.Passkey{ID: id, PublicKey: []byte{1}, Name: "Key"}))
		h.failed(h.app.ConfirmPasskey(h.ctx, c, id))
		return
	}
	h.failed(fmt.Errorf("nobody is signed in at the browser: %w", charley.ErrUnauthorized))
}

// visits is a page of Anna's diary as it is looked at by somebody whom she let in.
func visits(path string) step {
	return func(h *house) { look("/people/" + string(h.caller.Person) + path)(h) }
}

// opened are pages of Anna's diary that others looked at, each in a browser of theirs.
func opened(h *house) {
	annas, visited := h.cookies, []string{"/", "/nights", "/nights/2026-11-20", "/share/report"}
	for _, name := range []string{ben, weber} {
		as(name)(h)
		if name == weber {
			byPasskey(h)
		}
		for _, path := range visited {
			visits(path)(h)
			_, err := h.ask(h.look)
			h.failed(err)
			later(2 * time.Minute)(h)
		}
	}
	h.cookies = annas
}

// peopleStates are what there is where several people share a server.
func peopleStates() []State {
	const people, diary, access, accounts = "/people", "/people/{person}/{rest...}", "/settings/access", "/settings/people"
	return []State{
		on("/sign-in", "with a name", settled, leaves, look("/sign-in")),
		on(people, "nobody let them in", signedIn, look(people)),
		on(people, "a clinician", settled, as(weber), look(people)),
		on(diary, "the household", lived(30), settled, as(ben), visits("/")),
		on(diary, "a clinician", lived(60), settled, as(weber), byPasskey, visits("/nights")),
		on(diary, "without a passkey", settled, as(weber), visits("/nights")),
		on(access, "two were let in", settled, opened, look(access)),
		on(accounts, "a way in", settled, func(h *house) {
			sends(accounts+"/link", fields{"id": string(h.named(ben).Person)})(h)
		}),
	}
}

// leaves signs out.
func leaves(h *house) { h.cookies = nil }
