package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
)

func TestRemindersAreChosenAndTakenAlong(t *testing.T) {
	p := newPerson(t, morningOf)
	page := p.open("/settings")
	page.count(`a[href="/settings/charley.ics"]`, 0)
	if got := page.form("/settings/reminders", "", nil); got.Get("morning_at") != "08:00" || got.Get("evening_at") != "20:00" || got.Has("morning") {
		t.Errorf("got %v, want the usual times and none on", got)
	}
	saved := p.press(page, "/settings/reminders", "", url.Values{"morning": {"yes"}, "morning_at": {"07:15"}, "evening_at": {"21:30"}})
	saved.says("#reminders .notice", "Saved")
	saved.count(".notice", 1)
	file := p.open(saved.first(`#reminders a[download="charley.ics"]`).attr("href"))
	if got := file.header.Get("Content-Type"); got != "text/calendar; charset=utf-8" {
		t.Errorf("got %s", got)
	}
	for _, want := range []string{"DTSTART;TZID=Europe/Berlin:20261123T071500\r\n", "SUMMARY:Charley: morning\r\n"} {
		if !strings.Contains(file.raw, want) || strings.Contains(file.raw, "evening") {
			t.Errorf("got %s, want %q in it and no evening", file.raw, want)
		}
	}
	again := p.press(saved, "/settings", "", url.Values{"bother": {"7"}}).form("/settings/reminders", "", nil)
	if again.Get("morning") != "yes" || again.Get("morning_at") != "07:15" || again.Get("evening_at") != "21:30" || again.Has("evening") {
		t.Errorf("got %v after the other form was saved", again)
	}
	kept := p.press(saved, "/settings/reminders", "", url.Values{"evening_at": {""}}) // one that is off needs no time
	if got := kept.form("/settings/reminders", "", nil); got.Get("evening_at") != "21:30" || got.Has("evening") {
		t.Errorf("got %v", got)
	}
	wrong := p.submit(saved, "/settings/reminders", "", url.Values{"evening": {"yes"}, "evening_at": {"25:00"}, "morning_at": {"06:00"}})
	wrong.says("#evening_at-wrong", "")
	wrong.count("#evening_at-wrong", 1)
	wrong.count(`.alarm a[href="#evening_at"]`, 1)
	if kept := wrong.form("/settings/reminders", "", nil); wrong.status != http.StatusUnprocessableEntity || kept.Get("morning_at") != "06:00" || kept.Get("evening_at") != "25:00" {
		t.Errorf("got %d and %v, want what was typed", wrong.status, kept)
	}
}

// The example under the hour at which a night begins follows what is typed.
func TestTheExampleOfANight(t *testing.T) {
	p := newPerson(t, morningOf)
	p.open("/settings").says("#nights .example", "Sunday 12:00 to Monday 12:00 is one night. A cramp on Monday at 11:59 still belongs to it.")
	for _, tc := range []struct{ start, want string }{
		{"18:00", "Sunday 18:00 to Monday 18:00 is one night. A cramp on Monday at 17:59"},
		{"00:00", "Monday 00:00 to Tuesday 00:00 is one night. A cramp on Monday at 23:59"},
		{"08:30", "Monday 08:30 to Tuesday 08:30 is one night. A cramp on Tuesday at 08:29"},
	} {
		p.press(p.open("/settings"), "/settings", "", url.Values{"start": {tc.start}}).says("#nights .example", tc.want)
	}
	refused := p.submit(p.open("/settings"), "/settings", "", url.Values{"start": {"06:00"}, "bother": {"99"}})
	refused.says("#nights .example", "Monday 06:00 to Tuesday 06:00")
	p.submit(p.open("/settings"), "/settings", "", url.Values{"start": {"soon"}}).says("#nights .example", "Monday 08:30")
}

// Every part that the list at the top names is there, and every part is named.
func TestTheContentsOfSettings(t *testing.T) {
	page := newPerson(t, morningOf).open("/settings")
	parts := map[string]bool{}
	for _, a := range page.all(".contents a") {
		parts[strings.TrimPrefix(a.attr("href"), "#")] = true
		page.count(a.attr("href"), 1)
	}
	for _, s := range page.all("section") {
		if !parts[s.attr("id")] {
			t.Errorf("the part %q is not in the list", s.attr("id"))
		}
	}
}

func TestRemindersSurviveAFullDisk(t *testing.T) {
	p, sick := newSickPerson(t)
	page := p.open("/settings")
	sick.err = charley.ErrDiskFull
	got := p.submit(page, "/settings/reminders", "", url.Values{"morning": {"yes"}, "morning_at": {"06:45"}})
	got.says(".alarm", "the disk of the server is full")
	if kept := got.form("/settings/reminders", "", nil); got.status != http.StatusInsufficientStorage || kept.Get("morning_at") != "06:45" || kept.Get("morning") != "yes" {
		t.Errorf("got %d and %v", got.status, kept)
	}
}
