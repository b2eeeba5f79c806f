package pdf

import (
	"slices"
	"strings"
	"unicode"

	"charley/sheet"

	"golang.org/x/text/unicode/norm"
)

// A letter is a character with its face.
type letter struct {
	sign
	code uint16
	face *face
}

// A line is letters beside each other; the spaces at its end are read out but take no room.
type line struct {
	letters []letter
	width   float64
}

// A faces are the two weights.
type faces struct{ regular, bold *face }

func (f faces) weight(bold bool) *face {
	if bold {
		return f.bold
	}
	return f.regular
}

// letters are the characters of a text. Accents that were typed after their letter are joined to it, which is the
// same text to every program and the one the font has.
func (f faces) letters(text string, bold bool) []letter {
	face := f.weight(bold)
	var letters []letter
	for _, r := range norm.NFC.String(sheet.Clean(text)) {
		code, s := face.sign(r)
		if r == '\n' || r == '\u2028' || r == '\u2029' { // set as a space, so that what is read out does not run together
			code, s = face.sign(' ')
			s.r, s.width = '\n', 0
		}
		letters = append(letters, letter{s, code, face})
	}
	return letters
}

func (f faces) runs(runs []sheet.Run, bold bool) []letter {
	var letters []letter
	for _, r := range runs {
		letters = append(letters, f.letters(r.Text, bold || r.Bold)...)
	}
	return letters
}

// lines breaks letters into lines that are no wider than there is room, which is taken as wide enough for a letter.
// A word that is wider than a line is broken where the line ends. No letters are no lines.
func lines(letters []letter, size, room float64) []line {
	var out []line
	for len(letters) > 0 {
		n := fitting(letters, size, room)
		out = append(out, newLine(letters[:n], size))
		letters = letters[n:]
	}
	return out
}

// fitting is how many letters go into the first line: at least one.
func fitting(letters []letter, size, room float64) int {
	width, may := 0.0, 0
	for i, l := range letters {
		if l.r == '\n' {
			return i + 1
		}
		if i > 0 && breaks(letters[i-1].r, l.r) {
			may = i
		}
		width += float64(l.width) * size / 1000
		if width > room && !unicode.IsSpace(l.r) && i > 0 {
			if may > 0 {
				return may
			}
			return i
		}
	}
	return len(letters)
}

// breaks says that a line may end between two characters.
func breaks(before, after rune) bool {
	switch {
	case after == ' ' || before == '\u00a0' || before == '\u202f':
		return false
	case unicode.IsSpace(before), before == '\u200b':
		return true
	case before == '-', before == '/', before == '–':
		return unicode.IsLetter(after) // not in a date or a range of numbers
	case before == '—':
		return true
	}
	return unicode.In(after, unicode.Han, unicode.Hiragana, unicode.Katakana) && unicode.IsLetter(before)
}

// newLine measures a line without the spaces at its end.
func newLine(letters []letter, size float64) line {
	l := line{letters: letters}
	end := len(letters)
	for end > 0 && (letters[end-1].r == ' ' || letters[end-1].r == '\n') {
		end--
	}
	for _, c := range letters[:end] {
		l.width += float64(c.width) * size / 1000
	}
	return l
}

// clipped is a line cut to the room there is, with three dots where something is missing. It is for the foot alone,
// which is the same on every page.
func (f faces) clipped(text string, size, room float64) line {
	letters := f.letters(strings.ReplaceAll(text, "\n", " "), false)
	whole := newLine(letters, size)
	if whole.width <= room {
		return whole
	}
	dots := f.letters("…", false)
	n := 0
	for left := room - newLine(dots, size).width; n < len(letters); n++ {
		if left -= float64(letters[n].width) * size / 1000; left < 0 {
			break
		}
	}
	return newLine(slices.Concat(letters[:n], dots), size)
}
