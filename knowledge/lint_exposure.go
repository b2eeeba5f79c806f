package knowledge

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of reading comfort: a name fits a chart's margin, a question is read
// in one breath.
const (
	longestName     = 32
	longestQuestion = 16 // words
)

func exposureRules() []promise[Exposure] {
	return []promise[Exposure]{
		{"short-name", shortName},
		{"plain-question", func(e Exposure, _ *index) string { return plainQuestion("question", e.Question) }},
		{"says-nights", saysNights},
		{"rising-choices", risingChoices},
		{"known-usual", knownUsual},
		{"known-form", knownForm},
		{"tested-by", testedBy},
		{"do-sentence", func(e Exposure, _ *index) string {
			if e.Do == "" {
				return "do is missing: say what to do about it"
			}
			return endsWith("do", e.Do, ".")
		}},
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

// saysNights: a page puts the words behind "more cramps", so they begin small and
// end without a stop.
func saysNights(e Exposure, _ *index) string {
	switch {
	case e.Kind == YesNo && (e.Nights == "" || e.NightsAbove != ""):
		return "a yes_no says which nights are those with it in nights, and has no nights_above"
	case e.Kind == Amount && !strings.Contains(e.NightsAbove, "{0}"):
		return "an amount says in nights_above which nights are those with more than {0}"
	}
	for _, text := range []string{e.Nights, e.NightsAbove} {
		if first, _ := utf8.DecodeRuneInString(text); text != "" && (unicode.IsUpper(first) || strings.HasSuffix(text, ".")) {
			return fmt.Sprintf("%q is no part of a sentence", text)
		}
	}
	return ""
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

// knownUsual: how it is on most days is a habit, which evenings can tell: a share
// of days of a yes_no, a mean of an amount, or whether there is mostly much of it.
func knownUsual(e Exposure, x *index) string {
	if e.Usual == "" {
		return ""
	}
	switch f, ok := x.features.Get(e.Usual); {
	case !ok:
		return "usual: there is no " + e.Usual
	case f.Part != "habit":
		return fmt.Sprintf("usual: %s is no habit, its part is %s", f.ID, f.Part)
	case f.Kind != YesOrNo && (e.Kind != Amount || f.Kind != Quantity):
		return fmt.Sprintf("usual: %s is a %s, which the days of a %s cannot tell", f.ID, f.Kind, e.Kind)
	}
	return ""
}

// knownForm: the day itself comes first, and each form once.
func knownForm(e Exposure, _ *index) string {
	for i, f := range e.Forms {
		if said := known("forms", f, Forms()); said != "" {
			return said
		}
		if slices.Contains(e.Forms[:i], f) {
			return fmt.Sprintf("forms has %s twice", f)
		}
	}
	if e.Forms[0] != FormDay {
		return "forms does not begin with " + FormDay
	}
	return ""
}

// testedBy: what a person is sent to test can be tested.
func testedBy(e Exposure, x *index) string {
	if e.TestedBy == "" {
		if e.TestDoes {
			return "test_does: there is no tested_by"
		}
		return ""
	}
	switch r, ok := x.remedies.Get(e.TestedBy); {
	case !ok:
		return "tested_by: there is no " + e.TestedBy
	case r.Trial.Fit != TrialGood && r.Trial.Fit != TrialFair:
		return fmt.Sprintf("tested_by: %s cannot be tested by lot, its fit is %s", r.ID, r.Trial.Fit)
	}
	return ""
}
