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
		{"plain-question", func(e Exposure, _ *index) string { return plainQuestion("question", e.Question) }},
		{"rising-choices", risingChoices},
		ownPlace((*Base).Exposures, func(e Exposure) (string, int) { return e.ID, e.Order }),
		hasClaim(func(e Exposure) []Claim { return e.Claims }),
	}
}

func shortName(e Exposure, _ *index) string {
	if n := utf8.RuneCountInString(e.Name); n > longestName {
		return fmt.Sprintf("name has %d characters, at most %d fit", n, longestName)
	}
	return ""
}

func plainQuestion(at, question string) string {
	if n := len(strings.Fields(question)); n > longestQuestion {
		return fmt.Sprintf("%s has %d words, at most %d", at, n, longestQuestion)
	}
	return endsWith(at, question, "?")
}

func risingChoices(e Exposure, _ *index) string {
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
