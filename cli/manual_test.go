package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var (
	// codes are what stands in backquotes on one line or on two, and indented or fenced lines.
	codes   = regexp.MustCompile("(?m)`([^`]+)`|^(?:    |\t)(.*)$")
	lineEnd = regexp.MustCompile(`\s*\n\s*`)
	// calls begin with the program and end before what a shell does with it.
	calls = regexp.MustCompile(`(?:^|[\s/])charley((?: (?:"[^"]*"|[^\s|<>;&#()"]\S*))+)`)
	// elsewhere begins what follows the name of the file or of its user in a command of others: mv charley /usr/local/bin/charley.
	elsewhere = regexp.MustCompile(`^/|^charley$`)
	// unfinished are complaints about what a text leaves to its reader: more words, or a word in capitals.
	unfinished = regexp.MustCompile(`^missing |^expected |"[A-Z]+"$|"EOL"`)
	word       = regexp.MustCompile(`"[^"]*"|\S+`)
)

// commandsIn are the command lines of Charley that a document shows, without the program's name.
func commandsIn(document string) (lines [][]string) {
	for _, m := range codes.FindAllStringSubmatch(strings.ReplaceAll(document, "```", ""), -1) {
		code := lineEnd.ReplaceAllString(m[1]+m[2], " ")
		for _, call := range calls.FindAllStringSubmatch(code, -1) {
			var typed []string
			for _, part := range word.FindAllString(call[1], -1) {
				if part != "…" {
					typed = append(typed, strings.Trim(part, `"`))
				}
			}
			if len(typed) > 0 && !elsewhere.MatchString(typed[0]) {
				lines = append(lines, typed)
			}
		}
	}
	return lines
}

// notKnown says why the program would not know a command line, or nil.
func notKnown(parser *kong.Kong, typed []string) error {
	if _, err := parser.Parse(typed); err != nil && !unfinished.MatchString(err.Error()) {
		return fmt.Errorf("charley %s: %w", strings.Join(typed, " "), err)
	}
	return nil
}

func quietParser() *kong.Kong {
	return newParser(context.Background(), &commandLine{}, Env{Stdout: io.Discard, Stderr: io.Discard})
}

// Every command that a document tells somebody to type is one that there is, with flags that it has.
func TestEveryCommandInTheDocumentsIsThere(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md", "packaging/*", "web/script/*.md", "test/*/*.md"} {
		found, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	parser, commands := quietParser(), 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, typed := range commandsIn(string(text)) {
			commands++
			if err := notKnown(parser, typed); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
	if commands < 80 {
		t.Errorf("found %d commands in the documents; are they still looked for where they stand?", commands)
	}
}

func TestACommandThatIsNotThereIsFound(t *testing.T) {
	for document, want := range map[string]bool{
		"    ./charley log cramp --side left   # a remark": true,
		"type `charley log\ncramp` then":                   true,
		"`charley import`, and what it reads":              true,
		"    go run ./cmd/charley demo --nowhere":          false,
		"`charley knowledge revue`":                        false,
		"    charley report --format papyrus":              false,
		"    charley report --format FORMAT | less":        true,
		"```\n\tcharley serve --listn 127.0.0.1:1\n```":    false,
	} {
		lines := commandsIn(document)
		if len(lines) != 1 {
			t.Fatalf("%q: got the commands %q, want one", document, lines)
		}
		if err := notKnown(quietParser(), lines[0]); (err == nil) != want {
			t.Errorf("%q: got %v, want it to pass: %v", document, err, want)
		}
	}
}
