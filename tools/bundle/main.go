// Command bundle makes the scripts of the pages from their TypeScript sources in
// web/script, and writes them into web/static, where they are committed: who
// builds Charley needs neither this tool nor esbuild. Run it from the root:
//
//	go run ./tools/bundle
//
// It checks no types; editors and tsc do, with web/script/tsconfig.json.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}
