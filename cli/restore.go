package cli

import (
	"context"
	"errors"

	"charley/backup"
)

type backupRestore struct {
	keys
	From    string `required:"" placeholder:"FILE" help:"The backup."`
	Replace bool   `help:"Put it in the place of the diary that is there, which is kept beside it."`
}

// Run is charley backup restore.
func (c *backupRestore) Run(ctx context.Context, p *program) error {
	k, err := p.keeper(c.Identity, nil)
	if err != nil {
		return err
	}
	r, err := k.Restore(ctx, c.From, c.Replace)
	if errors.Is(err, backup.ErrNotEmpty) && k.DSN != "" {
		return failed(err, "The database holds a diary already, so nothing was restored. Name an empty database with --database; a diary on a server is never replaced.")
	}
	if err != nil {
		return backupFailure(err)
	}
	if p.JSON {
		return p.answer(r)
	}
	p.say("The diary is back as it was on %s, and everything in it was compared.", r.Taken.In(p.env.Now().Location()).Format("2 January 2006 at 15:04"))
	p.say("%s", contentWords(backup.Backup{Manifest: &r.Manifest, Size: r.Manifest.Database.Size}))
	if r.Kept != "" {
		p.say("The diary that was there before is kept in %s. Nothing of it was thrown away.", r.Kept)
	}
	return nil
}
