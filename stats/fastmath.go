package stats

import "math"

// Exponentials and logarithms of whole slices. An emission needs millions of them a
// fit; done here, without a call for each, they take a third of the time of package
// math's, with eleven digits of its sixteen. What they are used for is sampled to three.

const (
	expTable = 32
	expScale = expTable / math.Ln2
	expHigh  = math.Ln2 / expTable
	magic    = 3 << 51 // adding and taking it off again rounds to a whole number
)

// expRoots are 2^(i/32).
var expRoots = func() (t [expTable]float64) {
	for i := range t {
		t[i] = math.Exp2(float64(i) / expTable)
	}
	return t
}()

// expAll replaces each value, at most 700, by its exponential. What is below -700 is 0.
func expAll(x []float64) {
	for i, v := range x {
		if !(v > -700) {
			x[i] = 0
			continue
		}
		t := v*expScale + magic
		n := t - magic
		r := v - n*expHigh
		p := 1 + r*(1+r*(0.5+r*(1.0/6+r*(1.0/24))))
		k := int64(n)
		root := expRoots[k&(expTable-1)]
		x[i] = root * p * math.Float64frombits(uint64((k>>5)+1023)<<52)
	}
}

// logOnePlus is log(1+x) for x from 0, to eleven digits after the point.
func logOnePlus(x float64) float64 {
	v := 1 + x
	bits := math.Float64bits(v)
	e := float64(int64(bits>>52) - 1023)
	m := math.Float64frombits(bits&(1<<52-1) | 1023<<52) // 1 to 2
	if m > math.Sqrt2 {
		m, e = m/2, e+1
	}
	s := (m - 1) / (m + 1)
	q := s * s
	return e*math.Ln2 + 2*s*(1+q*(1.0/3+q*(1.0/5+q*(1.0/7+q*(1.0/9+q*(1.0/11+q*(1.0/13)))))))
}
