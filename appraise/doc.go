// Package appraise judges tables that people bring: it takes what package ingest
// has read, has package trial analyse it, and puts the randomisation test and the
// betting wealth beside it, in the form in which programs read it. It reads no
// file, knows no diary, and says nothing about remedies.
//
//	answer := appraise.Trial(table, appraise.Options{Outcome: trial.Count, Seed: 1})
package appraise
