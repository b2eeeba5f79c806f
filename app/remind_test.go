package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/remind"
)

// When reminders were changed is known to the app alone: their calendar begins
// then, and stays the same bytes until they are changed again.
func TestACalendarChangesOnlyWithTheReminders(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	save := func(change func(*charley.Settings)) {
		t.Helper()
		s, err := b.Settings(ctx, b.caller)
		if err != nil {
			t.Fatal(err)
		}
		change(&s)
		if err := b.SaveSettings(ctx, b.caller, s); err != nil {
			t.Fatal(err)
		}
	}
	calendar := func() []byte {
		t.Helper()
		text, err := b.Calendar(ctx, b.caller, app.Fetched, remind.Words{Name: "Charley", Morning: "Charley: morning"})
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	if got := string(calendar()); strings.Contains(got, "VEVENT") {
		t.Errorf("got events before any were asked for: %s", got)
	}
	save(func(s *charley.Settings) {
		s.Reminders = charley.Reminders{Morning: charley.Reminder{On: true, At: 480}, Since: b.clock.AddDate(-9, 0, 0)}
	})
	first := calendar()
	if !bytes.Contains(first, []byte("DTSTART;TZID=Europe/Berlin:20261123T080000\r\n")) || !bytes.Contains(first, []byte("DTSTAMP:20261123T020000Z\r\n")) {
		t.Errorf("got %s, want it to begin on the day it was asked for", first)
	}
	b.clock = b.clock.Add(20 * 24 * time.Hour)
	save(func(s *charley.Settings) { s.Bad.Bother = 6 })
	if got := calendar(); !bytes.Equal(got, first) {
		t.Errorf("got another calendar after three weeks: %s", got)
	}
	for _, x := range []struct { // in this order: without any reminder nothing else matters
		name   string
		change func(*charley.Settings)
	}{
		{"another time", func(s *charley.Settings) { s.Reminders.Morning.At = 485 }},
		{"another zone", func(s *charley.Settings) { s.Zone = "Asia/Tokyo" }},
		{"none", func(s *charley.Settings) { s.Reminders.Morning.On = false }},
	} {
		before := calendar()
		b.clock = b.clock.Add(time.Hour)
		if save(x.change); bytes.Equal(calendar(), before) {
			t.Errorf("%s: got the same calendar", x.name)
		}
	}
}

// Settings that were kept before there were reminders are read as ever, and
// written as ever while nobody chose any.
func TestSettingsFromBeforeThereWereReminders(t *testing.T) {
	const old = `{"zone":"Europe/Berlin","night_start":720,"asked":null,"bad":{"bother":4,"sleep_lost":15}}`
	var s charley.Settings
	if err := json.Unmarshal([]byte(old), &s); err != nil {
		t.Fatal(err)
	}
	if s.Reminders.Any() || string(charley.Value(s)) != old {
		t.Errorf("got %s, want %s", charley.Value(s), old)
	}
}

func TestTheCalendarTellsOfATrialOnlyIfItIsWanted(t *testing.T) {
	b := newTester(t)
	ctx := context.Background()
	v := b.begins(t)
	words := remind.Words{Trial: "T", Look: "L", End: "E"}
	text := func() string {
		t.Helper()
		out, err := b.Calendar(ctx, b.caller, app.Fetched, words)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	if got := text(); strings.Contains(got, "VEVENT") {
		t.Errorf("got %s", got)
	}
	s, err := b.Settings(ctx, b.caller)
	if err != nil {
		t.Fatal(err)
	}
	s.Reminders.Trials = true
	if err := b.SaveSettings(ctx, b.caller, s); err != nil {
		t.Fatal(err)
	}
	got := text()
	if !strings.Contains(got, "SUMMARY:T\r\n") || !strings.Contains(got, "SUMMARY:E\r\n") || !strings.Contains(got, "FREQ=DAILY;COUNT=") {
		t.Errorf("got %s", got)
	}
	for _, never := range []string{string(v.ID), "bath", "Bath", "remedy"} {
		if strings.Contains(got, never) {
			t.Errorf("it tells %q", never)
		}
	}
	if _, err := b.StopTrial(ctx, b.caller, v.ID, charley.EndedOther); err != nil {
		t.Fatal(err)
	}
	if got := text(); strings.Contains(got, "VEVENT") {
		t.Errorf("it was stopped: got %s", got)
	}
}
