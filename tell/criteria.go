package tell

import (
	"charley"
	"charley/knowledge"
	"charley/rule"
)

// The states of a criterion.
const (
	Met     = "met"
	NotMet  = "not_met"
	Unknown = "unknown"
)

// A Criterion is what one published criterion comes to, and the answers that
// decided it; where it is unknown, those that would.
type Criterion struct {
	Set     string   `json:"set"`
	ID      string   `json:"id"`
	State   string   `json:"state"`
	Because []string `json:"because"`
	Says    string   `json:"says"`
}

func (t *Teller) criteria(a rule.Answers) []Criterion {
	out := []Criterion{}
	for _, set := range t.sets {
		if set.Unless.Eval(a) == charley.Yes {
			continue
		}
		for _, c := range set.Criteria {
			out = append(out, t.criterion(set, c, a))
		}
	}
	return out
}

func (t *Teller) criterion(set knowledge.CriteriaSet, c knowledge.Criterion, a rule.Answers) Criterion {
	out := Criterion{Set: set.ID, ID: c.ID, Says: c.Says, State: Unknown, Because: []string{}}
	switch c.When.Eval(a) {
	case charley.Yes:
		out.State, out.Because = Met, c.When.Because(a)
	case charley.No:
		out.State, out.Because = NotMet, c.When.Because(a)
	default:
		if names := t.askable(c.When.Missing(a)); len(names) > 0 {
			out.Because = names
		}
	}
	return out
}

// A Tier is the name that a set gives to what was met, such as "definite".
type Tier struct{ Set, Name string }

// Tiers are the names reached, one a set: the first in the set's own order.
func (t *Teller) Tiers(criteria []Criterion) []Tier {
	state := map[string]string{}
	for _, c := range criteria {
		state[c.Set+"/"+c.ID] = c.State
	}
	var out []Tier
	for _, set := range t.sets {
		for _, tier := range set.Tiers {
			if reached(tier, set.ID, state) {
				out = append(out, Tier{Set: set.ID, Name: tier.Name})
				break
			}
		}
	}
	return out
}

func reached(tier knowledge.Tier, set string, state map[string]string) bool {
	for _, id := range tier.All {
		if state[set+"/"+id] != Met {
			return false
		}
	}
	for _, id := range tier.None {
		if state[set+"/"+id] != NotMet {
			return false
		}
	}
	return len(tier.All)+len(tier.None) > 0
}
