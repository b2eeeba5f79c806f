package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"charley"
	"charley/doctor"
)

// doctorCommand looks the diary over.
type doctorCommand struct {
	Salvage  string `placeholder:"FILE" help:"Write everything that can still be read of a damaged diary to a file, to be imported into a new one."`
	Identity string `placeholder:"FILE" help:"File with the age key that opens encrypted backups, for --salvage. Also CHARLEY_BACKUP_IDENTITY."`
	Force    bool   `help:"Write over a file that is there."`
}

// errUnwell ends a run that found something wrong; the report has said it.
var errUnwell = errors.New("the diary is not well")

// Run is charley doctor. It changes nothing; the exit code is 0 only if all is well.
func (c *doctorCommand) Run(ctx context.Context, p *program) error {
	at, err := p.place()
	if err != nil {
		return err
	}
	identity := c.Identity
	if identity == "" {
		identity = p.env.Getenv("CHARLEY_BACKUP_IDENTITY")
	}
	patient := doctor.Patient{Dir: at.Dir, DSN: at.DSN, Identity: identity, Now: p.env.Now}
	if c.Salvage != "" {
		return c.salvage(ctx, p, patient)
	}
	report, err := doctor.Examine(ctx, patient)
	if err != nil {
		return err
	}
	if p.JSON {
		err = p.answer(report)
	} else {
		_, err = fmt.Fprint(p.env.Stdout, report)
	}
	if err == nil && !report.Well {
		err = errUnwell
	}
	return err
}

// salvage writes what can be saved, and says what cannot.
func (c *doctorCommand) salvage(ctx context.Context, p *program, patient doctor.Patient) error {
	if p.JSON && c.Salvage == "-" {
		return usage("--json shows what was saved where --salvage - shows the diary. Name a file: --salvage FILE")
	}
	var found doctor.Salvaged
	err := p.writeOut(c.Salvage, c.Force, func(w io.Writer) (err error) {
		found, err = doctor.Salvage(ctx, patient, w)
		return err
	})
	if errors.Is(err, charley.ErrInvalid) {
		return usage("%s", sentence(trimWords(err, charley.ErrInvalid)))
	}
	if err != nil {
		return err
	}
	if p.JSON {
		return p.answer(found)
	}
	p.remark("Saved: %d changes from the backup and %d from the damaged file.", found.FromBackup, found.FromFile)
	if found.Proved {
		p.remark("Nothing is missing: the chain over all changes comes out.")
	}
	for _, lost := range found.Lost {
		p.remark("Lost: %s.", lost)
	}
	if c.Salvage != "-" {
		p.say("Written: what could be saved to %s. Read it into a new diary with: charley import json --data NEWFOLDER %s", c.Salvage, c.Salvage)
	}
	return nil
}
