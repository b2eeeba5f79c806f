package cli

import (
	"context"
	"io"

	"charley"
	"charley/app"
	"charley/handout"
	"charley/share"
	"charley/sheet"
	"charley/words"
)

// reportCommand writes the page that a doctor reads in a minute.
type reportCommand struct {
	Format string `enum:"html,pdf,text,fhir" default:"text" placeholder:"FORMAT" help:"html, pdf, text, or fhir: the nights of the period for other programs, with the report as a PDF in it."`
	From   string `placeholder:"DATE" help:"First night, like 2026-08-26. The last 90 nights if nothing is said."`
	To     string `placeholder:"DATE" help:"Last night, like 2026-11-23; last night if nothing is said."`
	Out    string `default:"-" placeholder:"FILE" help:"File to write; shown if left away or -."`
	Force  bool   `help:"Write over a file that is there."`
	Paper  string `enum:"a4,letter" default:"a4" placeholder:"SIZE" help:"a4 or letter."`
	Named  bool   `help:"Put the name on it that you gave for it on the page Share."`
	SNOMED bool   `name:"snomed" help:"With --format fhir: codes of SNOMED CT too, which needs a licence in many countries."`
}

// Run is charley report.
func (c *reportCommand) Run(ctx context.Context, p *program) error {
	wish, err := c.wish()
	if err != nil {
		return err
	}
	if err := p.mayShow(c.Out, c.Format == string(handout.PDF)); err != nil {
		return err
	}
	base, err := p.readKnowledge() // with its reviews: the report says who has seen what it rests on
	if err != nil {
		return err
	}
	return p.with(ctx, toRead, "", func(h *home) (err error) {
		h.Counsel = app.NewCounsel(base)
		h.Patience = answerPatience
		r, err := h.Report(ctx, h.caller, wish)
		if err != nil {
			return err
		}
		if err := p.writeOut(c.Out, c.Force, func(w io.Writer) error { return c.write(ctx, h, r, w) }); err != nil || c.Out == "-" {
			return err
		}
		if p.JSON {
			return p.answer(map[string]any{"file": c.Out, "format": c.Format, "from": r.From, "to": r.To})
		}
		p.say("Written: the report on the nights of %s to %s to %s.", r.From, r.To, c.Out)
		return nil
	})
}

// wish is the period that was typed.
func (c *reportCommand) wish() (app.ReportWish, error) {
	w := app.ReportWish{Named: c.Named}
	for _, typed := range []struct {
		flag, date string
		night      *charley.Night
	}{{"--from", c.From, &w.From}, {"--to", c.To, &w.To}} {
		if typed.date == "" {
			continue
		}
		n, err := charley.ParseNight(typed.date)
		if err != nil {
			return w, usage("%s must be a date like 2026-11-23. You typed %q.", typed.flag, charley.Clip(typed.date))
		}
		*typed.night = n
	}
	if !w.From.IsZero() && !w.To.IsZero() && w.To.Before(w.From) {
		return w, usage("--from must not be after --to. You typed %s and %s.", w.From, w.To)
	}
	return w, nil
}

// write writes the report in the format that was asked for.
func (c *reportCommand) write(ctx context.Context, h *home, r share.Report, w io.Writer) error {
	say, err := words.English()
	if err != nil {
		return err
	}
	doc := handout.Report(r, say, h.Counsel.Base, handout.Options{Paper: sheet.Paper(c.Paper)})
	if c.Format != "fhir" {
		return handout.Write(w, handout.Format(c.Format), doc)
	}
	d, err := h.TakeOutNights(ctx, h.caller, c.Format, r.From, r.To)
	if err != nil {
		return err
	}
	return handout.Records(w, r, doc, d, h.Counsel.Base, c.SNOMED)
}
