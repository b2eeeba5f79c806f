package web

import (
	"net/url"
	"strconv"
	"time"

	"charley"
	"charley/diary"
)

// The words that the pages offer for an episode, from the diary's own list of
// fields; a page may offer fewer than a program may write.
var (
	sides        = [...]string{"left", "right", "both"}
	places       = [...]string{"calf", "foot", "toes", "shin", "thigh_front", "thigh_back", "knee", "whole_leg", "arms"}
	runningPlace = [...]string{"calf", "foot", "toes", "shin", "thigh"}
	whats        = [...]string{charley.Cramp, charley.Restless, charley.Other}
	easers       = [...]string{"stretch", "walk", "stand", "massage", "heat", "cold", "position", "rub", "drink", "time", "other", "nothing"}
	runningScale = [...]string{"2", "4", "6", "8", "10"}
)

// An episodeForm is the part of a page that adds or mends one episode. Its
// fields begin with "e." so that it can stand inside a check-in's form.
type episodeForm struct {
	ID, Rev   string
	What      choice
	Slot      choice // about when; only where an episode is added
	Date      input  // only where an episode is mended
	Time      input
	Which     *choice // only where the clock showed a time twice
	About     choice
	Minutes   input
	Side      choice
	Places    choice
	Intensity choice
	EasedBy   choice
	Woke      choice
	Note      input
	Open      bool // it is stored as still going on
	Mend      bool
	MoreOpen  bool // something is wrong with what is folded away
}

// newEpisodeForm is the form for one more episode of a night.
func (v *visit) newEpisodeForm(f *form, night charley.Night) episodeForm {
	if f.get("e.id") == "" {
		f.values.Set("e.id", freshID())
	}
	out := f.episodeForm(nil)
	zone := homeZone(v.settings)
	out.Time.Label = v.site.words.T("episode.time.exact")
	out.Slot = f.slotChoice(v.slots(night, zone))
	if r, ok := repeatIn(night, v.settings.NightSpan, zone); ok {
		out.Which = f.whichChoice("e.time", "episode.which", r)
	}
	return out
}

// mendForm is the form for a stored episode.
func (v *visit) mendForm(f *form, e charley.Episode) episodeForm {
	out := f.episodeForm(&e)
	date, zone := f.date("e.date"), v.zoneOf(e.Start.Zone)
	if minute, ok := f.clock("e.time"); ok && !date.IsZero() && len(momentsOn(date, minute, zone)) > 1 {
		// The date is that of the clock: the repeat lies in this night or the one before it.
		for _, night := range []charley.Night{date, date.Add(-1)} {
			if r, ok := repeatIn(night, v.settings.NightSpan, zone); ok {
				out.Which = f.whichChoice("e.time", "episode.which", r)
			}
		}
	}
	return out
}

// episodeForm shows the episode fields of a form; e is what is stored, if any.
func (f *form) episodeForm(e *charley.Episode) episodeForm {
	out := episodeForm{
		ID: f.get("e.id"), Rev: f.get("e.rev"),
		What:      f.choice("e.what", "episode.what", "what.", whats[:]),
		Date:      f.input("date", "e.date", "episode.date").short(),
		Time:      f.input("time", "e.time", "episode.time").short(),
		About:     f.askMany("e.about", "episode.about", "episode.about.", []string{"yes"}),
		Minutes:   f.input("number", "e.minutes", "episode.minutes").short().within("0", "1440", "any"),
		Side:      f.ask("e.side", "episode.side", "side.", sides[:]),
		Places:    f.askMany("e.places", "episode.places", "place.", shownPlaces(e)),
		Intensity: f.askScale("e.intensity", "episode.intensity", zeroToTen[:]),
		EasedBy:   f.askMany("e.eased_by", "episode.eased_by", "easer.", shownEasers(e)),
		Woke:      f.ask("e.woke", "episode.woke", "answer.", answers[:2]),
		Note:      f.input("text", "e.note", "label.note").lines(2),
	}
	out.MoreOpen = out.Minutes.Wrong != "" || out.Note.Wrong != "" || out.Intensity.Wrong != ""
	if e != nil {
		out.Mend, out.Open = true, e.Open
	}
	return out
}

// shownPlaces are the usual places and any others that are stored.
func shownPlaces(e *charley.Episode) []string {
	if e == nil {
		return places[:]
	}
	return withStored(places[:], e.Places...)
}

// shownEasers are the usual reliefs and any others that are stored.
func shownEasers(e *charley.Episode) []string {
	if e == nil {
		return offered(easers[:])
	}
	return withStored(offered(easers[:]), e.EasedBy...)
}

// episodeValues are the fields of a stored episode as the form shows them.
func episodeValues(e charley.Episode) url.Values {
	v := url.Values{
		"e.id": {string(e.ID)}, "e.rev": {strconv.Itoa(e.Rev)}, "e.what": {e.What},
		"e.date": {dateOf(e.Start).String()}, "e.time": {clockText(e.Start)}, "e.side": {e.Side},
		"e.places": e.Places, "e.tried": e.Tried, "e.eased_by": e.EasedBy, "e.note": {e.Note},
	}
	if e.About {
		v.Set("e.about", "yes")
	}
	if which := whichOf(e.Start); which != "" {
		v.Set("e.time.which", which)
	}
	if e.Woke != charley.Unknown {
		v.Set("e.woke", e.Woke.String())
	}
	if e.Minutes != nil {
		v.Set("e.minutes", number(float64(*e.Minutes)))
	}
	if e.Intensity != nil {
		v.Set("e.intensity", number(*e.Intensity))
	}
	return v
}

// number is a number as a field shows it, without needless digits.
func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// newEpisode reads the fields of an episode that happened in a night.
func (v *visit) newEpisode(f *form, night charley.Night) sheet {
	zone := homeZone(v.settings)
	body := f.episodeBody(shownPlaces(nil), shownEasers(nil))
	if start, about, ok := v.newStart(f, night, zone); ok {
		body["start"] = start.String()
		if about {
			body["about"] = true
		}
	}
	body["night"], body["zone"] = night.String(), zone.String()
	return sheet{ID: f.id("e.id"), Kind: charley.KindEpisode, Body: body}
}

// newStart reads when a new episode began: a time that was typed, or else about
// when. What is missing or cannot be is noted beside the field.
func (v *visit) newStart(f *form, night charley.Night, zone *time.Location) (start charley.Moment, about, ok bool) {
	minute, typed := f.clock("e.time")
	if !typed {
		for _, s := range v.slots(night, zone) {
			if f.get("e.slot") == s.Value {
				return s.Start, true, true
			}
		}
		f.refuse("e.time", "wrong.time.missing")
		return start, false, false
	}
	if start, ok = f.moment("e.time", momentsIn(night, v.settings.NightSpan, minute, zone)); !ok {
		return start, false, false
	}
	if start.Time.After(v.site.app.Now()) {
		f.refuse("e.time", "wrong.future")
		return start, false, false
	}
	return start, false, true
}

// mendedEpisode reads the fields of a stored episode. A time that was not
// touched stays to the second and in its offset; a new one finds its night.
func (v *visit) mendedEpisode(f *form, e charley.Episode) sheet {
	body := f.episodeBody(shownPlaces(&e), shownEasers(&e))
	date, minute := f.date("e.date"), -1
	if m, ok := f.clock("e.time"); ok {
		minute = m
	}
	switch {
	case date.IsZero():
		f.refuse("e.date", "wrong.date")
	case minute < 0:
		f.refuse("e.time", "wrong.time.missing")
	case date == dateOf(e.Start) && f.get("e.time") == clockText(e.Start) && f.get("e.time.which") == whichOf(e.Start):
	default:
		start, ok := f.moment("e.time", momentsOn(date, minute, v.zoneOf(e.Start.Zone)))
		if ok && start.Time.After(v.site.app.Now()) {
			f.refuse("e.time", "wrong.future")
		}
		body["start"], body["night"] = start.String(), nil
	}
	if n, same := body["minutes"].(float64); !same || e.Minutes == nil || n != float64(*e.Minutes) {
		body["minutes_about"] = nil
	}
	if e.Open && body["minutes"] == nil && f.tick("e.open") {
		body["open"] = true
	} else {
		body["open"] = nil
	}
	return sheet{ID: e.ID, Rev: f.rev("e.rev"), Kind: charley.KindEpisode, Body: body}
}

// episodeBody reads everything but the time.
func (f *form) episodeBody(places, easers []string) map[string]any {
	what := f.one("e.what", whats[:])
	if what == "" {
		f.refuse("e.what", "wrong.choice")
	}
	body := map[string]any{
		"what": what, "about": orNil(f.tick("e.about")), "side": orNil(f.one("e.side", sides[:])),
		"places": orNone(f.many("e.places", places)), "eased_by": orNone(f.many("e.eased_by", easers)),
		"note": orNil(f.text("e.note", maxNote)), "minutes": nil, "intensity": nil, "woke": nil,
	}
	if n := f.number("e.minutes", 0, maxMinutes); n != nil {
		body["minutes"] = *n
	}
	if n := f.number("e.intensity", 0, 10); n != nil {
		body["intensity"] = *n
	}
	if said := f.one("e.woke", answers[:2]); said != "" {
		body["woke"] = said == charley.Yes.String()
	}
	return body
}

// Limits of fields, as package diary has them.
var (
	maxNote    = int(limit(charley.KindEpisode, "note"))
	maxMinutes = limit(charley.KindEpisode, "minutes")
)

// limit is the most a field may hold: a number, or characters.
func limit(kind charley.Kind, name string) float64 {
	for _, f := range diary.FieldsOf(kind) {
		if f.Name == name {
			return f.Max
		}
	}
	return 0
}

// orNil leaves out what says nothing.
func orNil[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// orNone leaves out a list on which nothing was tapped: not said is not "nowhere".
func orNone(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return list
}
