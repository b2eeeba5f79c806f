package knowledge

import (
	"errors"
	"fmt"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// The kinds of condition.
const (
	Scored    = "scored"    // its fit is worked out from answers
	Flagged   = "flagged"   // named only by a red flag
	Context   = "context"   // no rival: it changes what is likely and what is safe
	Lookalike = "lookalike" // rare; named for reading, never scored
	Rest      = "rest"      // none of the above
)

// A Condition is something that legs at night can come from.
type Condition struct {
	ID      string  `toml:"id"`
	Name    string  `toml:"name" say:"plain"`
	Phrase  string  `toml:"phrase" say:"plain"` // inside "This fits …"
	Kind    string  `toml:"kind"`
	Urgency string  `toml:"urgency"` // what to do if it fits
	Order   int     `toml:"order"`
	What    string  `toml:"what" say:"plain"`
	Feels   string  `toml:"feels" say:"plain"`
	Apart   string  `toml:"apart" say:"plain"` // what sets it apart from its neighbours
	Tests   []Test  `toml:"test"`
	Claims  []Claim `toml:"claim"`
}

// A Test is a question about a test or a threshold to bring to a clinician.
type Test struct {
	Ask       string         `toml:"ask" say:"plain"`
	Why       string         `toml:"why" say:"plain"`
	Clinician bool           `toml:"clinician"` // for the clinician's page only
	Mark      string         `toml:"mark"`
	Sources   []string       `toml:"sources"`
	Reviewed  toml.LocalDate `toml:"reviewed"`
}

func (c *Condition) name() string { return c.ID }

func (c *Condition) check() error {
	if c.Name == "" || c.Phrase == "" || c.What == "" {
		return errors.New("a condition needs its name, phrase and what")
	}
	if !slices.Contains([]string{Scored, Flagged, Context, Lookalike, Rest}, c.Kind) {
		return fmt.Errorf("kind is %q, which is none", c.Kind)
	}
	return nil
}
