package diary

import (
	"bytes"
	"encoding/json"

	"charley"
)

// A Lost value is one that an edit set and that did not win, because another
// device set the same field without having seen it. It stays in the history.
type Lost struct {
	Field  string          `json:"field"`
	Value  json.RawMessage `json:"value"` // null: the field was to be cleared
	Rev    int             `json:"rev"`   // the revision that wanted it
	Device string          `json:"device,omitempty"`
}

// A merged is the outcome of all revisions of one entry.
type merged struct {
	fields  charley.Fields
	deleted bool
	lost    []Lost
}

// merge folds revisions of one entry, in the order of Rev. The outcome does not
// depend on the order in which concurrent edits arrived: each field takes the
// value with the latest stamp, and an entry is deleted only if a tombstone had
// seen every edit ("edit wins over delete", reliability.md rule M3).
//
//	Cost    O(revisions x fields); an entry rarely has more than a few revisions.
//	Assumes a revision has seen exactly those with Rev <= its Parent, and its
//	        stamp is later than theirs (charley.Stamp.After).
func merge(revs []charley.Revision) merged {
	winner := map[string]charley.Revision{}
	for _, r := range revs {
		for key := range r.Patch {
			if w, taken := winner[key]; !taken || beats(r, w, key) {
				winner[key] = r
			}
		}
	}
	out := merged{fields: charley.Fields{}, deleted: deleted(revs)}
	for key, w := range winner {
		if v := w.Patch[key]; !charley.IsNull(v) {
			out.fields[key] = v
		}
	}
	for _, r := range revs {
		for _, key := range r.Patch.Keys() {
			if w := winner[key]; concurrent(r, w) && !bytes.Equal(r.Patch[key], w.Patch[key]) {
				out.lost = append(out.lost, Lost{Field: key, Value: r.Patch[key], Rev: r.Rev, Device: r.Stamp.Device})
			}
		}
	}
	return out
}

// beats says that r's value of a field wins over w's. Stamps are equal where two
// devices without a name wrote in the same millisecond; then the values decide,
// which is as good as chance but the same in every order.
func beats(r, w charley.Revision, key string) bool {
	order := r.Stamp.Compare(w.Stamp)
	return order > 0 || order == 0 && bytes.Compare(r.Patch[key], w.Patch[key]) > 0
}

// concurrent says that neither writer had seen the other's revision.
func concurrent(a, b charley.Revision) bool {
	return a.Rev != b.Rev && a.Rev > b.Parent && b.Rev > a.Parent
}

func deleted(revs []charley.Revision) bool {
	lastEdit := 0
	for _, r := range revs {
		if !r.Deleted {
			lastEdit = max(lastEdit, r.Rev)
		}
	}
	for _, r := range revs {
		if r.Deleted && r.Parent >= lastEdit {
			return true
		}
	}
	return false
}

// LostIn are the values in a history that did not win.
func LostIn(history []charley.Revision) []Lost { return merge(history).lost }

// Rebuild is the state of an entry after a history, oldest revision first: what
// the store must hold for it. ok is false for an empty history.
func Rebuild(history []charley.Revision) (e charley.Entry, ok bool) {
	if len(history) == 0 {
		return charley.Entry{}, false
	}
	last := history[len(history)-1]
	m := merge(history)
	return stateOf(m, last), true
}

// spans says that entries of a kind may speak of more nights than one.
func spans(k charley.Kind) bool { return k == charley.KindAway || k == charley.KindTrial }

// stateOf is the entry whose last revision is r and whose merged content is m.
func stateOf(m merged, r charley.Revision) charley.Entry {
	e := charley.Entry{
		ID: r.Entry, Person: r.Person, Kind: r.Kind, Night: m.fields.Night("night"), Fields: m.fields,
		Rev: r.Rev, Seq: r.Seq, Deleted: m.deleted, Device: r.Stamp.Device,
		Client: r.Client, Received: r.Received, Skew: r.Skew,
	}
	e.Until = e.Night
	if until := m.fields.Night("until"); spans(e.Kind) && !until.IsZero() {
		e.Until = until
	}
	return e
}
