package homeca

import (
	"bytes"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"charley"
)

var begun = time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)

func named(dns string, ips ...string) Names {
	n := Names{DNS: strings.Fields(dns)}
	for _, a := range ips {
		n.IPs = append(n.IPs, netip.MustParseAddr(a))
	}
	return n
}

func newAuthority(t *testing.T, n Names) Authority {
	t.Helper()
	a, err := New(n, begun, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func issue(t *testing.T, a Authority, n Names, now time.Time) Pair {
	t.Helper()
	p, err := a.Issue(n, now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func certOf(t *testing.T, p Pair) *x509.Certificate {
	t.Helper()
	block, _ := pem.Decode(p.Cert)
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// A phone that trusts the authority takes the server under its names, for a year.
func TestAPhoneTakesTheServerUnderItsNames(t *testing.T) {
	a := newAuthority(t, named("charley.local legs.example", "192.168.1.5", "203.0.113.9"))
	leaf := certOf(t, issue(t, a, named("charley.local legs.example", "192.168.1.5", "203.0.113.9", "fd00::5"), begun))
	roots := x509.NewCertPool()
	roots.AddCert(a.cert)
	for _, tc := range []struct {
		name string
		host string
		at   time.Time
		good bool
	}{
		{"the name", "charley.local", begun, true},
		{"the name, in capitals", "Charley.local", begun, true},
		{"a name of one's own", "legs.example", begun, true},
		{"the address", "192.168.1.5", begun, true},
		{"the address by IPv6", "fd00::5", begun, true},
		{"an address on the internet that was named", "203.0.113.9", begun, true},
		{"a phone whose clock is slow", "charley.local", begun.Add(-20 * time.Hour), true},
		{"after a year", "charley.local", begun.AddDate(1, 0, 28), true},
		{"after 397 days", "charley.local", begun.Add(397 * 24 * time.Hour), false},
		{"a neighbour", "printer.local", begun, false},
		{"another address", "192.168.1.6", begun, false},
		{"a website", "example.com", begun, false},
	} {
		_, err := leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: tc.host, CurrentTime: tc.at})
		if (err == nil) != tc.good {
			t.Errorf("%s: got %v, want good %v", tc.name, err, tc.good)
		}
	}
	if life := leaf.NotAfter.Sub(leaf.NotBefore); life > 397*24*time.Hour {
		t.Errorf("got a certificate for %v, which browsers refuse", life)
	}
	if leaf.PublicKeyAlgorithm != x509.ECDSA || a.cert.PublicKeyAlgorithm != x509.ECDSA || leaf.IsCA {
		t.Error("got other keys, or a server that is an authority")
	}
}

// Whoever steals the key of the authority cannot play a website with it.
func TestAStolenKeyCannotPlayAWebsite(t *testing.T) {
	a := newAuthority(t, named("charley.local", "192.168.1.5"))
	wide := *a.cert // as if it were not tied down: what a thief would sign with
	wide.PermittedDNSDomains, wide.PermittedIPRanges = nil, nil
	thief := Authority{cert: &wide, key: a.key}
	roots := x509.NewCertPool()
	roots.AddCert(a.cert)
	for _, tc := range []struct {
		host string
		good bool
	}{{"bank.example", false}, {"www.bank.example", false}, {"notlocal", false}, {"evillocal.example", false}, {"203.0.113.9", false}, {"2001:db8::1", false}, {"8.8.8.8", false},
		{"other.local", true}, {"192.168.7.7", true}, {"localhost.localdomain", false}, {"10.1.2.3", true}, {"127.0.0.1", true}} {
		n := named(tc.host)
		if a, err := netip.ParseAddr(tc.host); err == nil {
			n = Names{IPs: []netip.Addr{a}}
		}
		leaf := &x509.Certificate{DNSNames: n.DNS, IPAddresses: addresses(n.IPs), NotBefore: begun.Add(-time.Hour), NotAfter: begun.Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
		key, serial, err := fresh(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		leaf.SerialNumber = serial
		cert, err := sign(leaf, thief.cert, key, thief.key, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		_, err = cert.Verify(x509.VerifyOptions{Roots: roots, DNSName: tc.host, CurrentTime: begun})
		if (err == nil) != tc.good {
			t.Errorf("%s: got %v, want good %v", tc.host, err, tc.good)
		}
		if _, err := a.Issue(named("bank.example"), begun, rand.Reader); !errors.Is(err, ErrOutside) {
			t.Errorf("got %v from the program itself, want ErrOutside", err)
		}
	}
	if !a.cert.PermittedDNSDomainsCritical || !a.cert.MaxPathLenZero || !reflect.DeepEqual(a.cert.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}) {
		t.Error("got an authority that is not tied down")
	}
}

// OpenSSL is a second opinion on the chain and on what ties the authority down.
func TestOpenSSLAgrees(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed: the chain is checked by Go alone")
	}
	now := time.Now()
	a, err := New(named("charley.local", "192.168.1.5"), now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ca, err := a.Pair()
	if err != nil {
		t.Fatal(err)
	}
	stolen := a
	wide := *a.cert
	wide.PermittedDNSDomains, wide.PermittedIPRanges = []string{"bank.example", "local"}, a.cert.PermittedIPRanges
	stolen.cert = &wide
	dir := t.TempDir()
	write := func(name string, body []byte) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, body, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	root := write("ca.crt", ca.Cert)
	for _, tc := range []struct {
		flag, host string
		pair       Pair
		good       bool
	}{
		{"-verify_hostname", "charley.local", issue(t, a, named("charley.local", "192.168.1.5"), now), true},
		{"-verify_ip", "192.168.1.5", issue(t, a, named("charley.local", "192.168.1.5"), now), true},
		{"-verify_hostname", "other.local", issue(t, a, named("charley.local"), now), false},
		{"-verify_hostname", "bank.example", issue(t, stolen, named("bank.example"), now), false},
	} {
		out, err := exec.Command(openssl, "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", root, tc.flag, tc.host, write("leaf.crt", tc.pair.Cert)).CombinedOutput()
		if (err == nil) != tc.good {
			t.Errorf("%s: got %v, want good %v\n%s", tc.host, err, tc.good, out)
		}
	}
}

func TestNamesACertificateCanBeMadeFor(t *testing.T) {
	for _, tc := range []struct {
		name  string
		names Names
		field string // of the error; "" if they are good
	}{
		{"a name", named("charley.local"), ""},
		{"an address", named("", "192.168.1.5"), ""},
		{"nothing", Names{}, "name"},
		{"a whole part of the internet", named("com"), "name"},
		{"every machine of a home", named("*.local"), "name"},
		{"capitals", named("Charley.local"), "name"},
		{"a port", named("charley.local:8484"), "name"},
		{"an address as a name", named("192.168.1.5"), "name"},
		{"a dot at the end", named("charley.local."), "name"},
		{"another script", named("сharley.local"), "name"},
		{"any address", named("", "0.0.0.0"), "ip"},
		{"many machines", named("", "224.0.0.1"), "ip"},
		{"an address with a zone", named("", "fe80::1%eth0"), "ip"},
	} {
		_, err := New(tc.names, begun, rand.Reader)
		var field *charley.FieldError
		if got := errors.As(err, &field); got != (tc.field != "") || got && field.Field != tc.field {
			t.Errorf("%s: got %v, want field %q", tc.name, err, tc.field)
		}
	}
}

func TestAnAuthorityComesBackFromItsFiles(t *testing.T) {
	a := newAuthority(t, named("charley.local"))
	pair, err := a.Pair()
	if err != nil {
		t.Fatal(err)
	}
	back, err := Read(ReadOne(pair.One()), begun)
	if err != nil || back.Fingerprint() != a.Fingerprint() || !reflect.DeepEqual(back.Mine(), named("charley.local")) {
		t.Errorf("got %v with %v, %v", back.Mine(), back.Fingerprint(), err)
	}
	if got := a.Fingerprint(); len(got) != 32*3-1 || strings.Trim(got, "0123456789ABCDEF:") != "" {
		t.Errorf("got fingerprint %s", got)
	}
	other, err := newAuthority(t, named("charley.local")).Pair()
	if err != nil {
		t.Fatal(err)
	}
	leaf := issue(t, a, named("charley.local"), begun)
	for _, tc := range []struct {
		name string
		pair Pair
		at   time.Time
		want error
	}{
		{"after ten years", pair, begun.AddDate(10, 0, 1), ErrExpired},
		{"no certificate", Pair{Key: pair.Key}, begun, ErrDamaged},
		{"no key", Pair{Cert: pair.Cert}, begun, ErrDamaged},
		{"the key of another one", Pair{Cert: pair.Cert, Key: other.Key}, begun, ErrDamaged},
		{"half a file", Pair{Cert: pair.Cert[:300], Key: pair.Key}, begun, ErrDamaged},
		{"a certificate that is a key", Pair{Cert: pair.Key, Key: pair.Key}, begun, ErrDamaged},
		{"a server's certificate", leaf, begun, ErrDamaged},
	} {
		if _, err := Read(tc.pair, tc.at); !errors.Is(err, tc.want) {
			t.Errorf("%s: got %v, want %v", tc.name, err, tc.want)
		}
	}
}

// The server's certificate is made again in time, and phones need not hear of it.
func TestWhenANewCertificateIsDue(t *testing.T) {
	a := newAuthority(t, named("charley.local"))
	names := named("charley.local", "192.168.1.5")
	pair := issue(t, a, names, begun)
	foreign := newAuthority(t, named("charley.local"))
	for _, tc := range []struct {
		name  string
		pair  Pair
		names Names
		at    time.Time
		want  bool
	}{
		{"just made", pair, names, begun, false},
		{"in use, and the house has other addresses, too", pair, named("charley.local"), begun, false},
		{"after eleven months", pair, names, begun.AddDate(0, 11, 0), false},
		{"thirty days before the end", pair, names, begun.Add(366 * 24 * time.Hour), true},
		{"after the end", pair, names, begun.AddDate(2, 0, 0), true},
		{"a clock that was wrong when it was made", pair, names, begun.AddDate(-3, 0, 0), true},
		{"the router gave another address", pair, named("charley.local", "192.168.1.9"), begun, true},
		{"another name", pair, named("legs.local"), begun, true},
		{"none yet", Pair{}, names, begun, true},
		{"of another authority", issue(t, foreign, names, begun), names, begun, true},
		{"it ends with the authority", issue(t, a, names, begun.AddDate(9, 11, 0)), names, begun.AddDate(9, 11, 20), false},
	} {
		if got := a.Due(tc.pair, tc.names, tc.at); got != tc.want {
			t.Errorf("%s: got %v, want %v", tc.name, got, tc.want)
		}
	}
	again := issue(t, a, names, begun.AddDate(1, 0, 0))
	roots := x509.NewCertPool()
	roots.AddCert(a.cert)
	if _, err := certOf(t, again).Verify(x509.VerifyOptions{Roots: roots, DNSName: "charley.local", CurrentTime: begun.AddDate(1, 0, 0)}); err != nil {
		t.Errorf("got %v for the new one at a phone that trusts since a year", err)
	}
	if bytes.Equal(again.Key, pair.Key) {
		t.Error("got the old key again")
	}
	if _, err := tls.X509KeyPair(again.Cert, again.Key); err != nil {
		t.Error(err)
	}
	leaf, err := ReadLeaf(again)
	if err != nil || !reflect.DeepEqual(leaf.Names, names) || leaf.Fingerprint == a.Fingerprint() {
		t.Errorf("got %+v, %v", leaf, err)
	}
}

func FuzzRead(f *testing.F) {
	a, err := New(named("charley.local"), begun, rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	p, err := a.Pair()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(p.Cert, p.Key)
	f.Add([]byte("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"), []byte{})
	f.Fuzz(func(t *testing.T, cert, key []byte) {
		got, err := Read(Pair{Cert: cert, Key: key}, begun)
		if err == nil && got.Fingerprint() == "" {
			t.Error("got an authority of nothing")
		}
		_, _ = ReadLeaf(Pair{Cert: cert, Key: key})
	})
}
