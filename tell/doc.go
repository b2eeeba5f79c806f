// Package tell tells night leg cramps from restless legs, from both, and from
// what a doctor must see. It is pure: answers in, a verdict with its reasons
// out, no clock and no files.
//
// Safety comes first and apart: red flags are rules that run before anything is
// weighed, an answer that is not known never fires and never clears one, and
// while one of the same day or above stands nothing is weighed at all.
//
//	teller := tell.New(base)
//	facts, err := teller.Read([]byte(`{"onset":"seconds","pain":"severe","location":["calf"]}`))
//	verdict := teller.Apart(facts)
//
// All medical numbers are records of package knowledge; docs/tell-apart.md is
// the account of the method. It gives no advice on remedies: that is for
// package treat.
package tell
