package diary

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"time"

	"charley"
)

// DecodeRevision reads one line of an export, strictly: it must be what
// charley.Revision writes, to the byte, and its patch must hold values that
// could have been put. So a diary that was edited by hand into nonsense is
// refused, and importing and exporting again gives the same bytes.
func DecodeRevision(data []byte) (charley.Revision, error) {
	if _, err := parseObject(data); err != nil {
		return charley.Revision{}, err
	}
	var r charley.Revision
	if err := r.UnmarshalJSON(data); err != nil {
		return r, bodyError("is not a revision: a field has the wrong type")
	}
	if err := checkRevision(r); err != nil {
		return r, err
	}
	line, err := r.MarshalJSON()
	if err != nil || !sameJSON(line, data) {
		return r, bodyError("is not a revision as Charley writes it")
	}
	return r, nil
}

// sameJSON compares ignoring white space between tokens only.
func sameJSON(canonical, data []byte) bool {
	var b bytes.Buffer
	if json.Compact(&b, data) != nil {
		return false
	}
	return bytes.Equal(canonical, b.Bytes())
}

// maxAuthor is the greatest length of an author's name and of the way in.
const maxAuthor = 200

// maxCount is the greatest count of a stamp: room for the edits that follow, on
// machines with small integers too.
const maxCount = math.MaxInt32 / 2

func checkRevision(r charley.Revision) error {
	if _, err := charley.ParseEntryID(string(r.Entry)); err != nil {
		return &charley.FieldError{Field: "id", Why: "must be a UUID"}
	}
	if !slices.Contains(charley.Kinds[:], r.Kind) {
		return &charley.FieldError{Field: "kind", Got: charley.Clip(string(r.Kind)), Why: "is not a kind of entry"}
	}
	if r.Rev < 1 || r.Parent < 0 || r.Parent >= r.Rev {
		return &charley.FieldError{Field: "parent", Why: "must be an earlier revision than rev"}
	}
	if r.Patch == nil {
		return &charley.FieldError{Field: "patch", Why: "is missing"}
	}
	for _, said := range []struct{ field, text string }{{"device", r.Stamp.Device}, {"author", r.Author}, {"via", r.Via}} {
		if why := badText(said.text, maxAuthor, false); why != "" {
			return &charley.FieldError{Field: said.field, Why: why}
		}
	}
	if r.Stamp.Count < 0 || r.Stamp.Count > maxCount || !plausible(r.Client) || !plausible(r.Received) || !plausible(time.UnixMilli(r.Stamp.Millis)) {
		return &charley.FieldError{Field: "received_ms", Why: "and the other times must lie between 1970 and 9999"}
	}
	for _, key := range r.Patch.Keys() {
		if err := checkPatch(r.Kind, key, r.Patch[key]); err != nil {
			return err
		}
	}
	return nil
}

func plausible(t time.Time) bool { return t.UnixMilli() >= 0 && t.Year() <= 9999 }

// checkPatch holds a stored value to the canonical form of its field.
func checkPatch(kind charley.Kind, key string, v json.RawMessage) error {
	if charley.IsNull(v) {
		return nil
	}
	d := Draft{Kind: kind, Fields: charley.Fields{}}
	var err error
	if name, extra := strings.CutPrefix(key, charley.ExtraPrefix); extra {
		err = d.keepUnknown(name, v)
	} else if id, answer := strings.CutPrefix(key, charley.ExposurePrefix); answer && kind == charley.KindEvening {
		err = d.readField("exposures", charley.Value(map[string]json.RawMessage{id: v}))
	} else if id, answer := strings.CutPrefix(key, charley.AnswerPrefix); answer && kind == charley.KindFact {
		err = d.readField("answers", charley.Value(map[string]json.RawMessage{id: v}))
	} else if f, known := fieldOf(kind, key); known && f.Shape != ShapeExposures && f.Shape != ShapeAnswers {
		err = d.readField(key, v)
	} else {
		return &charley.FieldError{Field: charley.Clip(key), Why: "is not a field of this kind"}
	}
	if err == nil && !bytes.Equal(d.Fields[key], v) {
		err = &charley.FieldError{Field: charley.Clip(key), Why: "is not written as Charley writes it"}
	}
	return err
}

// Follow is the entry after a revision that comes from elsewhere, such as an
// export. history is what was kept of the entry before it.
func Follow(history []charley.Revision, r charley.Revision) (charley.Entry, error) {
	if r.Rev != len(history)+1 {
		return charley.Entry{}, &charley.FieldError{Field: "rev", Why: "must follow the entry's last revision"}
	}
	if len(history) > 0 && history[0].Kind != r.Kind {
		return charley.Entry{}, &charley.FieldError{Field: "kind", Why: "cannot change"}
	}
	if before, ok := Rebuild(history); ok {
		if err := keptAsWritten(r.Kind, before.Fields, r.Patch); err != nil {
			return before, err
		}
	}
	e, _ := Rebuild(append(slices.Clone(history), r))
	for _, f := range schema[r.Kind] {
		if _, there := e.Fields[f.Name]; f.Required && !there {
			return e, &charley.FieldError{Field: f.Name, Why: "is missing"}
		}
	}
	if e.Night.IsZero() || e.Fields.Text("zone") == "" {
		return e, &charley.FieldError{Field: "night", Why: "and zone must be there"}
	}
	return e, nil
}
