package web

import (
	"errors"

	"charley"
	"charley/app"
	"charley/qrcode"
)

// A pairPage shows a one-time link for a phone, to be read by its camera or
// typed. Without one it says what pairing does.
type pairPage struct {
	Code  qrcode.Code
	Link  string
	Until string // until when the link can be used
	Far   string // why a phone may not get here; "" if nothing speaks against it
}

// showPair tells what pairing does, before a code is made.
func showPair(v *visit) error {
	if err := v.confirmed(); err != nil {
		return err
	}
	return v.showPair(pairPage{})
}

// pairPhone makes a link and shows it. It answers the form itself, because the
// link must stand in no address: a reload makes another one, and each can be
// used once.
func pairPhone(v *visit) error {
	link, err := v.site.app.NewLink(v.r.Context(), v.caller, app.LinkPair)
	if err != nil {
		return err
	}
	p := pairPage{Link: v.base() + "/pair/" + link.Secret, Until: v.site.words.Clock(link.Expires.In(homeZone(v.settings)))}
	p.Code, err = qrcode.Of(p.Link)
	if err != nil && !errors.Is(err, charley.ErrTooLarge) {
		return err
	}
	return v.showPair(p)
}

func (v *visit) showPair(p pairPage) error {
	w := v.site.words
	switch {
	case isOwnMachine(v.r):
		p.Far = w.T("pair.far")
	case !secure(v.r):
		p.Far = w.T("pair.plain")
	}
	return v.show("pair", frame{Title: w.T("pair.title"), Nav: "settings", Page: p})
}

// base is how this browser reached the program: what an address begins with.
func (v *visit) base() string {
	if secure(v.r) {
		return "https://" + v.r.Host
	}
	return "http://" + v.r.Host
}
