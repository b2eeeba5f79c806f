package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"

	"charley/backup"
	"charley/knowledge"
	"charley/web"
)

// serveCommand shows the diary in the browser.
type serveCommand struct {
	Listen string `placeholder:"ADDR" help:"Address on this machine; 127.0.0.1:8484 if nothing is said. Also CHARLEY_LISTEN."`
	Zone   string `placeholder:"ZONE" help:"Home time zone of a new diary, such as Europe/Berlin. That of this machine if left away."`
}

// Run is charley serve. It ends when the context does.
func (c *serveCommand) Run(ctx context.Context, p *program) error {
	addr, err := p.listenAddress(c.Listen, usualAddress)
	if err != nil {
		return err
	}
	ln, err := listen(addr)
	if err != nil {
		return err
	}
	defer ln.Close()
	return p.with(ctx, toWrite, c.Zone, func(h *home) error {
		if c.Zone != "" && !h.fresh {
			p.remark("This diary has its home time zone already, so --zone changes nothing. Change it on the page Settings.")
		}
		announce := func(url string) {
			if p.JSON {
				p.announceJSON(url)
				return
			}
			p.say("charley listens on %s", url)
		}
		k, err := p.keeper("", nil)
		if err != nil {
			return err
		}
		return p.serve(ctx, h, ln, announce, &k)
	})
}

// announceJSON tells a program where the pages are.
func (p *program) announceJSON(url string) {
	_ = p.answer(map[string]any{"url": url}) // whoever reads this may be gone; the pages are not
}

// serve shows an open diary until ctx ends or the disk fails for good. announce
// is told the address when all is ready. keeper makes a verified backup a day
// beside it; nil for none.
func (p *program) serve(ctx context.Context, h *home, ln net.Listener, announce func(url string), keeper *backup.Keeper) error {
	release, err := holdServing(h.place.Dir, ln.Addr().String())
	if err != nil {
		return err
	}
	defer release()
	base, err := knowledge.Default()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(p.env.Stderr, nil))
	config := web.Config{App: h.App, Knowledge: base, Log: log, Version: version()}
	daily := copies(h, keeper, log)
	if daily != nil {
		config.Backups = func() web.Backups {
			s := daily.Status()
			return web.Backups{Verified: s.Verified, Overdue: s.Overdue(h.Now()), Problem: s.Problem}
		}
	}
	handler := web.Handler(config)

	ctx, stop := context.WithCancel(ctx)
	var helpers sync.WaitGroup
	defer helpers.Wait()
	defer stop()
	var broken error
	helpers.Go(func() {
		select {
		case <-h.store.Failed():
			broken = failed(nil, "The disk reports errors, so Charley stopped: only a new start can tell what the disk really holds. Start it again; if this comes back, copy the diary's folder somewhere safe and check the disk.")
			stop()
		case <-ctx.Done():
		}
	})
	if daily != nil {
		helpers.Go(func() { daily.Run(ctx) })
	}
	announce("http://" + ln.Addr().String() + "/")
	state := h.State()
	log.Info("started", "address", ln.Addr().String(), "engine", state.Engine, "schema", h.store.Schema(), "writable", state.Writable)
	err = web.Serve(ctx, ln, handler)
	stop()
	helpers.Wait()
	log.Info("stopped")
	return errors.Join(broken, err)
}

// copies are the daily backups of a diary. One that can only be read gets none:
// it does not change, and there is no place for them.
func copies(h *home, k *backup.Keeper, log *slog.Logger) *backup.Daily {
	if k == nil || !h.State().Writable {
		return nil
	}
	return backup.NewDaily(*k, backup.DefaultPolicy(), log)
}
