package knowledge

import (
	"fmt"
	"strings"
)

// A Problem is something in the records that must be mended before they ship.
type Problem struct {
	Record string // exposures/alcohol
	Rule   string // name of the rule
	Text   string // what is wrong, in one line
}

// String is the problem in one line.
func (p Problem) String() string { return fmt.Sprintf("%s: %s (%s)", p.Record, p.Text, p.Rule) }

// Lint checks every promise that the records make. The shipped records have no
// problem; a test holds them to it. Each rule has a bad record of its own under
// testdata/lint, with its exact complaint.
func Lint(b *Base) []Problem {
	var found []Problem
	for _, e := range b.exposures.list {
		found = append(found, gather(exposureFolder+"/"+e.ID, exposureRules(), e, b)...)
		for _, c := range e.Claims {
			found = append(found, gather(exposureFolder+"/"+e.ID, claimRules(), c, b)...)
		}
	}
	for _, s := range b.sources.list {
		found = append(found, gather(sourceFolder+"/"+s.ID, sourceRules(), s, b)...)
	}
	return found
}

// A promise says what is wrong with a value, or nothing.
type promise[T any] struct {
	name  string
	check func(T, *Base) string
}

func gather[T any](where string, rules []promise[T], v T, b *Base) []Problem {
	var found []Problem
	for _, r := range rules {
		if text := r.check(v, b); text != "" {
			found = append(found, Problem{Record: where, Rule: r.name, Text: text})
		}
	}
	return found
}

// known says whether a value is in a list of words, and if not, what would be.
func known(field, got string, list []Word) string {
	var values []string
	for _, w := range list {
		if w.Value == got {
			return ""
		}
		values = append(values, w.Value)
	}
	return fmt.Sprintf("%s is %q, must be one of %s", field, got, strings.Join(values, " "))
}
