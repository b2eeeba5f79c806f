package remind

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
	"unicode/utf8"

	"charley"
)

var update = flag.Bool("update", false, "rewrite the calendar in testdata")

var words = Words{Name: "Charley", Morning: "Charley: morning", Evening: "Charley: evening", Note: "Two minutes are enough."}

// noon is midday UTC of a date.
func noon(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return t.Add(12 * time.Hour)
}

func at(minutes ...int) charley.Reminders {
	r := charley.Reminders{Morning: charley.Reminder{On: true, At: minutes[0]}}
	if len(minutes) > 1 {
		r.Evening = charley.Reminder{On: true, At: minutes[1]}
	}
	return r
}

// calendar is one of reminders in a zone, from a day and for two years.
func calendar(t *testing.T, zone, since string, r charley.Reminders) Calendar {
	t.Helper()
	z, err := charley.LoadZone(zone)
	if err != nil {
		t.Fatal(err)
	}
	r.Since = noon(since)
	return Calendar{ID: "0123456789abcdef", Reminders: r, Zone: z, Until: r.Since.AddDate(2, 0, 0), Words: words}
}

// TestTheCalendar holds a whole one, to be read. Such calendars of eleven zones
// were also read by python3-icalendar 4.0.3, which found 32,066 of 32,076 reminders
// where TestEveryReminderOfTwoYears wants them; the ten others fall on an hour that
// is skipped, which it reads by the clock as it is after, against RFC 5545.
func TestTheCalendar(t *testing.T) {
	const file = "testdata/berlin.ics"
	got := calendar(t, "Europe/Berlin", "2026-11-23", at(8*60, 20*60+30)).Text()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got another calendar than %s; go test ./remind -update rewrites it:\n%s", file, got)
	}
}

func TestTheSameRemindersGiveTheSameBytes(t *testing.T) {
	c := calendar(t, "Australia/Lord_Howe", "2026-11-23", at(150, 1300))
	if !bytes.Equal(c.Text(), c.Text()) {
		t.Error("got other bytes the second time")
	}
}

func TestWithoutRemindersThereAreNoEvents(t *testing.T) {
	c := calendar(t, "Europe/Berlin", "2026-11-23", charley.UsualReminders())
	got := string(c.Text())
	if strings.Contains(got, "VEVENT") || !strings.Contains(got, "BEGIN:VTIMEZONE") { // a calendar must hold something
		t.Errorf("got %s", got)
	}
	c.Reminders.Evening.On = true
	if got := string(c.Text()); strings.Count(got, "BEGIN:VEVENT") != 1 || !strings.Contains(got, "UID:0123456789abcdef-evening@charley\r\n") {
		t.Errorf("got %s, want the evening's reminder alone", got)
	}
}

func TestLinesAreFoldedAndWordsEscaped(t *testing.T) {
	c := calendar(t, "America/Argentina/ComodRivadavia", "2026-11-23", at(480))
	c.Words.Morning = strings.Repeat("Gute Nächte; früh, und \\ spät 🌙\n", 9) + "\x00\x1bend"
	got := string(c.Text())
	for line := range strings.SplitSeq(strings.TrimSuffix(got, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n\x00\x1b") {
			t.Errorf("got the line %q (%d octets)", line, len(line))
		}
	}
	want := "SUMMARY:" + strings.Repeat(`Gute Nächte\; früh\, und \\ spät 🌙\n`, 9) + "end\r\n"
	if !strings.Contains(strings.ReplaceAll(got, "\r\n ", ""), want) {
		t.Errorf("got %q, want %q in it", got, want)
	}
}

func TestNothingInACalendarTellsOfHealthOrWho(t *testing.T) {
	got := strings.ToLower(string(calendar(t, "Europe/Berlin", "2026-11-23", at(480, 1200)).Text()))
	for _, never := range []string{"cramp", "leg", "restless", "sleep", "pain", "night", "diary", "http"} {
		if strings.Contains(got, never) {
			t.Errorf("got %q in it", never)
		}
	}
}
