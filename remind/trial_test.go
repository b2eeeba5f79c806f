package remind

import (
	"strings"
	"testing"

	"charley"
)

// A calendar that is shown to colleagues says that there is a test, and neither of what nor which night is which.
func TestTheNightsOfATrial(t *testing.T) {
	c := calendar(t, "Europe/Berlin", "2026-11-23", at(8*60, 20*60))
	c.Words.Trial, c.Words.Look, c.Words.End = "Charley: tonight's test", "Charley: a look", "Charley: over"
	night := func(d int) charley.Night { return charley.Night{Year: 2026, Month: 11, Day: 20}.Add(d) }
	c.Trials = []Trial{{ID: "aa", First: night(0), Last: night(15), Looks: []charley.Night{night(1), night(7)}}}
	got := string(c.Text())
	for _, want := range []string{
		"UID:0123456789abcdef-aa-night@charley\r\n", "DTSTART;TZID=Europe/Berlin:20261123T200000\r\n", "RRULE:FREQ=DAILY;COUNT=13\r\n",
		"UID:0123456789abcdef-aa-look-2026-11-27@charley\r\n", "DTSTART;TZID=Europe/Berlin:20261128T080000\r\n",
		"UID:0123456789abcdef-aa-end@charley\r\n", "DTSTART;TZID=Europe/Berlin:20261206T080000\r\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "BEGIN:VEVENT"); n != 5 { // what lies before the day on which reminders were set is not told
		t.Errorf("got %d events, want two reminders, the nights, one look and the end", n)
	}
}
