package browser

import (
	"net/http"
	"testing"

	"charley"
	"charley/app"
)

// moves lets a second person come to live in the house, with a password.
func (h *house) moves(name string) charley.Caller {
	h.t.Helper()
	ctx := h.t.Context()
	_, l, err := h.app.AddAccount(ctx, h.caller, name, charley.RolePerson)
	if err != nil {
		h.t.Fatal(err)
	}
	s, err := h.app.UseLink(ctx, l.Secret, app.LinkSetup, "laptop")
	if err == nil {
		_, err = h.app.SetPassword(ctx, s.Caller, "", password)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return s.Caller
}

// signsInAs types a name and the password.
func (b *tab) signsInAs(name string) {
	b.t.Helper()
	b.sees("/sign-in")
	b.do(setValue("#name", name), setValue("#password", password))
	b.taps("button.primary")
}

// What one person tapped and could not send is neither shown to the next who signs in
// on the same phone nor written into their diary: it waits for whose it is.
func TestTwoPeopleOnOnePhone(t *testing.T) {
	t.Parallel()
	h := newLockedHouse(t, "")
	h.hasPassword()
	ben := h.moves("Ben")
	b := h.open()
	b.signsInAs(app.FirstName)
	b.comes()
	h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if writes(r) {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
	b.touches(".target.cramp")
	b.shows("[data-view=spell] .target.eased", "It has eased")
	b.sees("/sign-out")
	b.until(`!document.querySelector("[data-unsent]").hidden`)
	b.taps("button.primary")
	h.breaks(nil)

	b.signsInAs("Ben")
	b.shows(".targets", "Cramp") // nothing of his runs
	b.wakes()
	b.begins("restless")
	b.awaits(noCount)
	if all := h.of(ben); len(all) != 1 || all[0].Episode().What != charley.Restless {
		t.Errorf("got %v in the diary of the second, want what he tapped and nothing else", all)
	}
	h.hasOnce(0)

	b.sees("/sign-out")
	b.until(`!document.querySelector("[data-unsent]").hidden`) // the first one's still waits
	b.taps("button.primary")
	b.signsInAs(app.FirstName)
	b.awaits(nothingWaits)
	h.hasOnce(1)
	if all := h.of(ben); len(all) != 1 {
		t.Errorf("got %v in the diary of the second", all)
	}
	b.forgive() // what was refused is noted in its console
}

// of are the spells in the diary of another than the first person.
func (h *house) of(c charley.Caller) []charley.Entry {
	h.t.Helper()
	first := h.caller
	defer func() { h.caller = first }()
	h.caller = c
	return h.entries(charley.KindEpisode)
}
