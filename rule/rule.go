package rule

import (
	"slices"

	"charley"
)

// A Rule is a parsed rule. The zero Rule is never answered: it stands for
// something that cannot be known without an examination.
type Rule struct {
	text string
	root node
}

// String is the rule as it was written.
func (r Rule) String() string { return r.text }

// IsZero says that nothing was written.
func (r Rule) IsZero() bool { return r.root == nil }

// Eval is what the rule comes to.
func (r Rule) Eval(a Answers) charley.Tri {
	if r.root == nil {
		return charley.Unknown
	}
	return r.root.eval(a)
}

// Because are the names of the answers that decided a yes or a no, in the order
// of the rule, each once; nil while the rule is unknown. The same answers alone
// would decide it again.
func (r Rule) Because(a Answers) []string {
	if r.root == nil || r.root.eval(a) == charley.Unknown {
		return nil
	}
	return r.root.because(a, nil)
}

// Missing are the names that are not answered and could still decide an unknown
// rule, in the order of the rule, each once; nil once it is decided.
func (r Rule) Missing(a Answers) []string {
	if r.root == nil || r.root.eval(a) != charley.Unknown {
		return nil
	}
	return r.root.missing(a, nil)
}

// Uses are the names and values that the rule speaks of, for checking them
// against the records.
func (r Rule) Uses() []Use {
	if r.root == nil {
		return nil
	}
	return r.root.uses(nil)
}

// A Use is one place where a rule names an answer.
type Use struct {
	Name  string
	Form  string   // flag, is, has, number, range, constant, known
	Words []string // for is and has
}

// Names are the answers that the rule looks at, each once.
func (r Rule) Names() []string {
	var out []string
	for _, u := range r.Uses() {
		out = once(out, u.Name)
	}
	return out
}

func once(list []string, name string) []string {
	if slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

// A node is one step of a rule.
type node interface {
	eval(Answers) charley.Tri
	because(Answers, []string) []string
	missing(Answers, []string) []string
	uses([]Use) []Use
	outline() Outline
}

// A join is several rules under one word. all: and; else or.
type join struct {
	all  bool
	arms []node
}

func (j join) eval(a Answers) charley.Tri {
	out := charley.TriOf(j.all)
	stop := charley.TriOf(!j.all)
	for _, n := range j.arms {
		switch v := n.eval(a); v {
		case stop:
			return stop
		case charley.Unknown:
			out = charley.Unknown
		}
	}
	return out
}

// because takes every arm that has the value of the whole: all of them where all
// were needed, and all that would do where one was enough.
func (j join) because(a Answers, out []string) []string {
	whole := j.eval(a)
	for _, n := range j.arms {
		if n.eval(a) == whole {
			out = n.because(a, out)
		}
	}
	return out
}

func (j join) missing(a Answers, out []string) []string {
	for _, n := range j.arms {
		if n.eval(a) == charley.Unknown {
			out = n.missing(a, out)
		}
	}
	return out
}

func (j join) uses(out []Use) []Use {
	for _, n := range j.arms {
		out = n.uses(out)
	}
	return out
}

// A negation turns a rule round.
type negation struct{ of node }

func (n negation) eval(a Answers) charley.Tri               { return -n.of.eval(a) }
func (n negation) because(a Answers, out []string) []string { return n.of.because(a, out) }
func (n negation) missing(a Answers, out []string) []string { return n.of.missing(a, out) }
func (n negation) uses(out []Use) []Use                     { return n.of.uses(out) }

// A tally holds when at least so many of its arms do.
type tally struct {
	least float64
	arms  []node
}

func (t tally) eval(a Answers) charley.Tri {
	yes, open := 0.0, 0.0
	for _, n := range t.arms {
		switch n.eval(a) {
		case charley.Yes:
			yes++
		case charley.Unknown:
			open++
		}
	}
	switch {
	case yes >= t.least:
		return charley.Yes
	case yes+open < t.least:
		return charley.No
	}
	return charley.Unknown
}

func (t tally) because(a Answers, out []string) []string {
	whole := t.eval(a)
	for _, n := range t.arms {
		if n.eval(a) == whole {
			out = n.because(a, out)
		}
	}
	return out
}

func (t tally) missing(a Answers, out []string) []string { return join{arms: t.arms}.missing(a, out) }
func (t tally) uses(out []Use) []Use                     { return join{arms: t.arms}.uses(out) }

// An atom looks at one answer.
type atom struct {
	use  Use
	says Test
	test func(Answers) charley.Tri
}

func (t atom) eval(a Answers) charley.Tri               { return t.test(a) }
func (t atom) because(_ Answers, out []string) []string { return once(out, t.use.Name) }
func (t atom) missing(_ Answers, out []string) []string { return once(out, t.use.Name) }
func (t atom) uses(out []Use) []Use                     { return append(out, t.use) }
