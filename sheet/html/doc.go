// Package html writes a sheet.Document as one self-contained HTML file: it fetches nothing, runs nothing, reads the
// same on a phone and on paper, and says so in its own content security policy. A browser prints it on the paper it
// was made for, with the same tags for who listens to it as sheet/pdf writes.
//
//	err := html.Write(w, doc)
package html
