// Summary reads what `go test -json` says and retells it for a person: a line a package, the output of what failed,
// and at the end every skipped test with its reason. It judges nothing that go test has not judged.
//
//	go test -json ./... | go run ./test/summary -tally FILE
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	tally := flag.String("tally", "", "append a line for each test to this file: passed|failed|skipped, tab, name, tab, reason")
	flag.Parse()
	ok, err := run(os.Stdin, os.Stdout, *tally)
	if err != nil {
		fmt.Fprintln(os.Stderr, "summary:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// run retells in on out and reports whether nothing failed.
func run(in io.Reader, out io.Writer, tally string) (bool, error) {
	results, err := retell(in, out)
	if err != nil {
		return false, err
	}
	closing(out, results)
	if tally != "" {
		if err := appendTally(tally, results); err != nil {
			return false, fmt.Errorf("write %s: %w", tally, err)
		}
	}
	return count(results, failed) == 0, nil
}
