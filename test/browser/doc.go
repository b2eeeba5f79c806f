// Package browser tests the pages in a real browser, against a real server and
// a real diary: that they can be walked by thumb, that nothing is refused by
// their own policy, and that axe-core finds nothing to mend in either palette.
//
// Where Chromium or axe-core is missing, the tests are skipped and say so.
package browser
