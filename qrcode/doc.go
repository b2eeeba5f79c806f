// Package qrcode draws a short text, such as a link, so that a phone's camera can
// read it: as the outline of an SVG path for a page, and as half blocks for a
// terminal.
//
// It draws; where the text comes from, and whether a link still works, is not its
// business.
//
//	code, err := qrcode.Of("https://charley.example/pair/…")
//	fmt.Print(code.Blocks())
package qrcode
