package diary

import (
	"time"

	"charley"
)

// Dawn is when a night begins to be known: from then on a morning means it. What
// somebody says later of the day before it is said by a person who knows how the
// night was, and such an answer says less about what brings bad nights on.
func (r NightRecord) Dawn() time.Time { return r.From.Add(dawn) }

// GivenAfter are the fields of an entry whose present value was written after a
// moment; revs are all its revisions. A value that was given before, changed and
// changed back counts as written when it was changed back.
func GivenAfter(revs []charley.Revision, at time.Time) map[string]bool {
	last := map[string]charley.Revision{}
	for _, r := range revs {
		for field := range r.Patch {
			if won, ok := last[field]; !ok || r.Stamp.Compare(won.Stamp) > 0 {
				last[field] = r
			}
		}
	}
	late := map[string]bool{}
	for field, r := range last {
		if !charley.IsNull(r.Patch[field]) && claimed(r.Client, r.Received).After(at) {
			late[field] = true
		}
	}
	return late
}
