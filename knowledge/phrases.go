package knowledge

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Phrases are how answers are put into words inside a reason, with {0}, {1} … in
// the places of what they are about.
type Phrases struct {
	Yes      string `toml:"yes" say:"plain"`      // on a tap
	No       string `toml:"no" say:"plain"`       // on a tap
	Not      string `toml:"not" say:"plain"`      // {0} is not so
	Number   string `toml:"number" say:"plain"`   // what, how much, unit
	Range    string `toml:"range" say:"plain"`    // what, from, to, unit
	Constant string `toml:"constant" say:"plain"` // what goes on without end
	And      string `toml:"and" say:"plain"`      // what was named, and one more
	Own      string `toml:"own" say:"plain"`      // the question about what somebody added

	OwnNights string `toml:"own_nights" say:"plain"` // which nights are those with it
}

func (p Phrases) check() error {
	for _, text := range []string{p.Not, p.Number, p.Range, p.Constant, p.And, p.Own, p.OwnNights} {
		if p.Yes == "" || p.No == "" || !strings.Contains(text, "{0}") {
			return errors.New(phrasesFile + ": a phrase is missing, or has no place for what it is about")
		}
	}
	return nil
}

// Filled is a phrase with what it is about in its places.
func Filled(phrase string, about ...any) string {
	pairs := make([]string, 0, 2*len(about))
	for i, a := range about {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", fmt.Sprint(a))
	}
	return strings.NewReplacer(pairs...).Replace(phrase)
}

// Listed are several words as one phrase.
func (p Phrases) Listed(words []string) string {
	all := ""
	for i, w := range words {
		if all = Filled(p.And, all, w); i == 0 {
			all = w
		}
	}
	return all
}
