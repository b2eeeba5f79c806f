// Package preview knows every state of every page, and how a made-up person
// comes to it: an empty diary, a full one, a cramp that runs, a flag that
// stands, a disk that is full. It renders them to files that open from the
// disk, the same bytes each time, so that whoever changes a page can look at
// all that changed; tests look at the same list.
//
// It listens on nothing and asks nobody: requests are made and answered inside
// the program. Where a diary is kept, and where files are written, is the
// business of who calls it.
//
//	err := studio.Render(ctx, preview.States(), func(f preview.File) error { return write(f) })
package preview
