package words

import (
	"strings"
	"testing"
	"time"

	"charley"

	"golang.org/x/text/language"
)

func catalogue(t *testing.T) *Catalogue {
	t.Helper()
	c, err := English()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDates(t *testing.T) {
	c := catalogue(t)
	night := func(y int, m time.Month, d int) charley.Night { return charley.Night{Year: y, Month: m, Day: d} }
	for _, tc := range []struct{ name, got, want string }{
		{"a night", c.NightDates(night(2026, 11, 22)), "Sunday 22 to Monday 23 November"},
		{"a night into another month", c.NightDates(night(2026, 11, 30)), "Monday 30 November to Tuesday 1 December"},
		{"a night into another year", c.NightDates(night(2026, 12, 31)), "Thursday 31 December to Friday 1 January"},
		{"a day", c.Day(night(2026, 11, 23)), "Monday 23 November"},
		{"a day in short", c.ShortDay(night(2026, 11, 3)), "Tue 3 Nov"},
		{"a day with its year", c.DayYear(night(2026, 11, 3)), "3 November 2026"},
		{"a year", c.Partial("2019"), "2019"},
		{"a month", c.Partial("2026-06"), "June 2026"},
		{"a whole date", c.Partial("2026-06-01"), "1 June 2026"},
		{"something else", c.Partial("long ago"), "long ago"},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, tc.got, tc.want)
		}
	}
}

func TestPlurals(t *testing.T) {
	c, err := Parse(language.MustParse("pl"), []byte(`{"nights":{"one":"{n} noc","few":"{n} noce","many":"{n} nocy","other":"{n} nocy"}}`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range []int{0, 1, 2, 5, 22} {
		got = append(got, c.N("nights", n))
	}
	if want := "0 nocy, 1 noc, 2 noce, 5 nocy, 22 noce"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

// What a person typed is put in as it is and never filled in itself.
func TestArgumentsAreNotFilledIn(t *testing.T) {
	c, err := Parse(language.English, []byte(`{"line":"{0}: {1}"}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.T("line", "{1}", "x"); got != "{1}: x" {
		t.Errorf("got %q", got)
	}
}

func TestBrokenCatalogues(t *testing.T) {
	for name, text := range map[string]string{
		"a key that comes twice": `{"a":"x","a":"y"}`,
		"no form for the rest":   `{"a":{"one":"x"}}`,
		"a number":               `{"a":3}`,
		"not JSON":               `{"a":`,
	} {
		if _, err := Parse(language.English, []byte(text)); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}
