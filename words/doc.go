// Package words is the catalogue of everything a person can read on the pages:
// one JSON file a language, one key a text, plural forms where a number is in it.
//
// It holds words and puts numbers, dates and names into them. What is said on
// which page is decided in package web.
//
//	w, err := words.English()
//	w.T("night.of", w.NightDates(night)) // "Night of Sunday 22 to Monday 23 November"
//	w.N("nights.count", 3)               // "3 nights"
package words
