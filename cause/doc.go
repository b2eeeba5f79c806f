// Package cause finds what may lie behind cramps and restless legs: what stands, such
// as conditions, medicines, and having drunk too little these days; and which exposures
// of single days go with one person's bad nights. It also says what is usual from the
// evenings, and lays the start of a medicine over the nights. It is pure: facts and
// nights in, findings with their footing out.
//
// Almost all that is known are links between people, not proof of what wakes one
// person. So each finding carries how strong the studies are, says what to do,
// and never that it is the reason. A look at the nights before and after a
// medicine began is a look, never a verdict.
//
//	finder := cause.New(base)
//	findings := finder.Standing(facts, verdict, medicines)
//	look, err := finder.Look(nights, charley.Cramp, start)
//	patterns, err := finder.Search(series, Options{Adjust: Adjustments(base.Graph(), ids)})
//
// A pattern is no proof: days are not drawn by lot. Package trial has what is.
package cause
