package charley

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Fields are the contents of an entry: one JSON value a field, in canonical
// form. They are the registers that merging works on, so whatever can be
// edited on its own has a key of its own: an exposure is "exposures.alcohol", a
// field that this version does not know is "extra.NAME".
//
// In a revision's patch the value null says that the field was cleared.
// In an entry there are no nulls: a field that is absent is unknown.
type Fields map[string]json.RawMessage

// The prefixes of fields that are shown inside an object of their own.
const (
	ExposurePrefix = "exposures."
	AnswerPrefix   = "answers."
	ExtraPrefix    = "extra."
)

// Null is the value that clears a field.
var null = json.RawMessage("null")

// Cleared is the patch value that removes a field.
func Cleared() json.RawMessage { return null }

// Value is the canonical JSON of a Go value: keys sorted, no spaces, and no
// escapes of <, > and &. It panics on what JSON cannot say, which is a bug.
func Value(v any) json.RawMessage {
	switch v := v.(type) { // what nearly all values are, without the encoder
	case string:
		if plain(v) {
			return append(append(append(make([]byte, 0, len(v)+2), '"'), v...), '"')
		}
	case bool:
		return strconv.AppendBool(nil, v)
	case Night:
		return Value(v.String())
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("charley: value is not JSON: " + err.Error())
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// plain says that a string is its own JSON, between quotes.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// Set stores a value; nil pointers and nil values are left out.
func (f Fields) Set(key string, v any) {
	if raw := Value(v); !IsNull(raw) {
		f[key] = raw
	}
}

// IsNull says that a patch value clears its field.
func IsNull(v json.RawMessage) bool { return bytes.Equal(v, null) }

// Keys are the field names, sorted.
func (f Fields) Keys() []string { return slices.Sorted(maps.Keys(f)) }

// Equal says that two sets of fields hold the same values.
func (f Fields) Equal(other Fields) bool {
	return maps.EqualFunc(f, other, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) })
}

// Diff is the patch that turns f into other.
func (f Fields) Diff(other Fields) Fields {
	patch := Fields{}
	for k, v := range other {
		if !bytes.Equal(f[k], v) {
			patch[k] = v
		}
	}
	for k := range f {
		if _, kept := other[k]; !kept {
			patch[k] = null
		}
	}
	return patch
}

// Text is a string field; "" if absent.
func (f Fields) Text(key string) string {
	raw := f[key]
	if n := len(raw); n >= 2 && raw[0] == '"' && bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : n-1])
	}
	var s string
	f.read(key, &s)
	return s
}

// Number is a numeric field; nil if absent.
func (f Fields) Number(key string) *float64 {
	raw := f[key]
	if len(raw) == 0 || raw[0] != '-' && (raw[0] < '0' || raw[0] > '9') {
		return nil
	}
	n, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return nil
	}
	return &n
}

// Flag is a yes/no field; Unknown if absent.
func (f Fields) Flag(key string) Tri {
	switch string(f[key]) {
	case "true":
		return Yes
	case "false":
		return No
	}
	return Unknown
}

// List is a list of words; nil if absent, empty if stated to be empty.
func (f Fields) List(key string) []string {
	var l []string
	f.read(key, &l)
	return l
}

// Moment is a time field on the clock of the entry's zone; zero if absent.
func (f Fields) Moment(key string) Moment {
	s := f.Text(key)
	if s == "" {
		return Moment{}
	}
	t, err := parseStored(s)
	if err != nil {
		return Moment{}
	}
	return Moment{Time: t, Zone: f.Text("zone")}
}

// Night is a date field; zero if absent.
func (f Fields) Night(key string) Night {
	n, err := ParseNight(f.Text(key))
	if err != nil {
		return Night{}
	}
	return n
}

// MarshalJSON writes the fields as one object, keys sorted.
func (f Fields) MarshalJSON() ([]byte, error) { return f.append(nil), nil }

// append adds the object to b. The values are canonical JSON already.
func (f Fields) append(b []byte) []byte {
	if f == nil {
		return append(b, "null"...)
	}
	b = append(b, '{')
	for i, k := range f.Keys() {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, Value(k)...), ':'), f[k]...)
	}
	return append(b, '}')
}

// Under are the fields below a prefix, with the prefix taken off.
func (f Fields) Under(prefix string) Fields {
	out := Fields{}
	for k, v := range f {
		if name, ok := strings.CutPrefix(k, prefix); ok {
			out[name] = v
		}
	}
	return out
}

// read decodes one field. Values were checked when they were written, so one
// that does not decode is treated as absent, never as a wrong value.
func (f Fields) read(key string, into any) bool {
	raw, ok := f[key]
	return ok && !IsNull(raw) && json.Unmarshal(raw, into) == nil
}
