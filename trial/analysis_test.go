package trial

import (
	"math"
	"testing"
)

func moments(k int) float64 {
	sum := 0.0
	for i, w := range hermiteWeight {
		sum += w * math.Pow(hermiteAt[i], float64(k))
	}
	return sum
}

// The rule of nine points is exact for polynomials up to degree 17: the moments of a
// standard normal are 1, 0, 1, 0, 3, 15, 105.
func TestTheRuleOfNinePointsKnowsTheNormal(t *testing.T) {
	for k, want := range map[int]float64{0: 1, 1: 0, 2: 1, 3: 0, 4: 3, 6: 15, 8: 105} {
		if got := moments(k); math.Abs(got-want) > 1e-8*math.Max(1, want) {
			t.Errorf("moment %d: got %.12g, want %g", k, got, want)
		}
	}
}
