package knowledge

import (
	"fmt"
	"regexp"
	"strings"
)

// NeverUsed are phrases that no text for people may hold: they promise,
// frighten, blame, or give orders that only a clinician may give.
func NeverUsed() []string {
	return []string{
		"you have", "diagnosis", "diagnose", "diagnosed", "cure", "cures", "cured", "stop taking", "nothing serious",
		"don't worry", "streak", "you failed", "you forgot", "guaranteed", "proven to",
	}
}

// Forbidden says which phrase of NeverUsed occurs in a text as words of its own,
// in any case; "" if none does. Asking "did you have a bath?" is allowed: what
// is not is telling people what they have. Other packages hold their own texts
// to it in their tests.
func Forbidden(text string) string {
	asking := regexp.MustCompile(`(?i)\b(did|do|if) you have\b`)
	text = asking.ReplaceAllString(text, "")
	for _, phrase := range NeverUsed() {
		if regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(phrase) + `\b`).MatchString(text) {
			return phrase
		}
	}
	return ""
}

// forbidden is the complaint about the first phrase found in the texts.
func forbidden(texts ...string) string {
	if phrase := Forbidden(strings.Join(texts, "\n")); phrase != "" {
		return fmt.Sprintf("uses %q", phrase)
	}
	return ""
}
