package diary

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"charley"
)

// ParseObject reads one JSON object as strictly as Decode: valid UTF-8, no key
// twice at any depth, not nested too deep, nothing after it.
//
// Errors: *charley.FieldError, with Field = Body if the text is not one JSON object.
func ParseObject(data []byte) (map[string]json.RawMessage, error) { return parseObject(data) }

// fieldAt is the field of a JSON object whose value holds byte at, so that an
// error about a byte can name it; Body where that cannot be told.
func fieldAt(data []byte, at int) string {
	dec := json.NewDecoder(bytes.NewReader(data))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return Body
	}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil || dec.InputOffset() > int64(at) {
			return Body // not JSON, or the byte is in the name itself
		}
		name, _ := tok.(string)
		var v json.RawMessage
		if dec.Decode(&v) != nil {
			return Body
		}
		if dec.InputOffset() > int64(at) {
			return charley.Clip(name)
		}
	}
	return Body
}

// badByte is where a text stops being valid UTF-8.
func badByte(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}
