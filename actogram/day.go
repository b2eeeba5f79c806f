package actogram

import (
	"math"

	"charley"
	"charley/diary"
)

// Days says of each night whether the day before it held an exposure: of an amount,
// more than above. A day of which nobody said so is Unknown, and never a no.
func Days(records []diary.NightRecord, exposure string, above float64) []charley.Tri {
	out := make([]charley.Tri, len(records))
	for i, r := range records {
		if r.Evening == nil {
			continue
		}
		a, answered := r.Evening.Exposures[exposure]
		switch {
		case !answered:
		case a.Amount != nil && !math.IsNaN(*a.Amount):
			out[i] = charley.TriOf(*a.Amount > above)
		default:
			out[i] = a.Said
		}
	}
	return out
}
