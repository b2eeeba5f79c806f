package wording

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The folders of one machine mean nothing on another, and say who wrote a file.
func TestNoFileNamesAFolderOfOneMachine(t *testing.T) {
	// Put together here, so that this file does not break its own rule.
	start := `(?:^|[^\w./-])` // not in the middle of an address
	patterns := []string{start + "/ho" + `me/[a-z][\w.-]*/`, start + "/ro" + `ot/[\w.]`, start + "/Us" + `ers/[A-Za-z]`, `[A-Z]:\\Us` + `ers\\`}
	if here, err := filepath.Abs(root); err == nil && strings.Count(filepath.ToSlash(here), "/") > 1 {
		patterns = append(patterns, start+regexp.QuoteMeta(filepath.ToSlash(here))+`\b`)
	}
	if home, err := os.UserHomeDir(); err == nil && strings.Count(filepath.ToSlash(home), "/") > 1 {
		patterns = append(patterns, start+regexp.QuoteMeta(filepath.ToSlash(home))+`\b`)
	}
	found := regexp.MustCompile(strings.Join(patterns, "|"))
	for _, file := range files(t) {
		if strings.HasPrefix(file, "test/harness/") && path.Ext(file) == ".py" {
			continue // the tools look for such paths in what the program says
		}
		body := read(t, file)
		if !utf8.ValidString(body) {
			continue
		}
		for _, at := range found.FindAllStringIndex(body, 3) {
			t.Errorf("%s:%d names a folder of one machine: %q", file, 1+strings.Count(body[:at[0]], "\n"), body[at[0]:at[1]])
		}
	}
}
