package web

import (
	"errors"
	"strings"
	"time"

	"charley"
	"charley/app"
	"charley/web/api"
)

// A devicesPart is the part of the settings about what may come in.
type devicesPart struct {
	AtHome bool // only this machine can, and nobody signs in
	All    []deviceRow
	Others bool // others than this one are signed in or paired
}

// A deviceRow is one device in the list.
type deviceRow struct {
	ID, Name string
	Kind     string // what it may do, in words
	Facts    string // since when, and when it was last used
	This     bool
}

// devicesID is the part's place on the page.
const devicesID = "devices"

// devicesPart lists what may come in.
func (v *visit) devicesPart() (devicesPart, error) {
	if v.device.ID == "" {
		return devicesPart{AtHome: true}, nil
	}
	all, err := v.site.app.Devices(v.r.Context(), v.caller)
	if err != nil {
		return devicesPart{}, err
	}
	var p devicesPart
	for _, d := range all {
		row := deviceRow{
			ID: d.ID, Name: d.Name, Kind: v.site.words.T("device." + string(d.Kind) + "." + string(d.Scope)),
			Facts: v.useFacts(d.Created, d.Seen), This: d.ID == v.device.ID,
		}
		p.All = append(p.All, row)
		p.Others = p.Others || !row.This && (d.Kind == app.DeviceSession || d.Kind == app.DevicePhone)
	}
	return p, nil
}

// useFacts say since when something may come in, and when it last did.
func (v *visit) useFacts(made, used time.Time) string {
	w, zone := v.site.words, homeZone(v.settings)
	day := func(t time.Time) charley.Night { return dateOf(charley.MomentAt(t, zone)) }
	since := w.T("device.since", w.DayYear(day(made)))
	switch {
	case used.IsZero():
		return since + w.T("device.unused")
	case day(used) == day(v.site.app.Now()):
		return since + w.T("device.today")
	}
	return since + w.T("device.used", w.DayYear(day(used)))
}

// afterRevoking leads back to the list of devices when some were shut out, and first to show
// who it is where that is asked for.
func (v *visit) afterRevoking(err error) error {
	const list = "/settings?at=" + devicesID
	switch {
	case errors.Is(err, charley.ErrUnconfirmed):
		return v.see(onTo("/confirm", list))
	case err != nil:
		return err
	}
	return v.see(did(list, didRevoke, "") + "#" + devicesID)
}

// revokeDevice shuts a device out at once. For another browser or phone it asks first
// who it is, and comes back to the list.
func revokeDevice(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	err = v.site.app.Revoke(v.r.Context(), v.caller, f.get("id"))
	if errors.Is(err, charley.ErrNotFound) { // it is out already
		err = nil
	}
	return v.afterRevoking(err)
}

// revokeOthers signs out every other browser and phone.
func revokeOthers(v *visit) error {
	return v.afterRevoking(v.site.app.SignOutElsewhere(v.r.Context(), v.caller))
}

// A buttonPage makes a token for a button, and shows it this once.
type buttonPage struct {
	Name    input
	Made    string // name of the button whose token this is
	Secret  string
	Address string // where the button sends a tap
}

func showButton(v *visit) error {
	if err := v.confirmed(); err != nil {
		return err
	}
	f := v.site.newForm(nil)
	return v.showButton(200, buttonPage{Name: f.input("text", "name", "button.name").hint(v.site.words.T("button.name.hint"))})
}

// addButton makes a token that can log and read nothing. It answers the form
// itself, because the token must stand in no address.
func addButton(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	secret, d, err := v.site.app.NewToken(v.r.Context(), v.caller, f.get("name"), app.DeviceButton, charley.ScopeTap)
	if errors.Is(err, charley.ErrInvalid) {
		f.refuse("name", "button.name.wrong")
		return v.showButton(422, buttonPage{Name: f.input("text", "name", "button.name")})
	} else if err != nil {
		return err
	}
	return v.showButton(200, buttonPage{Made: d.Name, Secret: secret, Address: v.base() + api.Root + "/tap/cramp"})
}

func (v *visit) showButton(status int, p buttonPage) error {
	return v.showStatus(status, "button", frame{Title: v.site.words.T("button.title"), Nav: "settings", Page: p})
}

// browsers and systems are how browsers name themselves and where they run, and
// what people call them. Most name others too, so the first that is found counts.
var (
	browsers = [...][2]string{
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"},
		{"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
	}
	systems = [...][2]string{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "Chromebook"}, {"Windows", "Windows"}, {"Macintosh", "Mac"}, {"Linux", "Linux"},
	}
)

// deviceName is what to call the browser of a request in a list. Nothing but these few words is kept of what it says.
func (v *visit) deviceName() string {
	named := func(list [][2]string) string {
		for _, n := range list {
			if strings.Contains(v.r.UserAgent(), n[0]) {
				return n[1]
			}
		}
		return ""
	}
	browser, system := named(browsers[:]), named(systems[:])
	switch {
	case browser == "" && system == "":
		return v.site.words.T("device.nameless")
	case browser == "" || system == "":
		return browser + system
	}
	return v.site.words.T("device.on", browser, system)
}
