package stats

import (
	"math"
	"testing"
)

func TestExponentialsAndLogarithmsKeepElevenDigits(t *testing.T) {
	for v := -699.0; v <= 699; v += 0.0917 {
		x := []float64{v}
		expAll(x)
		if want := math.Exp(v); math.Abs(x[0]-want) > 1e-10*want {
			t.Fatalf("e^%g: got %g, want %g", v, x[0], want)
		}
	}
	for v := 1e-12; v < 1e200; v *= 1.37 {
		if got, want := logOnePlus(v), math.Log1p(v); math.Abs(got-want) > 1e-10*math.Max(want, 1e-2) {
			t.Fatalf("log(1+%g): got %.14g, want %.14g", v, got, want)
		}
	}
	x := []float64{-701, math.Inf(-1), math.NaN(), 0}
	if expAll(x); x[0] != 0 || x[1] != 0 || x[2] != 0 || x[3] != 1 {
		t.Errorf("got %v", x)
	}
}
