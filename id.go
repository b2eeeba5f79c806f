package charley

import (
	"fmt"

	"github.com/google/uuid"
)

// An EntryID names an entry for ever. Whoever writes the entry makes it, before
// the first save, so that sending it twice can do no harm (UUIDv7, RFC 9562).
type EntryID string

// NewEntryID is a fresh time-ordered id. It is the one thing here that looks at
// the wall clock and at chance, and nothing is ever decided by what it holds.
func NewEntryID() EntryID { return EntryID(uuid.Must(uuid.NewV7()).String()) }

// EntryIDFrom is the id that belongs to a hash, for a writer that cannot make ids:
// the same hash, the same id. It is a UUIDv8, which says that it was made in a
// way of our own.
func EntryIDFrom(hash [32]byte) EntryID {
	u := uuid.UUID(hash[:16])
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return EntryID(u.String())
}

// ParseEntryID accepts a UUID in its usual lower-case form with hyphens.
func ParseEntryID(s string) (EntryID, error) {
	u, err := uuid.Parse(s)
	if err != nil || u.String() != s {
		return "", fmt.Errorf("%q is not an entry id (a lower-case UUID): %w", Clip(s), ErrInvalid)
	}
	return EntryID(s), nil
}

// A PersonID names the person a diary belongs to.
type PersonID string

// NewPersonID is a fresh id.
func NewPersonID() PersonID { return PersonID(uuid.Must(uuid.NewV7()).String()) }

// NewDeviceID is a fresh id of a device. It is no secret.
func NewDeviceID() string { return uuid.Must(uuid.NewV7()).String() }
