package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// R 4.2.2, package loo 2.5.1:
//
//	n <- 200; p <- (seq_len(n)-.5)/n
//	r <- psis(lw, r_eff=1); r$diagnostics$pareto_k; weights(r, log=FALSE)[c(200,199,190,170,100)]
//
// for lw = 0.8*qnorm(p), 1.3*(-log(1-p)) and -2*p.
func TestSmoothedWeightsAreThoseOfLoo(t *testing.T) {
	for name, tc := range map[string]struct {
		lw   func(p float64) float64
		k    float64
		want [5]float64
	}{
		"an ordinary tail": {func(p float64) float64 { return 0.8 * distuv.UnitNormal.Quantile(p) }, 0.2624254040,
			[5]float64{0.0341693066, 0.0277796219, 0.0134203917, 0.0081606709, 0.0035991132}},
		"a tail that cannot be trusted": {func(p float64) float64 { return -1.3 * math.Log1p(-p) }, 1.0803027798,
			[5]float64{0.3618524677, 0.1099118729, 0.0127727166, 0.0035239813, 0.0007483099}},
		"hardly a tail": {func(p float64) float64 { return -2 * p }, -0.5392587331,
			[5]float64{0.0015637611, 0.0015794772, 0.0017282233, 0.0021108567, 0.0042507434}},
	} {
		lw := make([]float64, 200)
		for i := range lw {
			lw[i] = tc.lw((float64(i) + 0.5) / 200)
		}
		w, k, ok := smooth(lw)
		if !ok || math.Abs(k-tc.k) > 1e-6 {
			t.Errorf("%s: got k %.8f, want %.8f", name, k, tc.k)
		}
		for j, i := range []int{199, 198, 189, 169, 99} {
			if math.Abs(w[i]-tc.want[j]) > 1e-6 {
				t.Errorf("%s: weight %d: got %.8f, want %.8f", name, i+1, w[i], tc.want[j])
			}
		}
	}
}

func TestWeightsOfNothingAreRefused(t *testing.T) {
	inf := math.Inf(-1)
	for name, lw := range map[string][]float64{"all impossible": {inf, inf}, "not a number": {0, math.NaN()}, "endless": {0, math.Inf(1)}} {
		if _, _, ok := smooth(lw); ok {
			t.Errorf("%s: got weights", name)
		}
	}
	if w, k, ok := smooth([]float64{0, 0, 0}); !ok || !math.IsInf(k, -1) || math.Abs(w[0]-1.0/3) > 1e-12 {
		t.Errorf("three alike: got %v, k %g", w, k)
	}
}
