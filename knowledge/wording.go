package knowledge

import (
	"fmt"
	"regexp"
	"strings"
)

// NeverUsed are phrases that no text for people may hold: they promise,
// frighten, blame, reassure where nobody can know, or give orders that only a
// clinician may give.
func NeverUsed() []string {
	return []string{
		"you have", "diagnosis", "diagnose", "diagnosed", "cure", "cures", "cured", "stop taking", "nothing serious",
		"don't worry", "safe to ignore", "no need to see", "streak", "you failed", "you forgot", "guaranteed", "proven to",
	}
}

// Both are compiled once: every text of every record and page goes through them.
var (
	neverUsed = anyOf(NeverUsed())
	asking    = regexp.MustCompile(`(?i)\b(did|do|if) you have\b`)
	alike     = strings.NewReplacer("’", "'", "\u00a0", " ")
)

func anyOf(phrases []string) *regexp.Regexp {
	quoted := make([]string, len(phrases))
	for i, p := range phrases {
		quoted[i] = strings.ReplaceAll(regexp.QuoteMeta(p), " ", `\s+`)
	}
	return regexp.MustCompile(`(?i)\b(?:` + strings.Join(quoted, "|") + `)\b`)
}

// Forbidden says which phrase of NeverUsed comes first in a text as words of its
// own, in any case and over line ends; "" if none does. Asking "did you have a
// bath?" is allowed: what is not is telling people what they have. Other
// packages hold their own texts to it in their tests.
func Forbidden(text string) string {
	text = asking.ReplaceAllString(alike.Replace(text), "")
	return strings.ToLower(strings.Join(strings.Fields(neverUsed.FindString(text)), " "))
}

// forbidden is the complaint about the first phrase found in a text.
func forbidden(text string) string {
	if phrase := Forbidden(text); phrase != "" {
		return fmt.Sprintf("uses %q", phrase)
	}
	return ""
}
