package diary

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"charley"
)

// A Draft is an entry as somebody wrote it: well formed, but not yet placed in
// a night and a zone, and not yet compared with what is stored.
type Draft struct {
	ID     charley.EntryID // "" if the writer did not repeat it in the text
	Kind   charley.Kind
	Fields charley.Fields
	Parent int       // the revision the writer had seen; 0 if none
	Device string    // the writer's device, if said
	Client time.Time // when it was written, by the writer's clock; zero if not said
	Sent   time.Time // when it was sent, by the writer's clock; zero if not said
}

// maxDevice is the greatest length of a device's name.
const maxDevice = 64

// written are fields that answers carry and writers may send back; they say nothing.
var written = map[string]bool{"rev": true, "received_time": true, "skew_seconds": true, "lost": true}

// Decode reads one entry as programs send it. Unknown fields are kept under
// "extra."; a null is the same as an absent field.
//
// Errors: *charley.FieldError, with Field = Body if the text is not one JSON object.
func Decode(data []byte) (Draft, error) {
	body, err := parseObject(data)
	if err != nil {
		return Draft{}, err
	}
	return decode(body)
}

// NewDraft makes a draft of Go values, for forms and commands. The keys are
// those of the JSON form; nil values are left out. Same checks, same errors.
func NewDraft(kind charley.Kind, body map[string]any) (Draft, error) {
	raw := map[string]json.RawMessage{"kind": charley.Value(kind)}
	for k, v := range body {
		if v == nil {
			continue
		}
		if !validText(v) { // encoding/json would repair it in silence
			return Draft{}, &charley.FieldError{Field: k, Why: "is not valid UTF-8"}
		}
		b, err := json.Marshal(v)
		if err != nil {
			return Draft{}, &charley.FieldError{Field: k, Why: "must be a finite number or a text"}
		}
		raw[k] = b
	}
	return Decode(charley.Value(raw))
}

// validText says that every text inside a Go value is one.
func validText(v any) bool {
	switch v := v.(type) {
	case string:
		return utf8.ValidString(v)
	case json.RawMessage:
		return utf8.Valid(v)
	case []string:
		return !slices.ContainsFunc(v, func(s string) bool { return !utf8.ValidString(s) })
	case map[string]any:
		for k, x := range v {
			if !utf8.ValidString(k) || !validText(x) {
				return false
			}
		}
	}
	return true
}

func decode(body map[string]json.RawMessage) (Draft, error) {
	d := Draft{Fields: charley.Fields{}}
	if err := d.readKind(body["kind"]); err != nil {
		return Draft{}, err
	}
	for _, key := range charley.Fields(body).Keys() {
		raw := body[key]
		known, err := d.readMeta(key, raw)
		if err != nil {
			return Draft{}, err
		}
		if known || charley.IsNull(raw) {
			continue
		}
		if err := d.readField(key, raw); err != nil {
			return Draft{}, err
		}
	}
	if err := d.noneOfThese(body); err != nil {
		return Draft{}, err
	}
	return d, d.complete()
}

func (d *Draft) readKind(raw json.RawMessage) error {
	f := Field{Name: "kind", Shape: ShapeWord}
	for _, k := range charley.Kinds {
		f.Words = append(f.Words, string(k))
	}
	if raw == nil {
		return f.wrong(nil, "is missing; it must be one of "+strings.Join(f.Words, ", "))
	}
	if _, err := f.check(raw); err != nil {
		return err
	}
	return json.Unmarshal(raw, &d.Kind)
}

// readMeta takes the fields about the writing itself.
func (d *Draft) readMeta(key string, raw json.RawMessage) (known bool, err error) {
	null := charley.IsNull(raw)
	switch key {
	case "kind":
	case "id":
		var s string
		if json.Unmarshal(raw, &s) != nil || null {
			return true, &charley.FieldError{Field: key, Got: charley.Clip(string(raw)), Why: "must be the id in the address, a UUID in quotes"}
		}
		if d.ID, err = charley.ParseEntryID(s); err != nil {
			return true, &charley.FieldError{Field: key, Got: charley.Clip(s), Why: "must be the id in the address, a UUID in quotes"}
		}
	case "parent":
		n, ok := parseNumber(raw)
		if !null && (!ok || n < 0 || n != float64(int32(n))) {
			return true, &charley.FieldError{Field: key, Got: charley.Clip(string(raw)), Why: "must be the rev that was last seen, or null"}
		}
		d.Parent = int(n)
	case "device":
		_, err = Field{Name: key, Shape: ShapeName, Max: maxDevice}.check(orEmpty(raw, null))
		if err == nil && !null {
			err = json.Unmarshal(raw, &d.Device)
		}
	case "client_time", "sent_time":
		if null {
			break
		}
		if _, err = (Field{Name: key, Shape: ShapeTime}).check(raw); err != nil {
			return true, err
		}
		var s string
		_ = json.Unmarshal(raw, &s) // checked above, and so is the time
		at, _ := charley.ParseMoment(s, time.UTC)
		if key == "client_time" {
			d.Client = at.Time
		} else {
			d.Sent = at.Time
		}
	case "deleted":
		var gone bool
		if !null && (json.Unmarshal(raw, &gone) != nil || gone) {
			return true, &charley.FieldError{Field: key, Got: charley.Clip(string(raw)), Why: "cannot be set; use DELETE to take an entry away"}
		}
	default:
		return written[key], nil
	}
	return true, err
}

func orEmpty(raw json.RawMessage, null bool) json.RawMessage {
	if null {
		return json.RawMessage(`""`)
	}
	return raw
}

// readField takes one field of the kind, or keeps one that this version does not know.
func (d *Draft) readField(key string, raw json.RawMessage) error {
	if d.Kind == charley.KindEvening && (key == "asked" || key == "none_of_these") {
		return nil // see noneOfThese
	}
	if key == "extra" {
		return d.readExtra(raw)
	}
	f, known := fieldOf(d.Kind, key)
	if !known {
		return d.keepUnknown(key, raw)
	}
	switch f.Shape {
	case ShapeExposures:
		return d.readExposures(f, raw)
	case ShapeAnswers:
		return d.readAnswers(f, raw)
	}
	v, err := f.check(raw)
	if err != nil {
		return err
	}
	d.Fields[key] = v
	return nil
}

// readExtra takes back what an answer showed under "extra".
func (d *Draft) readExtra(raw json.RawMessage) error {
	var under map[string]json.RawMessage
	if json.Unmarshal(raw, &under) != nil {
		return &charley.FieldError{Field: "extra", Got: charley.Clip(string(raw)), Why: "must be an object"}
	}
	for _, name := range charley.Fields(under).Keys() {
		if err := d.keepUnknown(name, under[name]); err != nil {
			return err
		}
	}
	return nil
}

func (d *Draft) keepUnknown(name string, raw json.RawMessage) error {
	if why := badText(name, MaxName, false); why != "" || name == "" {
		return &charley.FieldError{Field: charley.Clip(name), Why: "is not a usable field name"}
	}
	var v any
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.UseNumber() // numbers of unknown fields come back as they were written
	if err := dec.Decode(&v); err != nil {
		return &charley.FieldError{Field: charley.Clip(name), Why: "is not JSON"}
	}
	if hasNUL(v) {
		return &charley.FieldError{Field: charley.Clip(name), Why: "holds a control character (U+0000)"}
	}
	if v == nil {
		return nil
	}
	if d.Fields[charley.ExtraPrefix+name] != nil { // beside "extra" and in it
		return &charley.FieldError{Field: charley.Clip(name), Why: "is there twice"}
	}
	d.Fields[charley.ExtraPrefix+name] = charley.Value(v)
	return nil
}

// hasNUL says that U+0000, which PostgreSQL cannot store, is somewhere inside.
func hasNUL(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.ContainsRune(v, 0)
	case []any:
		for _, x := range v {
			if hasNUL(x) {
				return true
			}
		}
	case map[string]any:
		for k, x := range v {
			if strings.ContainsRune(k, 0) || hasNUL(x) {
				return true
			}
		}
	}
	return false
}

// complete checks what must be there and what cannot stand together.
func (d *Draft) complete() error {
	for _, f := range schema[d.Kind] {
		if _, there := d.Fields[f.Name]; f.Required && !there {
			return &charley.FieldError{Field: f.Name, Why: "is missing"}
		}
	}
	if d.Fields.Flag("open") == charley.Yes && d.Fields["minutes"] != nil {
		return &charley.FieldError{Field: "minutes", Why: "cannot be given while open is true"}
	}
	extra := 0
	unknown := d.Fields.Under(charley.ExtraPrefix)
	for _, name := range unknown.Keys() {
		if extra += len(name) + len(unknown[name]); extra > maxExtra {
			return &charley.FieldError{Field: charley.Clip(name), Why: fmt.Sprintf("and other unknown fields have more than %d bytes", maxExtra)}
		}
	}
	if d.Kind == charley.KindFact {
		return d.completeFact()
	}
	return nil
}

// completeFact checks that a fact says what it is about.
func (d *Draft) completeFact() error {
	if n := len(charley.Questions(d.Fields.Text("questions"))); n > charley.MostQuestions {
		return &charley.FieldError{Field: "questions", Why: fmt.Sprintf("must hold at most %d questions, one a line, not %d", charley.MostQuestions, n)}
	}
	if d.Fields.Text("about") == charley.FactAnswers {
		if len(d.Fields.Under(charley.AnswerPrefix)) == 0 {
			return &charley.FieldError{Field: "answers", Why: "is missing for a fact about answers"}
		}
		return nil
	}
	if d.Fields.Text("about") == charley.FactLab && d.Fields["code"] != nil && d.Fields["value"] == nil {
		return &charley.FieldError{Field: "value", Why: "is missing for a blood test"}
	}
	if d.Fields.Text("about") == charley.FactHarm && d.Fields["trial"] != nil && d.Fields["grade"] == nil {
		return &charley.FieldError{Field: "grade", Why: "is missing for harm in a trial"}
	}
	needs := map[string][]string{
		charley.FactAge: {"born"}, charley.FactSex: {"sex"}, charley.FactPregnancy: {"due", "answer"},
		charley.FactCondition: {"code", "name"}, charley.FactMedicine: {"code", "name"}, charley.FactNone: {"group"},
		charley.FactFlag: {"flag"}, charley.FactRemedy: {"code"}, charley.FactLab: {"code"}, charley.FactHarm: {"trial"}, charley.FactVisit: {"questions", "name"},
	}[d.Fields.Text("about")]
	for _, name := range needs {
		if d.Fields[name] != nil {
			return nil
		}
	}
	return &charley.FieldError{Field: needs[0], Why: fmt.Sprintf("is missing for a fact about %s", d.Fields.Text("about"))}
}
