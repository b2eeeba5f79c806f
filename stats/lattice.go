package stats

import (
	"math"
	"math/rand/v2"
)

// A lattice gives points that fill a cube more evenly than chance would, each of them
// uniform: a Kronecker sequence, shifted at random. Means over them scatter less than
// over as many independent points.
//
//	Shapes   point i = 0, 1, 2 … has so many coordinates as it was made for.
//	Range    coordinates lie inside 0 … 1, never at the ends.
//	Assumes  at most some ten thousand points: beyond, rounding shows.
//	Source   Richtmyer (1951), LA-1342, for the steps, the square roots of primes; Cranley and
//	         Patterson (1976), doi:10.1137/0713071, for the shift.
//	Checked  evenness in each pair of coordinates, quantiles against gonum's.
type lattice struct{ shift, step []float64 }

func newLattice(dim int, r *rand.Rand) lattice {
	l := lattice{shift: make([]float64, dim)}
	for n := 2; len(l.step) < dim; n++ {
		if prime(n) {
			_, part := math.Modf(math.Sqrt(float64(n)))
			l.step = append(l.step, part)
		}
	}
	for j := range l.shift {
		l.shift[j] = r.Float64()
	}
	return l
}

func prime(n int) bool {
	for k := 2; k*k <= n; k++ {
		if n%k == 0 {
			return false
		}
	}
	return true
}

// coordinate is coordinate j of point i.
func (l lattice) coordinate(i, j int) float64 {
	const inside = 1e-9 // as far out as quantiles of so few points ever are
	_, u := math.Modf(l.shift[j] + float64(i)*l.step[j])
	return min(max(u, inside), 1-inside)
}

// normalQuantile is that of the standard normal distribution.
func normalQuantile(u float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*u) }

// halvings is how often a quantile halves the range that it lies in.
const halvings = 45

// chiSquare5Quantile is that of chi-square with five degrees of freedom, whose
// distribution has a closed form. Source: Abramowitz and Stegun (1964), 26.4.4.
func chiSquare5Quantile(u float64) float64 {
	lo, hi := 0.0, 80.0
	for range halvings {
		x := (lo + hi) / 2
		if math.Erf(math.Sqrt(x/2))-math.Sqrt(2*x/math.Pi)*math.Exp(-x/2)*(1+x/3) < u {
			lo = x
		} else {
			hi = x
		}
	}
	return (lo + hi) / 2
}

// t5Quantile is that of Student's t with five degrees of freedom, by the angle whose
// tangent is t over root 5. Source: Abramowitz and Stegun (1964), 26.7.3.
func t5Quantile(u float64) float64 {
	lo, hi := -math.Pi/2, math.Pi/2
	for range halvings {
		a := (lo + hi) / 2
		sin, cos := math.Sincos(a)
		if 0.5+(a+sin*cos*(1+2.0/3*cos*cos))/math.Pi < u {
			lo = a
		} else {
			hi = a
		}
	}
	return math.Sqrt(5) * math.Tan((lo+hi)/2)
}
