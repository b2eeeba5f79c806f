// Package cause finds what may lie behind cramps and restless legs. For now that
// is what stands: conditions, other facts, medicines, and the state of these
// days, such as having drunk too little. It also says what is usual from the
// evenings, and lays the start of a medicine over the nights. It is pure: facts
// and nights in, findings with their footing out.
//
// Almost all that is known are links between people, not proof of what wakes one
// person. So each finding carries how strong the studies are, says what to do,
// and never that it is the reason. A look at the nights before and after a
// medicine began is a look, never a verdict.
//
//	finder := cause.New(base)
//	findings := finder.Standing(facts, verdict, medicines)
//	look, err := finder.Look(nights, charley.Cramp, start)
//
// Which exposures go with one person's bad nights is not told here yet.
package cause
