package app

import (
	"encoding/json"
	"slices"
	"sync"

	"charley/food"
	"charley/knowledge"
	"charley/lookup"
	"charley/tell"
)

// A FoodCheck is the check of somebody's usual food and drink, with foods that
// hold much of what may be raised.
type FoodCheck struct {
	Case    json.RawMessage `json:"case,omitempty"`
	Urgency string          `json:"urgency"`
	food.Result
	Water    food.Fluid     `json:"water"`
	Best     []food.List    `json:"best"` // no foods where more may not be suggested, nor while an urgent flag stands
	Warnings []tell.Warning `json:"warnings"`
}

// CheckFood is the food check on facts alone.
func (c *Counsel) CheckFood(f tell.Facts) FoodCheck {
	return c.checkFood(f, c.Teller.Apart(c.WithFood(f)), food.Check(c.Base, knowledge.Foods(), f.Answers()))
}

// FoodOf is the food check of somebody with a diary.
func (c *Counsel) FoodOf(told Advised) FoodCheck {
	return c.checkFood(told.Facts, told.Telling.Verdict, told.Food)
}

func (c *Counsel) checkFood(f tell.Facts, v tell.Verdict, found food.Result) FoodCheck {
	a, table := f.Answers(), knowledge.Foods()
	out := FoodCheck{Case: v.Case, Urgency: v.Urgency, Result: found, Water: food.Water(c.Base, a), Best: []food.List{}, Warnings: v.Warnings}
	for _, n := range out.Nutrients {
		out.Best = append(out.Best, food.Best(c.Base, table, n.Nutrient, a))
	}
	if v.Urgent() {
		out.withhold()
	}
	return out
}

// withhold leaves nothing about eating or drinking more or less.
func (c *FoodCheck) withhold() {
	c.Nutrients = slices.Clone(c.Nutrients)
	for i := range c.Nutrients {
		c.Nutrients[i].Withhold()
		c.Best[i].Withhold()
	}
	c.Water.Withhold()
}

// foodIndex is the index of the food table, made on first use.
var foodIndex = sync.OnceValue(func() *lookup.Foods { return lookup.NewFoods(knowledge.Foods()) })

// FindFoods are the foods that may have been meant, the likeliest first, at most
// so many.
func (c *Counsel) FindFoods(typed string, most int) []food.Held {
	out := []food.Held{}
	for _, f := range foodIndex().Find(typed, most) {
		out = append(out, food.Hold(f))
	}
	return out
}
