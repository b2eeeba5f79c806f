package knowledge

import (
	"fmt"
	"slices"
)

// An Advice holds the numbers of the method by which remedies are matched and
// ordered, and a medicine's start is laid over the diary. All are judgements
// but where the file says otherwise; docs/what-helps.md says why each is so.
type Advice struct {
	Found       float64            `toml:"found"`     // points for each weight of something found in the person
	Strong      float64            `toml:"strong"`    // for a condition that fits strongly
	Possible    float64            `toml:"possible"`  // or possibly
	Certainty   map[string]float64 `toml:"certainty"` // by how sure the evidence is
	ClassA      float64            `toml:"class_a"`
	Effort      float64            `toml:"effort"` // taken off for each step of effort above the first
	Good        float64            `toml:"good"`   // for a good trial
	Fair        float64            `toml:"fair"`
	AskAgain    int                `toml:"ask_again_days"` // age at which answers about safety are asked again
	HabitDays   int                `toml:"habit_days"`     // evenings back that say what is usual
	HabitLeast  int                `toml:"habit_least"`    // and how many of them must have been asked
	HabitShare  float64            `toml:"habit_share"`    // share of days that makes a habit of a yes
	LookLeast   int                `toml:"look_least"`     // nights on each side of a start before a look
	LookMost    int                `toml:"look_most"`      // and how far the look goes
	LookLevel   float64            `toml:"look_level"`
	LookSpread  float64            `toml:"look_spread"`                // variance of nightly counts over their mean, at least
	SuspectDays int                `toml:"suspect_days"`               // days after its start within which a medicine is suspect
	SaysOthers  string             `toml:"says_others" say:"plain"`    // of what is for some people only; {0} is what it is
	SaysElse    string             `toml:"says_elsewhere" say:"plain"` // of what is for another condition; {0} names it
	FoodSpread  float64            `toml:"food_spread"`                // relative width of what a food holds
	FoodPortion float64            `toml:"food_portion"`               // and of what people call a portion
	FoodLow     float64            `toml:"food_low"`                   // share of the reference below which usual food is low in it
	FoodNear    float64            `toml:"food_near"`                  // and below which it is only near; from here up it is enough
	FoodAsked   float64            `toml:"food_asked"`                 // share of the portions that must be answered before a band is told
	FoodMissing float64            `toml:"food_missing"`               // portions a week that one without an answer may stand for
	FoodSteps   []float64          `toml:"food_steps"`                 // the answers that a tap can give, in portions a week, from none up
}

func (a Advice) check() error {
	for name, v := range map[string]float64{
		"found": a.Found, "habit_days": float64(a.HabitDays), "habit_least": float64(a.HabitLeast), "habit_share": a.HabitShare,
		"look_least": float64(a.LookLeast), "look_most": float64(a.LookMost), "look_level": a.LookLevel, "look_spread": a.LookSpread,
		"suspect_days": float64(a.SuspectDays), "ask_again_days": float64(a.AskAgain), "food_spread": a.FoodSpread, "food_portion": a.FoodPortion,
		"food_low": a.FoodLow, "food_near": a.FoodNear, "food_asked": a.FoodAsked, "food_missing": a.FoodMissing,
	} {
		if v <= 0 {
			return fmt.Errorf("%s: %s must be above 0", adviceFile, name)
		}
	}
	if a.FoodLow >= a.FoodNear {
		return fmt.Errorf("%s: food_low must be below food_near", adviceFile)
	}
	if s := a.FoodSteps; len(s) < 2 || s[0] != 0 || !slices.IsSorted(s) || len(slices.Compact(slices.Clone(s))) < len(s) {
		return fmt.Errorf("%s: food_steps must rise from 0", adviceFile)
	}
	if a.SaysOthers == "" || a.SaysElse == "" {
		return fmt.Errorf("%s: says_others and says_elsewhere are needed", adviceFile)
	}
	for _, c := range Certainties() {
		if _, ok := a.Certainty[c.Value]; !ok {
			return fmt.Errorf("%s: certainty lacks %s", adviceFile, c.Value)
		}
	}
	return nil
}
