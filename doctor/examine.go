package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"charley/backup"
	"charley/backup/proof"
	"charley/store"
)

// A Patient is the diary to look at.
type Patient struct {
	Dir      string           // folder of the diary
	DSN      string           // PostgreSQL database; "" for the SQLite file in Dir
	Identity string           // age identity for encrypted backups, for Salvage; "" if not at hand
	Now      func() time.Time // the clock
}

func (p Patient) path() string { return filepath.Join(p.Dir, store.FileName) }

const (
	littleSpace = 200 << 20 // bytes free, below which to warn
	oldBackup   = 48 * time.Hour
)

// Examine looks a diary over. It must not be called by a program that has the
// diary open, because reading the log's index beside it drops that program's
// locks; another program, such as a server, may have it open. What is wrong with it is in the report; an error
// says that it could not be examined at all, for instance because ctx ended.
func Examine(ctx context.Context, p Patient) (Report, error) {
	var r Report
	if p.DSN == "" {
		p.examineFolder(ctx, &r)
	} else {
		p.examineServer(ctx, &r)
	}
	p.examineBackups(ctx, &r)
	if err := ctx.Err(); err != nil {
		return r, err
	}
	r.Well = r.worst() != Problem
	if !r.Well {
		r.Advice = p.advise(r)
	}
	return r, nil
}

// examineFolder looks at an SQLite diary. The log is looked at first, as it
// lies: the moment SQLite opens it, it drops what it takes for the end.
func (p Patient) examineFolder(ctx context.Context, r *Report) {
	if !p.examineFiles(r) {
		return
	}
	p.examineLog(r)
	s, err := store.Open(ctx, store.Options{Dir: p.Dir, ReadOnly: true})
	if errors.Is(err, store.ErrInUse) {
		r.add(lockCheck, Problem, "a restore is at work in this folder; wait for it to end, then ask again")
		return
	} else if err != nil {
		r.add("database", Problem, "it cannot be opened: %v", err)
		return
	}
	defer s.Close()
	p.examineSpace(r, s.State().Free)
	f, err := openFile(ctx, p.path())
	if err != nil {
		r.add("database", Problem, "it cannot be opened: %v", err)
		return
	}
	defer f.close()
	f.examine(ctx, r)
	examineContent(ctx, r, s)
	p.examineMarker(ctx, r, s)
}

// examineServer looks at a diary in PostgreSQL.
func (p Patient) examineServer(ctx context.Context, r *Report) {
	s, err := store.Open(ctx, store.Options{DSN: p.DSN, ReadOnly: true})
	if err != nil {
		r.add("database", Problem, "it cannot be opened: %v", err)
		return
	}
	defer s.Close()
	r.add("database", Fine, "%s, schema %d", s.State().Engine, s.Schema())
	examineContent(ctx, r, s)
}

// examineFiles looks at what lies in the folder; false if there is no diary.
func (p Patient) examineFiles(r *Report) bool {
	info, err := os.Stat(p.path())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.add("files", Problem, "the diary's file cannot be looked at: %v", err)
		return false
	}
	if err != nil || info.Size() == 0 {
		text := "there is no diary in " + p.Dir
		if m, err := readMarker(p.Dir); err == nil && m.Revisions > 0 {
			text = fmt.Sprintf("%s is missing or empty, but there was a diary with %d changes in this folder", p.path(), m.Revisions)
		}
		r.add("files", Problem, "%s", text)
		p.examineLeftovers(r)
		return false
	}
	state, text := Fine, fmt.Sprintf("%s, %d kB", p.path(), info.Size()>>10)
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		state, text = Warning, fmt.Sprintf("others on this machine can read %s; type: chmod 600 %s", p.path(), p.path())
	}
	r.add("files", state, "%s", text)
	p.examineLeftovers(r)
	return true
}

// examineLeftovers looks for what killed programs left behind. None of it is in
// the way; the next backup or restore clears it.
func (p Patient) examineLeftovers(r *Report) {
	for _, pattern := range []string{".restore-*", "backups/.charley-making-*"} {
		if names, err := filepath.Glob(filepath.Join(p.Dir, pattern)); err == nil && len(names) > 0 {
			r.add("leftovers", Warning, "a backup or restore is at work, or was stopped half way and left %s; the next one clears it", names[0])
		}
	}
	if p.erasing() {
		r.add("leftovers", Warning, "erasing this diary was cut short; whatever opens it next, such as charley nights, finishes that or finds it whole")
	}
	if names, err := filepath.Glob(filepath.Join(p.Dir, ".replacing-*")); err == nil && len(names) > 0 {
		r.add("leftovers", Warning, "a restore was stopped while it moved the old diary to %s; run the restore again to finish it", names[0])
	}
}

// erasing says that the diary was being erased when a program was killed.
func (p Patient) erasing() bool {
	_, err := os.Lstat(filepath.Join(p.Dir, store.ErasingName))
	return err == nil
}

func (p Patient) examineSpace(r *Report, free int64) {
	switch {
	case free < 0:
	case free < littleSpace:
		r.add("space", Warning, "only %d MB are free on the disk; make room soon", free>>20)
	default:
		r.add("space", Fine, "%d MB are free on the disk", free>>20)
	}
}

// examineLog reads the write-ahead log as it lies. A server at work may begin a
// new log while it is read, so bad news is checked again.
func (p Patient) examineLog(r *Report) {
	var state State
	var text string
	for range 3 {
		if state, text = p.lookAtLog(); state == Fine {
			break
		}
	}
	r.add("log", state, "%s", text)
}

// lookAtLog reads the index before the log, which only grows meanwhile.
func (p Patient) lookAtLog() (State, string) {
	index, err := readIndex(p.path() + "-shm")
	if err != nil {
		return Problem, fmt.Sprintf("the log's index cannot be read: %v", err)
	}
	s, err := readLog(p.path() + "-wal")
	switch {
	case err != nil:
		return Problem, fmt.Sprintf("the log of the latest changes cannot be read: %v", err)
	case s.headBad:
		return Problem, "the log of the latest changes is damaged at its start; changes in it may be lost"
	case s.behind > 1:
		return Problem, "the log of the latest changes is damaged in the middle; the changes behind that place may be lost"
	case index.salts != nil && index.secured < index.frames && (!s.there || string(index.salts) == string(s.salts) && s.committed < index.frames):
		return Problem, "the log of the latest changes is shorter than it was; the last changes may be lost"
	case s.broken:
		return Warning, "the last change in the log is not whole. After a power cut that is normal: it was never shown as saved. Otherwise look whether your last entry is there"
	case !s.there:
		return Fine, "everything is in the diary's file"
	}
	return Fine, fmt.Sprintf("%d pages wait in the log, all of them sound", s.committed)
}

// examineContent reads every change and every entry.
func examineContent(ctx context.Context, r *Report, s *store.Store) {
	c, flaws, err := proof.Of(ctx, s)
	if err != nil {
		r.add("entries", Problem, "the diary cannot be read to its end: %v", err)
		return
	}
	r.Content = &c
	for _, f := range flaws {
		r.add("entries", Problem, "%s", f.Text)
	}
	if len(flaws) > 0 {
		return
	}
	r.add("entries", Fine, "%d entries on %d nights, %d changes: none is missing, and each is as it was written", c.Entries, c.Nights, c.Revisions)
}

// examineMarker compares the diary with what the folder remembers of it.
func (p Patient) examineMarker(ctx context.Context, r *Report, s *store.Store) {
	if p.erasing() {
		return // it may speak of what is erased
	}
	m, err := readMarker(p.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		r.add("marker", Warning, "the folder has no note of what was in the diary; the next start writes one")
		return
	} else if err != nil {
		r.add("marker", Warning, "the folder's note of what was in the diary cannot be read; the next start writes a new one")
		return
	}
	id, err := s.DiaryID(ctx)
	if err != nil {
		r.add("marker", Problem, "the diary's own id cannot be read: %v", err)
		return
	}
	switch {
	case m.Revisions > 0 && m.Diary != id:
		r.add("marker", Problem, "this is not the diary that was last in this folder")
	case r.Content != nil && r.Content.Revisions < m.Revisions:
		r.add("marker", Problem, "%d changes were written to this diary, %d are there", m.Revisions, r.Content.Revisions)
	default:
		r.add("marker", Fine, "it is the diary that was last in this folder")
	}
}

// examineBackups says how old the newest verified backup is.
func (p Patient) examineBackups(ctx context.Context, r *Report) {
	if p.Dir == "" {
		return
	}
	b, ok, err := backup.Keeper{Dir: p.Dir, Now: p.Now}.LastVerified(ctx)
	switch {
	case err != nil:
		r.add("backup", Warning, "the backups cannot be looked at: %v", err)
		return
	case !ok:
		r.add("backup", Warning, "there is no verified backup; type: charley backup create --data %s", p.Dir)
		return
	}
	r.Backup = &b
	if age := p.Now().Sub(b.Made); age > oldBackup {
		r.add("backup", Warning, "the newest verified backup is %d days old; type: charley backup create --data %s", int(age.Hours()/24), p.Dir)
		return
	}
	r.add("backup", Fine, "the newest verified backup is of %s", when(b.Made, p.Now))
}

func when(t time.Time, now func() time.Time) string {
	return t.In(now().Location()).Format("2 January 2006, 15:04")
}
