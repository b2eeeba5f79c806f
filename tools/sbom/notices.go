package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// notices writes what the licences ask to be handed on with a program: their
// texts, whole, with whose they are.
func (p program) notices(out io.Writer) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "Charley is under the GNU Affero General Public License, version 3 or later; see LICENSE.\n")
	fmt.Fprintf(w, "It holds the Go standard library and %d modules of others, under the terms below.\n", len(p.modules))
	all := append([]module{{path: "The Go standard library", version: p.goes, dir: p.goroot}}, p.modules...)
	for _, m := range all {
		names, err := m.files("LICENSE", "LICENCE", "COPYING", "UNLICENSE", "NOTICE", "PATENTS", "THIRD_PARTY")
		if err != nil {
			return err
		}
		for _, name := range names {
			if name == "LICENSE-LOGO" {
				continue
			}
			body, err := os.ReadFile(filepath.Join(m.dir, name))
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "\n\n==== %s %s, %s\n\n%s", m.path, m.version, filepath.ToSlash(name), body)
		}
	}
	return w.Flush()
}
