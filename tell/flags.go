package tell

import (
	"cmp"
	"slices"
	"strings"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// The states of a red flag that is told of. One that is answered and does not
// fire is not told of.
const (
	Fired      = "fired"
	NotChecked = "not_checked" // something that it needs is not known
)

// A RedFlag is one rule that fired or could not be checked.
type RedFlag struct {
	ID      string   `json:"id"`
	Urgency string   `json:"urgency"` // with any arm that raised it
	State   string   `json:"state"`
	Why     string   `json:"why"`
	Because []string `json:"because"`       // features whose answers fired it
	Unknown []string `json:"unknown_items"` // features that could still fire or raise it
	Name    string   `json:"name"`
	Said    []string `json:"-"` // those answers in words, as they were when it fired
}

// inOrder puts the most urgent flags first, and among those the lowest rank.
func (t *Teller) inOrder(flags []knowledge.Flag) []knowledge.Flag {
	slices.SortStableFunc(flags, func(a, b knowledge.Flag) int {
		return cmp.Or(cmp.Compare(t.rank[a.Urgency], t.rank[b.Urgency]), cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.ID, b.ID))
	})
	return flags
}

// redFlags runs every rule, apart from everything else. A rule is a yes only by
// answers that were given, and no further answer can take a yes back: rules are
// three-valued, and those that fired are never looked at again.
func (t *Teller) redFlags(a rule.Answers) []RedFlag {
	out := []RedFlag{}
	for _, f := range t.flags {
		if r, told := t.redFlag(f, a); told {
			out = append(out, r)
		}
	}
	return t.sortFlags(out)
}

// sortFlags puts what fired before what was not checked, and the most urgent first.
func (t *Teller) sortFlags(flags []RedFlag) []RedFlag {
	slices.SortStableFunc(flags, func(a, b RedFlag) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(t.rank[a.Urgency], t.rank[b.Urgency]), cmp.Compare(t.flagRank[a.ID], t.flagRank[b.ID])) // fired sorts before not_checked
	})
	return flags
}

func (t *Teller) redFlag(f knowledge.Flag, a rule.Answers) (RedFlag, bool) {
	r := RedFlag{ID: f.ID, Urgency: f.Urgency, Why: f.Why, Name: f.Name, Because: []string{}, Unknown: []string{}}
	switch f.When.Eval(a) {
	case charley.No:
		return r, false
	case charley.Unknown:
		r.State, r.Unknown = NotChecked, t.askable(f.When.Missing(a))
		return r, true
	}
	r.State, r.Because = Fired, f.When.Because(a)
	for _, raise := range f.Raises {
		switch raise.When.Eval(a) {
		case charley.Yes:
			if t.higher(r.Urgency, raise.Urgency) != r.Urgency {
				r.Urgency = raise.Urgency
				if raise.Why != "" {
					r.Why += " " + raise.Why
				}
				r.Because = join(r.Because, raise.When.Because(a))
			}
		case charley.Unknown:
			r.Unknown = join(r.Unknown, t.askable(raise.When.Missing(a)))
		}
	}
	r.Said = t.Phrases(r.Because, a)
	return r, true
}

// askable leaves out umbrellas, whose parts are named beside them, and the second
// name of a key that has two.
func (t *Teller) askable(names []string) []string {
	out := []string{}
	for _, n := range names {
		for _, part := range t.features[n].Contains { // an umbrella that nobody answered: its parts could
			name, _, _ := strings.Cut(part, ".")
			out = join(out, []string{name})
		}
		second := slices.ContainsFunc(same[:], func(pair [2]string) bool { return n == pair[1] && slices.Contains(names, pair[0]) })
		if len(t.features[n].Contains) == 0 && !second {
			out = join(out, []string{n})
		}
	}
	return out
}

// join adds what is not there yet.
func join(list, more []string) []string {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

// firedUrgency is the highest of the flags that fired; "" if none did.
func (t *Teller) firedUrgency(flags []RedFlag) string {
	urgency := ""
	for _, f := range flags {
		if f.State == Fired {
			urgency = t.higher(urgency, f.Urgency)
		}
	}
	return urgency
}
