package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"charley"
	"charley/app"
)

// A harmPage asks for something bad that happened in a test or after it. The grades are
// its buttons, so that one tap keeps it and the rest may stay as it is.
type harmPage struct {
	ID     charley.EntryID
	Name   string // of what is tested
	Call   dial   // the number for emergencies
	Form   string // id of the fact that it makes
	Day    input
	What   input
	Grades []option
	Hidden bool // which nights are which is hidden from the person
	Wrong  string
}

func showHarm(v *visit) error {
	return v.showHarm(http.StatusOK, v.site.newForm(url.Values{"id": {freshID()}, "day": {v.dayOf(v.site.app.Now()).String()}}))
}

func (v *visit) showHarm(status int, f *form) error {
	t, err := v.trialOf()
	if err != nil {
		return err
	}
	w := v.site.words
	p := harmPage{
		ID: t.ID, Name: t.Name, Call: v.emergency(), Form: f.get("id"), What: f.input("text", "what", "harm.what"), Wrong: f.wrong[""], Hidden: t.Trial.Blind == charley.BlindHelper && !shown(t),
		Day: f.input("date", "day", "harm.day").short().within("", v.dayOf(v.site.app.Now()).String(), ""),
	}
	for _, grade := range slices.Backward(charley.HarmGrades()) { // the worst is on the first screen of any phone
		p.Grades = append(p.Grades, option{Value: grade, Label: w.T("harm.grade." + grade)})
	}
	return v.showStatus(status, "harm", frame{Title: w.T("harm.title"), Nav: "tests", Page: p})
}

// emergency is the number to call by the time zone of the diary.
func (v *visit) emergency() dial {
	return dialOf("", v.site.knowledge.CountryOf(v.settings.Zone).Emergency)
}

// saveHarm keeps something bad that happened.
func saveHarm(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	t, err := v.trialOf()
	if err != nil {
		return err
	}
	told, id := v.harmTold(f), f.id("id")
	if !f.ok() {
		return v.showHarm(http.StatusUnprocessableEntity, f)
	}
	_, err = v.site.app.TellHarm(v.r.Context(), v.caller, t.ID, id, told)
	if errors.Is(err, charley.ErrConflict) { // the page came again out of the browser's memory, and says something else: that must count too
		_, err = v.site.app.TellHarm(v.r.Context(), v.caller, t.ID, charley.NewEntryID(), told)
	}
	if err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showHarm(status, f)
		}
		return err
	}
	return v.afterHarm(told.Grade, did(testPath(t.ID), didSave, ""))
}

// afterHarm leads on from something bad that was kept. What needed help leads at once to the
// page of a warning sign, where one stands.
func (v *visit) afterHarm(grade, path string) error {
	if grade == charley.HarmHelp {
		verdict, err := v.site.app.Tell(v.r.Context(), v.caller)
		if err != nil {
			return err
		}
		if verdict.Urgent() {
			return v.see("/answers/what")
		}
	}
	return v.see(path)
}

// tellWorse keeps something bad that was mended to worse. It is told now, so it stands beside
// what was told before; the page of its test says what follows, where there still is one.
func (v *visit) tellWorse(f *form, e charley.Entry, told app.HarmTold) error {
	id, err := v.site.app.TellWorse(v.r.Context(), v.caller, e.ID, charley.NewEntryID(), told)
	if err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showEntry(status, e, f)
		}
		return err
	}
	path := testPath(e.Fact().Trial)
	if _, err := v.site.app.Trial(v.r.Context(), v.caller, e.Fact().Trial); errors.Is(err, charley.ErrNotFound) {
		path = entryPath(id)
	} else if err != nil {
		return err
	}
	return v.afterHarm(told.Grade, did(path, didSave, ""))
}

// harmValues are something bad as its form shows it; harmFields are that form.
func harmValues(h charley.Fact) url.Values {
	out := url.Values{"what": {h.Name}, "grade": {h.Grade}}
	if day, known := h.Happened(); known {
		out.Set("day", day.String())
	}
	return out
}

func (f *form) harmFields() *plainForm {
	return &plainForm{
		Inputs:  []input{f.input("date", "day", "harm.day").short(), f.input("text", "what", "harm.what")},
		Choices: []choice{f.choice("grade", "harm.how", "harm.grade.", charley.HarmGrades())},
	}
}

// harmSheet reads something bad that was mended: a grade that was tapped by mistake.
func (f *form) harmSheet(h charley.Fact, told app.HarmTold) sheet {
	from := h.From // a month that another program wrote
	if !told.Day.IsZero() {
		from = told.Day.String()
	}
	return sheet{ID: h.ID, Rev: f.rev("rev"), Kind: charley.KindFact, Body: map[string]any{"grade": orNil(told.Grade), "name": orNil(told.What), "from": orNil(from)}}
}

// harmTold reads what a form tells of something bad, and refuses what cannot be.
func (v *visit) harmTold(f *form) app.HarmTold {
	told := app.HarmTold{Day: f.date("day"), Grade: f.one("grade", charley.HarmGrades()), What: strings.Join(strings.Fields(f.text("what", charley.MostHarm)), " ")}
	if told.Grade == "" {
		f.refuse("", "wrong.tap")
	}
	if v.dayOf(v.site.app.Now()).Before(told.Day) {
		f.refuse("day", "wrong.future")
	}
	return told
}

// endHarm keeps that something bad has been looked at, or is over.
func endHarm(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	t, err := v.trialOf()
	if err != nil {
		return err
	}
	id, err := charley.ParseEntryID(v.r.PathValue("harm"))
	if err != nil {
		return charley.ErrNotFound
	}
	if _, err := v.site.app.EndHarm(v.r.Context(), v.caller, t.ID, id, f.get("ended")); err != nil {
		return err
	}
	return v.see(did(testPath(t.ID), didSave, "") + harmPlace)
}
