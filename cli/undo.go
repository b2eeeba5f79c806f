package cli

import (
	"context"
	"errors"

	"charley"
)

// undoCommand takes back the last change.
type undoCommand struct{}

// Run is charley undo.
func (c *undoCommand) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toRead, "", func(h *home) error {
		undone, err := h.Undo(ctx, h.caller)
		if errors.Is(err, charley.ErrNotFound) {
			return failed(err, "There is nothing to take back.")
		}
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(savedEntry{undone.Entry, undone.What, nil})
		}
		p.say("%s: %s.", map[string]string{
			"removed": "Taken away", "brought back": "Brought back", "changed back": "Changed back",
		}[undone.What], entryWords(undone.Entry, h.Now()))
		return nil
	})
}
