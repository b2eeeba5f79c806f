package food_test

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"charley/food"
	"charley/knowledge"
	"charley/rule"
)

func records(t testing.TB) *knowledge.Base {
	t.Helper()
	b, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// man45 is a healthy man of 45 with no condition and no medicine.
func man45() rule.Answers {
	return rule.Answers{"sex": rule.OneWord("M"), "age_years": rule.Num(45), "pregnant_weeks": {Kind: rule.Absent},
		"conditions": rule.Words(), "medications": rule.Words(), "salt_substitute": rule.YesNo(false)}
}

// eats lays portions a week over answers: all of them, 0 where not named.
func eats(t testing.TB, b *knowledge.Base, a rule.Answers, weekly map[string]float64) rule.Answers {
	t.Helper()
	for id := range weekly {
		if !b.Portions().Has("portion_" + id) {
			t.Fatalf("there is no portion_%s", id)
		}
	}
	for _, p := range b.Portions().All() {
		a[p.ID] = rule.Num(weekly[strings.TrimPrefix(p.ID, "portion_")])
	}
	return a
}

var (
	richDiet = map[string]float64{"nuts": 7, "beans": 4, "greens": 4, "vegetables": 14, "potatoes": 4, "bananas": 7, "fruit": 10, "brown_bread": 21,
		"oats": 7, "white_grain": 3, "milk": 10, "fish": 2, "meat": 4, "chocolate": 3, "coffee_tea": 21, "tomatoes": 7}
	usualDiet = map[string]float64{"nuts": 1, "beans": 2, "greens": 1, "vegetables": 10, "potatoes": 4, "bananas": 4, "fruit": 5, "brown_bread": 10,
		"oats": 3, "white_grain": 8, "milk": 8, "fish": 1, "meat": 7, "chocolate": 1, "coffee_tea": 25, "tomatoes": 4}
	poorDiet = map[string]float64{"white_grain": 14, "meat": 7, "milk": 2, "potatoes": 2, "coffee_tea": 14}
)

func of(t testing.TB, b *knowledge.Base, a rule.Answers, id string) food.Nutrient {
	t.Helper()
	n, ok := food.Check(b, knowledge.Foods(), a).Of(id)
	if !ok {
		t.Fatalf("no %s", id)
	}
	return n
}

func near(got, want float64) bool { return math.Abs(got-want) < 0.005 }

// By hand, from foods.csv: 30 g of almonds, peanuts, walnuts, cashews and
// sunflower seeds hold 81.0, 53.4, 47.4, 78.0 and 97.5 mg of magnesium. Their
// mean is 71.46 and their variance 429.228. With food_spread 0.2 and
// food_portion 0.3 a handful a day has the variance 429.228 + 0.13 x 71.46² =
// 1093.077; 1.28 standard deviations are 42.319.
func TestOneHandfulOfNutsADay(t *testing.T) {
	b := records(t)
	a := man45()
	a["portion_nuts"] = rule.Num(7)
	n := of(t, b, a, food.Magnesium)
	if !near(n.MgPerDay, 71.46) || !near(n.Lo, 71.46-42.319) || !near(n.Hi, 71.46+42.319) {
		t.Errorf("got %v (%v to %v)", n.MgPerDay, n.Lo, n.Hi)
	}
	if !near(n.Share, 100*71.46/420) || n.Asked != 1 || len(n.Missing) != b.Portions().Len()-1 || n.Band != food.CannotTell {
		t.Errorf("got share %v, asked %d, missing %v, band %s", n.Share, n.Asked, n.Missing, n.Band)
	}
	if n.Who != "men from 31" || n.Kind != "RDA" || *n.Amount != (food.Span{Lo: 420, Hi: 420}) {
		t.Errorf("got %s, %s, %v", n.Who, n.Kind, *n.Amount)
	}
}

func TestBands(t *testing.T) {
	b := records(t)
	for _, tc := range []struct {
		name                 string
		diet                 map[string]float64
		magnesium, potassium string
	}{
		{"a rich diet is enough", richDiet, food.Enough, food.Enough},
		{"a usual one is near", usualDiet, food.Near, food.Near},
		{"a poor one is low", poorDiet, food.Low, food.Low},
		{"nothing of the list is low", nil, food.Low, food.Low},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for id, want := range map[string]string{food.Magnesium: tc.magnesium, food.Potassium: tc.potassium} {
				if n := of(t, b, eats(t, b, man45(), tc.diet), id); n.Band != want {
					t.Errorf("%s: got %s, want %s: %.0f mg (%.0f to %.0f), share %.0f%% (%.0f to %.0f)", id, n.Band, want, n.MgPerDay, n.Lo, n.Hi, n.Share, n.ShareLo, n.ShareHi)
				}
			}
		})
	}
}

func codes(n food.Nutrient) string {
	var out []string
	for _, w := range n.Warnings {
		out = append(out, w.Code)
	}
	return strings.Join(out, " ")
}

func TestNothingAnswered(t *testing.T) {
	b := records(t)
	for _, a := range []rule.Answers{nil, {}, man45()} {
		for _, n := range food.Check(b, knowledge.Foods(), a).Nutrients {
			if n.Band != food.CannotTell || n.MgPerDay != 0 || n.Lo != 0 || n.Hi != 0 || n.Asked != 0 || len(n.Missing) != b.Portions().Len() {
				t.Errorf("got %+v", n)
			}
			if !strings.Contains(codes(n), "lower_bound too_few") {
				t.Errorf("got the warnings %s", codes(n))
			}
		}
	}
}

// What was not answered is unknown and never none: it may be eaten every day.
func TestMissingPortionsAreNotNone(t *testing.T) {
	b := records(t)
	a := eats(t, b, man45(), poorDiet)
	for _, id := range []string{"nuts", "beans", "greens", "oats", "brown_bread"} {
		delete(a, "portion_"+id)
	}
	if n := of(t, b, a, food.Magnesium); n.Band != food.CannotTell || n.Asked != 11 || codes(n) != "lower_bound open" {
		t.Errorf("got %s, asked %d, %s", n.Band, n.Asked, codes(n))
	}
	a = eats(t, b, man45(), richDiet)
	delete(a, "portion_fish")
	if n := of(t, b, a, food.Magnesium); n.Band != food.Enough || codes(n) != "lower_bound" {
		t.Errorf("what is enough without fish is enough: got %s, %s", n.Band, codes(n))
	}
	a = eats(t, b, man45(), richDiet)
	for _, id := range []string{"fish", "meat", "milk", "fruit", "chocolate", "tomatoes"} {
		delete(a, "portion_"+id)
	}
	if n := of(t, b, a, food.Magnesium); n.Band != food.CannotTell || codes(n) != "lower_bound too_few" {
		t.Errorf("10 of 16 are too few: got %s, %s", n.Band, codes(n))
	}
}

func TestUnknownPeopleGetARange(t *testing.T) {
	b := records(t)
	for _, tc := range []struct {
		name                 string
		answers              rule.Answers
		magnesium, potassium food.Span
	}{
		{"nothing is known", rule.Answers{}, food.Span{Lo: 80, Hi: 420}, food.Span{Lo: 2000, Hi: 3400}},
		{"45, sex not known", rule.Answers{"age_years": rule.Num(45), "conditions": rule.Words(), "pregnant_weeks": rule.Num(0)}, food.Span{Lo: 320, Hi: 420}, food.Span{Lo: 2600, Hi: 3400}},
		{"45, sex not said", rule.Answers{"age_years": rule.Num(45), "sex": rule.OneWord("U"), "conditions": rule.Words(), "pregnant_weeks": rule.Num(0)}, food.Span{Lo: 320, Hi: 420}, food.Span{Lo: 2600, Hi: 3400}},
		{"30, sex not said, pregnant", rule.Answers{"age_years": rule.Num(30), "sex": rule.OneWord("U"), "conditions": rule.Words(), "pregnant_weeks": rule.Num(9)}, food.Span{Lo: 350, Hi: 350}, food.Span{Lo: 2900, Hi: 2900}},
		{"a woman of 25, pregnancy not known", rule.Answers{"age_years": rule.Num(25), "sex": rule.OneWord("F")}, food.Span{Lo: 310, Hi: 350}, food.Span{Lo: 2600, Hi: 2900}},
		{"a man, age not known", rule.Answers{"sex": rule.OneWord("M")}, food.Span{Lo: 80, Hi: 420}, food.Span{Lo: 2000, Hi: 3400}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for id, want := range map[string]food.Span{food.Magnesium: tc.magnesium, food.Potassium: tc.potassium} {
				n := of(t, b, tc.answers, id)
				if n.Amount == nil || *n.Amount != want {
					t.Errorf("%s: got %v, want %v", id, n.Amount, want)
				}
				if (n.Who == "") != (len(n.Levels) > 1) || (codes(n) == "lower_bound too_few range") != (want.Lo < want.Hi) {
					t.Errorf("%s: got who %q of %d levels, %s", id, n.Who, len(n.Levels), codes(n))
				}
			}
		})
	}
}

func TestNoReferenceIsNoShare(t *testing.T) {
	b := records(t)
	a := eats(t, b, rule.Answers{"age_years": rule.Num(0)}, usualDiet)
	for _, n := range food.Check(b, knowledge.Foods(), a).Nutrients {
		if n.Amount != nil || n.Share != 0 || n.Band != food.CannotTell || codes(n) != "none" || n.MgPerDay == 0 {
			t.Errorf("got %+v", n)
		}
	}
}

// Nobody is told to eat more of it while anything speaks against, or is not known.
func TestRaise(t *testing.T) {
	b := records(t)
	with := func(name string, v rule.Value) rule.Answers { a := man45(); a[name] = v; return a }
	old := man45()
	old["age_years"] = rule.Num(70)
	for _, tc := range []struct {
		name                 string
		answers              rule.Answers
		magnesium, potassium string
	}{
		{"a healthy man", man45(), food.May, food.May},
		{"nothing is known", nil, food.AskFirst, food.AskFirst},
		{"medicines not known", with("medications", rule.Value{}), food.May, food.AskFirst},
		{"kidney disease", with("conditions", rule.Words("kidney_disease")), food.MayNot, food.MayNot},
		{"a salt substitute", with("salt_substitute", rule.YesNo(true)), food.May, food.MayNot},
		{"a medicine that raises potassium", with("medications", rule.Words("potassium_raising")), food.May, food.MayNot},
		{"70, kidneys not checked", old, food.May, food.MayNot},
		{"heart failure", with("conditions", rule.Words("heart_failure")), food.May, food.MayNot},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for id, want := range map[string]string{food.Magnesium: tc.magnesium, food.Potassium: tc.potassium} {
				if n := of(t, b, tc.answers, id); n.Raise != want || (want == food.May) != (len(n.Gates) == 0) {
					t.Errorf("%s: got %s, %v, want %s", id, n.Raise, n.Gates, want)
				}
				if l := food.Best(b, knowledge.Foods(), id, tc.answers); (len(l.Foods) > 0) != (want == food.May) {
					t.Errorf("%s: %d foods although %s", id, len(l.Foods), want)
				}
			}
		})
	}
}

// Pages and commands say the same of gates: what is so, or what would have to be
// asked, and each thing once.
func TestWhyNotToTakeMore(t *testing.T) {
	b := records(t)
	kidney, _ := b.Gates().Get("kidney")
	with := func(key string, v rule.Value) rule.Answers {
		a := man45()
		a[key] = v
		return a
	}
	for _, tc := range []struct {
		name    string
		answers rule.Answers
		want    *food.Caution
	}{
		{"nothing in the way", man45(), nil},
		{"kidney disease", with("conditions", rule.Words("kidney_disease")), &food.Caution{Shut: true, Phrases: []string{kidney.Phrase}, Who: []string{kidney.Who}}},
		{"conditions not known", with("conditions", rule.Value{}), &food.Caution{Phrases: []string{kidney.Phrase}, Ask: []string{kidney.Question}}},
	} {
		if got := of(t, b, tc.answers, food.Magnesium).Caution(b); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s: got %+v, want %+v", tc.name, got, tc.want)
		}
	}
	// Where something is so, what is not known is not asked.
	c := of(t, b, rule.Answers{"conditions": rule.Words("kidney_disease")}, food.Potassium).Caution(b)
	if !c.Shut || len(c.Ask) > 0 || len(c.Phrases) == 0 || len(c.Who) == 0 {
		t.Errorf("got %+v", c)
	}
	// Nor is anything said twice.
	c = of(t, b, nil, food.Potassium).Caution(b)
	for i, q := range c.Ask {
		if slices.Contains(c.Ask[:i], q) {
			t.Errorf("%q is asked twice", q)
		}
	}
}

func TestAnyPortionOfAFood(t *testing.T) {
	h := food.Hold(knowledge.Food{Name: "Oats", Magnesium: 138, Potassium: 362})
	if got, want := h.Portion("a bowl", 40), (food.HeldPortion{Name: "a bowl", Grams: 40, Magnesium: 55.2, Potassium: 144.8}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestBestFoods(t *testing.T) {
	b := records(t)
	l := food.Best(b, knowledge.Foods(), food.Potassium, man45())
	if len(l.Foods) < 15 || len(l.Foods) > 20 {
		t.Errorf("got %d foods", len(l.Foods))
	}
	// 170 g at 535 mg in 100 g are 909.5 mg, of 3,400 a day 26.75%.
	if f := l.Foods[0]; f.FDC != 170093 || !near(f.Mg, 909.5) || !near(f.PercentLo, 26.75) || !near(f.PercentHi, 26.75) {
		t.Errorf("got %+v first", f)
	}
	for i, f := range l.Foods[1:] {
		if f.Mg > l.Foods[i].Mg {
			t.Errorf("%s holds more than %s before it", f.Name, l.Foods[i].Name)
		}
	}
	if l := food.Best(b, knowledge.Foods(), "gold", man45()); len(l.Foods) != 0 {
		t.Errorf("got %+v", l)
	}
}

func TestWater(t *testing.T) {
	b := records(t)
	w := food.Water(b, man45())
	if *w.Amount != (food.Span{Lo: 2.5, Hi: 2.5}) || !near(w.Drinks.Lo, 1.75) || !near(w.Drinks.Hi, 2) || w.Raise != food.May {
		t.Errorf("got %v, %v, %s", w.Amount, w.Drinks, w.Raise)
	}
	a := man45()
	a["conditions"] = rule.Words("heart_failure", "low_sodium")
	if w := food.Water(b, a); w.Raise != food.MayNot || !reflect.DeepEqual(w.Gates, []food.Gate{{ID: "heart-failure", State: "yes"}, {ID: "low-sodium", State: "yes"}}) {
		t.Errorf("got %s, %v", w.Raise, w.Gates)
	}
	if w := food.Water(b, nil); w.Raise != food.AskFirst || *w.Amount != (food.Span{Lo: 1.3, Hi: 2.7}) {
		t.Errorf("got %s, %v", w.Raise, w.Amount)
	}
}

func TestParts(t *testing.T) {
	b := records(t)
	a := eats(t, b, man45(), usualDiet)
	parts, n := food.Parts(b, knowledge.Foods(), food.Magnesium, a), of(t, b, a, food.Magnesium)
	sum, percent := 0.0, 0.0
	for i, p := range parts {
		sum, percent = sum+p.Mg, percent+p.Percent
		if i > 0 && p.Mg > parts[i-1].Mg {
			t.Errorf("%s brings more than %s before it", p.Name, parts[i-1].Name)
		}
	}
	if len(parts) != b.Portions().Len() || !near(sum, n.MgPerDay) || !near(percent, 100) {
		t.Errorf("%d parts of %v mg and %v%%, the whole is %v", len(parts), sum, percent, n.MgPerDay)
	}
	if got := food.Parts(b, knowledge.Foods(), food.Magnesium, nil); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

// Odd answers are no answers, and never a number that is none.
func TestOddAnswers(t *testing.T) {
	b := records(t)
	for name, v := range map[string]rule.Value{
		"no number": rule.Num(math.NaN()), "a yes": rule.YesNo(true), "without end": {Kind: rule.Range, Constant: true}, "does not apply": {Kind: rule.Absent},
	} {
		if n := of(t, b, rule.Answers{"portion_nuts": v}, food.Magnesium); n.Asked != 0 || n.MgPerDay != 0 {
			t.Errorf("%s: got %d asked, %v mg", name, n.Asked, n.MgPerDay)
		}
	}
	for name, tc := range map[string]struct {
		v    rule.Value
		want float64
	}{
		"endless": {rule.Num(math.Inf(1)), 714.6}, "below none": {rule.Num(-3), 0}, "6 to 8": {rule.Value{Kind: rule.Number, Low: 6, High: 8}, 71.46},
	} {
		if n := of(t, b, rule.Answers{"portion_nuts": tc.v}, food.Magnesium); n.Asked != 1 || !near(n.MgPerDay, tc.want) {
			t.Errorf("%s: got %d asked, %v mg", name, n.Asked, n.MgPerDay)
		}
	}
}

// drawn is somebody who answered some portions.
func drawn(t *rapid.T, b *knowledge.Base) rule.Answers {
	a := rule.Answers{}
	if rapid.Bool().Draw(t, "known") {
		a = man45()
	}
	for _, p := range b.Portions().All() {
		if rapid.IntRange(0, 4).Draw(t, p.ID) > 0 {
			a[p.ID] = rule.Num(float64(rapid.IntRange(0, 70).Draw(t, "weekly")))
		}
	}
	return a
}

// More of a portion is never less of a mineral, the estimate lies inside its
// interval, and everything is a number.
func TestMoreIsNeverLess(t *testing.T) {
	b := records(t)
	all := b.Portions().All()
	rapid.Check(t, func(t *rapid.T) {
		a := drawn(t, b)
		before := food.Check(b, knowledge.Foods(), a)
		p := rapid.SampledFrom(all).Draw(t, "portion")
		a[p.ID] = rule.Num(a[p.ID].Low + float64(rapid.IntRange(1, 20).Draw(t, "more")))
		after := food.Check(b, knowledge.Foods(), a)
		for i, n := range after.Nutrients {
			was := before.Nutrients[i]
			if n.MgPerDay < was.MgPerDay-1e-9 || n.Hi < was.Hi-1e-9 {
				t.Fatalf("%s: %v (to %v), then %v (to %v)", n.Nutrient, was.MgPerDay, was.Hi, n.MgPerDay, n.Hi)
			}
			if n.Lo < 0 || n.Lo > n.MgPerDay || n.MgPerDay > n.Hi || n.ShareLo > n.Share || n.Share > n.ShareHi {
				t.Fatalf("out of order: %+v", n)
			}
		}
		if _, err := json.Marshal(after); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(after, food.Check(b, knowledge.Foods(), a)) {
			t.Fatal("the same answers give two results")
		}
	})
}

func TestWarningsAreForPeople(t *testing.T) {
	b := records(t)
	for _, a := range []rule.Answers{nil, {"age_years": rule.Num(0)}, eats(t, b, man45(), usualDiet)} {
		for _, n := range food.Check(b, knowledge.Foods(), a).Nutrients {
			for _, w := range n.Warnings {
				if w.Text == "" || knowledge.Forbidden(w.Text) != "" {
					t.Errorf("%s says %q", w.Code, w.Text)
				}
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	base := records(b)
	a := eats(b, base, man45(), usualDiet)
	table := knowledge.Foods()
	for b.Loop() {
		food.Check(base, table, a)
	}
}
