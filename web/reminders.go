package web

import (
	"net/http"
	"net/url"

	"charley"
	"charley/app"
	"charley/remind"
)

// A reminderPart is the part of the settings page about reminders.
type reminderPart struct {
	Morning, Evening     choice
	Trials               choice
	MorningAt, EveningAt input
	Any                  bool // one of them is on, as stored
	Feed                 feedPart
	File                 string
}

// calendarFile is where the calendar can be taken along as a file.
const calendarFile = "/settings/charley.ics"

// reminderForm holds the reminders that are chosen, or the times that are usual.
func (v *visit) reminderForm() *form {
	r := v.settings.Reminders
	if r.Same(charley.Reminders{}) {
		r = charley.UsualReminders()
	}
	values := url.Values{"morning_at": {clockOf(r.Morning.At)}, "evening_at": {clockOf(r.Evening.At)}}
	if r.Morning.On {
		values.Set("morning", "yes")
	}
	if r.Evening.On {
		values.Set("evening", "yes")
	}
	if r.Trials {
		values.Set("trials", "yes")
	}
	return v.site.newForm(values)
}

func (v *visit) reminderPart(f *form) reminderPart {
	yes := []string{"yes"}
	return reminderPart{
		Morning: f.choice("morning", "settings.remind", "settings.remind.morning.", yes), Evening: f.choice("evening", "settings.remind", "settings.remind.evening.", yes),
		Trials:    f.choice("trials", "settings.remind", "settings.remind.trials.", yes),
		MorningAt: f.input("time", "morning_at", "settings.remind.morning_at").short(), EveningAt: f.input("time", "evening_at", "settings.remind.evening_at").short(),
		Any: v.settings.Reminders.Any(), File: calendarFile,
	}
}

func saveReminders(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	s := v.settings
	usual := v.reminderForm().values
	s.Reminders.Morning, s.Reminders.Evening = f.reminder("morning", usual), f.reminder("evening", usual)
	s.Reminders.Trials = f.tick("trials")
	if !f.ok() {
		return v.showSettings(http.StatusUnprocessableEntity, v.nightForm(), f)
	}
	if err := v.site.app.SaveSettings(v.r.Context(), v.caller, s); err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showSettings(status, v.nightForm(), f)
		}
		return err
	}
	return v.see(atPart("reminders", didSave))
}

// reminder reads one of the two. One that is off needs no time, and then keeps
// the one it had.
func (f *form) reminder(name string, before url.Values) charley.Reminder {
	if !f.tick(name) && f.get(name+"_at") == "" {
		f.values.Set(name+"_at", before.Get(name+"_at"))
	}
	minute, ok := f.clock(name + "_at")
	if !ok {
		f.refuse(name+"_at", "wrong.clock")
	}
	return charley.Reminder{On: f.tick(name), At: minute}
}

// takeCalendar gives the calendar as a file, for programs that cannot reach this
// machine. It is taken in once, so it looks far ahead.
func takeCalendar(v *visit) error {
	text, err := v.site.calendar(v.r, v.caller, app.Kept)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", calendarType)
	v.w.Header().Set("Content-Disposition", `attachment; filename="charley.ics"`)
	send(v.w, v.r, http.StatusOK, text)
	return nil
}

const calendarType = "text/calendar; charset=utf-8"

// calendar is the text of the reminders in the words of the pages.
func (s *site) calendar(r *http.Request, c charley.Caller, ahead app.Horizon) ([]byte, error) {
	w := s.words
	return s.app.Calendar(r.Context(), c, ahead, remind.Words{
		Name: w.T("remind.name"), Morning: w.T("remind.morning"), Evening: w.T("remind.evening"), Note: w.T("remind.note"),
		Trial: w.T("remind.trial"), Look: w.T("remind.look"), End: w.T("remind.end"),
	})
}
