// Package report holds the tests of the report as a whole, from a diary to paper: what three made-up people hand to a
// doctor, that every number of it is the one that the program says elsewhere, and that its PDF can be read by who
// cannot see it. It is no part of the program.
//
//	go test ./test/report -update
package report
