package cli

import (
	"slices"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/knowledge"
	"charley/rule"
	"charley/tell"
)

// demoHas and demoOpen are standing conditions of the made-up person: those she
// has, and those of which she is not sure. The others of each part she denies.
var (
	demoHas  = []string{"diabetes", "flat_feet", "kidney_test_normal"}
	demoOpen = []string{"numb_feet", "foot_check_normal"}
)

// demoLegs are her answers about her legs beside the warning signs, of which
// she has none, by the keys of the codebook.
var demoLegs = map[string]any{
	"course_months": 6.0, "new_or_worse_cramps": false, "onset": "seconds", "pain": "severe", "duration_min": []float64{1, 6}, "palpable_hardening": true,
	"urge_to_move": false, "relief_stretch": true, "relief_movement": "partial", "relief_heat": true, "location": []string{"calf"},
	"sensation": []string{"tightening"}, "timing": []string{"asleep"}, "awake_at_start": false, "triggered_by_rest": false,
	"unaccustomed_exercise": false, "pain_worse_on_stretch": false, "thirsty": false, "very_dry_or_little_urine": false, "family_cramps": true, "family_rls": false,
}

// demoPortions is how often she eats what: the place of each answer among the
// food_steps of the records.
var demoPortions = map[string]int{
	"portion_nuts": 1, "portion_beans": 1, "portion_greens": 1, "portion_vegetables": 3, "portion_potatoes": 2, "portion_bananas": 1,
	"portion_fruit": 3, "portion_brown_bread": 3, "portion_oats": 1, "portion_white_grain": 3, "portion_milk": 3, "portion_fish": 1,
	"portion_meat": 2, "portion_chocolate": 1, "portion_coffee_tea": 5, "portion_tomatoes": 2,
}

// demoFacts are what the made-up person says of herself a while before now.
func demoFacts(c *app.Counsel, now time.Time) ([]app.Item, error) {
	var items []app.Item
	at := now.Add(-time.Hour)
	say := func(body map[string]any) error {
		body["night"] = charley.Night{Year: at.Year(), Month: at.Month(), Day: at.Day()}.String()
		draft, err := diary.NewDraft(charley.KindFact, body)
		if err != nil {
			return err
		}
		at = at.Add(20 * time.Second)
		items = append(items, app.Item{ID: charley.NewEntryID(), Draft: draft, At: at})
		return nil
	}
	bodies := demoStanding(c.Base)
	bodies = append(bodies, map[string]any{"about": charley.FactNone, "group": charley.GroupMedicines})
	for _, answers := range demoAnswers(c) {
		bodies = append(bodies, map[string]any{"about": charley.FactAnswers, "answers": answers})
	}
	bodies = append(bodies, map[string]any{"about": charley.FactNone, "group": charley.GroupChecked})
	for _, body := range bodies {
		if err := say(body); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// demoStanding are her standing conditions, and "none of these" to the others.
func demoStanding(base *knowledge.Base) []map[string]any {
	var out []map[string]any
	for _, id := range demoHas[1:] { // the first is in the simulated diary
		out = append(out, map[string]any{"about": charley.FactCondition, "code": id, "answer": "yes"})
	}
	for _, id := range demoOpen {
		out = append(out, map[string]any{"about": charley.FactCondition, "code": id, "answer": "unsure"})
	}
	for _, part := range knowledge.StandingParts() {
		var denied []string
		for _, s := range base.Standing().All() {
			if s.Part == part.Value && !slices.Contains(demoHas, s.ID) && !slices.Contains(demoOpen, s.ID) {
				denied = append(denied, s.ID)
			}
		}
		out = append(out, map[string]any{"about": charley.FactNone, "group": part.Value, "asked": denied})
	}
	return out
}

// demoAnswers are her answers about her legs: none of the warning signs, then
// how it comes and goes, then what she eats.
func demoAnswers(c *app.Counsel) []map[string]any {
	about := c.Teller.With(tell.Facts{}, rule.Answers{"age_years": rule.Num(67), "sex": rule.OneWord("F")})
	var out []map[string]any
	for _, s := range c.Base.Screens().All() {
		shown := tell.ScreenStep{ID: s.ID, Items: c.Teller.Shown(about, s)}
		if len(shown.Items) > 0 {
			out = append(out, c.Teller.Ticked(shown, nil, false))
		}
	}
	eats := map[string]any{}
	for id, step := range demoPortions {
		eats[id] = c.Base.Advice().FoodSteps[step]
	}
	return append(out, demoLegs, eats)
}
