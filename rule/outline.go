package rule

// An Outline is how a rule is built, for whoever puts it into words.
type Outline struct {
	Is    string    // all, any, not, count; "" for a test
	Least float64   // of count: so many of the arms
	Arms  []Outline // of all of these; not has one
	Test  Test
}

// A Test is one comparison of a rule.
type Test struct {
	Name   string
	End    string // low or high, of a range
	Is     string // as written: is, not, has, only, count, constant, known, <, <=, >, >=; "" where yes is meant
	Words  []string
	Number float64 // of a comparison and of count
}

// Outline is how the rule is built; of the zero Rule an empty one.
func (r Rule) Outline() Outline {
	if r.root == nil {
		return Outline{}
	}
	return r.root.outline()
}

func (j join) outline() Outline {
	is := "any"
	if j.all {
		is = "all"
	}
	return Outline{Is: is, Arms: outlines(j.arms)}
}

func (n negation) outline() Outline { return Outline{Is: "not", Arms: outlines([]node{n.of})} }
func (t tally) outline() Outline {
	return Outline{Is: "count", Least: t.least, Arms: outlines(t.arms)}
}
func (t atom) outline() Outline { return Outline{Test: t.says} }

func outlines(arms []node) []Outline {
	out := make([]Outline, len(arms))
	for i, n := range arms {
		out[i] = n.outline()
	}
	return out
}
