package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"charley"
	"charley/app"
)

// A settingsPage holds the person's choices, and what the program says of itself.
type settingsPage struct {
	Wrong     string
	WrongAt   string // the first field that could not be kept
	At        string // the part in which the last button was pressed; "" for the top
	Palette   choice
	Language  *choice // nil where there is only one
	Zone      input
	Zones     []string // suggestions
	Start     input
	Example   string // what the hour at which a night begins comes to
	Asked     choice // what is asked, or was in the usual set
	More      choice // and what else there is
	Own       input  // an exposure of their own to add
	Bother    input
	SleepLost input
	Reminders reminderPart
	Engine    string
	Version   string
	Knowledge string
	Backups   backupPart
	Export    exportPart
	Devices   devicesPart
	Admin     bool // they look after who can sign in here
}

// zones are suggestions; any name of the IANA list can be typed.
var zones = [...]string{
	"Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "America/Bogota", "America/Chicago", "America/Denver",
	"America/Halifax", "America/Los_Angeles", "America/Mexico_City", "America/New_York", "America/Sao_Paulo", "America/Toronto",
	"Asia/Bangkok", "Asia/Dubai", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kolkata", "Asia/Manila",
	"Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Perth", "Australia/Sydney", "Europe/Athens",
	"Europe/Berlin", "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Lisbon", "Europe/London", "Europe/Madrid",
	"Europe/Paris", "Europe/Rome", "Europe/Stockholm", "Europe/Vienna", "Europe/Warsaw", "Europe/Zurich", "Pacific/Auckland", "UTC",
}

var palettes = [...]string{paletteAuto, paletteNight, paletteDay}

func showSettings(v *visit) error {
	return v.showSettings(http.StatusOK, v.nightForm(), v.reminderForm())
}

// nightForm holds what is chosen about nights and evenings.
func (v *visit) nightForm() *form {
	s := v.settings
	values := url.Values{
		"zone": {s.Zone}, "start": {clockOf(int(s.NightSpan))}, "bother": {strconv.Itoa(s.Bad.Bother)},
		"sleep_lost": {number(float64(s.Bad.SleepLost))}, "asked": s.Asked,
	}
	if s.Asked == nil {
		values["asked"] = v.site.knowledge.Asked()
	}
	return v.site.newForm(values)
}

// clockOf is a minute of the day as a time field has it.
func clockOf(minute int) string {
	two := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return two(minute/60) + ":" + two(minute%60)
}

// settingsParts are the parts of the page that can be gone back to.
var settingsParts = [...]string{"nights", "reminders", "backups", "export", devicesID}

// showSettings shows the page with its two forms, as they are stored or as they
// were typed.
func (v *visit) showSettings(status int, nights, reminders *form) error {
	w := v.site.words
	look := v.site.newForm(url.Values{"palette": {paletteChoice(v.r)}})
	p := settingsPage{
		Zone: nights.input("text", "zone", "settings.zone").hint(w.T("settings.zone.hint")), Zones: zones[:],
		Start:     nights.input("time", "start", "settings.start").short().hint(w.T("settings.start.hint")),
		Example:   v.spanExample(nights),
		Bother:    nights.input("number", "bother", "settings.bother").short().within("1", "10", "1"),
		SleepLost: nights.input("number", "sleep_lost", "settings.sleep_lost").short().within("1", "1440", "1"),
		Asked:     choice{Name: "asked", Legend: w.T("settings.asked"), Hint: w.T("settings.asked.hint"), Many: true},
		More:      choice{Name: "asked", Legend: w.T("settings.asked.also"), Many: true},
		Own:       nights.input("text", "own", "settings.own").hint(w.T("settings.own.hint")),
		Reminders: v.reminderPart(reminders),
		Palette:   look.choice("palette", "settings.palette", "palette.", palettes[:]),
		Engine:    v.site.app.State().Engine, Version: v.site.version, Knowledge: v.site.knowledge.Version(),
		Wrong:   cmp.Or(nights.wrong[""], reminders.wrong[""]),
		WrongAt: cmp.Or(nights.firstWrong(), reminders.firstWrong()),
	}
	if at := v.r.URL.Query().Get("at"); slices.Contains(settingsParts[:], at) {
		p.At = at
	}
	var err error
	if p.Devices, err = v.devicesPart(); err != nil {
		return err
	}
	p.Zone.List, p.Language, p.Admin = "zones", v.languageQuestion(), v.caller.Admin
	if p.Reminders.Feed, err = v.feedPart(); err != nil {
		return err
	}
	p.Backups = v.backupPart()
	if p.Export, err = v.exportPart("/settings?at=export#export"); err != nil {
		return err
	}
	shown := slices.Concat(v.settings.Asked, v.site.knowledge.Asked(), nights.values["asked"])
	for _, x := range v.site.knowledge.ExposuresOf(v.settings) {
		list := &p.More
		if slices.Contains(shown, x.ID) {
			list = &p.Asked
		}
		list.Options = append(list.Options, option{Value: x.ID, Label: x.Name, On: slices.Contains(nights.values["asked"], x.ID)})
	}
	return v.showStatus(status, "settings", frame{Title: w.T("settings.title"), Nav: "settings", Page: p})
}

// spanExample says what the hour that stands in the form comes to, for the night
// that is running now. An hour that cannot be read gives the one that is kept.
func (v *visit) spanExample(f *form) string {
	w, span := v.site.words, v.settings.NightSpan
	if minute, ok := v.site.newForm(f.values).clock("start"); ok {
		span = charley.Span(minute)
	}
	night := span.NightOf(charley.MomentAt(v.site.app.Now(), homeZone(v.settings)))
	last, lastDay := int(span)-1, night.Next()
	if last < 0 {
		last, lastDay = 24*60-1, night
	}
	begins, ends := w.Weekday(night.Weekday()), w.Weekday(night.Next().Weekday())
	return w.T("settings.start.example", begins, clockOf(int(span)), ends, w.Weekday(lastDay.Weekday()), clockOf(last))
}

// firstWrong is the name of a field that could not be kept; "" if there is none.
func (f *form) firstWrong() string {
	for _, name := range slices.Sorted(maps.Keys(f.wrong)) {
		if name != "" {
			return name
		}
	}
	return ""
}

// atPart is the address of a part of the settings page, which then says what was done.
func atPart(part, what string) string {
	return did("/settings?at="+part+"#"+part, what, "")
}

func saveSettings(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	s := v.settings
	if s.Zone = f.get("zone"); s.Zone == "" {
		f.refuse("zone", "wrong.zone")
	} else if _, err := charley.LoadZone(s.Zone); err != nil {
		f.refuse("zone", "wrong.zone")
	}
	minute, ok := f.clock("start")
	if !ok {
		f.refuse("start", "wrong.clock")
	}
	s.NightSpan = charley.Span(minute)
	if n := f.number("bother", 1, 10); n != nil && *n == float64(int(*n)) {
		s.Bad.Bother = int(*n)
	} else {
		f.refuse("bother", "wrong.whole", 1, 10)
	}
	if n := f.number("sleep_lost", 1, maxMinutes); n != nil {
		s.Bad.SleepLost = charley.Minutes(*n)
	} else {
		f.refuse("sleep_lost", "wrong.number", 1, maxMinutes)
	}
	s.Asked = v.askedSetting(f)
	v.addOwn(f, &s)
	if !f.ok() {
		return v.showSettings(http.StatusUnprocessableEntity, f, v.reminderForm())
	}
	if err := v.site.app.SaveSettings(v.r.Context(), v.caller, s); err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showSettings(status, f, v.reminderForm())
		}
		return err
	}
	return v.see(atPart("nights", didSave))
}

// askedSetting reads what to ask. The default set is kept as nil, so that it
// follows the program's; asking for nothing is an empty list.
func (v *visit) askedSetting(f *form) []string {
	var all []string
	for _, x := range v.site.knowledge.ExposuresOf(v.settings) {
		all = append(all, x.ID)
	}
	chosen := f.many("asked", all)
	if slices.Equal(chosen, v.site.knowledge.Asked()) {
		return nil
	}
	if chosen == nil {
		chosen = []string{}
	}
	return chosen
}

// addOwn adds an exposure that the person thought of, and asks about it from now on.
func (v *visit) addOwn(f *form, s *charley.Settings) {
	name := f.text("own", app.MaxOwnName)
	if name == "" || f.wrong["own"] != "" {
		return
	}
	if len(s.Own) >= app.MaxOwn {
		f.refuse("own", "settings.own.many", app.MaxOwn)
		return
	}
	for _, x := range v.site.knowledge.ExposuresOf(*s) {
		if strings.EqualFold(x.Name, name) {
			f.refuse("own", "settings.own.twice", x.Name)
			return
		}
	}
	own := charley.Own{ID: app.OwnID(name, s.Own), Name: name}
	s.Own = append(slices.Clone(s.Own), own)
	if s.Asked == nil {
		s.Asked = v.site.knowledge.Asked()
	}
	s.Asked = append(s.Asked, own.ID)
}

// savePalette keeps the choice of palette on this device.
func savePalette(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	choice := f.one("palette", palettes[:])
	if choice == "" {
		return charley.ErrInvalid
	}
	setPalette(v.w, v.r, choice)
	return v.see(did("/settings", didLook, ""))
}
