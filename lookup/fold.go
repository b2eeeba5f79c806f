package lookup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// accents are letters that people leave out, or write in two, on another keyboard.
var accents = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "å", "a", "ä", "a", "æ", "ae", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "œ", "oe",
	"ù", "u", "ú", "u", "û", "u", "ü", "u", "ý", "y", "ÿ", "y", "ß", "ss", "č", "c", "š", "s", "ž", "z", "ł", "l", "ő", "o", "ű", "u",
)

// lower is a text in lower case without accents.
func lower(s string) string {
	s = strings.ToLower(s)
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return accents.Replace(s)
		}
	}
	return s
}

// longest is how many letters of a name are compared.
const longest = 64

// fold turns a name into codes of its letters and digits, without accents,
// spaces and hyphens. Letters of other alphabets are left out.
func fold(s string) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range lower(s) {
		switch {
		case len(out) == longest:
			return out
		case r >= 'a' && r <= 'z':
			out = append(out, byte(r-'a'))
		case r >= '0' && r <= '9':
			out = append(out, byte(r-'0'+digits))
		}
	}
	return out
}

// isVowel says so of a code.
func isVowel(c byte) bool {
	switch c {
	case 0, 'e' - 'a', 'i' - 'a', 'o' - 'a', 'u' - 'a', 'y' - 'a':
		return true
	}
	return false
}

// mostTyped bytes are looked at: no name is so long.
const mostTyped = 200

// clip is the beginning of what was typed, from its first letter or digit.
func clip(typed string) string {
	typed = strings.TrimLeftFunc(typed, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return typed[:min(len(typed), mostTyped)]
}
