package trial

import "math"

// Dose is how much of a remedy's effect each night has: all of it on a night with the
// remedy, and half as much with every half-life after the last one.
//
//	d_t = 1 on a remedy night, else d_(t-1) 2^(-1/halfLife);  d_0 = 0
//
// It is full at once because the remedies that are drawn night by night or in short
// periods act on the night they are used; what builds up slowly is given long periods
// whose first nights are left out (Plan.Washout), where both kernels agree. A night
// whose arm is not known has the mean of both possibilities.
//
//	Shapes  one value a night, in order.
//	Units   halfLife in nights; 0: gone by the next night.
//	Range   0 … 1.
//	Cost    O(n).
func Dose(arms []int, halfLife float64) []float64 {
	keep := 0.0
	if halfLife > 0 {
		keep = math.Exp2(-1 / halfLife)
	}
	d := make([]float64, len(arms))
	for t, a := range arms {
		switch {
		case a == 1:
			d[t] = 1
		case t > 0:
			d[t] = d[t-1] * keep
		}
		if a < 0 {
			d[t] = (1 + d[t]) / 2
		}
	}
	return d
}
