package knowledge

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of reading comfort: a name fits a
// chart's margin, a question is read in one breath.
const (
	longestName     = 32
	longestQuestion = 16 // words
)

func exposureRules() []promise[Exposure] {
	return []promise[Exposure]{
		{"short-name", shortName},
		{"plain-question", plainQuestion},
		{"rising-choices", risingChoices},
		{"own-order", ownOrder},
		{"has-claim", hasClaim},
		{"words-never-used", func(e Exposure, _ *Base) string { return forbidden(e.Name, e.Question, labels(e)) }},
	}
}

func shortName(e Exposure, _ *Base) string {
	if n := utf8.RuneCountInString(e.Name); n > longestName {
		return fmt.Sprintf("name has %d characters, at most %d fit", n, longestName)
	}
	return ""
}

func plainQuestion(e Exposure, _ *Base) string {
	if !strings.HasSuffix(e.Question, "?") {
		return "question does not end with a question mark"
	}
	if n := len(strings.Fields(e.Question)); n > longestQuestion {
		return fmt.Sprintf("question has %d words, at most %d", n, longestQuestion)
	}
	return ""
}

func risingChoices(e Exposure, _ *Base) string {
	if e.Kind != Amount {
		return ""
	}
	last := -1.0
	for _, c := range e.Choices {
		n, _ := number(c.Value)
		if n <= last {
			return fmt.Sprintf("choice %q is not more than the one before it", c.Label)
		}
		last = n
	}
	return ""
}

func ownOrder(e Exposure, b *Base) string {
	for _, other := range b.exposures.list {
		if other.ID < e.ID && other.Order == e.Order {
			return fmt.Sprintf("order %d is also that of %s", e.Order, other.ID)
		}
	}
	return ""
}

func hasClaim(e Exposure, _ *Base) string {
	if len(e.Claims) == 0 {
		return "says nothing about why it is asked"
	}
	return ""
}

func labels(e Exposure) string {
	var all []string
	for _, c := range e.Choices {
		all = append(all, c.Label)
	}
	return strings.Join(all, ". ")
}
