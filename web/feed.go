package web

import (
	"errors"
	"net/http"
	"strings"

	"charley"
	"charley/app"
	"charley/qrcode"
)

// A feedPart says whether a calendar looks at the reminders by itself.
type feedPart struct {
	On    bool
	Facts string // since when, and when it last did
}

// feeds are the calendars that may look at the reminders; there is one, unless
// somebody made two at the same moment.
func (v *visit) feeds() (out []app.Device, err error) {
	all, err := v.site.app.Devices(v.r.Context(), v.caller)
	for _, d := range all {
		if d.Kind == app.DeviceFeed {
			out = append(out, d)
		}
	}
	return out, err
}

func (v *visit) feedPart() (p feedPart, err error) {
	all, err := v.feeds()
	if err != nil || len(all) == 0 {
		return p, err
	}
	d := all[len(all)-1]
	return feedPart{On: true, Facts: v.useFacts(d.Created, d.Seen)}, nil
}

// A feedPage shows the private address of the reminders, this once.
type feedPage struct {
	Address string
	Code    qrcode.Code
	Far     bool // it leads to this very machine, which nothing else can reach
	Plain   bool // it goes over the network unencrypted
}

// makeFeed makes an address for a calendar to look at, and shuts out the one
// before. It answers the form itself, because only a hash of the address is kept.
func makeFeed(v *visit) error {
	old, err := v.feeds()
	if err != nil {
		return err
	}
	secret, _, err := v.site.app.NewToken(v.r.Context(), v.caller, v.site.words.T("feed.device"), app.DeviceFeed, charley.ScopeFeed)
	if err != nil {
		return err
	}
	if err := v.shutOut(old); err != nil {
		return err
	}
	p := feedPage{Address: v.base() + feedPath + secret + feedEnd, Far: isOwnMachine(v.r), Plain: !secure(v.r)}
	p.Code, err = qrcode.Of(p.Address)
	if err != nil && !errors.Is(err, charley.ErrTooLarge) {
		return err
	}
	return v.show("feed", frame{Title: v.site.words.T("feed.title"), Nav: "settings", Page: p})
}

// stopFeed shuts every calendar out.
func stopFeed(v *visit) error {
	old, err := v.feeds()
	if err == nil {
		err = v.shutOut(old)
	}
	if err != nil {
		return err
	}
	return v.see(atPart("reminders", didRevoke))
}

func (v *visit) shutOut(all []app.Device) error {
	for _, d := range all {
		if err := v.site.app.Revoke(v.r.Context(), v.caller, d.ID); err != nil && !errors.Is(err, charley.ErrNotFound) {
			return err
		}
	}
	return nil
}

const (
	feedPath = "/feed/"
	feedEnd  = ".ics" // some calendars look at how an address ends
)

// feed is what a calendar reads. It shows no cookie and cannot send a header, so
// the secret stands in the address: here and nowhere else. Whatever is wrong with
// it, there is nothing here.
func (s *site) feed(w http.ResponseWriter, r *http.Request) {
	secret, named := strings.CutSuffix(r.PathValue("file"), feedEnd)
	caller, _, err := s.app.Authenticate(r.Context(), secret)
	if err == nil && (!named || caller.Scope != charley.ScopeFeed) || errors.Is(err, charley.ErrUnauthorized) {
		err = charley.ErrNotFound
	}
	var text []byte
	if err == nil {
		caller.Via = "feed"
		text, err = s.calendar(r, caller, app.Fetched)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", calendarType)
	send(w, r, http.StatusOK, text)
}
