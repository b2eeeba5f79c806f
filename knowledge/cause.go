package knowledge

import (
	"errors"
	"fmt"
)

// The kinds of standing cause.
const (
	CauseFact     = "fact"     // a condition or another fact about the person
	CauseMedicine = "medicine" // a group of medicines
	CauseState    = "state"    // something of these days, such as having drunk too little
)

// A Cause is something that stands, or has stood for days, and may lie behind
// cramps or restless legs. Almost all of them are links between people, not
// proof of what wakes one person.
type Cause struct {
	ID      string   `toml:"id"` // cramps_diabetes, restless_iron
	Rows    []string `toml:"rows"`
	Name    string   `toml:"name" say:"plain"`
	About   string   `toml:"about"` // cramps or restless
	Kind    string   `toml:"kind"`
	Group   string   `toml:"group"`              // of a medicine: id of the group
	When    Rule     `toml:"when"`               // that it is there
	Likely  Rule     `toml:"likely"`             // of a state: that it is more than possible
	Grade   string   `toml:"grade"`              // strength, one of Grades; X: studied and not supported
	Effect  string   `toml:"effect" say:"plain"` // how strongly the two go together, in figures where there are any
	Mark    string   `toml:"mark"`
	Sources []string `toml:"sources"`
	Do      string   `toml:"do" say:"plain"` // what to do about it
	Fixed   bool     `toml:"fixed"`          // it cannot be changed, such as age
	First   []string `toml:"first"`          // red flags that must be checked before it is named
	Order   int      `toml:"order"`
	Claims  []Claim  `toml:"claim"`
}

func (c *Cause) name() string { return c.ID }

func (c *Cause) check() error {
	switch {
	case c.Name == "" || c.Effect == "" || c.Do == "":
		return errors.New("a cause needs its name, effect and do")
	case c.When.IsZero():
		return errors.New("when is missing")
	case c.Kind != CauseFact && c.Kind != CauseMedicine && c.Kind != CauseState:
		return fmt.Errorf("kind is %q, must be fact, medicine or state", c.Kind)
	case c.About != "cramps" && c.About != "restless":
		return fmt.Errorf("about is %q, must be cramps or restless", c.About)
	case (c.Kind == CauseMedicine) != (c.Group != ""):
		return errors.New("a medicine, and nothing else, needs its group")
	}
	return nil
}
