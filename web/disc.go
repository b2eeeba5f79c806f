package web

import (
	"strings"
	"unicode"
)

// A disc is a person at a glance: the first letter of their name, in a colour and a
// shape of their own. It stands beside the name and never in its place.
type disc struct {
	Kind   int    `json:"kind"` // from 0; the stylesheet knows what it looks like
	Letter string `json:"letter"`
}

// discKinds is how many discs there are that differ. With more people than that two
// may have the same, and then a letter and the name tell them apart.
const discKinds = 8

// discOf is the disc of who is the nth person of this server. It is theirs by the order
// in which people came, which nothing changes, so that no two of the first ones can have
// the same; a name can change, and two can fall on one number.
func discOf(place int, name string) *disc {
	letters := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	d := disc{Kind: max(0, place-1) % discKinds}
	if i := strings.IndexFunc(name, letters); i >= 0 {
		for _, r := range name[i:] {
			d.Letter = string(unicode.ToUpper(r))
			break
		}
	}
	return &d
}
