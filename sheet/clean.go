package sheet

import (
	"strings"
	"unicode"
)

// Clean is a text as it may stand on paper, on a screen and in a terminal: a tab is a space, and what is not a
// character, what would command a terminal, and what would turn the direction of everything after it, is shown as
// the sign for something that cannot be shown (U+FFFD). It is not dropped: nobody could see that something is
// missing. A new line stays one.
func Clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == '\r':
			return -1 // the half of a new line
		case unicode.IsControl(r), turns(r):
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(text, string(unicode.ReplacementChar)))
}

// turns says that a character changes the direction of the characters after it.
func turns(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }
