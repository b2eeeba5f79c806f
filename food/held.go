package food

import (
	"math"

	"charley/knowledge"
)

// A Held is one food of the table with what its household portions hold.
type Held struct {
	FDC       int           `json:"fdc"` // number in FoodData Central
	Name      string        `json:"name"`
	Group     string        `json:"group"`
	Magnesium float64       `json:"magnesium_mg"` // in 100 g
	Potassium float64       `json:"potassium_mg"` // in 100 g
	Water     *float64      `json:"water_g"`      // in 100 g; nil where it is not known
	Portions  []HeldPortion `json:"portions"`
}

// A HeldPortion is one household portion.
type HeldPortion struct {
	Name      string  `json:"name"`
	Grams     float64 `json:"grams"`
	Magnesium float64 `json:"magnesium_mg"` // in the portion
	Potassium float64 `json:"potassium_mg"`
}

// Hold is what a food and its portions hold.
func Hold(f knowledge.Food) Held {
	h := Held{FDC: f.FDC, Name: f.Name, Group: f.Group, Magnesium: f.Magnesium, Potassium: f.Potassium, Water: f.Water, Portions: []HeldPortion{}}
	for _, s := range f.Servings {
		h.Portions = append(h.Portions, h.Portion(s.Name, s.Grams))
	}
	return h
}

// Portion is what so many grams hold, under the name of that portion.
func (h Held) Portion(name string, grams float64) HeldPortion {
	return HeldPortion{Name: name, Grams: grams, Magnesium: tenths(of100(h.Magnesium, grams)), Potassium: tenths(of100(h.Potassium, grams))}
}

// tenths is a number to one decimal: the table is no more exact than that.
func tenths(x float64) float64 { return math.Round(10*x) / 10 }
