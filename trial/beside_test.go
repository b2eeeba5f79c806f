package trial

import (
	"testing"

	"charley"
)

func TestBesideWhichNightsADayLies(t *testing.T) {
	day := func(d int) charley.Night { return charley.Night{Year: 2026, Month: 11, Day: d} }
	s := Sealed{Plan: Plan{Start: day(10), Nights: 6}, Arms: []int{0, 0, 1, 1, 0, 1}} // the nights of the 10th to the 15th
	for name, c := range map[string]struct {
		day, last, begun int
		want             Beside
	}{
		"the day between two nights without":            {11, 15, 30, Beside{Without: 1}},
		"the day between one without and one with":      {12, 15, 30, Beside{Between: 1}},
		"the same, told before that evening":            {12, 15, 11, Beside{Without: 1}},
		"the day between two with":                      {13, 15, 30, Beside{With: 1}},
		"the day before the first evening":              {10, 15, 9, Beside{Outside: 1}},
		"the day of the first evening, told at night":   {10, 15, 10, Beside{Without: 1}},
		"the morning after the last night":              {16, 15, 30, Beside{With: 1}},
		"two days after it":                             {17, 15, 30, Beside{Outside: 1}},
		"the morning after it was ended":                {13, 12, 30, Beside{With: 1}},
		"days after it was ended early":                 {15, 12, 30, Beside{Outside: 1}},
		"a day long before there was a test":            {1, 15, 30, Beside{Outside: 1}},
		"the same day, told late that evening":          {14, 15, 14, Beside{Between: 1}},
		"told in the morning after a night with it":     {14, 15, 13, Beside{With: 1}},
		"told in the small hours of a night without it": {15, 15, 14, Beside{Without: 1}},
	} {
		var got Beside
		if got.Add(s, day(c.day), day(c.last), day(c.begun)); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}
