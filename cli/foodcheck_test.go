package cli

import "testing"

// Each answer of the food check has its words, and the made-up person gives
// answers that exist.
func TestEveryStepOfTheFoodCheckHasItsWords(t *testing.T) {
	c, err := newCounsel()
	if err != nil {
		t.Fatal(err)
	}
	if steps := c.Base.Advice().FoodSteps; len(oftens) != len(steps) {
		t.Errorf("got %d words for the steps %v", len(oftens), steps)
	}
	for id, step := range demoPortions {
		if step < 0 || step >= len(oftens) || !c.Base.Portions().Has(id) {
			t.Errorf("the made-up person answers %d to %s", step, id)
		}
	}
	if len(demoPortions) != c.Base.Portions().Len() {
		t.Errorf("she answers %d portions of %d", len(demoPortions), c.Base.Portions().Len())
	}
}
