package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"charley"
)

// importCommand reads diaries and entries.
type importCommand struct {
	JSON    importJSONCommand    `cmd:"" name:"json" help:"Read what export wrote into an empty diary."`
	Entries importEntriesCommand `cmd:"" help:"Read entries, one JSON object a line, as the HTTP API takes them."`
}

type importJSONCommand struct {
	File string `arg:"" help:"The file, or - for the standard input."`
}

// Run is charley import json.
func (c *importJSONCommand) Run(ctx context.Context, p *program) error {
	in, err := p.openSeekable(c.File)
	if err != nil {
		return err
	}
	defer in.Close()
	return p.with(ctx, toWrite, "", func(h *home) error {
		n, err := h.Import(ctx, h.caller, in)
		switch {
		case errors.Is(err, charley.ErrConflict):
			at, _ := p.place()
			return failed(err, "There is something in this diary already, so nothing was imported. Name an empty folder: charley import json %s --data DIR (now: %s)", c.File, at.Dir)
		case errors.Is(err, charley.ErrInvalid):
			return failed(err, "Nothing was imported: %s", sentence(trimWords(err, charley.ErrInvalid)))
		case err != nil:
			return err
		}
		if p.JSON {
			return p.answer(map[string]any{"imported": n})
		}
		p.say("Imported: the whole diary, %s.", counted(float64(n), "change", "changes"))
		return nil
	})
}

// openSeekable opens a file that is read from its start more than once. What
// comes by the standard input is kept in a file without a name meanwhile.
func (p *program) openSeekable(name string) (*os.File, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, failed(err, "%s cannot be read: %v.", name, err)
		}
		if info, err := f.Stat(); err == nil && info.IsDir() {
			f.Close()
			return nil, usage("%s is a folder. Name the file in it.", name)
		}
		return f, nil
	}
	f, err := os.CreateTemp("", "charley-import-*")
	if err != nil {
		return nil, fmt.Errorf("keep what is imported for a moment: %w", err)
	}
	os.Remove(f.Name()) // where that cannot be done yet, the system's tidying will
	if _, err := io.Copy(f, p.env.Stdin); err != nil {
		f.Close()
		return nil, fmt.Errorf("read the standard input: %w", err)
	}
	return f, nil
}
