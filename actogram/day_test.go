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
	want := []charley.Tri{charley.Unknown, charley.Unknown, charley.Unknown, charley.Yes, charley.No, charley.No, charley.Unknown}
	tea := Exposure{ID: "tea", Amount: true, Above: 2}
	if got := Days(records, tea); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	tea.NoneMeansNo, want[1] = true, charley.No
	if got := Days(records, tea); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v where a bare no is none", got, want)
	}
	asked := []charley.Tri{charley.Yes, charley.No, charley.Unknown, charley.Yes, charley.Yes, charley.No, charley.Unknown}
	if got := Days(records, Exposure{ID: "tea"}); !slices.Equal(got, asked) {
		t.Errorf("got %v, want %v of a yes or no", got, asked)
	}
	if got := Days(records[:1], Exposure{ID: "coffee"}); !slices.Equal(got, []charley.Tri{charley.Unknown}) {
		t.Errorf("got %v of what was not asked", got)
	}
}
