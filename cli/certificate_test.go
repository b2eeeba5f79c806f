package cli

import (
	"bytes"
	"crypto/rand"
	"crypto/tls"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"charley/homeca"
)

var begun = time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)

func namesOf(dns string, ips ...string) homeca.Names {
	n := homeca.Names{DNS: strings.Fields(dns)}
	for _, a := range ips {
		n.IPs = append(n.IPs, netip.MustParseAddr(a))
	}
	return n
}

// A homeServer is a folder with an authority, and the certificate that serve keeps there.
type homeServer struct {
	*certificate
	t         *testing.T
	folder    tlsFolder
	addresses homeca.Names
	log       bytes.Buffer
}

func newHomeServer(t *testing.T) *homeServer {
	t.Helper()
	s := &homeServer{t: t, folder: tlsFolder(filepath.Join(t.TempDir(), "tls")), addresses: namesOf("", "192.168.1.5")}
	if _, err := s.folder.make(namesOf("charley.local"), begun); err != nil {
		t.Fatal(err)
	}
	if err := s.folder.keepNames(namesOf("charley.local")); err != nil {
		t.Fatal(err)
	}
	s.start(begun)
	return s
}

func (s *homeServer) start(now time.Time) {
	s.t.Helper()
	source, err := newHomeSource(s.folder, func() homeca.Names { return s.addresses }, now)
	if err != nil {
		s.t.Fatal(err)
	}
	if s.certificate, err = newCertificate(source, now); err != nil {
		s.t.Fatal(err)
	}
}

// after says whether a look at a time took another certificate.
func (s *homeServer) after(now time.Time) bool {
	before := s.current.Load()
	s.look(now, slog.New(slog.NewTextHandler(&s.log, nil)))
	return s.current.Load() != before
}

// The server makes its certificate again by itself, and never troubles a phone with it.
func TestTheCertificateKeepsItselfUpToDate(t *testing.T) {
	s := newHomeServer(t)
	authority := s.source.trust().Fingerprint
	if s.after(begun.Add(time.Hour)) || s.after(begun.AddDate(0, 6, 0)) {
		t.Error("got a new one though the old one is good")
	}
	s.addresses = namesOf("", "192.168.1.77")
	if !s.after(begun.AddDate(0, 6, 0)) || s.current.Load().Leaf.VerifyHostname("192.168.1.77") != nil || s.current.Load().Leaf.VerifyHostname("charley.local") != nil {
		t.Error("got the old one after the router gave another address")
	}
	if s.after(begun.AddDate(0, 7, 0)) {
		t.Error("got a new one without a reason")
	}
	if !s.after(begun.AddDate(1, 6, 20)) {
		t.Error("got the old one less than thirty days before its end")
	}
	s.start(begun.AddDate(1, 6, 21))
	if s.source.trust().Fingerprint != authority || s.current.Load().Leaf.NotAfter.Before(begun.AddDate(2, 6, 0)) {
		t.Error("got something else after a new start")
	}
	if s.log.Len() > 0 && strings.Contains(s.log.String(), "WARN") {
		t.Errorf("got the log %s", s.log.String())
	}
}

// A name that is added beside a running server is one of its names soon.
func TestANameThatIsAddedIsTakenOver(t *testing.T) {
	s := newHomeServer(t)
	if err := s.folder.keepNames(namesOf("charley.local two.local")); err != nil {
		t.Fatal(err)
	}
	if !s.after(begun.Add(time.Hour)) || !slices.Contains(s.names(), "two.local") {
		t.Errorf("got the names %q", s.names())
	}
}

// Where no new one can be made, the old one stays, and that is said once.
func TestTroubleWithACertificateIsSaidOnceAndTheOldOneStays(t *testing.T) {
	s := newHomeServer(t)
	if _, err := s.folder.make(namesOf("charley.local"), begun); err != nil {
		t.Fatal(err)
	}
	s.addresses = namesOf("", "192.168.1.77")
	for range 3 {
		if s.after(begun.Add(time.Hour)) {
			t.Error("got a certificate by an authority that no phone was told of")
		}
	}
	if n := strings.Count(s.log.String(), "WARN"); n != 1 || !strings.Contains(s.log.String(), "start charley serve again") {
		t.Errorf("got %d warnings: %s", n, s.log.String())
	}
	if got, _ := s.folder.server(); homeca.Pair(got).Cert == nil {
		t.Error("got the certificate of the server lost")
	}
}

// Files that another program renews are taken up while the server runs.
func TestCertificateFilesAreReadAgainWhenTheyChange(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "fullchain.pem"), filepath.Join(dir, "privkey.pem")
	ca, err := homeca.New(namesOf("legs.example"), begun, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	write := func(at time.Time) homeca.Pair {
		pair, err := ca.Issue(namesOf("legs.example"), at, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		for name, body := range map[string][]byte{cert: pair.Cert, key: pair.Key} {
			if err := os.WriteFile(name, body, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(name, at, at); err != nil {
				t.Fatal(err)
			}
		}
		return pair
	}
	write(begun)
	c, err := newCertificate(&fileSource{cert: cert, key: key}, begun)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	look := func() *tls.Certificate {
		c.look(begun, slog.New(slog.NewTextHandler(&log, nil)))
		return c.current.Load()
	}
	first := look()
	if look() != first || c.source.trust() != nil || c.names()[0] != "legs.example" {
		t.Error("got another certificate from the same files")
	}
	if err := os.WriteFile(cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if look() != first || !strings.Contains(log.String(), "WARN") {
		t.Error("got something else from a file that is half written")
	}
	write(begun.AddDate(0, 2, 0))
	if got := look(); got == first || !got.Leaf.NotBefore.After(first.Leaf.NotBefore) {
		t.Error("got the old certificate after the files changed")
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	second := c.current.Load()
	if look() != second {
		t.Error("got no certificate after the files were gone")
	}
}
