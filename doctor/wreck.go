package doctor

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
)

// A wreck is a damaged diary from which rows are read one by one, so that one
// that cannot be read costs no other.
type wreck struct {
	ctx    context.Context
	file   *file // nil if it cannot be opened at all
	found  *Salvaged
	before int // losses told before the rescue began
}

// maxBeyond is how many changes are looked for beyond a backup; a number that
// was itself damaged could be anything.
const maxBeyond = 10_000_000

// newPerson begins a diary for the first person in the file.
func (w *wreck) newPerson(to app.Writer) (charley.Person, error) {
	p := charley.Person{ID: charley.NewPersonID(), Settings: charley.DefaultSettings("UTC")}
	if w.file != nil {
		for _, question := range []string{
			"SELECT id FROM person ORDER BY number LIMIT 1",
			"SELECT person_id FROM revision ORDER BY person_id, seq LIMIT 1",
			"SELECT person_id FROM revision ORDER BY person_id DESC, seq DESC LIMIT 1",
			"SELECT person_id FROM entry LIMIT 1",
		} {
			var id string
			if w.file.conn.QueryRowContext(w.ctx, question).Scan(&id) == nil {
				p.ID = charley.PersonID(id)
				break
			}
		}
		if s, err := w.settings(p.ID); err == nil {
			p.Settings = s
		} else {
			w.found.lose("the settings cannot be read; those of a new diary are taken")
		}
	}
	return p, app.AddOwner(w.ctx, to, p, time.Time{})
}

// others says how many diaries of other people are in the damaged file: they are not
// in what is saved.
func (w *wreck) others(than charley.PersonID) {
	var n int
	if w.file.conn.QueryRowContext(w.ctx, "SELECT count(*) FROM person WHERE id <> ?1", string(than)).Scan(&n) == nil && n > 0 {
		w.found.lose("accounts of others in this file: %d; nothing of theirs is saved. Keep the damaged file, and restore a backup, which has everybody", n)
	}
}

func (w *wreck) settings(id charley.PersonID) (s charley.Settings, err error) {
	var raw []byte
	if err := w.file.conn.QueryRowContext(w.ctx, "SELECT settings FROM person WHERE id = ?1", string(id)).Scan(&raw); err != nil {
		return s, err
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, err
	}
	_, err = charley.LoadZone(s.Zone)
	return s, err
}

// extent is the number of the last change, as far as anything tells, and the
// chain after it, "" if not known.
func (w *wreck) extent(whose charley.Person) (end int64, chain string) {
	var stored int64
	if err := w.file.conn.QueryRowContext(w.ctx, "SELECT seq, chain FROM person WHERE id = ?1", string(whose.ID)).Scan(&stored, &chain); err != nil {
		w.found.lose("how many changes there were cannot be read: %v", err)
	}
	end = max(whose.Seq, stored)
	for _, question := range []string{
		"SELECT max(seq) FROM revision WHERE person_id = ?1",
		"SELECT max(seq) FROM entry WHERE person_id = ?1",
	} {
		var n int64
		if w.file.conn.QueryRowContext(w.ctx, question, string(whose.ID)).Scan(&n) == nil && n <= whose.Seq+maxBeyond {
			end = max(end, n)
		}
	}
	if end > whose.Seq+maxBeyond {
		end = whose.Seq
	}
	return end, chain
}

// revision reads one change and holds it to what could have been written.
func (w *wreck) revision(whose charley.PersonID, seq int64) (charley.Revision, error) {
	var r charley.Revision
	if w.file == nil {
		return r, charley.ErrNotFound
	}
	var patch []byte
	var client, received, skew int64
	err := w.file.conn.QueryRowContext(w.ctx, `SELECT entry_id, rev, kind, parent, patch, deleted, stamp_ms, stamp_count,
		device, author, via, client_ms, received_ms, skew_ms FROM revision WHERE person_id = ?1 AND seq = ?2`, string(whose), seq).
		Scan(&r.Entry, &r.Rev, &r.Kind, &r.Parent, &patch, &r.Deleted, &r.Stamp.Millis, &r.Stamp.Count,
			&r.Stamp.Device, &r.Author, &r.Via, &client, &received, &skew)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(patch, &r.Patch); err != nil {
		return r, fmt.Errorf("its contents are damaged: %w", charley.ErrInvalid)
	}
	r.Client, r.Received, r.Skew = time.UnixMilli(client).UTC(), time.UnixMilli(received).UTC(), time.Duration(skew)*time.Millisecond
	line, err := r.MarshalJSON()
	if err == nil {
		r, err = diary.DecodeRevision(line)
	}
	if err != nil {
		return r, fmt.Errorf("its contents are damaged: %w", err)
	}
	r.Person, r.Seq = whose, seq
	return r, nil
}

// entryIDs are the ids of all entries that any index still leads to.
func (w *wreck) entryIDs(whose charley.PersonID) []charley.EntryID {
	ids := map[charley.EntryID]bool{}
	for _, question := range []string{
		"SELECT entry_id FROM entry WHERE person_id = ?1 ORDER BY entry_id",
		"SELECT entry_id FROM entry WHERE person_id = ?1 ORDER BY entry_id DESC",
		"SELECT entry_id FROM entry INDEXED BY entry_night WHERE person_id = ?1 ORDER BY night",
		"SELECT entry_id FROM entry INDEXED BY entry_night WHERE person_id = ?1 ORDER BY night DESC",
	} {
		w.collect(question, whose, ids)
	}
	return slices.Sorted(maps.Keys(ids))
}

// collect runs a question until its answer breaks off.
func (w *wreck) collect(question string, whose charley.PersonID, ids map[charley.EntryID]bool) {
	rows, err := w.file.conn.QueryContext(w.ctx, question, string(whose))
	if err != nil {
		return
	}
	defer rows.Close()
	for rows.Next() {
		var id charley.EntryID
		if rows.Scan(&id) != nil {
			return
		}
		if _, err := charley.ParseEntryID(string(id)); err == nil {
			ids[id] = true
		}
	}
}

// entry reads an entry as it was last.
func (w *wreck) entry(whose charley.PersonID, id charley.EntryID) (charley.Entry, error) {
	e := charley.Entry{ID: id, Person: whose}
	var fields []byte
	var client, received, skew int64
	err := w.file.conn.QueryRowContext(w.ctx, `SELECT kind, fields, rev, seq, deleted, device, client_ms, received_ms, skew_ms
		FROM entry WHERE person_id = ?1 AND entry_id = ?2`, string(whose), string(id)).
		Scan(&e.Kind, &fields, &e.Rev, &e.Seq, &e.Deleted, &e.Device, &client, &received, &skew)
	if err != nil {
		return e, err
	}
	e.Client, e.Received, e.Skew = time.UnixMilli(client).UTC(), time.UnixMilli(received).UTC(), time.Duration(skew)*time.Millisecond
	if err := json.Unmarshal(fields, &e.Fields); err != nil {
		return e, fmt.Errorf("its contents are damaged: %w", charley.ErrInvalid)
	}
	r := stand(charley.Entry{}, e)
	r.Rev = 1
	line, err := r.MarshalJSON()
	if err == nil {
		_, err = diary.DecodeRevision(line)
	}
	if err != nil {
		return e, fmt.Errorf("its contents are damaged: %w", err)
	}
	return e, nil
}
