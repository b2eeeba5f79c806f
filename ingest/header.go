package ingest

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// names are those of the columns, from the first line of a table.
type names []string

// nextNames reads the line of names.
func (l *lines) nextNames() (names, error) {
	err := l.next()
	if errors.Is(err, io.EOF) {
		return nil, &LineError{Line: 1, Message: "the table is empty; its first line names the columns"}
	}
	if err != nil {
		return nil, err
	}
	n := make(names, len(l.fields))
	for i, f := range l.fields {
		n[i] = string(f)
		if n[i] != "" && slices.Contains(n[:i], n[i]) {
			return nil, &LineError{Line: l.line, Key: n[i], Message: "is the name of two columns"}
		}
	}
	return n, nil
}

// at is where a column stands; -1 if there is none.
func (n names) at(name string) int { return slices.Index(n, name) }

// need complains of the first column that must be there and is not.
func (n names) need(line int, columns ...string) error {
	for _, need := range columns {
		if n.at(need) < 0 {
			return &LineError{Line: line, Key: need, Message: "is missing: " + n.missing(need), Allowed: []string{need}}
		}
	}
	return nil
}

// missing says what may have gone wrong with a column that is not there.
func (n names) missing(need string) string {
	for _, name := range n {
		if strings.EqualFold(name, need) {
			return fmt.Sprintf("there is a column %q, but names are in small letters", name)
		}
	}
	for _, between := range []string{";", "\t"} {
		if len(n) == 1 && strings.Contains(n[0], between) {
			return "columns must be separated by commas"
		}
	}
	return "the first line must name the columns; it names " + clipped(strings.Join(n[:min(len(n), 20)], ", "), 200)
}

func clipped(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
