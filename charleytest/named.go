package charleytest

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"testing"
)

// Named are the tests of the whole project by name, so that a document which says that a test proves something fails
// when that test is renamed or goes.
type Named struct {
	tests map[string]bool // "web.TestX"
	files map[string]bool // "test/harness/crash.py"
}

var testFunction = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)

// TestsOf reads the names of all tests below the root of the module that the test runs in, and of the scripts of the
// harness.
func TestsOf(t testing.TB) Named {
	t.Helper()
	root, n := moduleRoot(t), Named{tests: map[string]bool{}, files: map[string]bool{}}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "testdata") {
			return fs.SkipDir
		}
		rel, err := filepath.Rel(root, file)
		if err != nil || d.IsDir() {
			return err
		}
		return n.add(filepath.ToSlash(rel), file)
	})
	if err != nil {
		t.Fatalf("read the names of the tests: %v", err)
	}
	return n
}

// add takes in what one file holds.
func (n Named) add(rel, file string) error {
	if ok, _ := path.Match("test/harness/*.py", rel); ok {
		n.files[rel] = true
	}
	if ok, _ := path.Match("*_test.go", path.Base(rel)); !ok {
		return nil
	}
	text, err := os.ReadFile(file)
	for _, m := range testFunction.FindAllSubmatch(text, -1) {
		n.tests[path.Dir(rel)+"."+string(m[1])] = true
	}
	return err
}

// Has says that there is such a test: "web.TestX" of the folder web, or a script of the harness, "test/harness/crash.py".
// The folder belongs to the name: two packages may have a test of the same name, and only one of them proves what is said.
func (n Named) Has(name string) bool { return n.tests[name] || n.files[name] }

// moduleRoot is the folder that holds go.mod.
func moduleRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	t.Fatalf("no go.mod above the folder of this test: %v", err)
	return ""
}
