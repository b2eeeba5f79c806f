package store

import (
	"bytes"
	"encoding/json"

	"charley"
)

// Fields are read for every entry of every page, so that is done by hand where
// they have the form that we write: an object on one line, keys that are plain
// words, and values that are taken as they are.

// fieldsText is the column text of fields: their canonical object.
func fieldsText(f charley.Fields) string {
	if f == nil {
		return "{}"
	}
	text, _ := f.MarshalJSON() // cannot fail: fields are JSON
	return string(text)
}

// plain says that a byte of a JSON string stands for itself.
func plain(c byte) bool { return ' ' <= c && c <= '~' && c != '"' && c != '\\' }

// fieldsIn reads a column of fields. Values keep their bytes, because the chain
// is made from them.
func fieldsIn(column []byte) (charley.Fields, error) {
	if json.Valid(column) {
		if f, ok := splitFields(bytes.Clone(column)); ok {
			return f, nil
		}
	}
	f := charley.Fields{}
	if err := json.Unmarshal(column, &f); err != nil {
		return nil, err
	}
	return f, nil
}

// splitFields cuts a valid JSON object into its values, which share its memory.
// It gives up on anything that we do not write.
func splitFields(b []byte) (charley.Fields, bool) {
	if len(b) < 2 || b[0] != '{' {
		return nil, false
	}
	f := charley.Fields{}
	if b[1] == '}' {
		return f, len(b) == 2
	}
	for i := 0; b[i] != '}'; {
		start := i + 2 // after , or { and the quote
		if i++; b[i] != '"' {
			return nil, false
		}
		for i++; b[i] != '"'; i++ {
			if !plain(b[i]) {
				return nil, false
			}
		}
		key := string(b[start:i])
		if b[i+1] != ':' {
			return nil, false
		}
		start = i + 2
		i = endOfValue(b, start)
		if b[start] <= ' ' || b[i-1] <= ' ' { // we write no space
			return nil, false
		}
		f[key] = b[start:i:i]
	}
	return f, true
}

// endOfValue is where a value that starts at i inside a valid object ends: at
// the comma or the brace that belongs to the object.
func endOfValue(b []byte, i int) int {
	for depth := 0; ; i++ {
		switch b[i] {
		case '"':
			for i++; b[i] != '"'; i++ {
				if b[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
}
