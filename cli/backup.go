package cli

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"time"

	"charley"
	"charley/backup"
)

// backupCommand keeps copies that are known to come back.
type backupCommand struct {
	Create  backupCreate  `cmd:"" help:"Make a backup, and prove that it comes back."`
	Verify  backupVerify  `cmd:"" help:"Prove that a backup comes back."`
	Restore backupRestore `cmd:"" help:"Bring a diary back from a backup."`
	List    backupList    `cmd:"" help:"Show the backups there are."`
	Prune   backupPrune   `cmd:"" help:"Remove old backups: the newest of each of the last days, weeks and months stay."`
}

// keys are those of encrypted backups.
type keys struct {
	Identity string `placeholder:"FILE" help:"File with the age key that opens encrypted backups. Also CHARLEY_BACKUP_IDENTITY."`
}

// keeper looks after the backups of the diary that is meant.
func (p *program) keeper(identity string, recipients []string) (backup.Keeper, error) {
	at, err := p.place()
	if err != nil {
		return backup.Keeper{}, err
	}
	if identity == "" {
		identity = p.env.Getenv("CHARLEY_BACKUP_IDENTITY")
	}
	if len(recipients) == 0 {
		recipients = strings.FieldsFunc(p.env.Getenv("CHARLEY_BACKUP_RECIPIENTS"), func(r rune) bool { return r == ',' || r == ' ' })
	}
	return backup.Keeper{Dir: at.Dir, DSN: at.DSN, Version: version(), Recipients: recipients, Identity: identity, Now: p.env.Now}, nil
}

type backupCreate struct {
	keys
	Out       string   `placeholder:"FILE" help:"File to write; one in the diary's folder backups if left away."`
	Recipient []string `placeholder:"age1…" help:"Encrypt to this age key. Also CHARLEY_BACKUP_RECIPIENTS."`
}

// Run is charley backup create.
func (c *backupCreate) Run(ctx context.Context, p *program) error {
	k, err := p.keeper(c.Identity, c.Recipient)
	if err != nil {
		return err
	}
	if err := p.mustHoldDiary(k); err != nil {
		return err
	}
	b, err := k.Create(ctx, c.Out)
	if errors.Is(err, backup.ErrKey) {
		return failed(err, "No backup was made: %s", sentence(trimWords(err, backup.ErrKey)))
	}
	if err != nil {
		return backupFailure(err)
	}
	if p.JSON {
		return p.answer(b)
	}
	p.say("Backup made: %s", b.Path)
	p.say("%s", contentWords(b))
	if b.How == backup.BeforeSealing {
		p.say("It was proved to come back before it was encrypted. To prove the encrypted file too, type: charley backup verify --identity FILE %s", b.Path)
	} else {
		p.say("It was restored for a try, and everything in it came back.")
	}
	return nil
}

// mustHoldDiary refuses to back up a diary that is not there.
func (p *program) mustHoldDiary(k backup.Keeper) error {
	if k.DSN == "" && !holdsDiary(k.Dir) {
		return failed(charley.ErrNotFound, "There is no diary in %s. Name its folder with --data.", k.Dir)
	}
	return nil
}

// contentWords say what a backup holds.
func contentWords(b backup.Backup) string {
	size := counted(float64((b.Size+1023)/1024), "kilobyte", "kilobytes")
	if b.Manifest == nil {
		return "What is in it cannot be seen without its key; " + size + "."
	}
	return "It holds " + counted(float64(b.Manifest.Content.Entries), "entry", "entries") + " and all changes to them; " + size + "."
}

type backupVerify struct {
	keys
	File string `arg:"" optional:"" help:"The backup; the newest one if left away."`
}

// Run is charley backup verify.
func (c *backupVerify) Run(ctx context.Context, p *program) error {
	k, err := p.keeper(c.Identity, nil)
	if err != nil {
		return err
	}
	if c.File == "" {
		all, err := k.List(ctx)
		if err != nil {
			return backupFailure(err)
		}
		if len(all) == 0 {
			return failed(charley.ErrNotFound, `There is no backup yet. Type "charley backup create" to make one.`)
		}
		c.File = all[0].Path
	}
	b, err := k.Verify(ctx, c.File)
	if err != nil {
		return backupFailure(err)
	}
	if p.JSON {
		return p.answer(b)
	}
	p.say("The backup %s is good. It was restored for a try, and:", b.Path)
	for _, what := range backup.Checked() {
		p.say("  - %s", what)
	}
	return nil
}

type backupList struct{ keys }

// Run is charley backup list.
func (c *backupList) Run(ctx context.Context, p *program) error {
	k, err := p.keeper(c.Identity, nil)
	if err != nil {
		return err
	}
	all, err := k.List(ctx)
	if err != nil {
		return backupFailure(err)
	}
	if p.JSON {
		for _, b := range all {
			if err := p.answer(b); err != nil {
				return err
			}
		}
		return nil
	}
	if len(all) == 0 {
		p.say(`There is no backup yet. Type "charley backup create" to make one.`)
		return nil
	}
	zone := p.env.Now().Location()
	for _, b := range all {
		p.say("%s  %s  %s", b.Made.In(zone).Format("2006-01-02 15:04"), stateWords(b, zone), b.Path)
	}
	return nil
}

// stateWords say in how far a backup can be relied on.
func stateWords(b backup.Backup, zone *time.Location) string {
	switch {
	case b.Problem != "":
		return "not good: " + b.Problem
	case b.Verified.IsZero():
		return "not verified here"
	}
	return "verified " + b.Verified.In(zone).Format("2006-01-02 15:04")
}

type backupPrune struct {
	Daily   int  `default:"7" placeholder:"N" help:"Days to keep one of."`
	Weekly  int  `default:"5" placeholder:"N" help:"Weeks to keep one of."`
	Monthly int  `default:"12" placeholder:"N" help:"Months to keep one of."`
	DryRun  bool `help:"Only say what would be removed."`
}

// Run is charley backup prune.
func (c *backupPrune) Run(ctx context.Context, p *program) error {
	k, err := p.keeper("", nil)
	if err != nil {
		return err
	}
	gone, err := k.Prune(ctx, backup.Policy{Daily: c.Daily, Weekly: c.Weekly, Monthly: c.Monthly}, c.DryRun)
	if errors.Is(err, charley.ErrInvalid) {
		return usage("--daily, --weekly and --monthly must be numbers from 0 up.")
	}
	if err != nil {
		return backupFailure(err)
	}
	word := "Removed"
	if c.DryRun {
		word = "Would be removed"
	}
	for _, b := range gone {
		if p.JSON {
			if err := p.answer(map[string]any{"path": b.Path, "made": b.Made, "removed": !c.DryRun}); err != nil {
				return err
			}
			continue
		}
		p.say("%s: %s", word, b.Path)
	}
	if len(gone) == 0 && !p.JSON {
		p.say("There is nothing to remove.")
	}
	return nil
}

// backupFailure finds words for what can be wrong with a backup.
func backupFailure(err error) error {
	switch {
	case errors.Is(err, backup.ErrKey):
		return failed(err, "The backup is encrypted, and its key is needed: %s. Name the file with the key: --identity FILE", trimWords(err, backup.ErrKey))
	case errors.Is(err, backup.ErrNewer):
		return failed(err, "This backup was made by a newer Charley. Use that version to read it.")
	case errors.Is(err, backup.ErrNotEmpty):
		return failed(err, "There is a diary in that folder already, so nothing was restored. Name an empty folder with --data, or add --replace: the diary that is there is then kept beside it.")
	case errors.Is(err, backup.ErrUnsound):
		return failed(err, "The diary itself is damaged, so no backup was made of it. Type \"charley doctor\" to see what to do.")
	case errors.Is(err, backup.ErrDamaged):
		return failed(err, "This backup is not good and was not used: %v. Take another one; \"charley backup list\" shows them.", err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return failed(err, "The backup cannot be written there: %v. Name a file in another place: --out FILE", err)
	case errors.Is(err, fs.ErrNotExist):
		return failed(err, "That cannot be found: %v.", err)
	case errors.Is(err, charley.ErrConflict):
		return failed(err, "%s", sentence(trimWords(err, charley.ErrConflict)))
	}
	return err
}
