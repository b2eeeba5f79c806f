package trial

import (
	"math"

	"charley"
)

// An Adherence is how far the nights went as they were drawn, by arm: 0
// comparison, 1 remedy. A difference between the arms is a reason for doubt.
type Adherence struct {
	Nights  [2]int // drawn so far
	Logged  [2]int // of them, with an outcome
	Missing [2]int
	Asked   [2]int // mornings that say whether what was drawn was kept to
	Kept    [2]int // of them, yes
}

// AdherenceOf counts the nights that are over. y are their outcomes, NaN where
// missing; kept says whether what was drawn was kept to, and may be shorter.
func (s Sealed) AdherenceOf(y []float64, kept []charley.Tri) Adherence {
	var a Adherence
	for i := range min(len(y), s.Nights) {
		arm := s.Arms[i]
		a.Nights[arm]++
		if math.IsNaN(y[i]) {
			a.Missing[arm]++
		} else {
			a.Logged[arm]++
		}
		if i >= len(kept) || kept[i] == charley.Unknown {
			continue
		}
		a.Asked[arm]++
		if kept[i] == charley.Yes {
			a.Kept[arm]++
		}
	}
	return a
}

// apart is the distance of two shares; 0 while one of them is not known.
func apart(part, whole [2]int) float64 {
	if whole[0] == 0 || whole[1] == 0 {
		return 0
	}
	return math.Abs(float64(part[0])/float64(whole[0]) - float64(part[1])/float64(whole[1]))
}
