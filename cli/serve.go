package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"sync"

	"charley/backup"
	"charley/web"
)

// serveCommand shows the diary in the browser.
type serveCommand struct {
	Listen  string   `placeholder:"ADDR" help:"Address on this machine; 127.0.0.1:8484 if nothing is said, which only this machine can reach. Also CHARLEY_LISTEN."`
	Host    []string `placeholder:"NAME" help:"Name that people type to get here, where it is not in the certificate. Can be given several times. Also CHARLEY_HOSTS, with commas."`
	Proxy   []string `placeholder:"ADDR" help:"Address or range of a proxy that passes requests on; nobody else is believed about whom they come from. Can be given several times. Also CHARLEY_PROXIES, with commas."`
	TLSCert string   `name:"tls-cert" placeholder:"FILE" help:"Certificate for HTTPS, as PEM. Without it, that of charley tls init, where there is one. Also CHARLEY_TLS_CERT."`
	TLSKey  string   `name:"tls-key" placeholder:"FILE" help:"Its key. Also CHARLEY_TLS_KEY."`
	NoTLS   bool     `name:"no-tls" help:"Speak plain HTTP although there is a certificate, for a proxy that speaks HTTPS."`
	Setup   bool     `help:"Print a one-time link with which the first account is set up."`
	Zone    string   `placeholder:"ZONE" help:"Home time zone of a new diary, such as Europe/Berlin. That of this machine if left away."`
}

// Run is charley serve. It ends when the context does.
func (c *serveCommand) Run(ctx context.Context, p *program) error {
	o, err := c.outside(p)
	if err != nil {
		return err
	}
	p.forAll = true
	return p.with(ctx, toWrite, c.Zone, func(h *home) error {
		if c.Zone != "" && !h.fresh {
			p.remark("This diary has its home time zone already, so --zone changes nothing. Change it on the page Settings.")
		}
		if err := c.door(ctx, p, h, &o); err != nil {
			return err
		}
		if o.certificate, err = c.certificate(p, h.place, o.at); err != nil {
			return err
		}
		k, err := p.keeper("", nil)
		if err != nil {
			return err
		}
		ln, err := listen(o.at)
		if err != nil {
			return err
		}
		defer ln.Close()
		return p.serve(ctx, h, ln, o, p.announce, &k)
	})
}

// An outside is how the pages are reached.
type outside struct {
	at          listening
	hosts       []string
	proxies     []netip.Prefix
	signIn      bool         // others could get here
	setup       string       // secret of the one-time link to set up the account; "" for none
	certificate *certificate // nil: plain HTTP
}

// outside reads from what was typed how the pages are to be reached.
func (c *serveCommand) outside(p *program) (o outside, err error) {
	if o.at, err = p.listenAddress(c.Listen, usualAddress); err != nil {
		return o, err
	}
	if o.hosts, err = p.hosts(c.Host); err != nil {
		return o, err
	}
	if o.proxies, err = p.proxies(c.Proxy); err != nil {
		return o, err
	}
	o.signIn = !o.at.loopback() || len(o.hosts) > 0 || len(o.proxies) > 0
	return o, nil
}

// port is an open port that takes in no more than it can, and speaks what it should.
func (o outside) port(ln net.Listener) net.Listener {
	ln = web.Bounded(ln, o.proxies)
	if o.certificate == nil {
		return ln
	}
	return web.Secure(ln, o.certificate.current.Load)
}

// serve shows an open diary until ctx ends or the disk fails for good. announce
// is told where when all is ready. keeper makes a verified backup a day beside
// it; nil for none.
func (p *program) serve(ctx context.Context, h *home, ln net.Listener, o outside, announce func(reached), keeper *backup.Keeper) error {
	where := o.reached(ln.Addr())
	release, err := holdServing(h.place.Dir, where.URL)
	if err != nil {
		return err
	}
	defer release()
	base, err := p.readKnowledge()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(p.env.Stderr, nil))
	config := web.Config{App: h.App, Knowledge: base, Log: log, Version: version(), Hosts: o.hosts, Proxies: o.proxies, SignIn: o.signIn}
	if o.certificate != nil {
		config.TLS, config.Trust = true, o.certificate.source.trust()
		config.Names = o.certificate.names
	}
	daily := copies(h, keeper, log)
	if keeper != nil {
		k := kept{keeper: *keeper, daily: daily, home: h}
		config.Keeper = k
		if daily != nil {
			config.Backups = k.status
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
	helpers.Go(func() { h.KeepNotingTold(ctx) })
	if o.certificate != nil {
		helpers.Go(func() { o.certificate.keep(ctx, p.env.Now, log) })
	}
	announce(where)
	state := h.State()
	log.Info("started", "address", ln.Addr().String(), "https", o.certificate != nil, "engine", state.Engine, "schema", h.store.Schema(), "writable", state.Writable)
	err = web.Serve(ctx, o.port(ln), handler)
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
