// Package handout puts into words what is handed out on paper: the report that a doctor reads in a minute. It makes a
// sheet.Document of values and of the texts of a language, and decides what comes first, what stands on the first
// page and how a figure is drawn. It works nothing out: every number of it stands in the value that it is given, and
// goes nowhere without what it is out of, how wide it is and what is missing.
//
//	doc := handout.Report(report, words, base, handout.Options{Paper: sheet.A4})
//	err := html.Write(w, doc)
package handout
