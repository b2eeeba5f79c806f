package homeca

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"strings"
	"time"
)

// Issue makes the certificate of a server. It is good for a little over a year
// and never longer than the authority. Error: ErrOutside for a name that the
// authority may not vouch for.
func (a Authority) Issue(names Names, now time.Time, random io.Reader) (Pair, error) {
	names = names.And(Names{})
	if err := names.Check(); err != nil {
		return Pair{}, err
	}
	if name := outside(names, a.cert.PermittedDNSDomains, a.cert.PermittedIPRanges); name != "" {
		return Pair{}, fmt.Errorf("vouch for %s: %w", name, ErrOutside)
	}
	key, serial, err := fresh(random)
	if err != nil {
		return Pair{}, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: strings.SplitN(names.String(), ", ", 2)[0]},
		NotBefore: now.Add(-slowClock), NotAfter: a.leafEnd(now),
		DNSNames: names.DNS, IPAddresses: addresses(names.IPs), BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	cert, err := sign(template, a.cert, key, a.key, random)
	if err != nil {
		return Pair{}, err
	}
	return written(cert, key)
}

// leafEnd is when a certificate made now ends.
func (a Authority) leafEnd(now time.Time) time.Time {
	end := now.Add(leafLife - slowClock)
	if end.After(a.cert.NotAfter) {
		return a.cert.NotAfter
	}
	return end
}

// A Leaf is what is known of a server's certificate.
type Leaf struct {
	Names       Names
	From, Until time.Time
	Fingerprint string
}

// ReadLeaf looks at a server's certificate that was written down. Error: ErrDamaged.
func ReadLeaf(p Pair) (Leaf, error) {
	cert, _, err := readPair(p)
	if err != nil {
		return Leaf{}, fmt.Errorf("read the server's certificate: %w", err)
	}
	return leafOf(cert), nil
}

func leafOf(cert *x509.Certificate) Leaf {
	return Leaf{Names: namesOf(cert.DNSNames, cert.IPAddresses), From: cert.NotBefore, Until: cert.NotAfter, Fingerprint: Fingerprint(cert.Raw)}
}

// Due says whether the server needs a new certificate: there is none that can be
// read, it ends within a month, lacks a name, or is of another authority. One
// that ends with its authority is not due again.
func (a Authority) Due(p Pair, names Names, now time.Time) bool {
	cert, _, err := readPair(p)
	if err != nil || cert.CheckSignatureFrom(a.cert) != nil || now.Before(cert.NotBefore) {
		return true
	}
	ends := now.Add(renewBefore).After(cert.NotAfter) && a.leafEnd(now).After(cert.NotAfter)
	return ends || !leafOf(cert).Names.has(names)
}
