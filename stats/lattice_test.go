package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// In a square of 16 cells, 160 points of any two coordinates leave none empty; of
// independent ones 1 in 2,000 cells would be.
func TestPointsOfALatticeAreEven(t *testing.T) {
	const dim, points = 8, 160
	l := newLattice(dim, rand.New(rand.NewPCG(1, 2)))
	for a := range dim {
		for b := range a {
			var seen [16]int
			for i := range points {
				u, v := l.coordinate(i, a), l.coordinate(i, b)
				if !(u > 0 && u < 1) {
					t.Fatalf("got coordinate %g", u)
				}
				seen[int(4*u)*4+int(4*v)]++
			}
			for cell, n := range seen {
				if n < 4 || n > 18 {
					t.Errorf("coordinates %d and %d: got %d points in cell %d, want about 10", a, b, n, cell)
				}
			}
		}
	}
}

func TestQuantilesAreThoseOfGonum(t *testing.T) {
	normal, student, chi := distuv.UnitNormal, distuv.StudentsT{Sigma: 1, Nu: 5}, distuv.ChiSquared{K: 5}
	for _, u := range []float64{1e-6, 0.01, 0.2, 0.5, 0.77, 0.975, 1 - 1e-6} {
		for name, x := range map[string][2]float64{
			"normal":     {normalQuantile(u), normal.Quantile(u)},
			"t":          {t5Quantile(u), student.Quantile(u)},
			"chi-square": {chiSquare5Quantile(u), chi.Quantile(u)},
		} {
			if math.Abs(x[0]-x[1]) > 1e-7*(1+math.Abs(x[1])) {
				t.Errorf("%s at %g: got %.9f, want %.9f", name, u, x[0], x[1])
			}
		}
	}
}
