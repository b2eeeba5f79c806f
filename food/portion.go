package food

import (
	"math"

	"charley/knowledge"
	"charley/rule"
)

// An amount is a number that is not known exactly.
type amount struct{ mean, spread float64 } // spread is a standard deviation

// variance of what one portion holds: between the foods that stand for it,
// between samples of one food, and of what people call a portion.
func (m amount) variance(advice knowledge.Advice) float64 {
	return square(m.spread) + square(advice.FoodSpread*m.mean) + square(advice.FoodPortion*m.mean)
}

// amountIn is what one portion holds of a mineral, in mg.
func amountIn(table *knowledge.FoodTable, p knowledge.Portion, nutrient string) amount {
	held := make([]float64, 0, len(p.Foods))
	for _, f := range p.Foods {
		if food, ok := table.Get(f.FDC); ok {
			held = append(held, inGrams(food, nutrient, f.Grams))
		}
	}
	if len(held) == 0 {
		return amount{}
	}
	sum := 0.0
	for _, mg := range held {
		sum += mg
	}
	mean := sum / float64(len(held))
	if len(held) == 1 {
		return amount{mean: mean}
	}
	squares := 0.0
	for _, mg := range held {
		squares += square(mg - mean)
	}
	return amount{mean, math.Sqrt(squares / float64(len(held)-1))}
}

// of100 is how much so many grams hold, from what 100 g hold.
func of100(held, grams float64) float64 { return held * grams / 100 }

// inGrams is how many mg of a mineral so many grams of a food hold.
func inGrams(f knowledge.Food, nutrient string, grams float64) float64 {
	switch nutrient {
	case Magnesium:
		return of100(f.Magnesium, grams)
	case Potassium:
		return of100(f.Potassium, grams)
	}
	return 0
}

// eaten is how many portions a week were answered. An answer between two
// numbers is taken as any of them alike.
func eaten(base *knowledge.Base, portion string, a rule.Answers) (amount, bool) {
	v := a[portion]
	if v.Kind != rule.Number && v.Kind != rule.Range || v.Constant || math.IsNaN(v.Low) || math.IsNaN(v.High) {
		return amount{}, false
	}
	f, ok := base.Features().Get(portion)
	if !ok {
		return amount{}, false
	}
	low, high := min(max(v.Low, f.Min), f.Max), min(max(v.High, f.Min), f.Max)
	return amount{(low + high) / 2, math.Abs(high-low) / math.Sqrt(12)}, true
}

func square(x float64) float64 { return x * x }
