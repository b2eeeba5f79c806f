// Package stats holds the statistics that Charley needs and no library has: the
// regression of one series of outcomes on what varied, with a night-to-night effect
// that is integrated out exactly, and the tests that rest on nothing but the lot.
//
// It knows no medicine and no diary: steps instead of nights, columns instead of
// remedies. Everything is pure, and everything random comes from a seed, so that the
// same data give the same digits on any machine.
//
//	post, err := stats.Fit(stats.Model{
//		Family: stats.Counts,
//		Y:      []float64{2, 0, math.NaN(), 1},
//		X:      [][]float64{{1, 1, 1, 1}, {.5, -.5, .5, -.5}},
//		Coef:   []stats.Normal{{SD: 1.5}, {SD: 1}},
//	}, stats.Options{Seed: 7})
//
// The model is a latent Gaussian one: the linear predictor of step t is
//
//	eta_t = sum_j X[j][t] beta_j + u_t,   u_t = phi u_{t-1} + e_t
//
// and how outcomes scatter round it is the Family. How it is fitted is told at Fit.
package stats
