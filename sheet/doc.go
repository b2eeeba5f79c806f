// Package sheet is a document as it is handed out on paper: headings, text, tables and pictures in the order in
// which they are read, without a look. sheet/pdf, sheet/html and sheet/text give it one. What stands in a document
// is decided by who makes it (package handout); here nothing is counted, rounded or put into words.
//
//	doc := sheet.Document{Title: "Night leg symptoms, 90 days", Lang: "en", Paper: sheet.A4, Blocks: []sheet.Block{
//		sheet.Heading{Level: 1, Text: "Night leg symptoms, 90 days"},
//		sheet.Paragraph{Text: sheet.Plain("84 of 90 nights recorded")},
//	}}
package sheet
