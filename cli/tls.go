package cli

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

	"charley"
	"charley/homeca"
)

// tlsCommand looks after the certificates of a home.
type tlsCommand struct {
	Init tlsInitCommand `cmd:"" help:"Make a certificate authority for this home, so that a phone can trust Charley."`
	Show tlsShowCommand `cmd:"" help:"Show the mark to compare, the names and the dates."`
}

// tlsInitCommand makes the authority and the server's first certificate.
type tlsInitCommand struct {
	Name  []string `placeholder:"NAME" help:"Name that Charley is reached by, such as charley.local. Can be given several times; the name of this machine if left away."`
	IP    []string `name:"ip" placeholder:"ADDR" help:"Address it is reached by that this machine does not know itself, such as that of a router. Can be given several times."`
	NewCA bool     `name:"new-ca" help:"Make a new authority in place of the one that is there. Every phone must trust again."`
}

// Run is charley tls init. An authority that is there is never written over
// unless that was asked for: phones trust it.
func (c *tlsInitCommand) Run(_ context.Context, p *program) error {
	at, err := p.place()
	if err != nil {
		return err
	}
	typed, err := c.typed()
	if err != nil {
		return err
	}
	d, now := at.tls(), p.env.Now()
	ca, names, err := c.authority(p, d, typed, now)
	if err != nil {
		return err
	}
	server, err := d.renew(ca, names.And(homeAddresses()), now)
	if err != nil {
		return err
	}
	if err := d.keepNames(names); err != nil {
		return err
	}
	if err := p.showTLS(d, ca, server); err != nil || p.JSON {
		return err
	}
	p.say("\nNow start Charley so that your phone can reach it: charley serve --listen 0.0.0.0:8484\nThen open http://ADDRESS-OF-THIS-MACHINE:8484/trust on the phone.")
	return nil
}

// typed are the names and addresses that were typed.
func (c *tlsInitCommand) typed() (homeca.Names, error) {
	var n homeca.Names
	for _, name := range c.Name {
		n.DNS = append(n.DNS, strings.ToLower(name))
	}
	for _, text := range c.IP {
		a, err := netip.ParseAddr(text)
		if err != nil {
			return n, usage("--ip must be an address like 192.168.1.5. You typed %q.", text)
		}
		n.IPs = append(n.IPs, a.Unmap())
	}
	var field *charley.FieldError
	if err := n.Check(); len(c.Name)+len(c.IP) > 0 && errors.As(err, &field) {
		return n, usage("--%s %s.%s", field.Field, field.Why, youTyped(field.Got))
	}
	return n.And(homeca.Names{}), nil
}

// authority is a new one, or the one that is there, with the names that its
// server is to be reached by. Without a name, it is that of this machine.
func (c *tlsInitCommand) authority(p *program, d tlsFolder, typed homeca.Names, now time.Time) (homeca.Authority, homeca.Names, error) {
	if d.holds() && !c.NewCA {
		return c.extended(d, typed, now)
	}
	if len(typed.DNS) == 0 {
		typed.DNS = []string{machineName(os.Hostname)}
	}
	if d.holds() {
		p.remark("The authority that was there is replaced. Every phone that trusted it must trust the new one: open the page /trust on each by the address of this machine, not by its name, and remove the old one there.")
	}
	ca, err := d.make(typed, now)
	return ca, typed, err
}

// extended is the authority that is there, for names that are new to it.
func (c *tlsInitCommand) extended(d tlsFolder, typed homeca.Names, now time.Time) (ca homeca.Authority, names homeca.Names, err error) {
	if len(c.Name)+len(c.IP) == 0 {
		return ca, names, usage("There is a certificate authority in %s already, and phones may trust it. Show it with \"charley tls show\", add a name with --name, or make another one with --new-ca.", string(d))
	}
	if ca, err = d.authority(now); err == nil {
		names, err = d.names()
	}
	return ca, names.And(typed), err
}

// machineName is what phones in the same network call this machine.
func machineName(hostname func() (string, error)) string {
	name, err := hostname()
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	local := homeca.Names{DNS: []string{name + ".local"}}
	if err != nil || local.Check() != nil {
		return "charley.local"
	}
	return local.DNS[0]
}

// tlsShowCommand shows what phones are asked to trust.
type tlsShowCommand struct{}

// Run is charley tls show.
func (c *tlsShowCommand) Run(_ context.Context, p *program) error {
	at, err := p.place()
	if err != nil {
		return err
	}
	d := at.tls()
	if !d.holds() {
		return failed(nil, "There is no certificate authority in %s. Make one with: charley tls init", string(d))
	}
	ca, err := d.authority(p.env.Now())
	if err != nil {
		return err
	}
	server, err := d.server()
	if err != nil {
		return err
	}
	return p.showTLS(d, ca, server)
}

// showTLS shows an authority and the certificate of the server.
func (p *program) showTLS(d tlsFolder, ca homeca.Authority, server homeca.Pair) error {
	leaf, err := homeca.ReadLeaf(server)
	if err != nil {
		return failed(err, "The certificate of the server in %s is damaged or missing. It is made again when charley serve starts.", string(d))
	}
	if p.JSON {
		return p.answer(map[string]any{
			"folder":    string(d),
			"authority": map[string]any{"name": ca.Name(), "fingerprint": ca.Fingerprint(), "vouches_for": ca.Mine().String(), "from": ca.From().UTC(), "until": ca.Until().UTC()},
			"server":    map[string]any{"names": slices.Concat([]string{}, leaf.Names.DNS), "addresses": slices.Concat([]netip.Addr{}, leaf.Names.IPs), "fingerprint": leaf.Fingerprint, "from": leaf.From.UTC(), "until": leaf.Until.UTC()},
		})
	}
	p.say("Authority   %s", ca.Name())
	p.say("  in        %s", string(d))
	p.say("  until     %s", ca.Until().Format(time.DateOnly))
	p.say("  vouches   for %s, for names that end in .local, and for addresses inside a home; for nothing else", ca.Mine())
	p.say("  SHA-256   %s", ca.Fingerprint())
	p.say("Server      %s", leaf.Names)
	p.say("  until     %s; made again in time by charley serve", leaf.Until.Format(time.DateOnly))
	p.say("\nCompare the SHA-256 with what your phone shows before it trusts this authority.")
	return nil
}

// homeAddresses are the addresses of this machine inside a home, those that can
// be typed into a browser.
func homeAddresses() homeca.Names {
	var n homeca.Names
	list, err := net.InterfaceAddrs()
	if err != nil {
		return n // they are added by serve as soon as they can be told
	}
	for _, entry := range list {
		ipNet, ok := entry.(*net.IPNet)
		if !ok {
			continue
		}
		a, ok := netip.AddrFromSlice(ipNet.IP)
		if a = a.Unmap(); ok && homeca.AtHome(a) && !a.IsLoopback() && !a.IsLinkLocalUnicast() {
			n.IPs = append(n.IPs, a)
		}
	}
	return n.And(homeca.Names{})
}
