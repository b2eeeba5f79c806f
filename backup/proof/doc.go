// Package proof reads a whole diary and finds out whether it is what was
// written: no change is missing, the chain over all changes comes out as it was
// stored, and every entry is what its history makes of it.
//
// It changes nothing, and it does not look at files: what an engine says about
// its own pages is asked with store.IntegrityCheck.
//
//	content, flaws, err := proof.Of(ctx, diary)
//	if err == nil && len(flaws) == 0 {
//		// content is what the diary holds
//	}
package proof
