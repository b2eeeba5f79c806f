package web

import (
	"context"
	"errors"
	"time"

	"charley"
)

// Backups is how the daily backups are doing.
type Backups struct {
	Verified time.Time // when the newest verified one was made; zero if there is none
	Overdue  bool      // it is too old to rely on
	Problem  string    // why the last attempt failed; "" if it did not
	Trouble  string    // what kind of failure that was: full, write, key, diary, unlike; or nothing, where there was nothing to back up
	Busy     bool      // one is being made
}

// A Keeper looks after the backups of the diary that is shown.
type Keeper interface {
	// List is every backup that is known, newest first.
	List(ctx context.Context) ([]Backup, error)
	// Make asks for one now, and does not wait for it.
	Make()
	// Hold ends one that is being made, and keeps others from beginning until
	// release is called.
	Hold() (release func())
	// Folder is where they are kept.
	Folder() string
	// Restore is the command that brings the diary back from a backup.
	Restore(b Backup) string
	// Stays are the files that are left when the diary is erased: backups in other
	// places, and what is in the diary's folder and not its own.
	Stays(ctx context.Context) ([]string, error)
}

// A Backup is one of them.
type Backup struct {
	Path     string
	Made     time.Time
	Verified time.Time // when it was last restored and compared; zero if never here
	Size     int64     // bytes
	Locked   bool      // it is encrypted
	Problem  bool      // it was found to be of no use
}

// A backupPart is the part of the settings about backups.
type backupPart struct {
	Last    string // when the newest good one was made, in words
	None    string // why none are made here; "" if they are
	Note    string // why there is no newer one, where nothing is wrong
	Problem string // what is wrong with them
	Busy    bool
	Make    bool // one can be asked for
	Rows    []backupRow
	Folder  string
	Restore string // the command
}

// A backupRow is one backup in the list.
type backupRow struct {
	When, Facts string
	Bad         bool
}

// backupPart looks at the backups. That they cannot be looked at is said there,
// and no reason to show nothing else.
func (v *visit) backupPart() (p backupPart) {
	s, w := v.site, v.site.words
	switch {
	case s.keeper != nil && s.backups != nil:
		p.status(v, s.backups())
		p.Make = !p.Busy
	case s.keeper != nil:
		p.None = w.T("settings.backup.readonly")
	default:
		p.None = w.T("settings.backup.not_here")
		if s.backups != nil {
			p.None = ""
			p.status(v, s.backups())
		}
		return p
	}
	p.Folder = s.keeper.Folder()
	all, err := s.keeper.List(v.r.Context())
	if err != nil {
		p.Problem = w.T("settings.backup.unseen")
		return p
	}
	for _, b := range all {
		p.Rows = append(p.Rows, v.backupRow(b))
		if p.Restore == "" && !b.Problem {
			p.Restore = s.keeper.Restore(b)
		}
	}
	return p
}

// status says when the last good backup was made, and what is wrong.
func (p *backupPart) status(v *visit, b Backups) {
	w := v.site.words
	p.Busy, p.Last = b.Busy, w.T("settings.backup.none")
	if !b.Verified.IsZero() {
		p.Last = v.momentWords(b.Verified)
	}
	trouble := "settings.backup.trouble." + b.Trouble
	switch {
	case b.Trouble == "nothing":
		p.Note = w.T(trouble)
	case b.Trouble != "" && w.Has(trouble):
		p.Problem = w.T(trouble)
	case b.Problem != "":
		p.Problem = w.T("settings.backup.trouble.unlike")
	case b.Overdue:
		p.Problem = w.T("settings.backup.late")
	}
}

// momentWords are a date and time on the home clock.
func (v *visit) momentWords(t time.Time) string {
	m := charley.MomentAt(t, homeZone(v.settings))
	return v.site.words.T("settings.backup.when", v.site.words.DayYear(dateOf(m)), v.site.words.Clock(m.Wall()))
}

func (v *visit) backupRow(b Backup) backupRow {
	w := v.site.words
	row := backupRow{When: v.momentWords(b.Made), Bad: b.Problem}
	state := "backup.state.untried"
	switch {
	case b.Problem:
		state = "backup.state.bad"
	case !b.Verified.IsZero():
		state = "backup.state.well"
	}
	row.Facts = w.T("backup.facts", v.site.size(b.Size), w.T(state))
	if b.Locked {
		row.Facts = w.T("backup.facts", row.Facts, w.T("backup.locked"))
	}
	return row
}

// size is a number of bytes in words.
func (s *site) size(bytes int64) string {
	if bytes < 1<<20 {
		return s.words.T("size.kilobytes", (bytes+1023)>>10)
	}
	return s.words.T("size.megabytes", number(float64(bytes*10>>20)/10))
}

// makeBackup asks for a backup now.
func makeBackup(v *visit) error {
	if v.site.keeper == nil || v.site.backups == nil {
		return charley.ErrNotFound // none are made here, and no page offers it
	}
	v.site.keeper.Make()
	return v.see(atPart("backups", didBackup))
}

// An exportPart is the part of the settings about taking the diary along.
type exportPart struct {
	Link  string // to the file, or to the page that asks who is there
	First bool   // they must show first that it is them
}

// exportPart says how the diary can be taken along. One that can only be read
// gives itself out without asking. next is where somebody goes on who has to show first who they are.
func (v *visit) exportPart(next string) (exportPart, error) {
	err := v.confirmed()
	if errors.Is(err, charley.ErrUnconfirmed) && v.site.app.State().Writable {
		return exportPart{Link: onTo("/confirm", next), First: true}, nil
	}
	if err != nil && !errors.Is(err, charley.ErrUnconfirmed) {
		return exportPart{}, err
	}
	return exportPart{Link: exportPath}, nil
}

// exportPath is where the API gives the whole diary.
const exportPath = "/api/v1/export"
