package proof

import (
	"slices"

	"charley"
)

// Content is what a diary holds, without a word of it. Two diaries with equal
// content have the same changes in the same order: the chains are hashes over them.
type Content struct {
	People    []Person `json:"people"`            // in the order in which they were made
	Revisions int64    `json:"revisions"`         // changes by all people
	Entries   int64    `json:"entries"`           // tombstones included
	Audit     int64    `json:"audit"`             // lines of the audit log
	Nights    int      `json:"nights"`            // nights with at least one entry that is not deleted
	Told      int64    `json:"told,omitempty"`    // notes of what people were told under each edition of the records
	Account   string   `json:"account,omitempty"` // SHA-256 over who may come in, hex; "" if nobody has to sign in
}

// A Person is how far one person's diary goes.
type Person struct {
	ID       charley.PersonID `json:"id"`
	Seq      int64            `json:"seq"`      // number of changes
	Chain    string           `json:"chain"`    // hash over them, hex
	Settings string           `json:"settings"` // SHA-256 of the settings, hex
}

// Equal says that two diaries hold the same.
func (c Content) Equal(other Content) bool {
	return c.Revisions == other.Revisions && c.Entries == other.Entries && c.Audit == other.Audit &&
		c.Nights == other.Nights && c.Told == other.Told && c.Account == other.Account && slices.Equal(c.People, other.People)
}

// A Flaw is one thing in a diary that is not as it was written. It names
// entries by their id and shows nothing of what they say.
type Flaw struct {
	Kind FlawKind
	Text string // in words for a person
}

// A FlawKind is what sort of thing is wrong.
type FlawKind string

// The kinds of flaw.
const (
	Gap     FlawKind = "gap"     // a change is missing
	Chain   FlawKind = "chain"   // a change is not the one that was written
	Entry   FlawKind = "entry"   // an entry is not what its history makes of it
	Setting FlawKind = "setting" // settings that could not have been saved
)

// maxFlaws is how many flaws are told; a broken diary has thousands.
const maxFlaws = 20
