package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"charley"
	"charley/diary"
)

// exportFormat and exportVersion name the format of exports; see docs/export.md.
const (
	exportFormat  = "charley-diary"
	exportVersion = 1
)

// exportPage is how many revisions are held in memory at a time.
const exportPage = 500

// Export writes the whole diary as one JSON document: the settings, then every
// revision on a line of its own, in the order in which they were made. Memory
// stays constant. Importing it into an empty diary and exporting that gives the
// same bytes. Nothing of the account is in it.
//
// Errors: charley.ErrUnconfirmed if the caller must show first who they are: see
// Confirm. A diary that can only be read does not ask for that, because what was
// shown could not be noted, and getting it out matters most then.
func (a *App) Export(ctx context.Context, c charley.Caller, w io.Writer) error {
	if err := a.mayTakeOut(ctx, c, needAll, "json"); err != nil {
		return err
	}
	if err := a.export(ctx, c.Person, w); err != nil {
		return fmt.Errorf("export the diary: %w", err)
	}
	return nil
}

// troubled says that the disk does not take an audit line. Getting one's diary
// out matters most just then.
func troubled(err error) bool {
	return errors.Is(err, charley.ErrReadOnly) || errors.Is(err, charley.ErrDiskFull) || errors.Is(err, charley.ErrStorage)
}

// export reads page by page and writes between the readings: somebody who takes
// the export slowly must not keep others from reading. Changes are only ever
// appended, so one that is made meanwhile comes last, or not at all.
func (a *App) export(ctx context.Context, whose charley.PersonID, w io.Writer) error {
	var p charley.Person
	err := a.store.View(ctx, func(r Reader) (err error) {
		p, err = r.Person(ctx, whose)
		return err
	})
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	fmt.Fprintf(out, "{\"format\":%q,\"version\":%d,\"settings\":%s,\"revisions\":[", exportFormat, exportVersion, charley.Value(p.Settings))
	for after := int64(0); ; {
		var revs []charley.Revision
		err := a.store.View(ctx, func(r Reader) (err error) {
			revs, err = r.Revisions(ctx, whose, after, exportPage)
			return err
		})
		if err != nil {
			return err
		}
		if err := writeRevisions(out, revs, after == 0); err != nil {
			return err
		}
		if len(revs) < exportPage {
			break
		}
		after = revs[len(revs)-1].Seq
	}
	out.WriteString("\n]}\n")
	return out.Flush()
}

// writeRevisions writes one page, a revision on each line.
func writeRevisions(out *bufio.Writer, revs []charley.Revision, first bool) error {
	for i, rev := range revs {
		if !first || i > 0 {
			out.WriteByte(',')
		}
		line, err := rev.MarshalJSON()
		if err != nil {
			return err
		}
		out.WriteByte('\n')
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// Import reads what Export wrote into an empty diary: all of it or, after any
// error, nothing. r is read from its start, more than once if need be. It
// returns the number of revisions.
//
// Errors: charley.ErrConflict if the diary is not empty; charley.ErrInvalid,
// with the number of the revision, if the file is not such a diary.
func (a *App) Import(ctx context.Context, c charley.Caller, r io.ReadSeeker) (n int, err error) {
	if err := a.allow(c, needAll); err != nil {
		return 0, err
	}
	err = a.store.Update(ctx, func(w Writer) error {
		p, err := w.Person(ctx, c.Person)
		if err != nil {
			return err
		}
		if p.Seq > 0 {
			return fmt.Errorf("this diary holds %d changes already; import into an empty one: %w", p.Seq, charley.ErrConflict)
		}
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return fmt.Errorf("read the file from its start: %w", err)
		}
		n = 0
		settings, err := readExport(r, func(rev charley.Revision) error {
			n++
			return importRevision(ctx, w, &p, rev)
		})
		if err != nil {
			return err
		}
		if err := checkSettings(settings); err != nil {
			return err
		}
		if err := w.SaveSettings(ctx, c.Person, settings); err != nil {
			return err
		}
		return w.Audit(ctx, a.audit(c, "import", "", 0))
	})
	if err != nil {
		return 0, fmt.Errorf("import the diary: %w", err)
	}
	return n, nil
}

// importRevision keeps one revision of an export after the ones before it.
func importRevision(ctx context.Context, w Writer, p *charley.Person, rev charley.Revision) error {
	history, err := w.History(ctx, p.ID, rev.Entry)
	if err != nil && !errors.Is(err, charley.ErrNotFound) {
		return err
	}
	e, err := diary.Follow(history, rev)
	if err != nil {
		return err
	}
	return appendRevision(ctx, w, p, diary.Step{Revision: rev}, &e)
}
