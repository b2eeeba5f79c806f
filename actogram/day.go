package actogram

import (
	"charley"
	"charley/diary"
)

// An Exposure is what days are told apart by.
type Exposure struct {
	ID          string
	Amount      bool    // it is asked as an amount
	Above       float64 // Amount: more than this is a yes
	NoneMeansNo bool    // Amount: a no without an amount is none of it
}

// Days says of each night whether the day before it held an exposure. A day of which
// nobody said so is Unknown, and never a no. Of an amount a bare yes says nothing, and
// neither does a bare no where none at all would be absurd.
func Days(records []diary.NightRecord, x Exposure) []charley.Tri {
	out := make([]charley.Tri, len(records))
	for i, r := range records {
		if r.Evening != nil {
			out[i] = x.on(r.Evening.Exposures[x.ID])
		}
	}
	return out
}

// on is what one answer says.
func (x Exposure) on(said charley.Answer) charley.Tri {
	switch {
	case said.Said == charley.Unknown || !x.Amount:
		return said.Said
	case said.Amount != nil:
		return charley.TriOf(*said.Amount > x.Above)
	case said.Said == charley.No && x.NoneMeansNo:
		return charley.TriOf(0 > x.Above)
	}
	return charley.Unknown
}
