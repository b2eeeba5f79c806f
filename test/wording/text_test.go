package wording

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A text is what one file says to people, blank where it does not, so that lines can still be told.
type text struct {
	file string
	body string
	docs bool // written for who reads the code or the manual
}

func (x text) line(offset int) int { return 1 + strings.Count(x.body[:offset], "\n") }

const root = "../.."

// guideFolder is written for people who keep a diary, so every rule of the pages holds in it.
const guideFolder = "docs/guide/"

// files returns the project's files below the root, as slash paths; what is built or fetched is left out.
func files(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch d.Name() {
			case ".git", "node_modules", "__pycache__", "bin", "dist":
				return fs.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() {
			out = append(out, filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatalf("walk the project: %v", err)
	}
	return out
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return string(data)
}

var (
	goComment = regexp.MustCompile(`\{\{-?\s*/\*(?s:.*?)\*/\s*-?\}\}`)        // in templates
	citation  = regexp.MustCompile(`(?m)^\s*(?:title|address|doi|id)\s*=.*$`) // in knowledge: the words of others
	quoted    = regexp.MustCompile("```(?s:.*?)```|`[^`]*`|\"[^\"]{1,200}\"|“[^”]{1,200}”|'[^'\n]{1,80}'")
)

// texts returns everything that the project says to people.
func texts(t *testing.T) []text {
	t.Helper()
	var out []text
	for _, file := range files(t) {
		top, _, _ := strings.Cut(file, "/")
		switch ext := path.Ext(file); {
		case strings.Contains(file, "/testdata/") || top == "test":
		case ext == ".go" && !strings.HasSuffix(file, "_test.go"):
			out = append(out, text{file: file, body: literals(t, file)})
		case top == "knowledge" && ext == ".toml":
			out = append(out, text{file: file, body: blank(read(t, file), citation)})
		case (top == "web" || top == "words") && (ext == ".json" || ext == ".html" || ext == ".tmpl" || ext == ".js" || ext == ".svg" || ext == ".txt"):
			out = append(out, text{file: file, body: blank(read(t, file), goComment)})
		case ext == ".md" && top != ".ci":
			// In a document a phrase in quotation marks is spoken about, not said.
			out = append(out, text{file: file, body: blank(read(t, file), quoted), docs: top == "docs" && !strings.HasPrefix(file, guideFolder) || top == "README.md" || top == "CONTRIBUTING.md"})
		}
	}
	return out
}

// blank replaces what a pattern finds by spaces, line by line as it was.
func blank(body string, what *regexp.Regexp) string {
	return what.ReplaceAllStringFunc(body, func(s string) string {
		return strings.Map(func(r rune) rune {
			if r == '\n' {
				return r
			}
			return ' '
		}, s)
	})
}

// literals returns the strings of a Go file, each on its line, without what it imports.
func literals(t *testing.T, file string) string {
	t.Helper()
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, file, read(t, file), parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	var out strings.Builder
	line := 1
	ast.Inspect(tree, func(n ast.Node) bool {
		if _, ok := n.(*ast.ImportSpec); ok {
			return false
		}
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		for ; line < fset.Position(lit.Pos()).Line; line++ {
			out.WriteByte('\n')
		}
		s, err := strconv.Unquote(lit.Value)
		if err != nil {
			s = lit.Value
		}
		// Quoted again, so that neighbours do not run into one sentence.
		s = `"` + s + `" `
		out.WriteString(s)
		line += strings.Count(s, "\n")
		return true
	})
	return out.String()
}
