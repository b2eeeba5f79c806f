package diary

import "encoding/json"

// ParseObject reads one JSON object as strictly as Decode: valid UTF-8, no key
// twice at any depth, not nested too deep, nothing after it.
//
// Errors: *charley.FieldError, with Field = Body if the text is not one JSON object.
func ParseObject(data []byte) (map[string]json.RawMessage, error) { return parseObject(data) }
