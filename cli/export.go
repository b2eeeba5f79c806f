package cli

import (
	"context"
	"io"
	"slices"
	"strings"

	"charley/fhir"
	"charley/knowledge"
	"charley/share"
	"charley/tabular"
)

// exportCommand writes the whole diary out.
type exportCommand struct {
	Format string `enum:"json,csv,fhir,parquet" default:"json" placeholder:"FORMAT" help:"json: everything, with its history; it can be imported again. csv, parquet: tables, all in one ZIP. fhir: for health programs."`
	Table  string `placeholder:"NAME" help:"With --format csv or parquet: this table alone, such as nights or episodes."`
	Out    string `default:"-" placeholder:"FILE" help:"File to write; shown if left away or -."`
	Force  bool   `help:"Write over a file that is there."`
}

// Run is charley export.
func (c *exportCommand) Run(ctx context.Context, p *program) error {
	if err := c.check(); err != nil {
		return err
	}
	if err := p.mayShow(c.Out, c.binary()); err != nil {
		return err
	}
	return p.with(ctx, toRead, "", func(h *home) error {
		err := p.writeOut(c.Out, c.Force, func(w io.Writer) error { return c.write(ctx, h, w) })
		if err != nil || c.Out == "-" {
			return err
		}
		if p.JSON {
			return p.answer(map[string]any{"file": c.Out, "format": c.Format})
		}
		if c.Table != "" {
			p.say("Written: the table %s to %s.", c.Table, c.Out)
			return nil
		}
		p.say("Written: the whole diary to %s.", c.Out)
		return nil
	})
}

// check refuses a table that there is not.
func (c *exportCommand) check() error {
	switch {
	case c.Table == "":
		return nil
	case !c.tables():
		return usage("--table goes with --format csv or parquet. You typed --format %s.", c.Format)
	case !slices.Contains(tabular.Names(), c.Table):
		return usage("--table must be one of %s. You typed %q.", strings.Join(tabular.Names(), ", "), c.Table)
	}
	return nil
}

func (c *exportCommand) tables() bool {
	return c.Format == string(tabular.CSV) || c.Format == string(tabular.Parquet)
}

// binary says that a terminal could not show it.
func (c *exportCommand) binary() bool {
	return c.tables() && (c.Table == "" || c.Format == string(tabular.Parquet))
}

// write writes the diary in the format that was asked for.
func (c *exportCommand) write(ctx context.Context, h *home, w io.Writer) error {
	if c.Format == "json" {
		return h.Export(ctx, h.caller, w)
	}
	counsel, err := newCounsel()
	if err != nil {
		return err
	}
	h.Counsel = counsel
	d, err := h.TakeOut(ctx, h.caller, c.Format)
	if err != nil {
		return err
	}
	return c.convert(w, d, counsel.Base)
}

func (c *exportCommand) convert(w io.Writer, d share.Diary, base *knowledge.Base) error {
	format := tabular.Format(c.Format)
	switch {
	case !c.tables():
		return fhir.Write(w, d, fhir.OwnCopy(base))
	case c.Table == "":
		return format.Archive(w, d, base)
	}
	table, _ := tabular.Named(c.Table)
	return format.Write(w, table, d, base)
}
