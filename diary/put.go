package diary

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"charley"
)

// An Outcome is what a write did.
type Outcome string

// The outcomes of a write.
const (
	Created Outcome = "created" // a new entry
	Same    Outcome = "same"    // stored already; nothing was added
	Changed Outcome = "changed" // an edit of what the writer had seen
	Merged  Outcome = "merged"  // an edit of something older, merged field by field
)

// A Step is the decision about one write: what to append, and what the entry is
// then. If Outcome is Same there is nothing to append.
type Step struct {
	Outcome  Outcome
	Revision charley.Revision // Seq is left to the store's keeper
	Entry    charley.Entry
	Lost     []Lost // only for Merged: values that this write set or met and that did not win
	Line     []byte // Revision's canonical line, where the caller worked it out already; else nil
}

// Put decides what a draft does to an entry. history is everything stored of
// it, oldest first, and empty for a new entry.
//
// Errors: *charley.FieldError if the draft does not fit, or changes what stays as
// it was first written; *charley.ConflictError
// if other content is stored and the draft names no known parent.
func (d Draft) Put(id charley.EntryID, history []charley.Revision, c Context) (Step, error) {
	if len(history) == 0 {
		fields, err := d.place(nil, c)
		if err != nil {
			return Step{}, err
		}
		return advance(id, nil, d.revision(fields, 0, c), Created), nil
	}
	current, _ := Rebuild(history)
	if d.Kind != current.Kind {
		return Step{}, &charley.FieldError{Field: "kind", Got: string(d.Kind), Why: "cannot change; this entry is of kind " + string(current.Kind)}
	}
	if d.Device == "" {
		d.Device = c.Caller.Device
	}
	// Where the writer said nothing, what they had seen counts, and not what
	// others did since: the same draft means the same whenever it arrives.
	seen, _ := Rebuild(history[:min(max(d.Parent, 1), len(history))])
	fields, err := d.place(&seen, c)
	if err != nil {
		return Step{}, err
	}
	if d.Parent < 1 || d.Parent > len(history) {
		return d.putUnseen(fields, history, current, c)
	}
	patch := seen.Fields.Diff(fields)
	if d.replayed(patch, history, current) {
		return Step{Outcome: Same, Entry: current}, nil
	}
	if err := keptAsWritten(d.Kind, current.Fields, patch); err != nil {
		return Step{}, err
	}
	outcome := Changed
	if d.Parent < len(history) {
		outcome = Merged
	}
	return advance(id, history, d.revision(patch, d.Parent, c), outcome), nil
}

// putUnseen decides on a draft that names no revision it had seen: it is stored
// already, as the first revision or as the current content, or it is a conflict.
func (d Draft) putUnseen(fields charley.Fields, history []charley.Revision, current charley.Entry, c Context) (Step, error) {
	same := d.Parent == 0 && fields.Equal(history[0].Patch)
	if !same {
		now, err := d.place(&current, c)
		if err != nil {
			return Step{}, err
		}
		same = now.Equal(current.Fields)
	}
	if !same {
		return Step{}, &charley.ConflictError{Current: current}
	}
	return Step{Outcome: Same, Entry: current}, nil
}

// replayed says that an edit of something seen has nothing to add: it changes
// nothing, or it is a write whose answer got lost and that is now sent again.
//
// That the same content happens to be current is not enough: another device
// wrote it, at another time, and which edit wins later depends on that time.
func (d Draft) replayed(patch charley.Fields, history []charley.Revision, current charley.Entry) bool {
	if len(patch) == 0 && !(current.Deleted && d.Parent == current.Rev) {
		return true
	}
	for _, r := range history {
		if r.Parent != d.Parent || r.Deleted || r.Stamp.Device != d.Device {
			continue
		}
		if !d.Client.IsZero() && !r.Client.Equal(d.Client.Truncate(time.Millisecond)) {
			continue
		}
		if d.alike(patch, r.Patch) {
			return true
		}
	}
	return false
}

// alike says that a stored patch is what this draft made of itself. The night
// is left out where it was worked out: the settings may have changed since.
func (d Draft) alike(patch, stored charley.Fields) bool {
	if d.Fields["night"] == nil {
		patch, stored = maps.Clone(patch), maps.Clone(stored)
		delete(patch, "night")
		delete(stored, "night")
	}
	return patch.Equal(stored)
}

// revision is a new revision with the draft's word about itself.
func (d Draft) revision(patch charley.Fields, parent int, c Context) charley.Revision {
	r := newRevision(d.Kind, patch, parent, c)
	if !d.Client.IsZero() {
		r.Client = d.Client.UTC().Truncate(time.Millisecond)
	}
	if d.Device != "" {
		r.Stamp.Device = d.Device
	}
	r.Skew = d.skew(c.Now)
	return r
}

func newRevision(kind charley.Kind, patch charley.Fields, parent int, c Context) charley.Revision {
	now := c.Now.UTC().Truncate(time.Millisecond)
	return charley.Revision{
		Person: c.Caller.Person, Kind: kind, Parent: parent, Patch: patch, Author: c.Caller.Name, Via: c.Caller.Via,
		Client: now, Received: now, Stamp: charley.Stamp{Device: c.Caller.Device},
	}
}

// advance numbers and stamps a revision and works out the entry after it.
func advance(id charley.EntryID, history []charley.Revision, r charley.Revision, outcome Outcome) Step {
	var seen charley.Stamp
	for _, h := range history[:r.Parent] {
		if h.Stamp.Compare(seen) > 0 {
			seen = h.Stamp
		}
	}
	r.Entry, r.Rev = id, len(history)+1
	r.Stamp = seen.After(r.Client, r.Received, r.Stamp.Device)
	m := merge(append(slices.Clone(history), r))
	step := Step{Outcome: outcome, Revision: r, Entry: stateOf(m, r)}
	if outcome == Merged {
		step.Lost = touched(m.lost, r)
	}
	return step
}

// touched are the lost values that concern a revision: its own, and those of
// others in fields that it won.
func touched(lost []Lost, r charley.Revision) []Lost {
	var out []Lost
	for _, l := range lost {
		if _, mine := r.Patch[l.Field]; mine && (l.Rev == r.Rev || l.Rev > r.Parent) {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b Lost) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Rev, b.Rev))
	})
	return out
}

// Delete decides on a tombstone by somebody who had seen parent (0: everything).
// A deletion of what is deleted already, or one whose answer got lost and that
// is now sent again, is Same. history must not be empty.
func Delete(history []charley.Revision, parent int, c Context) (Step, error) {
	current, ok := Rebuild(history)
	if !ok {
		return Step{}, charley.ErrNotFound
	}
	if parent == 0 {
		parent = current.Rev
	}
	if parent < 0 || parent > current.Rev {
		return Step{}, &charley.ConflictError{Current: current}
	}
	if current.Deleted || deletedBefore(history, parent, c.Caller.Device) {
		return Step{Outcome: Same, Entry: current}, nil
	}
	r := newRevision(current.Kind, charley.Fields{}, parent, c)
	r.Deleted = true
	outcome := Changed
	if parent < current.Rev {
		outcome = Merged
	}
	return advance(current.ID, history, r, outcome), nil
}

// deletedBefore says that a device deleted what it had seen at parent already.
func deletedBefore(history []charley.Revision, parent int, device string) bool {
	return slices.ContainsFunc(history, func(r charley.Revision) bool {
		return r.Deleted && r.Parent == parent && r.Stamp.Device == device
	})
}

// Restore decides on bringing an entry back to how it was at a revision. What
// stays as it was first written is a *charley.FieldError.
func Restore(history []charley.Revision, rev int, c Context) (Step, error) {
	current, ok := Rebuild(history)
	if !ok || rev < 1 || rev > current.Rev {
		return Step{}, charley.ErrNotFound
	}
	was := merge(history[:rev])
	if was.deleted {
		return Delete(history, 0, c)
	}
	patch := current.Fields.Diff(was.fields)
	if len(patch) == 0 && !current.Deleted {
		return Step{Outcome: Same, Entry: current}, nil
	}
	if err := keptAsWritten(current.Kind, current.Fields, patch); err != nil {
		return Step{}, err
	}
	return advance(current.ID, history, newRevision(current.Kind, patch, current.Rev, c), Changed), nil
}
