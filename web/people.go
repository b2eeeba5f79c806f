package web

import (
	"bytes"
	"errors"
	"net/http"
	"time"

	"charley"
	"charley/app"
)

// peoplePath is the list of the diaries that somebody may enter.
const peoplePath = "/people"

// A peoplePage lists them.
type peoplePage struct {
	Name string // under which one signs in here, and is let in by others
	Rows []diaryRow
	Own  bool // they keep a diary themselves
}

// A diaryRow is one diary of somebody else.
type diaryRow struct {
	Whose, Facts, Link string
	Disc               *disc
}

func showPeople(v *visit) error {
	all, err := v.site.app.Entrusted(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	p := peoplePage{Name: v.caller.Name, Own: v.caller.Scope == charley.ScopeAll}
	for _, g := range all {
		row := diaryRow{Whose: g.Whose, Facts: v.site.words.T("people.as."+string(g.Role)) + " " + v.site.until(g, homeZone(v.settings)), Link: guestPrefix(string(g.Person)) + "/", Disc: discOf(g.WhosePlace, g.Whose)}
		if g.Role == charley.RoleClinician {
			row.Link += "nights"
		}
		p.Rows = append(p.Rows, row)
	}
	return v.show("people", frame{Title: v.site.words.T("people.title"), Nav: "people", Page: p})
}

// until says how long a grant holds, to who was let in by it.
func (s *site) until(g app.Grant, zone *time.Location) string {
	if g.Until.IsZero() {
		return s.words.T("guest.open")
	}
	return s.words.T("guest.until", s.words.DayYear(lastDay(g.Until, zone)))
}

// lastDay is the day up to whose end something holds.
func lastDay(until time.Time, zone *time.Location) charley.Night {
	return dateOf(charley.MomentAt(until.Add(-time.Second), zone))
}

// A guestLine says above every page of another's diary whose it is.
type guestLine struct {
	Whose, Facts string
	Disc         *disc
}

func (s *site) guestBanner(guest visitor, zone *time.Location) ([]byte, error) {
	g := guest.grant
	var out bytes.Buffer
	err := s.pages.ExecuteTemplate(&out, "guest", guestLine{g.Whose, s.words.T("guest.as."+string(g.Role)) + " " + s.until(g, zone), discOf(g.WhosePlace, g.Whose)})
	return out.Bytes(), err
}

// A wantsPasskeyPage asks a clinician for a passkey before they enter a diary.
type wantsPasskeyPage struct {
	Whose   string
	Passkey passkeyOffer
	None    bool // there is none yet, so one is added first
}

// wantsPasskey is what a clinician sees who signed in without a passkey.
func (s *site) wantsPasskey(w http.ResponseWriter, r *http.Request, g app.Grant) {
	v := &visit{site: s, w: w, r: r, visitor: visitorOf(r)}
	err := v.wantsPasskey(g)
	if err != nil {
		s.fail(w, r, err)
	}
}

func (v *visit) wantsPasskey(g app.Grant) error {
	state, err := v.site.app.OwnState(v.r.Context(), v.caller)
	if err == nil {
		v.settings, err = v.site.ownersClock(v.r.Context())
	}
	if err != nil {
		return err
	}
	p := wantsPasskeyPage{Whose: g.Whose, None: state.Passkeys == 0, Passkey: v.passkeyOffer(passkeyConfirm, v.site.pageOf(v.r))}
	if v.r.Method == http.MethodGet {
		p.Passkey.Next = v.r.URL.RequestURI()
	}
	p.Passkey.First = true
	return v.showStatus(http.StatusForbidden, "wantskey", frame{Title: v.site.words.T("wantskey.title"), Nav: "people", Page: p})
}

// namePath is where somebody says what they want to be called here.
const namePath = "/settings/name"

// saveName calls somebody something else from now on.
func saveName(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	err = v.site.app.RenameAccount(v.r.Context(), v.caller, f.get("name"))
	switch {
	case errors.Is(err, charley.ErrInvalid):
		f.refuse("name", "name.wrong")
		return v.showCredentials(http.StatusUnprocessableEntity, f)
	case errors.Is(err, charley.ErrConflict):
		f.refuse("name", "name.taken")
		return v.showCredentials(http.StatusConflict, f)
	case err != nil:
		return err
	}
	return v.see(did(credentialsPath, didSave, ""))
}
