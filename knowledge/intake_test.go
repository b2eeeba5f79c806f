package knowledge

import (
	"fmt"
	"testing"

	"charley"
	"charley/rule"
)

// someone is a person of whom everything that intakes ask is known.
func someone(sex string, age float64, pregnant, breastfeeding bool) rule.Answers {
	a := rule.Answers{"sex": rule.OneWord(sex), "age_years": rule.Num(age), "pregnant_weeks": rule.Num(0), "conditions": rule.Words()}
	switch {
	case sex == "M" || age >= 56:
		a["pregnant_weeks"] = rule.Value{Kind: rule.Absent}
	case pregnant:
		a["pregnant_weeks"] = rule.Num(20)
	}
	if breastfeeding {
		a["conditions"] = rule.Words("breastfeeding")
	}
	return a
}

// levelOf is the one level that holds for somebody; nil if none does.
func levelOf(t *testing.T, in Intake, a rule.Answers) *IntakeLevel {
	t.Helper()
	var held *IntakeLevel
	for i, l := range in.Levels {
		switch v := l.When.Eval(a); {
		case v == charley.Unknown:
			t.Errorf("%s, %s: unknown for %v", in.ID, l.Who, a)
		case v == charley.Yes && held != nil:
			t.Errorf("%s: both %s and %s for %v", in.ID, held.Who, l.Who, a)
		case v == charley.Yes:
			held = &in.Levels[i]
		}
	}
	return held
}

// noLevel lists by hand for whom the evidence has no figure.
func noLevel(intake, sex string, age int, pregnant, breastfeeding bool) bool {
	mother := sex == "F" && age < 56 && (pregnant || breastfeeding)
	switch intake {
	case "magnesium":
		return mother && (age >= 9 && age < 14 || age >= 51)
	case "potassium":
		return mother && age >= 9 && age < 14
	}
	return age == 1 || mother && age >= 9 && age < 14
}

// Whoever it is, exactly one level holds, or none where the evidence has none.
func TestOneLevelForEverybody(t *testing.T) {
	for _, in := range base(t).Intakes().All() {
		for age := 1; age <= 90; age++ {
			for _, sex := range []string{"M", "F"} {
				for _, pregnant := range []bool{false, true} {
					for _, breastfeeding := range []bool{false, true} {
						l := levelOf(t, in, someone(sex, float64(age), pregnant, breastfeeding))
						if none := noLevel(in.ID, sex, age, pregnant, breastfeeding); (l == nil) != none {
							t.Errorf("%s, %s of %d, pregnant %v, breastfeeding %v: got %v, want none %v", in.ID, sex, age, pregnant, breastfeeding, l, none)
						}
					}
				}
			}
		}
	}
}

// The figures, written by hand from the evidence; 0 is none.
func TestLevelsAsInTheEvidence(t *testing.T) {
	b := base(t)
	for _, tc := range []struct {
		who                         string
		sex                         string
		age                         float64
		pregnant, breastfeeding     bool
		magnesium, potassium, water float64
	}{
		{"a baby", "F", 0, false, false, 0, 0, 0},
		{"a girl of one", "F", 1, false, false, 80, 2000, 0},
		{"a boy of three", "M", 3, false, false, 80, 2000, 1.3},
		{"a boy of four", "M", 4, false, false, 130, 2300, 1.6},
		{"a girl of eight", "F", 8, false, false, 130, 2300, 1.6},
		{"a boy of nine", "M", 9, false, false, 240, 2500, 2.1},
		{"a girl of thirteen", "F", 13, false, false, 240, 2300, 1.9},
		{"a boy of fourteen", "M", 14, false, false, 410, 3000, 2.5},
		{"a girl of eighteen", "F", 18, false, false, 360, 2300, 2.0},
		{"a girl of seventeen, pregnant", "F", 17, true, false, 400, 2600, 2.3},
		{"a girl of sixteen who breastfeeds", "F", 16, false, true, 360, 2500, 2.7},
		{"a man of nineteen", "M", 19, false, false, 400, 3400, 2.5},
		{"a man of thirty", "M", 30, false, false, 400, 3400, 2.5},
		{"a man of thirty-one", "M", 31, false, false, 420, 3400, 2.5},
		{"a man of eighty", "M", 80, false, false, 420, 3400, 2.5},
		{"a woman of nineteen", "F", 19, false, false, 310, 2600, 2.0},
		{"a woman of thirty, pregnant", "F", 30, true, false, 350, 2900, 2.3},
		{"a woman of thirty who breastfeeds", "F", 30, false, true, 310, 2800, 2.7},
		{"a woman of thirty-one", "F", 31, false, false, 320, 2600, 2.0},
		{"a woman of forty, pregnant", "F", 40, true, false, 360, 2900, 2.3},
		{"a woman of forty who breastfeeds", "F", 40, false, true, 320, 2800, 2.7},
		{"a woman who is pregnant and breastfeeds", "F", 35, true, true, 360, 2900, 2.3},
		{"a woman of fifty-five", "F", 55, false, false, 320, 2600, 2.0},
		{"a woman of seventy", "F", 70, false, false, 320, 2600, 2.0},
	} {
		t.Run(tc.who, func(t *testing.T) {
			for id, want := range map[string]float64{"magnesium": tc.magnesium, "potassium": tc.potassium, "water": tc.water} {
				in, _ := b.Intakes().Get(id)
				got := 0.0
				if l := levelOf(t, in, someone(tc.sex, tc.age, tc.pregnant, tc.breastfeeding)); l != nil {
					got = l.Amount
				}
				if got != want {
					t.Errorf("%s: got %v, want %v", id, got, want)
				}
			}
		})
	}
}

// Whoever eats potassium against the advice of their doctor must be found: the
// list of gates is what the evidence says, by hand.
func TestGatesOfIntakes(t *testing.T) {
	for id, want := range map[string][]string{
		"magnesium": {"kidney"},
		"potassium": {"kidney", "kidney-unchecked", "raises-potassium", "type-1-diabetes", "heart-failure", "addison", "pre-eclampsia"},
		"water":     {"kidney", "heart-failure", "cirrhosis", "low-sodium", "fluid-limit", "water-drinking", "lithium"},
	} {
		if in, _ := base(t).Intakes().Get(id); fmt.Sprint(in.Gates) != fmt.Sprint(want) {
			t.Errorf("%s: got %v, want %v", id, in.Gates, want)
		}
	}
}

func TestTheStepsOfTheFoodCheckRiseFromNone(t *testing.T) {
	a := base(t).Advice()
	for name, steps := range map[string][]float64{
		"none at all": nil, "only never": {0}, "without never": {1.5, 7}, "falling": {0, 7, 4.5}, "one twice": {0, 7, 7}, "below none": {-1, 0, 7},
	} {
		if a.FoodSteps = steps; a.check() == nil {
			t.Errorf("%s: %v went unnoticed", name, steps)
		}
	}
}

func TestAdviceRefusesFoodNumbersTheWrongWayRound(t *testing.T) {
	a := base(t).Advice()
	a.FoodLow, a.FoodNear = a.FoodNear, a.FoodLow
	if err := a.check(); err == nil {
		t.Error("low above near went unnoticed")
	}
	in := Intake{Name: "x", Unit: "x", Enough: "x", Levels: []IntakeLevel{{When: rule.MustParse("fever"), Amount: 1, Who: "x"}}}
	for _, drinks := range [][2]float64{{0.7, 0}, {0.8, 0.7}, {0, 0.8}, {0.7, 1.2}, {-1, 0.5}} {
		in.Least, in.Most = drinks[0], drinks[1]
		if err := in.check(); err == nil {
			t.Errorf("drinks %v went unnoticed", drinks)
		}
	}
}
