package app

import (
	"context"
	"time"

	"charley"
)

// A Store keeps diaries. Package store has the one for SQLite and PostgreSQL;
// package store/storetest holds every store to the same contract.
type Store interface {
	// View runs fn on one consistent snapshot.
	View(ctx context.Context, fn func(Reader) error) error

	// Update runs fn in a transaction and returns nil only when what it wrote is
	// on the disk. Updates that wait at the same time may share one transaction
	// and one sync; each still fails or succeeds on its own. fn may be run more
	// than once and must have no effect but through its Writer.
	//
	// Errors: what fn returned; charley.ErrDiskFull, ErrReadOnly or ErrStorage
	// if the disk refused, in which case nothing of fn is kept.
	Update(ctx context.Context, fn func(Writer) error) error

	// Erase removes a person and everything that was ever written to their diary.
	// Errors are those of Update, charley.ErrNotFound if there is no such person,
	// charley.ErrConflict if another program has the diary open, and charley.ErrUnfinished if they are erased, but words of theirs may still
	// be found in files; the next start of the program tries again then.
	Erase(ctx context.Context, id charley.PersonID) error

	// State says whether the store can be written and why not.
	State() State
}

// A Reader answers questions about diaries at one moment. People, entries and
// whatever else is not there are charley.ErrNotFound.
type Reader interface {
	AccountReader

	// Owner is the only person of a home diary: the first that was made. Once they
	// have had everything erased while others are here, there is none.
	Owner(ctx context.Context) (charley.Person, error)
	Person(ctx context.Context, id charley.PersonID) (charley.Person, error)
	Entry(ctx context.Context, p charley.PersonID, id charley.EntryID) (charley.Entry, error)
	// History is every revision of an entry, oldest first.
	History(ctx context.Context, p charley.PersonID, id charley.EntryID) ([]charley.Revision, error)
	// Changed are entries, tombstones included, whose last change is later than
	// after, in the order of that change.
	Changed(ctx context.Context, p charley.PersonID, after int64, limit int) ([]charley.Entry, error)
	// InNights are the entries, without tombstones, facts and trials, that speak of a
	// night from first to last, both included, by night and then id.
	InNights(ctx context.Context, p charley.PersonID, first, last charley.Night) ([]charley.Entry, error)
	// OfKind are all entries of one kind without tombstones, by night and then id.
	OfKind(ctx context.Context, p charley.PersonID, k charley.Kind) ([]charley.Entry, error)
	// Revisions are revisions after a Seq, in the order of Seq, for exports.
	Revisions(ctx context.Context, p charley.PersonID, after int64, limit int) ([]charley.Revision, error)
	// ToldTo is what a person was told, newest first.
	ToldTo(ctx context.Context, p charley.PersonID, limit int) ([]Told, error)
	// Extent are the first and last night with an entry that is neither a fact nor a trial; zero if none.
	Extent(ctx context.Context, p charley.PersonID) (first, last charley.Night, err error)
}

// A Writer can also change diaries.
type Writer interface {
	Reader
	AccountWriter
	// AddPerson keeps a new person.
	AddPerson(ctx context.Context, p charley.Person) error
	// SaveSettings replaces a person's settings.
	SaveSettings(ctx context.Context, id charley.PersonID, s charley.Settings) error
	// Append adds a revision, makes e the current state of its entry, and moves
	// the person's Seq to r.Seq and chain to the given one. It fails if another
	// writer was faster, and Update then runs its fn again.
	Append(ctx context.Context, r charley.Revision, e charley.Entry, chain string) error
	// KeepTold adds what a person was told, under the number that comes next. It fails if
	// somebody else was faster, and Update then runs its fn again.
	KeepTold(ctx context.Context, p charley.PersonID, t Told) error
	// Audit appends a line to the audit log.
	Audit(ctx context.Context, line AuditLine) error
}

// An AuditLine says who did what to whose diary, and when. It holds no content.
type AuditLine struct {
	At     time.Time
	Person charley.PersonID // whose diary
	By     charley.PersonID // who, if it was somebody else; "" for the person
	Caller string           // who: a name, and the device they came in by
	Via    string           // web, api, cli, import
	Action string           // enter with what for, put, delete, restore, undo, settings, export with its format, import, bottles, and those about the account
	Entry  charley.EntryID  // "" where it was not about one entry
	Device string           // where it was about a device: which; never beside Entry
	Rev    int              // the revision made; 0 if none
}

// State is how a store is doing.
type State struct {
	Writable bool
	Problem  string // why it is not writable, in English words for a person; "" if it is
	Why      string // the same as a word of States, for skins that say it in another language
	Engine   string // "SQLite 3.54.1", "PostgreSQL 15.18"
	Free     int64  // bytes free on the disk of the diary; -1 if not known
}

// States are why a store may not be writable.
var States = [...]string{StateAsked, StateDisk, StateFull, StateErrors, StateDamaged, StateAway}

// Why a store is not writable.
const (
	StateAsked   = "asked"   // it was opened to be read
	StateDisk    = "disk"    // the disk can only be read
	StateFull    = "full"    // the disk is full
	StateErrors  = "errors"  // the disk reports errors
	StateDamaged = "damaged" // the file is damaged
	StateAway    = "away"    // the database server does not answer
)
