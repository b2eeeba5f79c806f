// Package told holds what a person was told under one edition of the records
// against what they are told under another, so that no change of the records
// takes a warning away, or brings one, without a word (hazard H17).
//
// It is pure: it compares two outcomes and knows nothing of diaries.
package told
