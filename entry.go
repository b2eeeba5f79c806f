package charley

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// A Kind is what sort of thing a person wrote.
type Kind string

// The kinds of entry.
const (
	KindEpisode Kind = "episode"  // a cramp, a restless spell, or something else in a night
	KindMorning Kind = "morning"  // the check-in after a night
	KindEvening Kind = "evening"  // the exposures of the day, before the night is known
	KindFact    Kind = "fact"     // something that stands: age, a condition, a medicine
	KindAway    Kind = "away"     // nights away from the diary, or ill
	KindSitTest Kind = "sit_test" // an evening of sitting still, rated every five minutes
	KindTrial   Kind = "trial"    // a remedy being tested on nights drawn by lot
)

// Kinds are all kinds, in the order in which people meet them.
var Kinds = [...]Kind{KindEpisode, KindMorning, KindEvening, KindFact, KindAway, KindSitTest, KindTrial}

// OfNoNight says that entries of a kind say nothing of the night that they are
// dated with: what stands, and a trial, which is a plan.
func (k Kind) OfNoNight() bool { return k == KindFact || k == KindTrial }

// An Entry is what is known of one thing a person wrote, after merging all its
// revisions. Its fields can be read raw or as Episode, Morning and so on.
type Entry struct {
	ID       EntryID
	Person   PersonID
	Kind     Kind
	Night    Night // civil date of the evening; stored, never worked out again
	Until    Night // last night it speaks of; later than Night only for KindAway and KindTrial
	Fields   Fields
	Rev      int   // number of revisions, from 1
	Seq      int64 // Person.Seq of the last revision
	Deleted  bool  // there is a tombstone; the fields are kept
	Device   string
	Client   time.Time     // when the writer's clock says the last revision was written
	Received time.Time     // when the server stored it
	Skew     time.Duration // how far the writer's clock was ahead, if more than two minutes
}

// MarshalJSON writes an entry as programs see it: flat, with its metadata beside its fields.
func (e Entry) MarshalJSON() ([]byte, error) {
	out := e.Fields.Nested()
	out["id"] = e.ID
	out["kind"] = e.Kind
	out["night"] = e.Night
	out["rev"] = e.Rev
	out["device"] = e.Device
	out["client_time"] = instant(e.Client)
	out["received_time"] = instant(e.Received)
	out["deleted"] = e.Deleted
	if e.Skew != 0 {
		out["skew_seconds"] = int64(e.Skew / time.Second)
	}
	return Value(out), nil
}

// Nested are the fields as a JSON object: exposures and extra fields as objects inside it.
func (f Fields) Nested() map[string]any {
	out := map[string]any{}
	for _, group := range []string{ExposurePrefix, AnswerPrefix, ExtraPrefix} {
		if under := f.Under(group); len(under) > 0 {
			out[group[:len(group)-1]] = under
		}
	}
	for k, v := range f {
		if _, _, below := splitGroup(k); !below {
			out[k] = v
		}
	}
	return out
}

// splitGroup tells whether a key lies inside one of the nested objects.
func splitGroup(key string) (group, name string, ok bool) {
	for _, g := range []string{ExposurePrefix, AnswerPrefix, ExtraPrefix} {
		if len(key) > len(g) && key[:len(g)] == g {
			return g, key[len(g):], true
		}
	}
	return "", "", false
}

// instant is a time for machines: UTC, milliseconds.
func instant(t time.Time) string { return t.UTC().Format(instantLayout) }

// A Revision is one edit of an entry. Revisions are appended and never changed.
type Revision struct {
	Person   PersonID
	Entry    EntryID
	Kind     Kind
	Seq      int64 // Person.Seq after this revision
	Rev      int   // 1 for the first of its entry
	Parent   int   // the last revision the writer had seen; 0 for a new entry
	Patch    Fields
	Deleted  bool // a tombstone
	Stamp    Stamp
	Author   string // Caller.Name
	Via      string // Caller.Via
	Client   time.Time
	Received time.Time
	Skew     time.Duration
}

// revisionLine is a revision in an export: everything but whose it is and Seq,
// which is its place in the file.
type revisionLine struct {
	Entry    EntryID `json:"id"`
	Kind     Kind    `json:"kind"`
	Rev      int     `json:"rev"`
	Parent   int     `json:"parent"`
	Patch    Fields  `json:"patch"`
	Deleted  bool    `json:"deleted,omitempty"`
	Millis   int64   `json:"stamp_ms"`
	Count    int     `json:"stamp_count,omitempty"`
	Device   string  `json:"device,omitempty"`
	Author   string  `json:"author"`
	Via      string  `json:"via"`
	Client   int64   `json:"client_ms"`
	Received int64   `json:"received_ms"`
	Skew     int64   `json:"skew_ms,omitempty"`
}

// MarshalJSON writes the canonical line of a revision: what exports hold and
// what Link hashes. It is written by hand because every write waits for it; a
// test holds it to revisionLine.
func (r Revision) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 512)
	text := func(key, v string) { b = append(append(b, key...), Value(v)...) }
	number := func(key string, v int64) { b = strconv.AppendInt(append(b, key...), v, 10) }
	text(`{"id":`, string(r.Entry))
	text(`,"kind":`, string(r.Kind))
	number(`,"rev":`, int64(r.Rev))
	number(`,"parent":`, int64(r.Parent))
	b = r.Patch.append(append(b, `,"patch":`...))
	if r.Deleted {
		b = append(b, `,"deleted":true`...)
	}
	number(`,"stamp_ms":`, r.Stamp.Millis)
	if r.Stamp.Count != 0 {
		number(`,"stamp_count":`, int64(r.Stamp.Count))
	}
	if r.Stamp.Device != "" {
		text(`,"device":`, r.Stamp.Device)
	}
	text(`,"author":`, r.Author)
	text(`,"via":`, r.Via)
	number(`,"client_ms":`, r.Client.UnixMilli())
	number(`,"received_ms":`, r.Received.UnixMilli())
	if skew := r.Skew.Milliseconds(); skew != 0 {
		number(`,"skew_ms":`, skew)
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads a canonical line. It checks shapes only; that the patch
// makes sense is checked by diary.CheckPatch.
func (r *Revision) UnmarshalJSON(b []byte) error {
	var l revisionLine
	if err := json.Unmarshal(b, &l); err != nil {
		return fmt.Errorf("read a revision: %w", err)
	}
	*r = Revision{
		Entry: l.Entry, Kind: l.Kind, Rev: l.Rev, Parent: l.Parent, Patch: l.Patch, Deleted: l.Deleted,
		Stamp:  Stamp{Millis: l.Millis, Count: l.Count, Device: l.Device},
		Author: l.Author, Via: l.Via, Skew: time.Duration(l.Skew) * time.Millisecond,
		Client: time.UnixMilli(l.Client).UTC(), Received: time.UnixMilli(l.Received).UTC(),
	}
	return nil
}
