// Command icons draws the icons under which Charley stands on the first screen of
// a phone: a moon, and nothing that tells what it is for. It writes them into
// web/static, where they are committed. Run it from the root:
//
//	go run ./tools/icons
//
// moon.svg in the same folder is the same picture, for browsers.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "icons:", err)
		os.Exit(1)
	}
}
