package knowledge

import (
	"errors"
	"slices"
)

// A Flag is a rule that says when somebody must be seen, and how soon.
type Flag struct {
	ID        string   `toml:"id"`
	Name      string   `toml:"name" say:"careful"`
	Urgency   string   `toml:"urgency"` // id of an Urgency
	When      Rule     `toml:"when"`
	PointsTo  []string `toml:"points_to"`                // ids of conditions, most likely first
	Rank      int      `toml:"rank"`                     // among flags of one urgency, smaller first
	Why       string   `toml:"why" say:"careful"`        // shown to the person
	UntilThen string   `toml:"until_then" say:"careful"` // what to do, or not to, meanwhile
	Worse     string   `toml:"worse" say:"careful"`      // completes "call an ambulance now if …"
	Raises    []Raise  `toml:"raise"`
	Claims    []Claim  `toml:"claim"`
}

// A Raise makes a flag that fires more urgent.
type Raise struct {
	Urgency string `toml:"urgency"`
	When    Rule   `toml:"when"`
	Why     string `toml:"why" say:"careful"`
}

func (f *Flag) name() string { return f.ID }

func (f *Flag) check() error {
	if f.Name == "" || f.Why == "" || f.Urgency == "" {
		return errors.New("a flag needs its name, urgency and why")
	}
	if f.When.IsZero() {
		return errors.New("when is missing")
	}
	for _, r := range f.Raises {
		if r.Urgency == "" || r.When.IsZero() {
			return errors.New("a raise needs its urgency and when")
		}
	}
	return nil
}

// An Urgency is how soon somebody should be seen.
type Urgency struct {
	ID        string `toml:"id"`
	Rank      int    `toml:"rank"` // 1 is the most urgent
	Headline  string `toml:"headline" say:"careful"`
	What      string `toml:"what" say:"careful"`       // what to do
	SafetyNet string `toml:"safety_net" say:"careful"` // when to do more
	Within    string `toml:"within" say:"careful"`     // "today"
}

func (u *Urgency) name() string { return u.ID }

func (u *Urgency) check() error {
	if u.Rank < 1 || u.Headline == "" || u.What == "" || u.SafetyNet == "" || u.Within == "" {
		return errors.New("an urgency needs its rank, headline, what, safety_net and within")
	}
	return nil
}

// The urgencies that the program itself must know, most urgent first.
const (
	EmergencyNow = "emergency_now"
	SameDay      = "same_day"
	Soon         = "soon"
	Routine      = "routine"
	SelfCare     = "self_care"
)

// A Country says whom to call.
type Country struct {
	ID        string   `toml:"id"` // ISO 3166 code in lower case; xx where none is known
	Name      string   `toml:"name" say:"plain"`
	Emergency string   `toml:"emergency" say:"plain"` // what to dial
	Advice    string   `toml:"advice" say:"plain"`    // medical advice when it is not an emergency; may be empty
	Crisis    []Line   `toml:"crisis"`                // for thoughts of suicide
	Zones     []string `toml:"zones"`                 // time zones that tell the country
	Claims    []Claim  `toml:"claim"`
}

// A Line is somebody to call.
type Line struct {
	Name   string `toml:"name"`
	Number string `toml:"number"`
}

func (c *Country) name() string { return c.ID }

func (c *Country) check() error {
	if c.Name == "" || c.Emergency == "" {
		return errors.New("a country needs its name and emergency number")
	}
	return nil
}

// CountryOf is the country of a time zone; where none is known, the record that
// stands for anywhere.
func (b *Base) CountryOf(zone string) Country {
	for _, c := range b.countries.list {
		if slices.Contains(c.Zones, zone) {
			return c
		}
	}
	c, _ := b.countries.Get("xx")
	return c
}
