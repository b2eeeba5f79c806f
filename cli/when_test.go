package cli

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"charley"
)

func TestTimesAreReadAsPeopleTypeThem(t *testing.T) {
	morning := "2026-03-29T08:00:00+02:00" // the clocks went forward in this night
	autumn := "2026-10-25T08:00:00+01:00"  // and back in this one
	for _, c := range []struct{ name, typed, now, want, remark string }{
		{name: "nothing typed means now", typed: "", now: morning, want: morning},
		{name: "with an offset and no seconds", typed: "2026-03-29T03:10+02:00", now: morning, want: "2026-03-29T03:10:00+02:00"},
		{name: "another country's offset is kept", typed: "2026-03-29T03:10:05-05:00", now: morning, want: "2026-03-29T03:10:05-05:00"},
		{name: "in UTC", typed: "2026-03-29T01:10:00Z", now: morning, want: "2026-03-29T01:10:00Z"},
		{name: "a date and a time in the zone", typed: "2026-01-10 23:45", now: morning, want: "2026-01-10T23:45:00+01:00"},
		{name: "with a T", typed: "2026-07-10T23:45", now: morning, want: "2026-07-10T23:45:00+02:00"},
		{name: "a time of day is the last time it was that", typed: "03:10", now: morning, want: "2026-03-29T03:10:00+02:00"},
		{name: "a time of day that is still to come today was yesterday", typed: "23:30", now: morning, want: "2026-03-28T23:30:00+01:00"},
		{name: "minutes ago", typed: "10 min ago", now: morning, want: "2026-03-29T07:50:00+02:00"},
		{name: "hours ago reach over the change", typed: "6h ago", now: morning, want: "2026-03-29T01:00:00+01:00"},
		{name: "the repeated hour is the first of the two", typed: "02:30", now: autumn, want: "2026-10-25T02:30:00+02:00", remark: "twice"},
		{name: "unless the zone is named", typed: "02:30 CET", now: autumn, want: "2026-10-25T02:30:00+01:00"},
		{name: "or the first is named", typed: "2026-10-25 02:30 cest", now: autumn, want: "2026-10-25T02:30:00+02:00"},
		{name: "a skipped time that is still to come tonight was yesterday", typed: "02:30", now: "2026-03-29T01:00:00+01:00", want: "2026-03-28T02:30:00+01:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parseWhen(c.typed, berlin(t), instant(t, c.now))
			if err != nil {
				t.Fatalf("got error %v", err)
			}
			if at := got.at.Format(time.RFC3339); at != c.want {
				t.Errorf("got %s, want %s", at, c.want)
			}
			if !strings.Contains(got.remark, c.remark) || c.remark == "" && got.remark != "" {
				t.Errorf("got remark %q, want one with %q", got.remark, c.remark)
			}
		})
	}
}

func TestTimesThatCannotBe(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{name: "skipped by the clocks", typed: "2026-03-29 02:30", want: "The nearest times are 01:59 and 03:00"},
		{name: "skipped last night", typed: "02:30", want: "The nearest times are 01:59 and 03:00"},
		{name: "not a time", typed: "tea time", want: `"tea time" is not a time`},
		{name: "a minute that no clock shows", typed: "25:10", want: "is not a time"},
		{name: "a day that does not exist", typed: "2026-02-30 03:10", want: "is not a time"},
		{name: "a zone that was not in use", typed: "2026-01-10 02:30 CEST", want: "did not show CEST then but CET"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parseWhen(c.typed, berlin(t), instant(t, "2026-03-29T08:00:00+02:00"))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v and error %v, want an error with %q", got.at, err, c.want)
			}
		})
	}
}

func TestATimeOfDayIsFoundInsideItsNight(t *testing.T) {
	night := charley.Night{Year: 2026, Month: time.March, Day: 28}
	for typed, want := range map[string]string{
		"22:45": "2026-03-28T22:45:00+01:00",
		"07:10": "2026-03-29T07:10:00+02:00",
		"12:00": "2026-03-28T12:00:00+01:00",
	} {
		got, err := parseInNight(typed, night, charley.Noon, berlin(t), instant(t, "2026-04-02T08:00:00+02:00"))
		if err != nil || got.at.Format(time.RFC3339) != want {
			t.Errorf("%s: got %s and error %v, want %s", typed, got.at.Format(time.RFC3339), err, want)
		}
	}
}

// Every minute of two years is found again, in zones with odd changes: Lord
// Howe moves by half an hour, Apia skipped a whole day in 2011.
func TestEveryWallTimeFindsItsInstants(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Africa/Casablanca"} {
		zone, err := charley.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		for at := instant(t, "2011-01-01T00:00:00Z"); at.Year() < 2013; at = at.Add(7 * time.Minute) {
			found := wallOf(at.In(zone)).in(zone)
			if len(found) == 0 || !found[0].Equal(at) && !found[len(found)-1].Equal(at) {
				t.Fatalf("%s: got %v for %v, which should be among them", name, found, at.In(zone))
			}
		}
	}
}

func berlin(t *testing.T) *time.Location {
	t.Helper()
	zone, err := charley.LoadZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
