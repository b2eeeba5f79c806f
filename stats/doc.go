// Package stats holds the numerical methods: how one person's nights are
// modelled, how labels are drawn by lot and tested, and how all of it is checked
// by simulation. It knows no legs and no remedies: what a column of numbers
// means is said in package trial.
//
// Every random source is an argument, no input is modified, and the same
// arguments give the same digits on any number of cores.
//
//	seq, err := stats.NewSequences(56, 4, 3)         // nights, block, longest run
//	arms := seq.Draw(rand.New(rand.NewChaCha8(seed))) // one of seq.Count(), all as likely
package stats
