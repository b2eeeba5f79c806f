// Package stats holds the numerical methods: how one series of outcomes is modelled,
// with a step-to-step effect that is integrated out exactly (Fit), how labels are
// drawn by lot and tested, and how all of it is checked by simulation. It knows no
// legs and no remedies: what a column of numbers means is said in package trial.
//
// Every random source is an argument, no input is modified, and the same
// arguments give the same digits on any number of cores.
//
//	seq, err := stats.NewSequences(56, 4, 3)         // steps, block, longest run
//	arms := seq.Draw(rand.New(rand.NewChaCha8(seed))) // one of seq.Count(), all as likely
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
// and how outcomes scatter round it is the Family.
package stats
