package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"charley"
	"charley/preview"
	"charley/store"
)

// previewCommand renders every state of every page, for whoever changes pages.
type previewCommand struct {
	Out    string `required:"" placeholder:"DIR" help:"Folder to write to; made if it is not there."`
	Only   string `placeholder:"TEXT" help:"Only the states whose page or name holds this, such as /nights."`
	Pseudo bool   `help:"In a language that nobody speaks: longer, and with every letter changed. What is in plain letters or cut off would stay so in a real one."`
}

// Run is charley preview. The diary of the machine's user is never touched: each
// state comes about in a diary of its own, in a folder that is taken away.
func (c *previewCommand) Run(ctx context.Context, p *program) error {
	if err := freeFolder(c.Out); err != nil {
		return err
	}
	states := preview.StatesWith(c.Only)
	if len(states) == 0 {
		return usage("--only %s: no page and no state has that in its name.", charley.Clip(c.Only))
	}
	counsel, err := newCounsel()
	if err != nil {
		return err
	}
	studio := preview.Studio{Counsel: counsel, Open: openPassing}
	if c.Pseudo {
		if studio, err = studio.InPseudo(); err != nil {
			return err
		}
	}
	pages := 0
	err = studio.Render(ctx, states, func(f preview.File) error {
		if filepath.Ext(f.Path) == ".html" {
			pages++
		}
		path := filepath.Join(c.Out, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return failed(err, "The folder for %s cannot be made: %v.", path, err)
		}
		if err := os.WriteFile(path, f.Body, 0o644); err != nil {
			return failed(err, "%s cannot be written: %v.", path, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	index := filepath.Join(c.Out, "index.html")
	if p.JSON {
		return p.answer(map[string]any{"pages": pages, "index": index})
	}
	p.say("%d pages are in %s. Begin with %s.", pages, c.Out, index)
	return nil
}

// freeFolder refuses a folder that holds anything but an earlier preview, so
// that nothing of somebody's is written over.
func freeFolder(dir string) error {
	found, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(found) == 0 {
		return nil
	}
	if err != nil {
		return failed(err, "%s cannot be looked at: %v.", dir, err)
	}
	for _, name := range []string{"index.html", "day", "night"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return failed(nil, "There is something else than a preview in %s. Name an empty folder.", dir)
		}
	}
	return nil
}

// A passing diary takes its folder with it when it is closed.
type passing struct {
	*store.Store
	dir string
}

func openPassing(ctx context.Context) (preview.Diary, error) {
	dir, err := os.MkdirTemp("", "charley-preview-")
	if err != nil {
		return nil, err
	}
	st, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return passing{st, dir}, nil
}

// Close closes the diary and removes its folder.
func (p passing) Close() error { return errors.Join(p.Store.Close(), os.RemoveAll(p.dir)) }
