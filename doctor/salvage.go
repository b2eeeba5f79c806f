package doctor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"charley"
	"charley/app"
	"charley/backup"
	"charley/diary"
	"charley/store"
)

// Salvaged says what Salvage could save.
type Salvaged struct {
	FromBackup int64    `json:"from_backup"` // changes taken from the newest verified backup
	FromFile   int64    `json:"from_file"`   // changes read from the damaged file, on top of those
	Proved     bool     `json:"proved"`      // the chain over all of them comes out: nothing is missing or altered
	Lost       []string `json:"lost"`        // what could not be read or used, one by one
	Backup     string   `json:"backup"`      // the backup that was used; "" if none
}

func (s *Salvaged) lose(text string, args ...any) {
	s.Lost = append(s.Lost, fmt.Sprintf(text, args...))
}

// salvageAuthor is the author of changes that stand for others that were lost.
const salvageAuthor = "charley doctor"

// Salvage writes every change of the first person's diary that can still be read as
// an export that can be imported into an empty diary; that there are diaries of
// others is said among what is lost. What the newest verified backup has is taken
// from there; the rest is read from the damaged file, row by row. The diary is
// put together in a temporary folder; the damaged one is not changed.
//
// Only SQLite diaries are salvaged; for PostgreSQL it is charley.ErrInvalid.
func Salvage(ctx context.Context, p Patient, out io.Writer) (found Salvaged, err error) {
	if p.DSN != "" {
		return found, fmt.Errorf("salvage is for diaries in a file; use the tools of PostgreSQL: %w", charley.ErrInvalid)
	}
	dir, err := os.MkdirTemp("", "charley-salvage-")
	if err != nil {
		return found, fmt.Errorf("make a folder to work in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	w := wreck{ctx: ctx, found: &found}
	if w.file, err = openFile(ctx, p.path()); err == nil {
		defer w.file.close()
	} else {
		found.lose("the damaged file cannot be opened: %v", err)
	}
	if err := p.begin(ctx, dir, &w); err != nil {
		return found, err
	}
	w.before = len(found.Lost)
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Update(ctx, w.rescue); err != nil {
		return found, fmt.Errorf("put together what can be read: %w", err)
	}
	a := app.New(s, p.Now)
	caller, err := a.Owner(ctx)
	if err != nil {
		return found, err
	}
	caller.Via = "cli"
	return found, a.Export(ctx, caller, out)
}

// begin fills dir with the newest verified backup that can be used, if there is one.
func (p Patient) begin(ctx context.Context, dir string, w *wreck) error {
	k := backup.Keeper{Dir: p.Dir, Identity: p.Identity, Now: p.Now}
	all, err := k.List(ctx)
	if err != nil {
		w.found.lose("the backups cannot be looked at: %v", err)
	}
	for _, b := range all {
		if b.Verified.IsZero() {
			continue
		}
		err := p.tryBackup(ctx, k, b, dir, w)
		if err == nil {
			w.found.Backup = b.Path
			return nil
		}
		w.found.lose("the backup %s was not used: %v", b.Path, err)
		if err := errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o700)); err != nil {
			return err
		}
	}
	return nil
}

// errOtherDiary says that a backup does not lead up to the damaged file.
var errOtherDiary = errors.New("it is not of the diary that lies here now")

func (p Patient) tryBackup(ctx context.Context, k backup.Keeper, b backup.Backup, dir string, w *wreck) error {
	if _, err := k.Unfold(ctx, b.Path, dir); err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Options{Dir: dir, ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	return s.View(ctx, func(r app.Reader) error {
		whose, err := r.Owner(ctx)
		if errors.Is(err, charley.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		last, err := r.Revisions(ctx, whose.ID, max(0, whose.Seq-compared), compared)
		if err != nil {
			return err
		}
		if !w.leadsUp(last) {
			return errOtherDiary
		}
		return nil
	})
}

// compared is how many of the last changes of a backup are looked for in the
// damaged file, to see that they tell the same story.
const compared = 20

// leadsUp says that most of some changes are in the damaged file, or at least
// not contradicted by it: a few may differ because of the damage.
func (w *wreck) leadsUp(last []charley.Revision) bool {
	equal, other := 0, 0
	for _, want := range last {
		got, err := w.revision(want.Person, want.Seq)
		switch {
		case err != nil:
		case got.Entry == want.Entry && got.Rev == want.Rev:
			equal++
		default:
			other++
		}
	}
	return equal >= other
}

// rescue adds to a diary, which holds the backup or nothing, what the damaged
// file has beyond it.
func (w *wreck) rescue(to app.Writer) error {
	*w.found = Salvaged{Backup: w.found.Backup, Lost: w.found.Lost[:w.before]} // it may run more than once
	whose, err := to.Owner(w.ctx)
	if errors.Is(err, charley.ErrNotFound) {
		whose, err = w.newPerson(to)
	}
	if err != nil {
		return err
	}
	w.found.FromBackup = whose.Seq
	if w.file == nil {
		return nil
	}
	w.others(whose.ID)
	if s, err := w.settings(whose.ID); err == nil {
		if err := to.SaveSettings(w.ctx, whose.ID, s); err != nil {
			return err
		}
	}
	end, chain := w.extent(whose)
	lost := len(w.found.Lost)
	for seq := whose.Seq + 1; seq <= end; seq++ {
		rev, err := w.revision(whose.ID, seq)
		if err != nil {
			w.found.lose("change %d cannot be read: %v", seq, err)
			continue
		}
		if err := w.add(to, &whose, rev); err != nil {
			return err
		}
	}
	w.found.Proved = chain != "" && whose.Chain == chain
	if w.found.Proved && len(w.found.Lost) == lost {
		return nil
	}
	return w.fromEntries(to, &whose)
}

// add appends one change. One whose predecessors are lost takes their place.
func (w *wreck) add(to app.Writer, whose *charley.Person, rev charley.Revision) error {
	history, err := to.History(w.ctx, whose.ID, rev.Entry)
	if err != nil && !errors.Is(err, charley.ErrNotFound) {
		return err
	}
	was := rev.Seq
	rev.Rev, rev.Parent = len(history)+1, min(rev.Parent, len(history))
	e, err := diary.Follow(history, rev)
	if err != nil {
		w.found.lose("change %d of entry %s is of no use without those before it", was, rev.Entry)
		return nil
	}
	rev.Person, rev.Seq = whose.ID, whose.Seq+1
	e.Person, e.Seq = whose.ID, rev.Seq
	chain := rev.Link(whose.Chain)
	if err := to.Append(w.ctx, rev, e, chain); err != nil {
		return err
	}
	whose.Seq, whose.Chain = rev.Seq, chain
	w.found.FromFile++
	return nil
}

// fromEntries fills gaps in the history from the entries as they are now.
func (w *wreck) fromEntries(to app.Writer, whose *charley.Person) error {
	for _, id := range w.entryIDs(whose.ID) {
		e, err := w.entry(whose.ID, id)
		if err != nil {
			w.found.lose("entry %s as it was last cannot be read: %v", id, err)
			continue
		}
		now, err := to.Entry(w.ctx, whose.ID, id)
		if err != nil && !errors.Is(err, charley.ErrNotFound) {
			return err
		}
		if e.Seq <= w.found.FromBackup || now.Fields.Equal(e.Fields) && now.Deleted == e.Deleted {
			continue
		}
		if err := w.add(to, whose, stand(now, e)); err != nil {
			return err
		}
	}
	return nil
}

// stand is a change that leads from what is known of an entry to what it was last.
func stand(now, last charley.Entry) charley.Revision {
	patch := now.Fields.Diff(last.Fields)
	return charley.Revision{
		Entry: last.ID, Kind: last.Kind, Parent: now.Rev, Patch: patch, Deleted: last.Deleted, Seq: last.Seq,
		Stamp:  charley.Stamp{Millis: last.Received.Add(charley.MaxAhead).UnixMilli(), Device: last.Device},
		Author: salvageAuthor, Via: "cli", Client: last.Client, Received: last.Received, Skew: last.Skew,
	}
}
