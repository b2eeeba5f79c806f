package remind

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is how many octets a line may have before its end: RFC 5545, section 3.1.
const longest = 75

// A writer writes content lines.
type writer struct{ out bytes.Buffer }

// line writes a property whose value needs no escaping.
func (w *writer) line(name, value string) { w.fold(name + ":" + value) }

// text writes a property that holds words.
func (w *writer) text(name, value string) { w.fold(name + ":" + escaped(value)) }

// fold writes a line, going on in the next one, after a space, where it is too
// long. Letters of several octets stay whole.
func (w *writer) fold(s string) {
	for room := longest; len(s) > room; room = longest - 1 {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.out.WriteString(s[:cut])
		w.out.WriteString("\r\n ")
		s = s[cut:]
	}
	w.out.WriteString(s)
	w.out.WriteString("\r\n")
}

// escaped is text as a value: RFC 5545, section 3.3.11. Characters that no
// value may hold are left out.
func escaped(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\uFFFD")
	s = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return -1
		}
		return r
	}, s)
}
