package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Replicate is what one simulated data set says of a method of inference.
type Replicate struct {
	Place   []float64 // of each true value among its posterior draws, 0 to 1: see PlaceOf
	Covered []bool    // whether its interval holds it
}

// A Calibrated is the verdict on one quantity.
type Calibrated struct {
	Name     string
	N        int
	Distance float64 // of the places from uniform, at most (Kolmogorov-Smirnov)
	P        float64 // of that distance
	ChiP     float64 // of the places in 20 bins
	Coverage float64 // of the intervals
}

// A Calibration is the verdict on a method.
type Calibration struct {
	Quantities []Calibrated
	Level      float64 // family-wise
	Departs    bool    // some P is below Level / number of quantities
}

// Calibrate checks a method of inference by simulation: where true values are
// drawn from the prior and data from them, the place of each true value among
// its posterior draws is uniform if, and only if, the draws are right.
//
//	Shapes   n ≥ 20 replicates, each with a place for every name.
//	Range    P, ChiP and Coverage lie in 0 … 1.
//	Missing  none: a replicate that fails ends the whole with its error.
//	Errors   what one returns; ErrNotFinite for a place outside 0 … 1.
//	Assumes  one is a pure function of its random source; it is called on workers goroutines,
//	         and replicate i has its own source, so that the number of workers changes no digit.
//	Cost     n calls of one.
//	Source   Talts and others (2018), arXiv:1804.06788; Modrák and others (2023), doi:10.1214/23-BA1404.
//	Checked  uniform places pass, shifted and too narrow ones fail, in tests with known posteriors.
func Calibrate(names []string, n, workers int, seed uint64, one func(i int, r *rand.Rand) (Replicate, error)) (Calibration, error) {
	all, errs := make([]Replicate, n), make([]error, n)
	var group sync.WaitGroup
	for w := range max(1, workers) {
		group.Go(func() {
			for i := w; i < n; i += max(1, workers) {
				all[i], errs[i] = one(i, rand.New(rand.NewPCG(seed, uint64(i))))
			}
		})
	}
	group.Wait()
	out := Calibration{Level: .01}
	for q, name := range names {
		places, covered := make([]float64, n), 0
		for i, r := range all {
			if errs[i] != nil {
				return Calibration{}, fmt.Errorf("replicate %d: %w", i, errs[i])
			}
			if places[i] = r.Place[q]; !(places[i] >= 0 && places[i] <= 1) {
				return Calibration{}, fmt.Errorf("replicate %d, %s: %w", i, name, ErrNotFinite)
			}
			if r.Covered[q] {
				covered++
			}
		}
		c := Calibrated{Name: name, N: n, ChiP: uniformBins(places), Coverage: float64(covered) / float64(n)}
		c.Distance, c.P = KolmogorovSmirnov(places)
		out.Departs = out.Departs || c.P < out.Level/float64(len(names))
		out.Quantities = append(out.Quantities, c)
	}
	return out, nil
}

// PlaceOf is the share of weighted draws below a true value, those equal to it
// half. Weights need not sum to one; nil: all alike.
func PlaceOf(truth float64, draws, weights []float64) float64 {
	below, sum := 0.0, 0.0
	for i, d := range draws {
		w := 1.0
		if weights != nil {
			w = weights[i]
		}
		sum += w
		switch {
		case d < truth:
			below += w
		case d == truth:
			below += w / 2
		}
	}
	return min(1, below/sum)
}

// KolmogorovSmirnov is the greatest distance of the distribution of x from the
// uniform on 0 … 1, and the chance of a greater one.
//
//	Shapes   x: any order, not modified, no NaN.
//	Range    distance and p in 0 … 1; p is 1 for no values.
//	Assumes  independent values; the limiting distribution with the correction for n ≥ 5.
//	Source   Stephens (1970), doi:10.1111/j.2517-6161.1970.tb00821.x.
//	Checked  ks.test of R 4.2.2: see the test.
func KolmogorovSmirnov(x []float64) (distance, p float64) {
	if len(x) == 0 {
		return 0, 1
	}
	sorted, n := slices.Sorted(slices.Values(x)), float64(len(x))
	for i, v := range sorted {
		distance = max(distance, float64(i+1)/n-v, v-float64(i)/n)
	}
	root := math.Sqrt(n)
	lambda := distance * (root + .12 + .11/root)
	if lambda < .3 {
		return distance, 1 // the series is slow there, and p above 0.99999
	}
	for k, sign := 1.0, 1.0; k <= 100; k, sign = k+1, -sign {
		p += 2 * sign * math.Exp(-2*k*k*lambda*lambda)
	}
	return distance, min(1, max(0, p))
}

// uniformBins is the p of Pearson's chi-square of places in 20 bins.
func uniformBins(places []float64) float64 {
	const bins = 20
	var seen [bins]float64
	for _, v := range places {
		seen[min(bins-1, int(v*bins))]++
	}
	expected, chi := float64(len(places))/bins, 0.0
	for _, n := range seen {
		chi += (n - expected) * (n - expected) / expected
	}
	return distuv.ChiSquared{K: bins - 1}.Survival(chi)
}
