package store

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
)

//go:embed query/*.sql
var queryFiles embed.FS

// placeholder is ?1, ?2 …, the form that is positional in SQLite ($1 is a name there).
var placeholder = regexp.MustCompile(`\?([0-9]+)`)

// numbered rewrites ?1 to $1, the form that PostgreSQL reads. Our statements
// hold no question mark in a string or an operator, which a test checks.
func numbered(text string) string { return placeholder.ReplaceAllString(text, "$$$1") }

// asWritten leaves a statement as it is, for SQLite. Where its placeholders come
// once each and in order, they lose their numbers: SQLite takes them for names,
// and the driver looks up every one each time.
func asWritten(text string) string {
	for i, p := range placeholder.FindAllString(text, -1) {
		if p != "?"+strconv.Itoa(i+1) {
			return text
		}
	}
	return placeholder.ReplaceAllString(text, "?")
}

// loadStatements reads all statements of query/ by name, in the form of one engine.
func loadStatements(form func(string) string) (map[string]string, error) {
	all := map[string]string{}
	names, err := fs.Glob(queryFiles, "query/*.sql")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := queryFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := parseStatements(string(text), form, all); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return all, nil
}

// parseStatements adds the statements of one file to all. Each stands under a
// line "-- name: NAME" and ends with a semicolon; comments are left out.
func parseStatements(text string, form func(string) string, all map[string]string) error {
	for _, part := range strings.Split(text, "-- name: ")[1:] {
		name, body, _ := strings.Cut(part, "\n")
		var lines []string
		for line := range strings.SplitSeq(body, "\n") {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "--") {
				lines = append(lines, line)
			}
		}
		statement, ended := strings.CutSuffix(strings.Join(lines, " "), ";")
		if !ended || strings.Contains(statement, ";") {
			return fmt.Errorf("statement %s must be one statement that ends with a semicolon", name)
		}
		if _, twice := all[name]; twice {
			return fmt.Errorf("statement %s is there twice", name)
		}
		all[name] = form(statement)
	}
	return nil
}
