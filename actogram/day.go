package actogram

import (
	"charley"
	"charley/diary"
)

// An Exposure is what days are told apart by.
type Exposure struct {
	ID          string
	Amount      bool    // it is asked as an amount
	Above       float64 // more than this is a yes; 0 but for an amount
	NoneMeansNo bool    // Amount: a no without an amount is none of it
}

// Days says of each night whether the day before it held an exposure. A day of which
// nobody said so is Unknown, and never a no: see charley.Answer.Value.
func Days(records []diary.NightRecord, x Exposure) []charley.Tri {
	out := make([]charley.Tri, len(records))
	for i, r := range records {
		if r.Evening == nil {
			continue
		}
		if v, ok := r.Evening.Exposures[x.ID].Value(x.Amount, x.NoneMeansNo); ok {
			out[i] = charley.TriOf(v > x.Above)
		}
	}
	return out
}
