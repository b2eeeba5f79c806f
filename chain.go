package charley

import (
	"crypto/sha256"
	"encoding/hex"
)

// Link is the person's chain after a revision: SHA-256 over the chain so far
// and the revision's canonical line, in hex. A flipped bit, a missing or an
// added revision changes every later link, so one comparison checks a diary.
func (r Revision) Link(chain string) string {
	line, _ := r.MarshalJSON() // cannot fail: a revision is always JSON
	return Link(chain, line)
}

// Link is Revision.Link for a canonical line that is at hand.
func Link(chain string, line []byte) string {
	b := append(append(make([]byte, 0, len(chain)+len(line)), chain...), line...)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
