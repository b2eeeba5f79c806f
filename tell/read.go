package tell

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/rule"
)

// A FactError says which fact was wrong, and what it could have been. It is
// charley.ErrInvalid.
type FactError struct {
	Line    int             `json:"line,omitempty"` // of the input, from 1; set by who reads lines
	Key     string          `json:"key,omitempty"`
	Got     json.RawMessage `json:"got,omitempty"`
	Allowed []string        `json:"allowed,omitempty"`
	Message string          `json:"message"`
}

// Error names the key and the reason, not the value: values are health data.
func (e *FactError) Error() string {
	if e.Key == "" {
		return e.Message
	}
	return e.Key + " " + e.Message
}

// Unwrap makes errors.Is(err, charley.ErrInvalid) true.
func (e *FactError) Unwrap() error { return charley.ErrInvalid }

// caseKey is what an asker may call a case.
const caseKey = "case"

// Read reads one JSON object of facts: the keys of the codebook and a case.
// Null and absent are unknown, but for duration_min, where null is constant.
//
// Errors: *FactError. The case, where it could be read, is returned with it.
func (t *Teller) Read(data []byte) (Facts, error) {
	object, err := diary.ParseObject(data)
	if err != nil {
		return Facts{Case: caseOf(data)}, asFactError(err)
	}
	f := Facts{Case: object[caseKey], given: rule.Answers{}}
	for _, key := range keys(object) {
		if key == caseKey {
			continue
		}
		feature, known := t.features[key]
		if !known {
			return Facts{Case: f.Case}, &FactError{Key: charley.Clip(key), Message: "is not a key of the codebook" + t.didYouMean(key)}
		}
		v, warnings, err := t.value(feature, object[key])
		if err != nil {
			return Facts{Case: f.Case}, err
		}
		f.warnings = append(f.warnings, warnings...)
		if v.Kind != rule.Unknown {
			f.given[key] = v
		}
		if feature.Kind == knowledge.LabTests {
			if err := t.testsApart(object[key], f.given); err != nil {
				return Facts{Case: f.Case}, err
			}
		}
	}
	return t.follow(f), nil
}

func keys(object map[string]json.RawMessage) []string {
	out := make([]string, 0, len(object))
	for k := range object {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// caseOf is the case of an object that is JSON, though not one to be taken.
func caseOf(data []byte) json.RawMessage {
	var object map[string]json.RawMessage
	if !utf8.Valid(data) || json.Unmarshal(data, &object) != nil {
		return nil
	}
	return object[caseKey]
}

func asFactError(err error) error {
	if fe := (*charley.FieldError)(nil); errors.As(err, &fe) {
		if fe.Field == diary.Body {
			return &FactError{Message: "the text " + fe.Why}
		}
		return &FactError{Key: fe.Field, Message: fe.Why}
	}
	return err
}

// didYouMean offers a key that differs only in its case or its hyphens.
func (t *Teller) didYouMean(key string) string {
	plain := strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(key))
	if _, ok := t.features[plain]; ok {
		return ", did you mean " + plain + "?"
	}
	return "; docs/codebook.md lists them"
}

// value reads one answer.
func (t *Teller) value(f knowledge.Feature, raw json.RawMessage) (rule.Value, []Warning, error) {
	if string(raw) == "null" {
		if f.Kind == knowledge.Span {
			return rule.Value{Kind: rule.Range, Constant: true, Low: math.Inf(1), High: math.Inf(1)}, nil, nil
		}
		return rule.Value{}, nil, nil
	}
	refuse := func(allowed []string, message string) (rule.Value, []Warning, error) {
		return rule.Value{}, nil, &FactError{Key: f.ID, Got: clipJSON(raw), Allowed: allowed, Message: message}
	}
	switch f.Kind {
	case knowledge.YesOrNo:
		var yes bool
		if json.Unmarshal(raw, &yes) != nil {
			return refuse([]string{"true", "false"}, "must be true or false")
		}
		return rule.YesNo(yes), nil, nil
	case knowledge.OneWord:
		var word string
		if json.Unmarshal(raw, &word) != nil || !slices.Contains(f.Words(), word) {
			return refuse(f.Words(), "must be one of "+strings.Join(f.Words(), ", "))
		}
		return rule.OneWord(word), nil, nil
	case knowledge.Quantity:
		var n float64
		if json.Unmarshal(raw, &n) != nil || n < f.Min || n > f.Max {
			return refuse(nil, fmt.Sprintf("must be a number from %v to %v %s", f.Min, f.Max, f.Unit))
		}
		return rule.Num(n), nil, nil
	case knowledge.Span:
		var ends []*float64
		if json.Unmarshal(raw, &ends) != nil || len(ends) != 2 || ends[0] == nil || ends[1] == nil ||
			*ends[0] < f.Min || *ends[1] > f.Max || *ends[0] > *ends[1] {
			return refuse(nil, fmt.Sprintf("must be [low, high], from %v to %v %s, or null where it never stops", f.Min, f.Max, f.Unit))
		}
		return rule.Value{Kind: rule.Range, Low: *ends[0], High: *ends[1]}, nil, nil
	case knowledge.LabTests:
		return t.labs(f, raw)
	}
	return t.list(f, raw)
}

// mostItems is how many items a list may hold.
const mostItems = 200

func (t *Teller) list(f knowledge.Feature, raw json.RawMessage) (rule.Value, []Warning, error) {
	var items []string
	if json.Unmarshal(raw, &items) != nil || items == nil || len(items) > mostItems {
		return rule.Value{}, nil, &FactError{Key: f.ID, Got: clipJSON(raw), Allowed: f.Words(), Message: fmt.Sprintf("must be a list of at most %d texts", mostItems)}
	}
	if f.Free {
		v, warnings := listed(t.names, f.ID, items)
		return v, warnings, nil
	}
	v := rule.Value{Kind: rule.List, Named: map[string]int{}, Complete: f.Complete}
	for _, item := range items {
		if !slices.Contains(f.Words(), item) {
			return rule.Value{}, nil, &FactError{Key: f.ID, Got: charley.Value(charley.Clip(item)), Allowed: f.Words(), Message: "may hold only " + strings.Join(f.Words(), ", ")}
		}
		v.Named[item] = 1
	}
	return v, nil, nil
}

// labs are kept for the doctor's page; those that rules ask for are features of
// their own beside it.
func (t *Teller) labs(f knowledge.Feature, raw json.RawMessage) (rule.Value, []Warning, error) {
	var tests map[string]float64
	if json.Unmarshal(raw, &tests) != nil {
		return rule.Value{}, nil, &FactError{Key: f.ID, Got: clipJSON(raw), Message: `must be an object of numbers such as {"ferritin_ug_l": 42}`}
	}
	v := rule.Value{Kind: rule.List, Named: map[string]int{}}
	var warnings []Warning
	for _, name := range keys(toRaw(tests)) {
		if _, known := f.Value(name); !known {
			warnings = append(warnings, Warning{Code: "unknown_lab", Text: fmt.Sprintf("The blood test %q is not known here and was not used.", charley.Clip(name)), Got: charley.Clip(name)})
			continue
		}
		v.Named[name] = 1
	}
	return v, warnings, nil
}

// testsApart answers the features of their own that some blood tests have, so
// that rules can ask for the number.
func (t *Teller) testsApart(raw json.RawMessage, given rule.Answers) error {
	var tests map[string]json.RawMessage
	if json.Unmarshal(raw, &tests) != nil {
		return nil // refused already
	}
	for _, name := range keys(tests) {
		f, ok := t.features[name]
		if !ok || f.Kind != knowledge.Quantity || given.Known(name) {
			continue
		}
		v, _, err := t.value(f, tests[name])
		if wrong := (*FactError)(nil); errors.As(err, &wrong) {
			wrong.Key = "labs." + name
			return wrong
		}
		given[name] = v
	}
	return nil
}

func toRaw(m map[string]float64) map[string]json.RawMessage {
	out := make(map[string]json.RawMessage, len(m))
	for k := range m {
		out[k] = nil
	}
	return out
}

// clipJSON keeps a wrong value short enough to be shown back.
func clipJSON(raw json.RawMessage) json.RawMessage {
	if len(raw) > charley.MaxShown {
		return charley.Value(charley.Clip(string(raw)))
	}
	return raw
}

// Check says which of some answers the codebook does not know, as *FactError.
// They are in the form in which answers are stored: "dont_know", "constant" for
// a spell that never stops, and "not X" in a list that names only some.
func (t *Teller) Check(answers map[string]any) error {
	stored := charley.Fields{}
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		if _, ok := t.features[name]; !ok {
			return &FactError{Key: charley.Clip(name), Message: "is not a key of the codebook" + t.didYouMean(name)}
		}
		stored[name] = charley.Value(answers[name])
	}
	read := t.answers(stored)
	for _, name := range stored.Keys() {
		f, raw := t.features[name], stored[name]
		_, ok := read[name]
		if namesSome(f) && stored.Text(name) != charley.DontKnow {
			ok, raw = false, bareItems(raw)
		}
		if ok {
			continue
		}
		if _, _, err := t.value(f, raw); err != nil {
			return err
		}
	}
	return nil
}

// namesSome says that a list names only some of what is so.
func namesSome(f knowledge.Feature) bool {
	return f.Kind == knowledge.ManyOf && !f.Complete && !f.Free
}

// bareItems is a stored list with what it says no to, and what was not known,
// named like the rest.
func bareItems(raw json.RawMessage) json.RawMessage {
	var words []string
	if json.Unmarshal(raw, &words) != nil || words == nil {
		return raw
	}
	for i, w := range words {
		words[i] = strings.TrimPrefix(strings.TrimPrefix(w, notPrefix), unsurePrefix)
	}
	return charley.Value(words)
}
