package actogram

import (
	"math"

	"charley/diary"
)

// A Window is the part of the night that is drawn, in hours from the night's
// start on its own clock.
type Window struct{ From, To float64 }

// usual is where most nights fit: with nights from noon, 20:00 to 10:00.
func usual() Window { return Window{From: 8, To: 22} }

// Fit is the smallest window of whole hours that holds every episode and every
// known time in bed, and at least the usual evening and morning.
func Fit(records []diary.NightRecord) Window {
	w := usual()
	for _, r := range records {
		for _, e := range r.Episodes {
			w.hold(hour(r, e.Start))
		}
		if b := bed(r); b != nil {
			w.hold(b.From)
			w.hold(b.To)
		}
	}
	return w
}

// longest is a night and an hour: no window grows past it, however odd a time
// somebody typed; what lies beyond is pinned to the edge.
const longest = 25

func (w *Window) hold(at float64) {
	w.From = max(0, min(w.From, math.Floor(at)))
	w.To = min(longest, max(w.To, math.Floor(at)+1))
}

// clamp moves a time outside the window to its nearer edge.
func (w Window) clamp(at float64) float64 { return min(max(at, w.From), w.To) }
