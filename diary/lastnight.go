package diary

import (
	"time"

	"charley"
)

// dawn is how long a night has run when a morning begins to mean it and not the
// one before: 04:00 for a night that begins at noon.
const dawn = 16 * time.Hour

// NextEvening is the night whose evening is not over yet: from dawn on, the one to
// come. It is the night that "tonight" means to somebody who plans.
func NextEvening(now time.Time, zone *time.Location, span charley.Span) charley.Night {
	return LastNight(now, zone, span).Next()
}

// LastNight is the night that somebody means who looks back on a night now.
func LastNight(now time.Time, zone *time.Location, span charley.Span) charley.Night {
	night := span.NightOf(charley.MomentAt(now, zone))
	if from, _ := span.Bounds(night, zone); now.Sub(from) < dawn {
		return night.Add(-1)
	}
	return night
}
