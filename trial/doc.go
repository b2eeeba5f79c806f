// Package trial is a randomised trial that one person runs on herself: what is
// decided before it starts, what was drawn by lot, what to do tonight, when one
// may look, and what came out. It gives no advice about remedies: whether one is
// safe for this person is decided in package treat, and comes in as a status.
//
//	p, err := trial.PlanFor(wish, runIn)        // or why not: *trial.Refusal
//	sealed, err := trial.Seal(p, seed)          // drawn once, checked by Verify
//	tonight, ok := sealed.Tonight(night)        // what was drawn for this night
//	result, err := trial.Analyze(nights, options)
package trial
