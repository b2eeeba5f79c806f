package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"charley"
	"charley/app"
	"charley/store"
)

// terminal is the device name of what is written here, unless --device says another.
const terminal = "terminal"

// A place says where a diary is kept. DSN wins over Dir.
type place struct {
	Dir string // folder of the diary, also of its backups
	DSN string // PostgreSQL; holds a password, so it is never shown
}

// place reads flags and environment; flags win.
func (p *program) place() (place, error) {
	dsn, err := p.dsn()
	if err != nil {
		return place{}, err
	}
	getenv := p.env.Getenv
	for _, dir := range []string{p.Data, getenv("CHARLEY_DATA")} {
		if dir != "" {
			return place{Dir: dir, DSN: dsn}, nil
		}
	}
	if base := getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return place{Dir: filepath.Join(base, "charley"), DSN: dsn}, nil
	}
	for _, home := range []string{getenv("HOME"), getenv("USERPROFILE")} {
		if home != "" {
			return place{Dir: filepath.Join(home, ".local", "share", "charley"), DSN: dsn}, nil
		}
	}
	return place{}, usage("It is not clear where the diary is. Say it with --data DIR, or set CHARLEY_DATA.")
}

// dsn is the address of a PostgreSQL database, or "".
func (p *program) dsn() (string, error) {
	dsn, from := p.Database, "--database"
	if dsn == "" {
		dsn, from = p.env.Getenv("CHARLEY_DATABASE"), "CHARLEY_DATABASE"
	}
	if file := p.env.Getenv("CHARLEY_DATABASE_FILE"); file != "" && dsn == "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", usage("The file that CHARLEY_DATABASE_FILE names cannot be read: %v.", err)
		}
		dsn, from = strings.TrimSpace(string(text)), "the file that CHARLEY_DATABASE_FILE names"
	}
	if dsn != "" && !strings.HasPrefix(dsn, "postgres://") && !strings.HasPrefix(dsn, "postgresql://") {
		return "", usage("What %s says is not a PostgreSQL address like postgres://user@host/name.", from)
	}
	return dsn, nil
}

// A home is an open diary and whose it is.
type home struct {
	*app.App
	store  *store.Store
	place  place
	caller charley.Caller
	fresh  bool // the diary was begun by this run
}

// need says what a command wants of the diary.
type need int

const (
	toRead  need = iota // there must be one already
	toWrite             // one is begun if there is none
)

// open puts the program together: what was typed, the store, the use cases and
// the caller. zone is the home zone of a diary that is begun; "" for that of
// this machine.
func (p *program) open(ctx context.Context, need need, zone string) (*home, error) {
	at, err := p.place()
	if err != nil {
		return nil, err
	}
	return p.openAt(ctx, at, need, zone)
}

func (p *program) openAt(ctx context.Context, at place, need need, zone string) (*home, error) {
	if need == toRead && at.DSN == "" && !holdsDiary(at.Dir) {
		return nil, failed(charley.ErrNotFound, `There is no diary in %s yet. Name another folder with --data, or begin one with "charley log cramp" or "charley serve".`, at.Dir)
	}
	s, err := store.Open(ctx, store.Options{Dir: at.Dir, DSN: at.DSN})
	if err != nil && at.DSN != "" {
		return nil, failed(err, "The database of the diary cannot be opened. Check that its server runs and that --database or CHARLEY_DATABASE is right. What was reported: %s", sentence(err.Error()))
	} else if err != nil {
		return nil, fmt.Errorf("the diary cannot be opened: %w", err)
	}
	p.remarkErasure(s)
	h := &home{App: app.New(s, p.env.Now), store: s, place: at}
	h.Program = version()
	if err := p.settle(ctx, h, zone); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return h, nil
}

// settle finds whose diary it is, and begins it if it is new.
func (p *program) settle(ctx context.Context, h *home, zone string) (err error) {
	var all []app.Account
	if err := h.store.View(ctx, func(r app.Reader) (err error) {
		all, err = r.Accounts(ctx)
		return err
	}); err != nil {
		return err
	}
	h.fresh = len(all) == 0
	if h.HomeZone = zone; zone == "" { // also of the diary that begins after this one is erased
		h.HomeZone = machineZone(p.env.Getenv, "/")
	}
	unknown := h.HomeZone == ""
	if _, err := charley.LoadZone(h.HomeZone); err != nil {
		if h.fresh && !unknown {
			return &charley.FieldError{Field: "zone", Got: zone, Why: "must be a time zone like Europe/Berlin"}
		}
		h.HomeZone = "UTC"
	}
	if h.caller, err = p.whose(ctx, h, all); err != nil {
		return err
	}
	h.caller.Via, h.caller.Device = "cli", terminal
	if p.Device != "" {
		h.caller.Device = p.Device
	}
	if unknown && h.fresh {
		p.remark("This machine does not say which time zone it is in, so the diary begins in UTC. Change it on the page Settings of \"charley serve\".")
	}
	return nil
}

// whose is the person whose diary it is: who was named, or the one who began it.
func (p *program) whose(ctx context.Context, h *home, all []app.Account) (charley.Caller, error) {
	name := p.Person
	if name == "" {
		name = p.env.Getenv("CHARLEY_PERSON")
	}
	if name != "" {
		c, err := h.PersonNamed(ctx, name)
		return c, aboutPeople(err, name)
	}
	c, err := h.Owner(ctx)
	if errors.Is(err, charley.ErrNotFound) {
		if p.forAll {
			return charley.Caller{}, nil
		}
		var names []string
		for _, a := range all {
			names = append(names, a.Name)
		}
		return c, failed(err, "The diary that was begun first here is gone. Say whose you mean with --person: %s.", strings.Join(names, ", "))
	}
	return c, err
}

// Close closes the diary.
func (h *home) Close() error {
	h.Rest()
	return h.store.Close()
}

// zone is the home zone, or the named one.
func (h *home) zone(ctx context.Context, name string) (*time.Location, error) {
	if name == "" {
		_, zone, err := h.Tonight(ctx, h.caller)
		return zone, err
	}
	zone, err := charley.LoadZone(name)
	if err != nil {
		return nil, &charley.FieldError{Field: "zone", Got: name, Why: "must be a time zone like Europe/Berlin"}
	}
	return zone, nil
}

// holdsDiary says that a folder has a diary, or had one that is missing now:
// then opening it explains what happened.
func holdsDiary(dir string) bool {
	for _, name := range []string{store.FileName, store.MarkerName} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil || !errors.Is(err, os.ErrNotExist) {
			return true
		}
	}
	return false
}

// with opens the diary, runs a command on it, and closes it. What the command
// said it saved is on the disk before that, so a failure to close is told but
// changes nothing.
func (p *program) with(ctx context.Context, need need, zone string, do func(*home) error) error {
	h, err := p.open(ctx, need, zone)
	if err != nil {
		return err
	}
	if problem := h.State().Problem; problem != "" {
		p.remark("%s", p.typed(problem))
	}
	err = do(h)
	if closing := h.Close(); closing != nil && err == nil {
		p.remark("The diary could not be closed in good order: %v.", closing)
	}
	return err
}
