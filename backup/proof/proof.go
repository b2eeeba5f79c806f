package proof

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/store"
)

// Claim is what a diary says it holds, from its own figures: read in a moment,
// and proved only when Of comes to the same.
func Claim(ctx context.Context, s *store.Store) (c Content, err error) {
	people, err := s.People(ctx)
	if err != nil {
		return c, fmt.Errorf("read whose diary it is: %w", err)
	}
	for _, p := range people {
		c.People = append(c.People, Person{ID: p.ID, Seq: p.Seq, Chain: p.Chain, Settings: settingsHash(p.Settings)})
	}
	n, err := s.Count(ctx)
	if err != nil {
		return c, fmt.Errorf("count the diary's rows: %w", err)
	}
	nights, err := s.CountNights(ctx)
	if err != nil {
		return c, fmt.Errorf("count the diary's nights: %w", err)
	}
	if c.Account, err = s.AccountHash(ctx); err != nil {
		return c, fmt.Errorf("read who may come in: %w", err)
	}
	c.Revisions, c.Entries, c.Audit, c.Nights, c.Told = n.Revisions, n.Entries, n.Audit, int(nights), n.Told
	return c, nil
}

// page is how many rows are held in memory at a time.
const page = 500

// Of reads a whole diary on one snapshot a person. The flaws it tells are at
// most a handful; err says that the diary could not be read to its end.
//
//	Cost    two passes over the changes; about a second for 100,000 entries.
//	        Memory grows only with entries that are changed again much later.
func Of(ctx context.Context, s *store.Store) (c Content, flaws []Flaw, err error) {
	before, err := s.Count(ctx)
	if err != nil {
		return c, nil, fmt.Errorf("count the diary's rows: %w", err)
	}
	people, err := s.People(ctx)
	if err != nil {
		return c, nil, fmt.Errorf("read whose diary it is: %w", err)
	}
	for _, p := range people {
		err := s.View(ctx, func(r app.Reader) error {
			w := walk{ctx: ctx, r: r, open: map[charley.EntryID][]charley.Revision{}, nights: map[charley.Night]bool{}}
			if err := w.person(p.ID); err != nil {
				return err
			}
			c.People = append(c.People, w.found)
			c.Revisions += w.found.Seq
			c.Entries += w.entries
			c.Nights += len(w.nights)
			flaws = append(flaws, w.flaws...)
			return nil
		})
		if err != nil {
			return c, flaws, fmt.Errorf("read the diary of person %s: %w", p.ID, err)
		}
	}
	after, err := s.Count(ctx)
	if err != nil {
		return c, flaws, fmt.Errorf("count the diary's rows: %w", err)
	}
	c.Audit, c.Told = after.Audit, after.Told
	if c.Account, err = s.AccountHash(ctx); err != nil {
		return c, flaws, fmt.Errorf("read who may come in: %w", err)
	}
	if before == after && (after.Revisions != c.Revisions || after.Entries != c.Entries) {
		flaws = append(flaws, Flaw{Gap, fmt.Sprintf("there are %d changes and %d entries, of which %d and %d go with a person",
			after.Revisions, after.Entries, c.Revisions, c.Entries)})
	}
	return c, flaws[:min(len(flaws), maxFlaws)], nil
}

// A walk goes through the changes of one person and, beside them, through the
// entries in the order of their last change. When it meets an entry's last
// change it has seen the entry's whole history.
type walk struct {
	ctx     context.Context
	r       app.Reader
	whose   charley.Person
	found   Person
	open    map[charley.EntryID][]charley.Revision // histories of which more will come
	ahead   []charley.Entry                        // entries to meet, oldest first
	after   int64                                  // seq of the last entry that was fetched
	ended   bool                                   // there are no more entries to fetch
	entries int64
	nights  map[charley.Night]bool
	flaws   []Flaw
}

func (w *walk) person(id charley.PersonID) (err error) {
	if w.whose, err = w.r.Person(w.ctx, id); err != nil {
		return err
	}
	w.found = Person{ID: id, Settings: settingsHash(w.whose.Settings)}
	w.checkSettings()
	for {
		revs, err := w.r.Revisions(w.ctx, id, w.found.Seq, page)
		if err != nil {
			return err
		}
		for _, rev := range revs {
			if err := w.revision(rev); err != nil {
				return err
			}
		}
		if len(revs) < page {
			break
		}
	}
	return w.end()
}

// revision takes the next change.
func (w *walk) revision(rev charley.Revision) error {
	if rev.Seq != w.found.Seq+1 {
		w.flaw(Gap, "changes %d to %d are missing", w.found.Seq+1, rev.Seq-1)
	}
	w.found.Seq, w.found.Chain = rev.Seq, rev.Link(w.found.Chain)
	history := append(w.open[rev.Entry], rev)
	if rev.Rev != len(history) {
		w.flaw(Gap, "entry %s: change %d of it does not follow the one before", rev.Entry, rev.Rev)
	}
	w.open[rev.Entry] = history
	e, ok, err := w.next()
	if err != nil || !ok || e.Seq > rev.Seq {
		return err
	}
	w.ahead = w.ahead[1:]
	w.meet(e, rev, history)
	return nil
}

// meet compares an entry with its history.
func (w *walk) meet(e charley.Entry, rev charley.Revision, history []charley.Revision) {
	w.entries++
	if !e.Deleted && !e.Kind.OfNoNight() {
		w.nights[e.Night] = true
	}
	if e.ID != rev.Entry || e.Seq != rev.Seq {
		w.flaw(Entry, "entry %s does not go with its last change", e.ID)
		return
	}
	delete(w.open, e.ID)
	if want, _ := diary.Rebuild(history); !same(e, want) {
		w.flaw(Entry, "entry %s is not what its history makes of it", e.ID)
	}
}

// next is the entry with the earliest last change that was not met yet.
func (w *walk) next() (charley.Entry, bool, error) {
	if len(w.ahead) == 0 && !w.ended {
		got, err := w.r.Changed(w.ctx, w.found.ID, w.after, page)
		if err != nil {
			return charley.Entry{}, false, err
		}
		w.ahead, w.ended = got, len(got) < page
		if len(got) > 0 {
			w.after = got[len(got)-1].Seq
		}
	}
	if len(w.ahead) == 0 {
		return charley.Entry{}, false, nil
	}
	return w.ahead[0], true, nil
}

// end compares what was found with what the person's row says.
func (w *walk) end() error {
	if w.found.Seq != w.whose.Seq {
		w.flaw(Gap, "%d changes were written, %d are there", w.whose.Seq, w.found.Seq)
	} else if w.found.Chain != w.whose.Chain {
		w.flaw(Chain, "the chain over all changes does not come out: at least one of them is not as it was written")
	}
	for _, id := range slices.Sorted(maps.Keys(w.open)) {
		w.flaw(Entry, "entry %s is missing although its history is there", id)
	}
	if _, more, err := w.next(); err != nil || more {
		if more {
			w.flaw(Entry, "there are entries without a history")
		}
		return err
	}
	return nil
}

func (w *walk) checkSettings() {
	if _, err := charley.LoadZone(w.whose.Settings.Zone); err != nil {
		w.flaw(Setting, "the home time zone is not one that exists")
	}
}

func (w *walk) flaw(kind FlawKind, text string, args ...any) {
	if len(w.flaws) < maxFlaws {
		w.flaws = append(w.flaws, Flaw{Kind: kind, Text: fmt.Sprintf(text, args...)})
	}
}

// same says that two entries are equal in everything that is stored.
func same(a, b charley.Entry) bool {
	return a.ID == b.ID && a.Person == b.Person && a.Kind == b.Kind && a.Night == b.Night && a.Until == b.Until &&
		a.Fields.Equal(b.Fields) && a.Rev == b.Rev && a.Seq == b.Seq && a.Deleted == b.Deleted && a.Device == b.Device &&
		a.Client.Equal(b.Client) && a.Received.Equal(b.Received) && a.Skew == b.Skew
}

func settingsHash(s charley.Settings) string {
	sum := sha256.Sum256(charley.Value(s))
	return hex.EncodeToString(sum[:])
}
