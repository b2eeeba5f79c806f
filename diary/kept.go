package diary

import (
	"bytes"
	"encoding/json"
	"slices"

	"charley"
)

// keptAsWritten refuses a patch that changes what an edit may not change: what a
// trial drew by lot, that its result was looked at early, that it has ended.
// Whoever could write these anew could also choose the answer. Harm that got worse
// by an edit would count as told before the answers that were given since.
//
// A trial that should not have been can be deleted as a whole.
func keptAsWritten(kind charley.Kind, current, patch charley.Fields) error {
	for _, f := range schema[kind] {
		now, there := current[f.Name]
		next, set := patch[f.Name]
		if !there || !set || bytes.Equal(now, next) {
			continue
		}
		switch f.Kept {
		case Once:
			return &charley.FieldError{Field: f.Name, Why: "stays as it was first written"}
		case Grows:
			if !holdsAll(next, now) {
				return &charley.FieldError{Field: f.Name, Why: "can be added to, and nothing in it taken away"}
			}
		case Falls:
			if place(f, next) > place(f, now) {
				return &charley.FieldError{Field: f.Name, Why: "can be made milder only: what got worse is told anew, as an entry of its own"}
			}
		}
	}
	return nil
}

// place is where a word stands among those of its field; -1 for none of them.
func place(f Field, word json.RawMessage) int {
	return slices.Index(f.Words, charley.Fields{f.Name: word}.Text(f.Name))
}

// Stays says that a revision wrote nothing but what an edit may not take back: an
// undo passes it over, and reaches what was done before it.
func Stays(r charley.Revision) bool {
	if r.Rev <= 1 || r.Deleted || len(r.Patch) == 0 {
		return false
	}
	for key := range r.Patch {
		if f, known := fieldOf(r.Kind, key); !known || f.Kept == Free || f.Kept == Falls {
			return false
		}
	}
	return true
}

// holdsAll says that one list has every item of another.
func holdsAll(list, items json.RawMessage) bool {
	both := charley.Fields{"list": list, "items": items}
	have := both.List("list")
	return !slices.ContainsFunc(both.List("items"), func(s string) bool { return !slices.Contains(have, s) })
}
