package charley

// A Tri is yes, no or unknown. Unknown is its zero value, so that what nobody
// answered can never be taken for a no.
type Tri int8

// The three answers, in Kleene's order: no, unknown, yes.
const (
	No      Tri = -1
	Unknown Tri = 0
	Yes     Tri = 1
)

// TriOf is Yes or No.
func TriOf(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

// Any is yes if one answer is yes, no if all are no, and else unknown.
// With no answers it is no.
func Any(answers ...Tri) Tri {
	out := No
	for _, a := range answers {
		out = max(out, a)
	}
	return out
}

// String is "yes", "no" or "unknown".
func (t Tri) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "unknown"
}
