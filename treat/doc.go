// Package treat matches remedies to a person: what may help, what to ask about
// first, and what not to try. It is pure: a verdict and answers in, advice out.
//
// Safety comes before everything. A gate is a rule over answers, and unknown is
// never no: what is not known means ask first. A remedy that is gated is shown
// with the reason and whom to ask, never dropped and never recommended. While a
// red flag of the same day or above stands, nothing is offered at all.
//
//	advisor := treat.New(base)
//	advice := advisor.Advise(treat.Person{Verdict: verdict, Facts: facts})
//
// What remedies do, for whom they are dangerous, and how they are ordered is
// data in package knowledge; docs/what-helps.md is the account of the method.
// It decides nothing about causes, and it tests nothing: that is for the
// packages cause and trial.
package treat
