package trial

import "charley"

// A Beside counts days on which something was told of by what was drawn for the nights
// beside them. It says what was how near, and nothing of why.
type Beside struct {
	With    int `json:"with" doc:"beside nights with the remedy"`
	Without int `json:"without" doc:"beside nights without it"`
	Between int `json:"between" doc:"between a night with it and one without"`
	Outside int `json:"outside" doc:"beside no night of the trial that counts, or the day is not known"`
}

// Add counts one day by the night that ended on it and the one that began on it. Only
// nights up to last count; begun is the last night that had begun when it was told.
func (b *Beside) Add(s Sealed, day, last, begun charley.Night) {
	var arms [2]int
	for _, n := range [...]charley.Night{day.Add(-1), day} {
		if k, ok := s.Of(n); ok && !last.Before(n) && !begun.Before(n) {
			arms[s.Arms[k-1]]++
		}
	}
	switch {
	case arms[0] > 0 && arms[1] > 0:
		b.Between++
	case arms[1] > 0:
		b.With++
	case arms[0] > 0:
		b.Without++
	default:
		b.Outside++
	}
}
