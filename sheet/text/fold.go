package text

import (
	"strings"
	"unicode"
)

// fold breaks a text into lines of at most so many columns. A line break in the text stays one. Lines break at
// spaces; a word that is longer than a line is cut, so that a table keeps its columns.
func fold(text string, columns int) []string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		out = append(out, foldLine(line, max(columns, 1))...)
	}
	return out
}

func foldLine(line string, columns int) []string {
	var out []string
	now := ""
	for _, word := range strings.Fields(line) {
		if now != "" && width(now)+1+width(word) <= columns {
			now += " " + word
			continue
		}
		if now != "" {
			out = append(out, now)
		}
		for width(word) > columns {
			var piece string
			piece, word = cut(word, columns)
			out = append(out, piece)
		}
		now = word
	}
	if now != "" || len(out) == 0 {
		out = append(out, now)
	}
	return out
}

// cut splits a word after as many characters as fit, and after one at least.
func cut(word string, columns int) (head, rest string) {
	used := 0
	for i, r := range word {
		used += wide(r)
		if used > columns && i > 0 {
			return word[:i], word[i:]
		}
	}
	return word, ""
}

// width is how many columns of a terminal a text takes.
func width(text string) int {
	n := 0
	for _, r := range text {
		n += wide(r)
	}
	return n
}

// wide is how many columns one character takes: none where it stands above or below the one before, two where it is
// as wide as it is high.
func wide(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana),
		r >= 0x3000 && r <= 0x303F, r >= 0xFF01 && r <= 0xFF60, r >= 0x1F300 && r <= 0x1FAFF:
		return 2
	}
	return 1
}

// widest is the width of the widest of some lines.
func widest(lines []string) int {
	n := 0
	for _, l := range lines {
		n = max(n, width(l))
	}
	return n
}
