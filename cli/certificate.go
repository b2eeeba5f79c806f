package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"charley/homeca"
	"charley/web"
)

// lookEvery is how often serve looks whether its certificate is still the right one.
const lookEvery = time.Minute

// A certificate is what the server shows to browsers. It is kept up to date
// while the program runs, so that nobody has to start it again for that.
type certificate struct {
	source  source
	current atomic.Pointer[tls.Certificate]
	trouble string // what was last said of it
}

// A source is where a certificate comes from.
type source interface {
	// fresh is a certificate to take in place of the last one, or nil if that is
	// still right.
	fresh(now time.Time) (*tls.Certificate, error)
	// trust is the authority that phones must be told of; nil if there is none.
	trust() *web.Trust
}

// newCertificate takes up a certificate; it must be there from the start.
func newCertificate(s source, now time.Time) (*certificate, error) {
	c := &certificate{source: s}
	got, err := s.fresh(now)
	if err != nil {
		return nil, err
	}
	c.current.Store(got)
	return c, nil
}

// look takes a newer certificate if there is one. Where that cannot be had, the
// old one stays, and the log says so, once.
func (c *certificate) look(now time.Time, log *slog.Logger) {
	got, err := c.source.fresh(now)
	switch {
	case err != nil && err.Error() != c.trouble:
		c.trouble = err.Error()
		log.Warn("the certificate cannot be renewed, the old one stays", "error", err)
	case err == nil && got != nil:
		c.current.Store(got)
		log.Info("a new certificate is in use", "until", got.Leaf.NotAfter)
		fallthrough
	case err == nil:
		c.trouble = ""
	}
}

// keep looks after the certificate until ctx ends.
func (c *certificate) keep(ctx context.Context, now func() time.Time, log *slog.Logger) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			c.look(now(), log)
		case <-ctx.Done():
			return
		}
	}
}

// names are those that the certificate was made for, without wildcards: under
// which of them the program is asked for is not known then.
func (c *certificate) names() []string {
	return slices.DeleteFunc(slices.Clone(c.current.Load().Leaf.DNSNames), func(n string) bool { return strings.Contains(n, "*") })
}

// fileSource is a certificate that something else makes and renews.
type fileSource struct {
	cert, key string
	seen      string // how the files looked when they were read
}

func (s *fileSource) trust() *web.Trust { return nil }

func (s *fileSource) fresh(time.Time) (*tls.Certificate, error) {
	looks, err := stampOf(s.cert, s.key)
	if err != nil || looks == s.seen {
		return nil, err
	}
	cert, err := os.ReadFile(s.cert)
	if err != nil {
		return nil, unreadable(s.cert, err)
	}
	key, err := os.ReadFile(s.key)
	if err != nil {
		return nil, unreadable(s.key, err)
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		return nil, failed(err, "%s and %s are no certificate and key that belong together: %v.", s.cert, s.key, err)
	}
	s.seen = looks
	return &pair, nil
}

func unreadable(name string, err error) error {
	return failed(err, "%s cannot be read: %v.", name, err)
}

// stampOf tells whether files were written since they were last looked at.
func stampOf(names ...string) (string, error) {
	var out strings.Builder
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			return "", unreadable(name, err)
		}
		fmt.Fprintf(&out, "%d %d\n", info.Size(), info.ModTime().UnixNano())
	}
	return out.String(), nil
}

// openToOthers says that a key can be read by others on this machine.
func openToOthers(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows"
}

// homeSource is a certificate by the authority of this home.
type homeSource struct {
	folder    tlsFolder
	authority homeca.Authority
	addresses func() homeca.Names // of this machine, those that others reach it by
	inUse     string              // fingerprint of the one that was given out last
}

// newHomeSource takes up the authority that charley tls init made.
func newHomeSource(d tlsFolder, addresses func() homeca.Names, now time.Time) (*homeSource, error) {
	ca, err := d.authority(now)
	if err != nil {
		return nil, err
	}
	return &homeSource{folder: d, authority: ca, addresses: addresses}, nil
}

func (s *homeSource) trust() *web.Trust {
	return &web.Trust{Certificate: s.authority.DER(), Fingerprint: s.authority.Fingerprint(), Name: s.authority.Name(), Names: s.authority.Mine().String()}
}

func (s *homeSource) fresh(now time.Time) (*tls.Certificate, error) {
	names, err := s.folder.names()
	if err != nil {
		return nil, err
	}
	names = names.And(s.addresses())
	pair, err := s.folder.server()
	if err != nil {
		return nil, err
	}
	if s.authority.Due(pair, names, now) {
		if err := s.unchanged(now); err != nil {
			return nil, err
		}
		made, err := s.folder.renew(s.authority, names, now)
		if err != nil && made.Cert == nil {
			return nil, err
		}
		pair = made // one that could not be written down is good, too, until the next start
	}
	leaf, err := homeca.ReadLeaf(pair)
	if err != nil || leaf.Fingerprint == s.inUse {
		return nil, err
	}
	got, err := tls.X509KeyPair(pair.Cert, pair.Key)
	if err != nil {
		return nil, err
	}
	s.inUse = leaf.Fingerprint
	return &got, nil
}

// errOtherAuthority says that the authority was replaced while the server runs.
var errOtherAuthority = errors.New("there is another certificate authority now: start charley serve again")

// unchanged makes sure that nothing is written for an authority that is not
// there any more.
func (s *homeSource) unchanged(now time.Time) error {
	ca, err := s.folder.authority(now)
	if err == nil && ca.Fingerprint() != s.authority.Fingerprint() {
		return errOtherAuthority
	}
	return err
}

// certificate is what serve shows to browsers, from what was typed; nil for
// plain HTTP.
func (c *serveCommand) certificate(p *program, at place, where listening) (*certificate, error) {
	cert, key := c.typedOr(p, c.TLSCert, "CHARLEY_TLS_CERT"), c.typedOr(p, c.TLSKey, "CHARLEY_TLS_KEY")
	now := p.env.Now()
	switch {
	case (cert == "") != (key == ""):
		return nil, usage("--tls-cert and --tls-key belong together: give both, or neither.")
	case cert != "" && c.NoTLS:
		return nil, usage("--no-tls and --tls-cert contradict each other. Leave one of them away.")
	case cert != "":
		if openToOthers(key) {
			p.remark("Others on this machine may read the key in %s. If they should not, type: chmod 600 %s", key, key)
		}
		return newCertificate(&fileSource{cert: cert, key: key}, now)
	case c.NoTLS || where.loopback() || !at.tls().holds():
		return nil, nil // browsers trust the loopback of their own machine without a certificate
	}
	home, err := newHomeSource(at.tls(), where.homeAddresses, now)
	if err != nil {
		return nil, err
	}
	return newCertificate(home, now)
}

// typedOr is what was typed, or the environment says.
func (c *serveCommand) typedOr(p *program, typed, variable string) string {
	if typed != "" {
		return typed
	}
	return p.env.Getenv(variable)
}
