package diary

import (
	"slices"
	"strings"
	"time"

	"charley"
)

// Dawn is when a night begins to be known: from then on a morning means it. What
// somebody says later of the day before it is said by a person who knows how the
// night was, and such an answer says less about what brings bad nights on.
func (r NightRecord) Dawn() time.Time { return r.From.Add(dawn) }

// nightfall is how long a night has run when a restless spell begins to belong to it
// and no longer to the evening: 22:00 for a night that begins at noon.
const nightfall = 10 * time.Hour

// KnownFrom is when something began to be known of how a night went: at dawn, or
// before that at its first episode, as it began or as it was written down. Who was
// woken by a cramp and says then what the day was like knows already.
//
// A restless spell of the evening does not count: many who have restless legs have one
// every evening, before anybody can be asked about the day, and all their answers would
// be lost.
func (r NightRecord) KnownFrom() time.Time {
	known := r.Dawn()
	for _, e := range r.Episodes {
		if e.What == charley.Restless && e.Start.Time.Before(r.From.Add(nightfall)) {
			continue
		}
		for _, at := range []time.Time{e.Start.Time, writtenAt(e.Entry)} {
			if at.Before(known) && !at.Before(r.From) { // by a clock that is wrong it may have been written years before
				known = at
			}
		}
	}
	return known
}

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

// AnsweredBefore is an evening without the answers about exposures that were given
// after a moment, and whether there were any. revs are all revisions of the entry; one
// that was written once needs none. Who copied answers from paper may have said that
// they stood there before the night: those of that writing are not late.
func AnsweredBefore(e charley.Entry, revs []charley.Revision, at time.Time) (charley.Entry, bool) {
	if e.Rev <= 1 {
		if !writtenAt(e).After(at) {
			return e, false
		}
		revs = []charley.Revision{{Patch: e.Fields, Client: e.Client, Received: e.Received}}
	}
	revs = slices.Clone(revs)
	for i, r := range revs {
		if r.Patch.Flag("before_night") == charley.Yes {
			revs[i].Client, revs[i].Received = at, at
		}
	}
	late, kept, any := GivenAfter(revs, at), charley.Fields{}, false
	for field, v := range e.Fields {
		if late[field] && strings.HasPrefix(field, charley.ExposurePrefix) {
			any = true
			continue
		}
		kept[field] = v
	}
	if !any {
		return e, false
	}
	e.Fields = kept
	return e, true
}
