package web

import (
	"net/http"

	"charley"
	"charley/diary"
)

// saveMorning keeps everything that stands on the page, whichever button was
// pressed: nothing that was typed is lost by pressing the "wrong" one.
func saveMorning(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	night, err := v.askedNight(f.get("night"), v.lastNight())
	if err != nil {
		return err
	}
	record, err := v.record(night)
	if err != nil {
		return err
	}
	page := "/morning?night=" + night.String()
	done := didSave
	var sheets []sheet
	if f.get("do") == "add" || f.get("e.time") != "" || f.get("e.slot") != "" {
		sheets = append(sheets, v.newEpisode(f, night))
		done = didAdd
	}
	adding := len(sheets) > 0
	if f.get("last") != "" {
		sheets = append(sheets, f.lastSheet(record))
	}
	morning := v.morningSheet(f, record, adding)
	if len(sheets) == 0 || says(morning.Body) {
		sheets = append(sheets, morning)
	}
	if morning.Rev == 0 && len(sheets) == 1 && sheets[0].Kind == charley.KindMorning && !says(morning.Body) {
		f.refuse("", "morning.empty")
	}
	if !f.ok() {
		return v.showMorning(http.StatusUnprocessableEntity, record, f)
	}
	for _, s := range sheets {
		saved, err := v.save(s)
		if err != nil {
			if status, ok := v.unsaved(f, err); ok {
				return v.showMorning(status, record, f)
			}
			return err
		}
		if len(saved.Lost) > 0 {
			done = didMerge
		}
	}
	return v.see(did(page, done, ""))
}

// morningSheet reads the check-in. One tap on "nothing happened" answers the
// questions below it as well, except where they were answered by hand. In a
// night with an episode, stored or adding on the same page, it answers none of
// them: nobody said that the episode cost no sleep.
func (v *visit) morningSheet(f *form, r diary.NightRecord, adding bool) sheet {
	zone := v.zoneOf(r.Zone)
	body := map[string]any{
		"night": r.Night.String(), "zone": zone.String(), "soreness": orNil(f.one("soreness", soreWords[:])),
		"sleep_lost": f.sleepLost(), "restless_bother": nil, "note": orNil(f.text("note", maxNote)),
		"in_bed": v.bedTime(f, "in_bed", r), "out_of_bed": v.bedTime(f, "out_of_bed", r),
	}
	if _, asked := f.values["followed"]; asked { // a page without the question says nothing about it
		body["followed"] = map[string]any{"yes": true, "no": false}[f.one("followed", followedWords[:])]
	}
	if n := f.number("bother", 0, 10); n != nil {
		body["restless_bother"] = *n
	}
	f.counted(body, r)
	switch f.get("do") {
	case "nothing":
		body["nothing_more"] = true
		if !r.Happened() && !adding {
			fillIn(body, "soreness", "no")
			fillIn(body, "sleep_lost", 0)
			fillIn(body, "restless_bother", 0)
		}
	case "something":
		body["nothing_more"] = nil
	}
	return sheet{ID: f.id("id"), Rev: f.rev("rev"), Kind: charley.KindMorning, Body: body}
}

// counted reads how many cramps were counted. Only a night whose cramps were counted is asked for them. Who takes the
// number away has not said that there was none, so the night is not complete any more.
func (f *form) counted(body map[string]any, r diary.NightRecord) {
	if _, asked := f.values["cramps"]; !asked {
		return
	}
	cramps, worst := f.whole("cramps", 0, diary.MaxCramps), f.whole("cramp_worst", 0, 10)
	body["cramps"], body["cramp_worst"] = nil, nil
	if cramps != nil {
		body["cramps"] = *cramps
	} else if r.Untimed() > 0 {
		body["nothing_more"] = nil
	}
	if worst != nil {
		body["cramp_worst"] = *worst
	}
	switch some := worst != nil && *worst > 0; {
	case some && cramps != nil && *cramps == 0:
		f.refuse("cramp_worst", "typed.wrong.worst")
	case some && cramps == nil && f.wrong["cramps"] == "" && f.get("do") == "nothing" && r.Count(charley.Cramp) == r.Untimed():
		f.refuse("cramps", "morning.count")
	}
}

func fillIn(body map[string]any, name string, value any) {
	if body[name] == nil {
		body[name] = value
	}
}

// says tells whether a morning holds anything beside its night.
func says(body map[string]any) bool {
	for k, v := range body {
		if k != "night" && k != "zone" && v != nil {
			return true
		}
	}
	return false
}

// sleepLost is the sleep lost in minutes, tapped or typed; nil if not said.
func (f *form) sleepLost() any {
	tapped, typed := f.one("sleep", sleepWords[:]), f.number("sleep_more", 0, maxMinutes)
	switch {
	case tapped == "more" && typed == nil:
		f.refuse("sleep_more", "wrong.minutes.missing")
		return nil
	case typed != nil && (tapped == "" || tapped == "more"):
		return *typed
	case tapped == "":
		return nil
	}
	return map[string]float64{"0": 0, "20": 20, "60": 60}[tapped]
}

// bedTime reads a time of the night that is typed as a time of day. One that
// was not touched stays as it is stored.
func (v *visit) bedTime(f *form, name string, r diary.NightRecord) any {
	if m := r.Morning; m != nil {
		for field, stored := range map[string]charley.Moment{"in_bed": m.InBed, "out_of_bed": m.OutOfBed} {
			if field == name && !stored.IsZero() && clockText(stored) == f.get(name) && whichOf(stored) == f.get(name+".which") {
				return stored.String()
			}
		}
	}
	minute, ok := f.clock(name)
	if !ok {
		return nil
	}
	at, ok := f.moment(name, momentsIn(r.Night, v.settings.NightSpan, minute, v.zoneOf(r.Zone)))
	if !ok {
		return nil
	}
	return at.String()
}
