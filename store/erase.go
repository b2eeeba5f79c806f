package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"charley"
	"charley/app"

	"github.com/google/uuid"
)

// Erase removes a person and everything that was ever written to their diary,
// history and audit log included. If nobody else's diary is kept here, all that
// the diary's folder holds of it goes too: backups, diaries that were replaced,
// what killed programs left; and the database is rewritten, so that deleted
// words are not left between its pages.
//
// Killed at any moment, it leaves the diary whole or erased. What was not
// cleared away then is cleared away when the diary is opened the next time.
//
// Errors: charley.ErrNotFound if there is no such person; ErrInUse, which is a
// charley.ErrConflict here, if another program has the diary open; charley.ErrUnfinished if the person is erased but
// not all could be cleared away yet; and those of Update. In all cases but
// ErrUnfinished nothing is erased.
func (s *Store) Erase(ctx context.Context, p charley.PersonID) error {
	if err := s.health.refusal(); err != nil {
		return err
	}
	if s.group == nil {
		return charley.ErrReadOnly
	}
	release, err := s.holdAlone(ctx)
	if err != nil {
		return err
	}
	defer release()
	note, alone, err := s.erasureOf(ctx, p)
	if err != nil {
		return err
	}
	if alone {
		if err := s.writeErasure(note); err != nil {
			return err
		}
	}
	s.reached("noted")
	err = s.group.do(ctx, func(w app.Writer) error { return w.(*writer).erase(ctx, p, note.Next) })
	if err != nil {
		return errors.Join(err, s.settleFailed(ctx, note))
	}
	s.reached("deleted")
	if !alone {
		return s.unfinished(s.scrub(ctx, false))
	}
	return s.unfinished(s.clear(ctx))
}

// erase deletes all rows of one person. next is the new name of the diary; ""
// if it keeps its name, because others are in it.
func (w *writer) erase(ctx context.Context, p charley.PersonID, next string) error {
	if _, err := w.head(ctx, p); err != nil {
		return err
	}
	if err := w.write(ctx, "BeginErasing", string(p)); err != nil {
		return err
	}
	for _, name := range [...]string{
		"EraseRevisions", "EraseEntries", "EraseAudit", "EraseCredential", "EraseRecovery", "ErasePasskeys", "EraseDevices", "EraseLinks",
		"EraseGrants", "ErasePasskeySessions", "EraseAccount", "EraseTold",
	} {
		if _, err := w.drop(ctx, name, string(p)); err != nil {
			return err
		}
	}
	for _, name := range [...]string{"ErasePerson", "EndErasing"} {
		if err := w.write(ctx, name, string(p)); err != nil {
			return err
		}
	}
	delete(w.heads, p)
	if next == "" {
		return nil
	}
	return w.write(ctx, "CopyDiaryID", next)
}

// erasureOf prepares the note about an erasure. alone says that nobody else's
// diary is kept here.
func (s *Store) erasureOf(ctx context.Context, p charley.PersonID) (note erasure, alone bool, err error) {
	var others int64
	err = s.read(ctx, func(c *session) (err error) {
		if _, err = one(ctx, c, "Person", c.scanPerson, string(p)); err != nil {
			return err
		}
		if others, err = one(ctx, c, "CountOthers", scanNumber, string(p)); err != nil {
			return err
		}
		note.Diary, err = one(ctx, c, "DiaryID", scanText)
		return err
	})
	if err != nil || others > 0 {
		return erasure{}, false, err
	}
	id, err := uuid.NewV7()
	note.Next = id.String()
	return note, true, err
}

// erasePatience is how long an erasure waits for other programs to close the
// diary: a command takes a moment, a server does not end.
const erasePatience = 3 * time.Second

// holdAlone keeps other programs out of the diary's folder while it is erased.
func (s *Store) holdAlone(ctx context.Context) (release func(), err error) {
	if s.lock == nil {
		return func() {}, nil // a server's diary: the server keeps its clients apart
	}
	if err := s.lock.wait(ctx, true, erasePatience); err != nil {
		s.lock.shared() // the attempt may have lost it
		if errors.Is(err, ErrInUse) {
			return nil, fmt.Errorf("%w: %w", charley.ErrConflict, ErrInUse)
		}
		return nil, err
	}
	return func() { s.lock.shared() }, nil
}

// settleFailed finds out what became of an erasure whose transaction did not
// answer well: mostly nothing, and then the note goes.
func (s *Store) settleFailed(ctx context.Context, note erasure) error {
	if note.Next == "" {
		return nil
	}
	id, err := s.DiaryID(context.WithoutCancel(ctx))
	if err != nil || id != note.Diary {
		return nil // what to do is clear when the diary is opened the next time
	}
	return s.removeErasure()
}

// clear does what comes after the deleting: nothing of it brings back a word,
// and all of it can be done again.
func (s *Store) clear(ctx context.Context) error {
	if err := s.scrub(ctx, true); err != nil {
		return err
	}
	s.reached("scrubbed")
	if err := s.removeBeside(); err != nil {
		return err
	}
	s.reached("removed")
	if s.marked {
		if err := s.mark(ctx); err != nil {
			return err
		}
	}
	s.reached("marked")
	return s.removeErasure()
}

// unfinished says of a failure that came after the deleting what it means.
func (s *Store) unfinished(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", charley.ErrUnfinished, err)
}

// scrub takes deleted words out of the database's files. alone says that there
// is nobody else in it.
func (s *Store) scrub(ctx context.Context, alone bool) error {
	if s.path == "" {
		return s.scrubServer(ctx, alone)
	}
	return scrubFile(ctx, s.path)
}

// scrubFile empties the log and rewrites the file. First what was deleted is
// written over in its place, because a file that shrinks leaves the rest of
// itself on the disk as it was.
func scrubFile(ctx context.Context, path string) error {
	settings := append(durability[:len(durability):len(durability)], safety[:]...)
	db, err := openSQLite(path, "rw", settings)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	faults := &engine{classify: sqliteFaults(filepath.Dir(path))}
	if err := emptyLog(ctx, db, faults); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM"); err != nil {
		return faults.fail("rewrite the diary's file", err)
	}
	return emptyLog(ctx, db, faults)
}

// scrubTries is how often to ask for the log to be emptied: whoever reads just
// now holds on to it, for some five seconds a try.
const scrubTries = 2

// patienceScrub is how long to wait before trying again.
const patienceScrub = 100 * time.Millisecond

// scrubbed are all tables that hold rows of people.
const scrubbed = "person, revision, entry, audit, credential, recovery, passkey, device, link, account, granted, passkey_session, told, erasing"

// scrubServer rewrites the tables of a PostgreSQL diary, so that the server
// gives deleted rows back. With others in it, that would keep them waiting, and
// the space is only marked as free.
func (s *Store) scrubServer(ctx context.Context, alone bool) error {
	how := "VACUUM"
	if alone {
		how = "VACUUM (FULL)"
	}
	if _, err := s.readers.db.ExecContext(ctx, how+" "+scrubbed); err != nil {
		return s.engine.fail("clear the tables", err)
	}
	return nil
}
