package app

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// A Hash is the SHA-256 of a secret, in hex: all that is kept of it. It needs no
// salt and no slowness, because every secret here is made by chance from at
// least 120 bits, recovery codes of earlier versions from 80; what people think
// up themselves is hashed in password.go.
type Hash string

// hashOf is the hash of a secret.
func hashOf(secret string) Hash {
	sum := sha256.Sum256([]byte(secret))
	return Hash(hex.EncodeToString(sum[:]))
}

// secretPrefix begins the secret of every device, so that one that was put in a
// wrong place can be found and told.
const secretPrefix = "chl_"

// newSecret makes the secret of a device: 256 bits.
func newSecret() string {
	return secretPrefix + base64.RawURLEncoding.EncodeToString(random(32))
}

// isSecret says that a text can be the secret of a device, so that nothing else
// is looked up.
func isSecret(s string) bool {
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(s, secretPrefix))
	return err == nil && len(raw) == 32 && strings.HasPrefix(s, secretPrefix)
}

// letters are those that can be read aloud and typed: no i, l, o and u.
var letters = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// newLinkSecret makes the secret of a one-time link: 160 bits in 32 letters that
// make a small QR code.
func newLinkSecret() string { return letters.EncodeToString(random(20)) }

// random are bytes from the system's source, which never fails.
func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}

// sameHash compares hashes in a time that says nothing about them.
func sameHash(a, b Hash) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
