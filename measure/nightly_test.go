package measure

import (
	"math"
	"testing"

	"charley"
	"charley/diary"
)

// Somebody who writes on paper that there was no cramp, and leaves the other columns empty, has not said that the legs
// were quiet or that no sleep was lost.
func TestAnEmptyColumnOnPaperIsNoZero(t *testing.T) {
	nan := math.NaN()
	for _, tc := range []struct {
		name                string
		morning             charley.Morning
		bother, lost, worst float64
	}{
		{"nothing happened", charley.Morning{}, 0, 0, 0},
		{"no cramp was counted", charley.Morning{Cramps: new(0.0)}, nan, nan, nan},
		{"no cramp was counted, and restless", charley.Morning{Cramps: new(0.0), Bother: new(5.0)}, 5, nan, nan},
		{"no cramp was counted, and not restless", charley.Morning{Cramps: new(0.0), Bother: new(0.0)}, 0, 0, 0},
		{"two cramps were counted", charley.Morning{Cramps: new(2.0)}, nan, nan, nan},
		{"two cramps, the worst 7, and not restless", charley.Morning{Cramps: new(2.0), CrampWorst: new(7.0), Bother: new(0.0)}, 0, nan, 7},
	} {
		r := diary.NightRecord{Morning: &tc.morning, Complete: true}
		for what, want := range map[string]float64{Bother: tc.bother, SleepLost: tc.lost, Intensity: tc.worst} {
			if got := Nightly(what, r); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Errorf("%s: %s: got %v, want %v", tc.name, what, got, want)
			}
		}
	}
}
