package food

import (
	"charley/knowledge"
	"charley/rule"
)

// A Fluid is what people of that age and sex usually take in a day, in litres:
// a middle of groups, with the water in food. Nobody should drink up to it.
type Fluid struct {
	Drinks *Span `json:"drinks"` // the part that drinks bring; nil without a reference
	Reference
}

// Withhold takes away the reference, while a warning sign stands.
func (f *Fluid) Withhold() {
	f.withhold()
	f.Drinks = nil
}

// Water is the reference for what a person drinks. Its gates are the cautions:
// for whom one of them is yes, the team that treats it says how much.
func Water(base *knowledge.Base, a rule.Answers) Fluid {
	in, ok := base.Intakes().Get("water")
	if !ok {
		return Fluid{Reference: noReference()}
	}
	out := Fluid{Reference: reference(base, in, a)}
	if out.Amount != nil && in.Most > 0 {
		out.Drinks = &Span{out.Amount.Lo * in.Least, out.Amount.Hi * in.Most}
	}
	return out
}
