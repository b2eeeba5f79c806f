package homeca

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/netip"
	"slices"
	"strings"
	"time"
)

const (
	authorityYears = 10
	leafLife       = 396 * 24 * time.Hour // browsers take no more than 397 days
	slowClock      = 24 * time.Hour       // a phone's clock may be behind
	renewBefore    = 30 * 24 * time.Hour  // of the server's certificate, before it ends
)

// What can be wrong with certificates that are there.
var (
	ErrOutside = errors.New("the authority may not vouch for this name")
	ErrDamaged = errors.New("this is no certificate and key that belong together")
	ErrExpired = errors.New("the certificate has expired")
)

// A Pair is a certificate and its key, as PEM. Each may stand among other blocks.
type Pair struct{ Cert, Key []byte }

// The kinds of PEM blocks that are read and written.
const (
	certBlock = "CERTIFICATE"
	keyBlock  = "PRIVATE KEY"
)

// One is both as one text, so that one file holds what belongs together.
func (p Pair) One() []byte { return slices.Concat(p.Key, p.Cert) }

// ReadOne reads back what One made.
func ReadOne(text []byte) Pair { return Pair{Cert: text, Key: text} }

// An Authority can vouch for a home server.
type Authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// New makes an authority that may vouch for the names and for what lies inside
// a home. random makes the serial number; keys come from the system's own source.
func New(names Names, now time.Time, random io.Reader) (Authority, error) {
	if err := names.Check(); err != nil {
		return Authority{}, err
	}
	key, serial, err := fresh(random)
	if err != nil {
		return Authority{}, err
	}
	first := strings.SplitN(names.String(), ", ", 2)[0]
	domains, ranges := names.bounds()
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{Organization: []string{"Charley at home"}, CommonName: fmt.Sprintf("Charley at %s, %s", first, now.UTC().Format(time.DateOnly))},
		NotBefore:    now.Add(-slowClock), NotAfter: now.UTC().AddDate(authorityYears, 0, 0),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		PermittedDNSDomainsCritical: true, PermittedDNSDomains: domains, PermittedIPRanges: ranges,
	}
	cert, err := sign(template, template, key, key, random)
	return Authority{cert: cert, key: key}, err
}

// fresh is a new key and a serial number that nobody guesses.
func fresh(random io.Reader) (*ecdsa.PrivateKey, *big.Int, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), random)
	if err != nil {
		return nil, nil, fmt.Errorf("make a key: %w", err)
	}
	number := make([]byte, 16)
	if _, err := io.ReadFull(random, number); err != nil {
		return nil, nil, fmt.Errorf("make a serial number: %w", err)
	}
	number[0] = number[0]&0x7f | 0x40 // positive, and always of one length
	return key, new(big.Int).SetBytes(number), nil
}

func sign(template, parent *x509.Certificate, key, signer *ecdsa.PrivateKey, random io.Reader) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(random, template, parent, &key.PublicKey, signer)
	if err != nil {
		return nil, fmt.Errorf("sign a certificate: %w", err)
	}
	return x509.ParseCertificate(der)
}

// Read takes up an authority that was written down. Errors: ErrDamaged, and
// ErrExpired at a time after its end.
func Read(p Pair, now time.Time) (Authority, error) {
	cert, key, err := readPair(p)
	if err != nil {
		return Authority{}, fmt.Errorf("read the authority: %w", err)
	}
	if !cert.IsCA {
		return Authority{}, fmt.Errorf("read the authority: %w", ErrDamaged)
	}
	if !now.Before(cert.NotAfter) {
		return Authority{}, fmt.Errorf("read the authority: %w", ErrExpired)
	}
	return Authority{cert: cert, key: key}, nil
}

// readPair reads one certificate and the key that belongs to it.
func readPair(p Pair) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	cert, err := x509.ParseCertificate(block(p.Cert, certBlock))
	if err != nil {
		return nil, nil, errors.Join(ErrDamaged, err)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block(p.Key, keyBlock))
	if err != nil {
		return nil, nil, errors.Join(ErrDamaged, err)
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || !key.PublicKey.Equal(cert.PublicKey) {
		return nil, nil, ErrDamaged
	}
	return cert, key, nil
}

// block is what the first block of a kind holds; nil if there is none.
func block(text []byte, kind string) []byte {
	for b, rest := pem.Decode(text); b != nil; b, rest = pem.Decode(rest) {
		if b.Type == kind {
			return b.Bytes
		}
	}
	return nil
}

// Pair is the authority as it is written down.
func (a Authority) Pair() (Pair, error) { return written(a.cert, a.key) }

func written(cert *x509.Certificate, key *ecdsa.PrivateKey) (Pair, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return Pair{}, fmt.Errorf("write a key: %w", err)
	}
	return Pair{
		Cert: pem.EncodeToMemory(&pem.Block{Type: certBlock, Bytes: cert.Raw}),
		Key:  pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: der}),
	}, nil
}

// DER is the certificate of the authority as phones take it in.
func (a Authority) DER() []byte { return a.cert.Raw }

// Fingerprint is the SHA-256 of the authority's certificate, in pairs of digits,
// for comparing by eye.
func (a Authority) Fingerprint() string { return Fingerprint(a.cert.Raw) }

// Fingerprint is the SHA-256 of a certificate, in pairs of digits.
func Fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	digits := strings.ToUpper(hex.EncodeToString(sum[:]))
	var out strings.Builder
	for i := 0; i < len(digits); i += 2 {
		if i > 0 {
			out.WriteByte(':')
		}
		out.WriteString(digits[i : i+2])
	}
	return out.String()
}

// Name is what a phone calls the authority in its settings.
func (a Authority) Name() string { return a.cert.Subject.CommonName }

// From and Until are when the authority is good.
func (a Authority) From() time.Time  { return a.cert.NotBefore }
func (a Authority) Until() time.Time { return a.cert.NotAfter }

// Mine are the names that the authority was made for, beside what lies in any
// home: a name that ends in one of them it may vouch for, too.
func (a Authority) Mine() Names {
	n := Names{}
	for _, d := range a.cert.PermittedDNSDomains {
		if d != "local" && d != "localhost" {
			n.DNS = append(n.DNS, d)
		}
	}
	for _, r := range a.cert.PermittedIPRanges {
		if ip, ok := netip.AddrFromSlice(r.IP); ok && !AtHome(ip) {
			n.IPs = append(n.IPs, ip)
		}
	}
	return n
}
