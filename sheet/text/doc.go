// Package text writes a sheet.Document as plain text, 78 columns wide, for a terminal, a mail or a record that takes
// nothing else. Nothing of the words is lost; a picture is what it shows, in words.
//
//	err := text.Write(w, doc)
package text
