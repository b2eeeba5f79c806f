// Package diary decides what entries mean: which are well formed, how edits
// made on several devices merge, and what a night adds up to.
//
// It is pure: values in, values out. The clock comes in as Context.Now, and
// keeping what it decides is the business of packages app and store.
//
//	draft, err := diary.Decode([]byte(`{"kind":"morning","night":"2026-03-28","nothing_more":true}`))
//	step, err := draft.Put(id, nil, nil, ctx) // step.Revision is what to append
//	nights := diary.Assemble(entries, first, last, settings)
package diary
