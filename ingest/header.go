package ingest

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// columns are where the columns of a trial stand in a row; -1 if there is none.
type columns struct {
	trial, night, arm, outcome, period, block, weekend int
	outcomeName                                        string
	count                                              int // of all columns
}

// header reads the line of names.
func header(l *lines, outcome string) (columns, error) {
	err := l.next()
	if errors.Is(err, io.EOF) {
		return columns{}, &LineError{Line: 1, Message: "the table is empty; its first line names the columns"}
	}
	if err != nil {
		return columns{}, err
	}
	names := make([]string, len(l.fields))
	for i, f := range l.fields {
		names[i] = string(f)
		if names[i] != "" && slices.Contains(names[:i], names[i]) {
			return columns{}, &LineError{Line: l.line, Key: names[i], Message: "is the name of two columns"}
		}
	}
	at := func(name string) int { return slices.Index(names, name) }
	for _, need := range []string{"night", "arm", outcome} {
		if at(need) < 0 {
			return columns{}, &LineError{Line: l.line, Key: need, Message: "is missing: " + missing(need, names), Allowed: []string{need}}
		}
	}
	return columns{
		trial: at("trial"), night: at("night"), arm: at("arm"), outcome: at(outcome), period: at("period"), block: at("block"),
		weekend: at("weekend"), outcomeName: outcome, count: len(names),
	}, nil
}

// missing says what may have gone wrong with a column that is not there.
func missing(need string, names []string) string {
	for _, n := range names {
		if strings.EqualFold(n, need) {
			return fmt.Sprintf("there is a column %q, but names are in small letters", n)
		}
	}
	for _, between := range []string{";", "\t"} {
		if len(names) == 1 && strings.Contains(names[0], between) {
			return "columns must be separated by commas"
		}
	}
	shown := names[:min(len(names), 20)]
	return "the first line must name the columns; it names " + clipped(strings.Join(shown, ", "), 200)
}

func clipped(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
