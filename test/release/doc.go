// Package release holds the tests of what is handed on: what is linked, under which licence, that the program cannot
// call out or start another, and what is packed beside it. They look at the built program, at go list and at files.
//
//	go test ./test/release
package release
