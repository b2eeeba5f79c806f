package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"charley"
	"charley/app"
	"charley/backup"
	"charley/store"
)

// eraseCommand removes everything that was ever written.
type eraseCommand struct {
	Yes bool `name:"yes-erase-everything" help:"Do not ask. There is no way back."`
}

// eraseWords are what somebody types who means it.
const eraseWords = "erase everything"

// Run is charley erase.
func (c *eraseCommand) Run(ctx context.Context, p *program) error {
	if !c.Yes && !p.env.Terminal {
		return usage("This erases the whole diary, and nobody is here to be asked. If that is what you want, add --yes-erase-everything.")
	}
	return p.with(ctx, toRead, "", func(h *home) error {
		k, err := p.keeper("", nil)
		if err != nil {
			return err
		}
		extent, err := h.extent(ctx, k)
		if err != nil {
			return err
		}
		if !c.Yes {
			if sure, err := p.sure(ctx, h, extent); err != nil || !sure {
				return err
			}
		}
		unfinished := false
		if err := h.Erase(ctx, h.caller); errors.Is(err, charley.ErrUnfinished) {
			unfinished = true
		} else if err != nil {
			return p.notErased(h, err)
		}
		if p.JSON {
			return p.answer(map[string]any{"erased": true, "changes": extent.changes, "backups": len(extent.backups), "finished": !unfinished, "stays": extent.stays()})
		}
		if extent.shared {
			p.say("All that Charley kept of %s is erased. The diaries of others stay.", h.caller.Name)
		} else {
			p.say("Everything is erased. There is no diary in %s any more.", h.place.Dir)
		}
		if unfinished {
			p.say("Traces may be left in its files, because another program reads them. Stop it, then type any command of Charley: the rest is cleared away then.")
		}
		p.sayWhatStays(extent)
		return nil
	})
}

// An eraseExtent is what goes, and what stays.
type eraseExtent struct {
	changes   int64
	backups   []string // in the diary's folder
	elsewhere []string // backups in other places that were made from here
	others    []string // files in the folder that are not Charley's, or not the diary's
	shared    bool     // diaries of others are kept here, too, and in the backups with it
}

func (e eraseExtent) stays() []string { return append(slices.Clone(e.elsewhere), e.others...) }

// extent looks at what there is to erase.
func (h *home) extent(ctx context.Context, k backup.Keeper) (e eraseExtent, err error) {
	if e, err = h.around(ctx, k); err != nil {
		return e, err
	}
	n, err := h.store.Count(ctx)
	if e.changes = n.Revisions; err != nil || n.People < 2 {
		return e, err
	}
	e.shared, e.elsewhere, e.backups = true, append(e.backups, e.elsewhere...), nil
	err = h.store.View(ctx, func(r app.Reader) error {
		own, err := r.Person(ctx, h.caller.Person)
		e.changes = own.Seq
		return err
	})
	return e, err
}

// around looks at what lies beside the diary.
func (h *home) around(ctx context.Context, k backup.Keeper) (e eraseExtent, err error) {
	all, err := k.List(ctx)
	if err != nil {
		return e, err
	}
	for _, b := range all {
		if k.Inside(b.Path) {
			e.backups = append(e.backups, b.Path)
		} else {
			e.elsewhere = append(e.elsewhere, b.Path)
		}
	}
	e.others, err = othersIn(h.place.Dir)
	return e, err
}

// othersIn are the things in a diary's folder that are not erased with it.
func othersIn(dir string) (out []string, err error) {
	names, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil // a server's diary that never had a backup here
	}
	for _, d := range names {
		if name := d.Name(); name != servedName && !store.Belongs(name) {
			out = append(out, filepath.Join(dir, name))
		}
	}
	return out, err
}

// sure asks whoever sits at the keyboard.
func (p *program) sure(ctx context.Context, h *home, e eraseExtent) (sure bool, err error) {
	if e.shared {
		p.remark("This erases all that Charley keeps of %s: the diary with %s, its history and its log, the settings, the account and all devices. The diaries of others stay, and so do backups, which hold all of them. There is no way back.",
			h.caller.Name, counted(float64(e.changes), "change", "changes"))
	} else {
		p.remark("This erases everything that Charley keeps in %s: the diary with %s, its history and its log, the settings, the account and all devices, and %s. There is no way back.",
			h.place.Dir, counted(float64(e.changes), "change", "changes"), counted(float64(len(e.backups)), "backup", "backups"))
	}
	p.remark("To take it along first, press Enter and type: charley export --out FILE")
	err = p.newAsker().ask(ctx, `Type "`+eraseWords+`" to erase it:`, func(line string) error {
		if !strings.EqualFold(strings.Join(strings.Fields(strings.Trim(line, `"`)), " "), eraseWords) {
			return usage(`Please type the two words "%s", or press Enter to leave everything as it is.`, eraseWords)
		}
		sure = true
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	if err == nil && !sure {
		p.say("Nothing was erased.")
	}
	return sure, err
}

// sayWhatStays says what no command here can reach.
func (p *program) sayWhatStays(e eraseExtent) {
	for _, path := range e.elsewhere {
		p.say("A backup stays in %s. Remove it yourself if it is to go too.", path)
	}
	for _, path := range e.others {
		p.say("Left alone, because it is not part of the diary: %s", path)
	}
	p.say("Copies and exports that you made yourself, and entries on phones that were not sent yet, are not erased either.")
}

// notErased says why nothing was erased.
func (p *program) notErased(h *home, err error) error {
	switch {
	case errors.Is(err, store.ErrInUse):
		return failed(err, "Nothing was erased: another charley has this diary open. Stop it, and type the same again.")
	case errors.Is(err, charley.ErrReadOnly) && h.place.DSN == "":
		return failed(err, "Nothing was erased: the diary cannot be written at the moment. Type \"charley doctor\" to see why. To remove it all the same, delete the folder %s yourself.", h.place.Dir)
	}
	return err
}

// remarkErasure says what became of an erasure that was cut short.
func (p *program) remarkErasure(s *store.Store) {
	switch s.Erasure() {
	case store.Erased:
		p.remark("Erasing this diary was cut short, and has been finished now: everything is erased, and a new diary begins.")
	case store.NotErased:
		p.remark("Erasing this diary was cut short before anything was erased. The diary is whole; erase it again if that is what you want.")
	}
}
