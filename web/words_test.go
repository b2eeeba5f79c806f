package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every text is in the catalogue and every text of the catalogue is used: keys
// are written out, or made of a prefix that ends in a dot.
func TestTheCatalogueIsWhole(t *testing.T) {
	w := english(t)
	used, prefixes := keysInTemplates(t), map[string]bool{}
	for _, literal := range literals(t) {
		switch {
		case w.Has(literal):
			used[literal] = true
		case strings.HasSuffix(literal, ".") && literal != ".":
			prefixes[literal] = true
		}
	}
	for key := range used {
		if !w.Has(key) {
			t.Errorf("there is no text for %s", key)
		}
	}
	for _, key := range w.Keys() {
		known := used[key]
		for p := range prefixes {
			known = known || strings.HasPrefix(key, p)
		}
		if !known {
			t.Errorf("nobody uses the text %s", key)
		}
	}
}

var templateKey = regexp.MustCompile(`\b[tn] "([^"]+)"`)

func keysInTemplates(t *testing.T) map[string]bool {
	t.Helper()
	used := map[string]bool{}
	err := fs.WalkDir(templateFiles, "templates", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := templateFiles.ReadFile(path)
		for _, m := range templateKey.FindAllStringSubmatch(string(body), -1) {
			used[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return used
}

// literals are the strings of the program's own files that make pages and what is handed out.
func literals(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.go", "../words/*.go", "../handout/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, body, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					s, _ := strconv.Unquote(lit.Value)
					out = append(out, s)
				}
				return true
			})
		}
	}
	return out
}

// Words that no page may say, whatever it is about.
func TestNoPageFrightensOrForbids(t *testing.T) {
	w := english(t)
	for _, key := range w.Keys() {
		said := strings.ToLower(w.T(key))
		for _, never := range []string{"diagnos", "cure", "stop taking", "nothing serious", "streak", "safe to ignore", "no need to see"} {
			if strings.Contains(said, never) && !strings.Contains(said, "secure") && key != "report.not" { // which says what it is not
				t.Errorf("%s says %q", key, said)
			}
		}
		if strings.Contains(said, "you have") {
			t.Errorf("%s says %q", key, said)
		}
	}
}
