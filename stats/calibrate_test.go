package stats_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"charley/stats"
)

// ks.test(x, "punif", exact = FALSE) of R 4.2.2 says p = 0.2891593 for 200
// values and 0.8186 for ten; R leaves out the correction for small n, which
// moves p by up to 0.03 at ten.
func TestKolmogorovSmirnovAgreesWithR(t *testing.T) {
	many := make([]float64, 200)
	for i := range many {
		many[i] = math.Pow((float64(i)+.5)/200, 1.2)
	}
	few := []float64{.05, .11, .2, .31, .33, .42, .5, .61, .77, .93}
	for _, c := range []struct {
		x         []float64
		d, p, tol float64
	}{{many, .06947949897, .2891593, .02}, {few, .2, .8186, .06}} {
		d, p := stats.KolmogorovSmirnov(c.x)
		if math.Abs(d-c.d) > 1e-9 || math.Abs(p-c.p) > c.tol {
			t.Errorf("%d values: got %v, %v, want %v, %v", len(c.x), d, p, c.d, c.p)
		}
	}
}

// normal is a method whose posterior is known: one value with a standard normal
// prior and one observation with sd 1 leave mean y/2 and variance 1/2. Its draws
// may be shifted or narrowed, to see whether that is found.
func normal(shift, scale float64) func(int, *rand.Rand) (stats.Replicate, error) {
	return func(_ int, r *rand.Rand) (stats.Replicate, error) {
		truth := r.NormFloat64()
		y := truth + r.NormFloat64()
		draws := make([]float64, 400)
		for i := range draws {
			draws[i] = y/2 + shift + scale*math.Sqrt(.5)*r.NormFloat64()
		}
		covered := math.Abs(truth-y/2-shift) < 1.96*scale*math.Sqrt(.5)
		return stats.Replicate{Place: []float64{stats.PlaceOf(truth, draws, nil)}, Covered: []bool{covered}}, nil
	}
}

func TestCalibrationFindsAWrongPosteriorAndPassesARightOne(t *testing.T) {
	for _, c := range []struct {
		name         string
		shift, scale float64
		departs      bool
	}{{"right", 0, 1, false}, {"shifted", .15, 1, true}, {"too narrow", 0, .75, true}, {"too wide", 0, 1.4, true}} {
		got, err := stats.Calibrate([]string{"mean"}, 1000, 2, 42, normal(c.shift, c.scale))
		if err != nil || got.Departs != c.departs {
			t.Errorf("%s: got %+v (%v)", c.name, got, err)
		}
		if q := got.Quantities[0]; !c.departs && (q.Coverage < .93 || q.Coverage > .97 || q.ChiP < 1e-3) {
			t.Errorf("%s: got %+v", c.name, q)
		}
	}
}

func TestCalibrationGivesTheSameDigitsOnAnyNumberOfWorkers(t *testing.T) {
	a, err1 := stats.Calibrate([]string{"mean"}, 60, 1, 7, normal(0, 1))
	b, err2 := stats.Calibrate([]string{"mean"}, 60, 5, 7, normal(0, 1))
	if err1 != nil || err2 != nil || !slices.Equal(a.Quantities, b.Quantities) {
		t.Errorf("got %+v and %+v (%v, %v)", a, b, err1, err2)
	}
}

func TestCalibrationStopsAtAReplicateThatFails(t *testing.T) {
	broken := errors.New("broken")
	_, err := stats.Calibrate([]string{"mean"}, 10, 2, 1, func(i int, r *rand.Rand) (stats.Replicate, error) {
		return stats.Replicate{Place: []float64{.5}, Covered: []bool{true}}, map[bool]error{true: broken}[i == 3]
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	_, err = stats.Calibrate([]string{"mean"}, 10, 2, 1, func(int, *rand.Rand) (stats.Replicate, error) {
		return stats.Replicate{Place: []float64{math.NaN()}, Covered: []bool{true}}, nil
	})
	if !errors.Is(err, stats.ErrNotFinite) {
		t.Errorf("NaN: got %v", err)
	}
}

func TestAPlaceIsTheWeightBelow(t *testing.T) {
	if got := stats.PlaceOf(2, []float64{1, 2, 3}, []float64{1, 2, 1}); got != .5 {
		t.Errorf("got %v, want 0.5", got)
	}
}
