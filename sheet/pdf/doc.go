// Package pdf sets a sheet.Document in type: pages of A4 or Letter with the fonts embedded, black on white, tagged, so
// that a screen reader hears headings, lists and tables in the order in which they were meant. It aims at PDF/UA-1;
// no checker for that standard was at hand, so the file does not claim it. It decides nothing about what is said, and
// knows no clock and no file: the same document gives the same bytes.
//
//	err := pdf.Write(w, sheet.Document{Title: "Night leg symptoms", Lang: "en", Upright: true, Blocks: blocks})
//
// A document goes through four stages: flow.go and its neighbours make pieces of blocks, which are lines, rows and
// pictures that know their height; place.go puts the pieces on pages; page.go draws them; close.go and file.go make
// the file of it.
package pdf
