package knowledge

import (
	"errors"
	"fmt"
)

// A Finding is one thing that may be so, and how often it is so in each
// condition: the table that the fit of a condition is worked out from.
type Finding struct {
	ID        string   `toml:"id"`
	When      Rule     `toml:"when"`
	Group     string   `toml:"group"`                // findings of one group depend on each other and are weighed as one
	Typical   bool     `toml:"typical"`              // an answer about the typical spell: with two conditions it may be either's
	Elsewhere float64  `toml:"elsewhere"`            // how often, from 0 to 1, in legs at night from anything else
	Says      string   `toml:"says" say:"plain"`     // the reason when it is so
	SaysNot   string   `toml:"says_not" say:"plain"` // the reason when it is not
	Mark      string   `toml:"mark"`                 // of Elsewhere
	Rates     []Rate   `toml:"rate"`
	Sources   []string `toml:"sources"`
}

// A Rate is how often a finding is so in one condition.
type Rate struct {
	Condition string   `toml:"condition"`
	Share     float64  `toml:"share"` // above 0, below 1
	Mark      string   `toml:"mark"`
	Sources   []string `toml:"sources"`
	Note      string   `toml:"note"` // where the figure comes from
}

func (f *Finding) name() string { return f.ID }

func (f *Finding) check() error {
	if f.When.IsZero() || f.Group == "" || f.Says == "" || f.SaysNot == "" || len(f.Rates) == 0 {
		return errors.New("a finding needs its when, group, says, says_not and rates")
	}
	if !share(f.Elsewhere) {
		return fmt.Errorf("elsewhere is %v, must lie between 0 and 1", f.Elsewhere)
	}
	for _, r := range f.Rates {
		if !share(r.Share) {
			return fmt.Errorf("the share in %s is %v, must lie between 0 and 1", r.Condition, r.Share)
		}
	}
	return nil
}

func share(p float64) bool { return p > 0 && p < 1 }

// Rate is the finding's rate in a condition.
func (f Finding) Rate(condition string) (Rate, bool) {
	for _, r := range f.Rates {
		if r.Condition == condition {
			return r, true
		}
	}
	return Rate{}, false
}
