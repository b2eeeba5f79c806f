package lookup

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"charley/knowledge"
)

func TestAFoodIsFoundAsPeopleCallIt(t *testing.T) {
	f := NewFoods(knowledge.Foods())
	for typed, want := range map[string]string{
		"almonds":        "Nuts, almonds",
		"alm":            "Nuts, almonds", // while typing
		"almond nuts":    "Nuts, almonds", // in any order
		"bannana":        "Bananas, raw",
		"porridge":       "Cereals, oats",
		"courgette":      "Squash, summer, zucchini",
		"aubergines":     "Eggplant",
		"crisps":         "Snacks, potato chips",
		"chips":          "Potatoes, french fried",
		"prawns":         "Crustaceans, shrimp",
		"wholemeal bred": "Bread, whole-wheat",
		"jacket potato":  "Potatoes, baked",
		"mince":          "Beef, ground",
		"rocket":         "Arugula",
		"coriander":      "Coriander (cilantro)",
		"eggs":           "Egg, whole",
		"egg plant":      "Eggplant", // one word in the table
		"peanutbutter":   "Peanut butter",
		"milk":           "Milk, whole",
		"yoghurt":        "Yogurt",
		"tinned tuna":    "Fish, tuna",
		"bread of oats":  "Bread",
	} {
		got := f.Find(typed, 1)
		if len(got) == 0 || !strings.HasPrefix(got[0].Name, want) {
			t.Errorf("%q: got %q, want %q first", typed, foodNames(got), want)
		}
	}
	for _, typed := range []string{"", " ", "xqzzv", "of the", "?", "яблоко"} {
		if got := f.Find(typed, 3); len(got) > 0 {
			t.Errorf("%q: got %q, want nothing", typed, foodNames(got))
		}
	}
}

func TestWhatPeopleEatOftenComesFirst(t *testing.T) {
	got := NewFoods(knowledge.Foods()).Find("avocado", 2)
	if len(got) < 2 || !got[0].Common || got[1].Common {
		t.Errorf("got %q, want the common one first", foodNames(got))
	}
}

// Two foods with one name cannot both come first.
func TestEveryFoodIsFoundByItsWholeName(t *testing.T) {
	f := NewFoods(knowledge.Foods())
	list := knowledge.Foods().All()
	found, of := 0, 0
	for i := 0; i < len(list); i += 7 {
		of++
		got := f.Find(list[i].Name, 5)
		if slices.ContainsFunc(got, func(g knowledge.Food) bool { return g.FDC == list[i].FDC }) {
			found++
		}
	}
	atLeast(t, "found by the whole name", found, of, 0.85)
}

// Every line of the everyday words must lead to a food: the table may change.
func TestEveryEverydayWordLeadsToAFood(t *testing.T) {
	f := NewFoods(knowledge.Foods())
	known := readFoodWords(foodWordsFile)
	for _, s := range slices.Concat(slices.Collect(maps.Values(known.same))...) {
		name := strings.Join(s.name, " ")
		if !slices.ContainsFunc(f.names, func(n foodName) bool { return n.goesBy(f, s.name) }) {
			t.Errorf("nothing holds %q, which %q stands for", s.holds, name)
		}
	}
	for _, w := range known.words {
		if _, ok := f.at[w.table]; !ok {
			t.Errorf("no food holds %q, which %q stands for", w.table, w.british)
		}
	}
}

// goesBy says that a food has an everyday name.
func (n foodName) goesBy(f *Foods, name []string) bool {
	for p, part := range n.parts {
		var words []string
		for _, w := range n.words {
			if int(w.part) == p {
				words = append(words, f.words[w.word])
			}
		}
		if part.same && slices.Equal(words, name) {
			return true
		}
	}
	return false
}

func TestRoots(t *testing.T) {
	for word, want := range map[string]string{
		"berries": "berry", "potatoes": "potato", "peaches": "peach", "oats": "oat", "swiss": "swiss", "asparagus": "asparagus",
		"peas": "pea", "radishes": "radish", "gas": "gas", "pies": "pie", "apple": "apple",
	} {
		if got := root(word); got != want {
			t.Errorf("%s: got %s, want %s", word, got, want)
		}
	}
}

func foodNames(list []knowledge.Food) []string {
	var out []string
	for _, f := range list {
		out = append(out, f.Name)
	}
	return out
}

func FuzzFoods(f *testing.F) {
	foods := NewFoods(knowledge.Foods())
	for _, typed := range []string{"almonds", "porrige oats", "a", "", "\xff\xfe", strings.Repeat("nut ", 90), "ß æ", "'s"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got := foods.Find(typed, 5)
		if len(got) > 5 {
			t.Fatalf("got %d, want at most 5", len(got))
		}
		for i, a := range got {
			for _, b := range got[:i] {
				if a.FDC == b.FDC {
					t.Fatalf("%s comes twice", a.Name)
				}
			}
		}
	})
}
