package food

import (
	"cmp"
	"slices"

	"charley/knowledge"
	"charley/rule"
)

// A List is everyday foods that hold much of a mineral, for one person.
type List struct {
	Nutrient string `json:"nutrient"`
	Foods    []Rich `json:"foods"` // the most first; none unless Raise is May
	Reference
}

// Withhold takes away the foods and the reference, while a warning sign stands.
func (l *List) Withhold() {
	l.withhold()
	l.Foods = []Rich{}
}

// A Rich food holds much of a mineral in a usual portion.
type Rich struct {
	FDC       int     `json:"fdc"`
	Name      string  `json:"name"`
	Size      string  `json:"size"`
	Grams     float64 `json:"grams"`
	Mg        float64 `json:"mg"`         // in the portion
	PercentLo float64 `json:"percent_lo"` // of the largest reference that could hold; 0 without one
	PercentHi float64 `json:"percent_hi"` // and of the smallest
}

// Best are the foods that hold much of a mineral in a usual portion. There are
// none for somebody who must not be told to take more of it, nor while that is
// not known: the gates say what to ask.
func Best(base *knowledge.Base, table *knowledge.FoodTable, nutrient string, a rule.Answers) List {
	in, ok := base.Intakes().Get(nutrient)
	if !ok {
		return List{Nutrient: nutrient, Foods: []Rich{}, Reference: noReference()}
	}
	out := List{Nutrient: nutrient, Foods: []Rich{}, Reference: reference(base, in, a)}
	if out.Raise != May {
		return out
	}
	for _, b := range in.Best {
		f, ok := table.Get(b.FDC)
		if !ok {
			continue
		}
		r := Rich{FDC: b.FDC, Name: b.Name, Size: b.Size, Grams: b.Grams, Mg: inGrams(f, nutrient, b.Grams)}
		if out.Amount != nil {
			r.PercentLo, r.PercentHi = 100*r.Mg/out.Amount.Hi, 100*r.Mg/out.Amount.Lo
		}
		out.Foods = append(out.Foods, r)
	}
	slices.SortStableFunc(out.Foods, func(x, y Rich) int { return cmp.Compare(y.Mg, x.Mg) })
	return out
}
