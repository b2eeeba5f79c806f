package actogram

import (
	"slices"
	"testing"

	"charley"
	"charley/diary"
)

// What nobody said of a day is not known, and never a no.
func TestDaysWithSomething(t *testing.T) {
	day := func(a charley.Answer) diary.NightRecord {
		return night(t, "2026-11-03", func(r *diary.NightRecord) {
			r.Evening = &charley.Evening{Exposures: map[string]charley.Answer{"tea": a}}
		})
	}
	cups := func(n float64) charley.Answer { return charley.Answer{Said: charley.TriOf(n > 0), Amount: &n} }
	records := []diary.NightRecord{
		day(charley.Answer{Said: charley.Yes}), day(charley.Answer{Said: charley.No}), day(charley.Answer{}),
		day(cups(3)), day(cups(2)), day(cups(0)), night(t, "2026-11-03", nil),
	}
	want := []charley.Tri{charley.Yes, charley.No, charley.Unknown, charley.Yes, charley.No, charley.No, charley.Unknown}
	if got := Days(records, "tea", 2); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Days(records[:1], "coffee", 0); !slices.Equal(got, []charley.Tri{charley.Unknown}) {
		t.Errorf("got %v of what was not asked", got)
	}
}
