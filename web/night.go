package web

import (
	"net/http"
	"net/url"

	"charley"
	"charley/diary"
)

// A nightPage is one night: everything that is known, and ways to add to it.
type nightPage struct {
	Night      charley.Night
	Dates      string
	Known      string // "a quiet night", "not recorded" …
	State      string // its class
	Why        []string
	Limits     string
	Hours      string // said of a night with a clock change
	Episodes   []episodeLine
	Untimed    string // cramps that have no line, because they were counted
	Morning    []fact
	MorningID  charley.EntryID
	Late       lateness // of the morning
	Evening    []fact
	DayLate    lateness // of the evening
	EveningID  charley.EntryID
	Away       *awayLine
	Add        episodeForm
	AddOpen    bool
	Reason     choice
	Until      input
	AwayNote   input
	AwayID     string
	AwayOpen   bool
	Wrong      string
	Prev, Next string // addresses
	All, Month string // of the picture that this night is in, and the name of its month
}

// reasons are why nights may be out of the ordinary.
var reasons = [...]string{"away", "ill", "other"}

// pathNight is the night of the address.
func (v *visit) pathNight() (charley.Night, error) {
	return v.askedNight(v.r.PathValue("night"), charley.Night{})
}

func showNight(v *visit) error {
	night, err := v.pathNight()
	if err != nil {
		return err
	}
	return v.showNight(http.StatusOK, night, v.site.newForm(url.Values{"until": {night.String()}}))
}

func (v *visit) showNight(status int, night charley.Night, f *form) error {
	r, err := v.record(night)
	if err != nil {
		return err
	}
	w := v.site.words
	if f.get("a.id") == "" {
		f.values.Set("a.id", freshID())
	}
	p := nightPage{
		Night: night, Dates: w.NightDates(night), Known: v.site.nightWords(r), State: nightClass(r), Limits: v.site.badWords(v.settings.Bad),
		Why: v.site.whyBad(r, v.settings.Bad), Add: v.newEpisodeForm(f, night), AwayID: f.get("a.id"), Wrong: f.wrong[""],
		Reason:   f.choice("reason", "away.reason", "reason.", reasons[:]),
		Until:    f.input("date", "until", "away.until").short(),
		AwayNote: f.input("text", "note", "label.note").lines(2),
		Prev:     "/nights/" + night.Add(-1).String(),
		All:      monthPath(night) + "#n" + night.String(), Month: w.MonthYear(night),
	}
	p.AddOpen = status != http.StatusOK && f.get("form") == "episode"
	p.AwayOpen = status != http.StatusOK && f.get("form") == "away"
	if night.Before(v.tonight()) {
		p.Next = "/nights/" + night.Next().String()
	}
	if r.Hours != 24 {
		p.Hours = w.T("night.hours", r.Hours)
	}
	if again, ok := repeatIn(night, v.settings.NightSpan, v.zoneOf(r.Zone)); ok {
		p.Hours += " " + w.T("night.twice", again.From, again.To)
	}
	for _, e := range r.Episodes {
		p.Episodes = append(p.Episodes, v.site.episodeLine(e))
	}
	if n := r.Untimed(); n > 0 {
		p.Untimed = w.N("night.untimed", n)
	}
	if r.Morning != nil {
		p.Morning, p.MorningID = v.site.morningFacts(r), r.Morning.ID
		if p.Late, err = v.lateIn(r.Morning.Entry, r.To.Add(late)); err != nil {
			return err
		}
	}
	if r.Evening != nil {
		if p.DayLate, err = v.lateIn(r.Evening.Entry, r.KnownFrom()); err != nil {
			return err
		}
		p.Evening, p.EveningID = v.site.eveningFacts(*r.Evening, p.DayLate), r.Evening.ID
	}
	if a := r.Away; a != nil {
		p.Away = &awayLine{ID: a.ID, Text: v.site.awayWords(*a)}
	}
	return v.showStatus(status, "night", frame{Title: w.T("night.title", p.Dates), Nav: "nights", Page: p})
}

// nightClass is the state of a night as the stylesheet names it.
func nightClass(r diary.NightRecord) string {
	switch {
	case r.Away != nil, !r.Recorded():
		return "missing"
	case r.Bad == charley.Yes:
		return "bad"
	case r.Quiet() == charley.Yes:
		return "quiet"
	}
	return "logged"
}

// addToNight adds one episode to a night.
func addToNight(v *visit) error {
	return v.saveToNight(func(f *form, night charley.Night) sheet { return v.newEpisode(f, night) })
}

// saveAway marks a run of nights as away or ill.
func saveAway(v *visit) error {
	return v.saveToNight(func(f *form, night charley.Night) sheet {
		reason, until := f.one("reason", reasons[:]), f.date("until")
		if reason == "" {
			f.refuse("reason", "wrong.choice")
		}
		if until.Before(night) {
			f.refuse("until", "wrong.until")
		}
		return sheet{ID: f.id("a.id"), Kind: charley.KindAway, Body: map[string]any{
			"night": night.String(), "until": until.String(), "reason": reason, "note": orNil(f.text("note", maxNote)),
		}}
	})
}

// saveToNight keeps a sheet that was filled in on the page of a night.
func (v *visit) saveToNight(read func(*form, charley.Night) sheet) error {
	night, err := v.pathNight()
	if err != nil {
		return err
	}
	f, err := v.posted()
	if err != nil {
		return err
	}
	s := read(f, night)
	if !f.ok() {
		return v.showNight(http.StatusUnprocessableEntity, night, f)
	}
	saved, err := v.save(s)
	if err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showNight(status, night, f)
		}
		return err
	}
	return v.see(did("/nights/"+night.String(), didAdd, saved.Entry.ID))
}
