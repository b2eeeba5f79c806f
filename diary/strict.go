package diary

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"charley"
)

// Body is the field name of errors that concern the whole text.
const Body = "body"

// maxDepth is how deep objects and lists may be nested.
const maxDepth = 16

// parseObject reads a JSON object whose meaning is beyond doubt: valid UTF-8,
// no key twice at any depth, no half of a surrogate pair, nothing after it.
// encoding/json alone would repair or drop each of these in silence.
func parseObject(data []byte) (map[string]json.RawMessage, error) {
	if !utf8.Valid(data) {
		return nil, &charley.FieldError{Field: fieldAt(data, badByte(data)), Why: "is not valid UTF-8"}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, bodyError("is empty; send one JSON object")
	}
	if at := loneSurrogate(data); at >= 0 {
		return nil, &charley.FieldError{Field: fieldAt(data, at), Why: fmt.Sprintf("holds half of a character (\\u escape) at byte %d", at)}
	}
	w := walker{dec: json.NewDecoder(bytes.NewReader(data))}
	w.dec.UseNumber()
	if err := w.value("", 0); err != nil {
		return nil, w.explain(err)
	}
	if _, err := w.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, bodyError("goes on after the JSON object")
	}
	var out map[string]json.RawMessage
	if err := json.Unmarshal(data, &out); err != nil || out == nil {
		return nil, bodyError("must be a JSON object")
	}
	return out, nil
}

func bodyError(why string) error { return &charley.FieldError{Field: Body, Why: why} }

// A walker visits every token once and remembers the last key for its errors.
type walker struct {
	dec  *json.Decoder
	last string
}

func (w *walker) value(path string, depth int) error {
	tok, err := w.dec.Token()
	if err != nil {
		return err
	}
	delim, nested := tok.(json.Delim)
	if !nested {
		return nil
	}
	if depth >= maxDepth {
		return &charley.FieldError{Field: orBody(path), Why: fmt.Sprintf("is nested more than %d deep", maxDepth)}
	}
	if delim == '{' {
		err = w.members(path, depth)
	} else {
		for i := 0; w.dec.More(); i++ {
			if err := w.value(path+"["+strconv.Itoa(i)+"]", depth+1); err != nil {
				return err
			}
		}
	}
	if err != nil {
		return err
	}
	_, err = w.dec.Token() // the closing bracket
	return err
}

func (w *walker) members(path string, depth int) error {
	seen := map[string]bool{}
	for w.dec.More() {
		tok, err := w.dec.Token()
		if err != nil {
			return err
		}
		key, _ := tok.(string)
		at := key
		if path != "" {
			at = path + "." + key
		}
		if seen[key] {
			return &charley.FieldError{Field: charley.Clip(at), Why: "is there twice"}
		}
		seen[key], w.last = true, at
		if err := w.value(at, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// explain turns a syntax error into one that says where.
func (w *walker) explain(err error) error {
	if fe := (*charley.FieldError)(nil); errors.As(err, &fe) {
		return fe
	}
	why := fmt.Sprintf("is not JSON at byte %d", w.dec.InputOffset())
	if w.last != "" {
		why += fmt.Sprintf(", after the key %q", charley.Clip(w.last))
	}
	return bodyError(why)
}

func orBody(path string) string {
	if path == "" {
		return Body
	}
	return charley.Clip(path)
}

// loneSurrogate is the place of a \u escape that names half a character, or -1.
func loneSurrogate(data []byte) int {
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		u, ok := escape(data[i:])
		switch {
		case !ok:
			i++ // another escape: skip the character it protects
		case u >= 0xDC00 && u < 0xE000:
			return i
		case u >= 0xD800 && u < 0xDC00:
			low, ok := escape(data[min(i+6, len(data)):])
			if !ok || low < 0xDC00 || low >= 0xE000 {
				return i
			}
			i += 11
		default:
			i += 5
		}
	}
	return -1
}

// escape reads \uXXXX at the start of b.
func escape(b []byte) (uint64, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	u, err := strconv.ParseUint(string(b[2:6]), 16, 32)
	return u, err == nil
}
