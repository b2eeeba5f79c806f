package cause_test

import (
	"math"
	"math/rand/v2"
)

// poisson draws a Poisson count (Knuth).
func poisson(r *rand.Rand, mean float64) int {
	limit, p, n := math.Exp(-mean), 1.0, 0
	for {
		if p *= r.Float64(); p <= limit {
			return n
		}
		n++
	}
}

// gamma draws from a gamma distribution of scale 1 (Marsaglia and Tsang, shape from 1).
func gamma(r *rand.Rand, shape float64) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(r.Float64()) < 0.5*x*x+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}
