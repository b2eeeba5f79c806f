package web

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// An attribute is one of a tag, and where it stands in it.
type attribute struct {
	name       string // in small letters
	value      string // as it is meant, without quotes and entities
	start, end int    // from its name to the end of its value, quotes included
}

// attributesOf are the attributes of a tag as it is written, "<a href='/x'>". It
// cuts as the tokenizer does, which does not say where it cut.
func attributesOf(tag string) []attribute {
	i := 1
	for i < len(tag) && !isSpace(tag[i]) && tag[i] != '/' && tag[i] != '>' {
		i++
	}
	var out []attribute
	for {
		for i < len(tag) && (isSpace(tag[i]) || tag[i] == '/') {
			i++
		}
		if i >= len(tag) || tag[i] == '>' {
			return out
		}
		a, next := attributeAt(tag, i)
		out, i = append(out, a), next
	}
}

// attributeAt is the attribute that begins at a place, and the place after it.
func attributeAt(tag string, i int) (a attribute, next int) {
	a.start = i
	i++ // a sign of equality may begin a name
	for i < len(tag) && !isSpace(tag[i]) && !strings.ContainsRune("/=>", rune(tag[i])) {
		i++
	}
	a.name, a.end = lowerASCII(tag[a.start:i]), i
	for i < len(tag) && isSpace(tag[i]) {
		i++
	}
	if i >= len(tag) || tag[i] != '=' {
		return a, i
	}
	for i++; i < len(tag) && isSpace(tag[i]); i++ {
	}
	if i >= len(tag) || tag[i] == '>' {
		a.end = i
		return a, i
	}
	from, until := i, len(tag)
	if q := tag[i]; q == '"' || q == '\'' {
		from++
		if n := strings.IndexByte(tag[from:], q); n >= 0 {
			until = from + n
		}
		a.end = min(until+1, len(tag))
	} else {
		if n := strings.IndexAny(tag[from:], " \n\r\t\f>"); n >= 0 {
			until = from + n
		}
		a.end = until
	}
	a.value = html.UnescapeString(tag[from:until])
	return a, a.end
}

// lowerASCII is a name in small letters as the tokenizer makes them: other letters, and
// what is none, stay.
func lowerASCII(name string) string {
	small := []byte(name)
	for i, c := range small {
		if 'A' <= c && c <= 'Z' {
			small[i] = c + 'a' - 'A'
		}
	}
	return string(small)
}

func isSpace(c byte) bool { return strings.IndexByte(" \n\r\t\f", c) >= 0 }

// valueOf is what the first attribute of a name says, as browsers take it; "" if
// there is none.
func valueOf(all []attribute, name string) string {
	i := slices.IndexFunc(all, func(a attribute) bool { return a.name == name })
	if i < 0 {
		return ""
	}
	return all[i].value
}

func hasAttribute(all []attribute, name string) bool {
	return slices.ContainsFunc(all, func(a attribute) bool { return a.name == name })
}

// withAttributes is a tag in which some attributes have another value, or are
// gone. All else stays as it is written, byte for byte.
func withAttributes(tag string, all []attribute, change func(attribute) (value string, keep bool)) string {
	var out strings.Builder
	at := 0
	for _, a := range all {
		value, keep := change(a)
		if keep && value == a.value {
			continue
		}
		out.WriteString(tag[at:a.start])
		if keep {
			out.WriteString(a.name + `="` + html.EscapeString(value) + `"`)
		}
		at = a.end
	}
	out.WriteString(tag[at:])
	return out.String()
}
