package api

import (
	"encoding/json"
	"time"

	"charley"
	"charley/diary"

	"github.com/danielgtaylor/huma/v2"
)

// An entryBody is an entry in an answer: flat, and with the values that lost
// where a write was merged.
type entryBody struct {
	charley.Entry
	Lost []diary.Lost
}

// MarshalJSON is the entry's own form, with "lost" only where there is any. Of an
// entry that the caller may not see, app gives no more than the id and the rev.
func (e entryBody) MarshalJSON() ([]byte, error) {
	if e.Kind == "" {
		return json.Marshal(map[string]any{"id": e.ID, "rev": e.Rev})
	}
	flat, err := e.Entry.MarshalJSON()
	if err != nil || len(e.Lost) == 0 {
		return flat, err
	}
	lost, err := json.Marshal(e.Lost)
	if err != nil {
		return nil, err
	}
	flat = append(flat[:len(flat)-1], `,"lost":`...) // an entry always has members
	return append(append(flat, lost...), '}'), nil
}

// Schema points at the schema that is made from the table of fields.
func (entryBody) Schema(huma.Registry) *huma.Schema { return ref(entrySchema) }

func bodiesOf(entries []charley.Entry) []entryBody {
	out := make([]entryBody, len(entries)) // never null: an empty list is []
	for i, e := range entries {
		out[i] = entryBody{Entry: e}
	}
	return out
}

// A page is part of the list of entries.
type page struct {
	Items  []entryBody `json:"items" nullable:"false" doc:"entries in the order of their last change, tombstones included"`
	Next   string      `json:"next" doc:"send it as after to go on; empty at the end"`
	Cursor string      `json:"cursor" doc:"the place to go on from later, also at the end"`
	_      struct{}    `additionalProperties:"true"`
}

// A historyBody is everything that was ever written of one entry.
type historyBody struct {
	ID        charley.EntryID `json:"id" format:"uuid"`
	Revisions []revisionBody  `json:"revisions" nullable:"false" doc:"oldest first"`
	Lost      []lostBody      `json:"lost" nullable:"false" doc:"values that were set on one device while another device set the same field, and that do not count"`
	_         struct{}        `additionalProperties:"true"`
}

// A revisionBody is one edit.
type revisionBody struct {
	Rev      int             `json:"rev" minimum:"1"`
	Parent   int             `json:"parent" minimum:"0" doc:"the last revision the writer had seen; 0 for a new entry"`
	Patch    json.RawMessage `json:"patch" doc:"the fields that were set; null: the field was cleared"`
	Deleted  bool            `json:"deleted" doc:"the entry was taken away"`
	Author   string          `json:"author"`
	Via      string          `json:"via" doc:"web, api, cli or import; an undo says so"`
	Device   string          `json:"device"`
	Client   time.Time       `json:"client_time" doc:"when it was written, by the writer's clock"`
	Received time.Time       `json:"received_time" doc:"when it was stored"`
	Skew     int64           `json:"skew_seconds,omitempty" doc:"how far the writer's clock was ahead, if more than two minutes"`
	_        struct{}        `additionalProperties:"true"`
}

// A lostBody is a value that did not win; it is diary.Lost with words for the document.
type lostBody struct {
	Field  string   `json:"field"`
	Value  any      `json:"value" doc:"null: the field was to be cleared"`
	Rev    int      `json:"rev" doc:"the revision that wanted it"`
	Device string   `json:"device,omitempty"`
	_      struct{} `additionalProperties:"true"`
}

func historyOf(id charley.EntryID, revs []charley.Revision, lost []diary.Lost) historyBody {
	out := historyBody{ID: id, Revisions: make([]revisionBody, len(revs)), Lost: make([]lostBody, len(lost))}
	for i, r := range revs {
		out.Revisions[i] = revisionBody{
			Rev: r.Rev, Parent: r.Parent, Patch: charley.Value(r.Patch), Deleted: r.Deleted, Author: r.Author, Via: r.Via,
			Device: r.Stamp.Device, Client: r.Client.UTC(), Received: r.Received.UTC(), Skew: int64(r.Skew / time.Second),
		}
	}
	for i, l := range lost {
		out.Lost[i] = lostBody{Field: l.Field, Value: l.Value, Rev: l.Rev, Device: l.Device}
	}
	return out
}
