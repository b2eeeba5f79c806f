package knowledge

import (
	"errors"
	"regexp"
	"strings"
	"unicode"
)

// A Medicine is one substance, with the names it goes by.
type Medicine struct {
	ID           string   `toml:"id"` // its generic name
	Name         string   `toml:"name"`
	ATC          []string `toml:"atc"`
	Brands       []string `toml:"brands"`
	Names        []string `toml:"names"`         // other generic names and abbreviations
	Groups       []string `toml:"groups"`        // ids of groups
	ConfusedWith []string `toml:"confused_with"` // ids of medicines that look alike
	Claims       []Claim  `toml:"claim"`
}

// A MedicineGroup is what rules ask for.
type MedicineGroup struct {
	ID      string   `toml:"id"`
	Name    string   `toml:"name" say:"plain"`
	Plain   string   `toml:"plain" say:"plain"`
	ATC     []string `toml:"atc"`     // a code that begins so belongs to the group
	Parents []string `toml:"parents"` // groups that it is part of
	Effect  string   `toml:"effect"`  // what it is linked with: cramps, restless …
	Lingers int      `toml:"lingers"` // days for which it matters after its end
	As      string   `toml:"as"`      // the standing condition that says so
}

// A Standing is a condition that a person may be living with already.
type Standing struct {
	ID      string   `toml:"id"`
	Name    string   `toml:"name" say:"plain"`
	Names   []string `toml:"names"`           // as people and doctors write it
	Implies []string `toml:"implies"`         // what also holds then
	Part    string   `toml:"part"`            // where the page about the person asks for it, one of StandingParts; "" if it does not
	Ask     string   `toml:"ask" say:"plain"` // how the page says it, where the name alone would not do
	When    Rule     `toml:"when"`            // for whom it is asked; no: not shown
	Risk    string   `toml:"risk"`            // the item of the feature risk that says the same
	Order   int      `toml:"order"`
	Claims  []Claim  `toml:"claim"`
}

// Alone is the part of what is asked on its own: a tick and "none of these" would
// not do, because it is good news, or decides too much.
const Alone = "alone"

// OfWomen is the part of what goes with a pregnancy and its end.
const OfWomen = "women"

// StandingParts are the groups in which the page about the person asks for
// standing conditions, each with "none of these".
func StandingParts() []Word {
	return []Word{
		{"conditions", "Conditions"},
		{"heart", "Heart and circulation"},
		{"kidney", "Kidneys, liver and salts"},
		{"nerves", "Nerves, feeling and balance"},
		{"body", "Anything else about your body"},
		{"alcohol", "Alcohol"},
		{OfWomen, "Pregnancy and after"},
		{Alone, "asked on its own, with no, yes and not sure"},
	}
}

var atcPattern = regexp.MustCompile(`^[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?$`)

// PlainName makes names comparable: letters and digits in lower case, with one
// space between words. "St John's wort" is "st johns wort".
func PlainName(s string) string {
	s = strings.ToLower(strings.ReplaceAll(s, "'", ""))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }), " ")
}

func (m *Medicine) name() string { return m.ID }

func (m *Medicine) check() error {
	if m.Name == "" {
		return errors.New("name is missing")
	}
	return codes(m.ATC)
}

func (g *MedicineGroup) name() string { return g.ID }

func (g *MedicineGroup) check() error {
	if g.Name == "" {
		return errors.New("name is missing")
	}
	return codes(g.ATC)
}

func codes(list []string) error {
	for _, c := range list {
		if !atcPattern.MatchString(c) {
			return errors.New(c + " is not an ATC code")
		}
	}
	return nil
}

func (s *Standing) name() string { return s.ID }

func (s *Standing) check() error {
	if s.Name == "" {
		return errors.New("name is missing")
	}
	return nil
}
