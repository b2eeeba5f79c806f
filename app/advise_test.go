package app_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/diary"
	"charley/food"
	"charley/treat"
)

// night is a night before the one that a bedside begins in: 22 November 2026.
func night(before int) charley.Night {
	return charley.Night{Year: 2026, Month: time.November, Day: 22}.Add(-before)
}

// advised is what is said to the person now.
func (b *bedside) advised(t testing.TB) app.Advised {
	t.Helper()
	told, err := b.Advise(context.Background(), b.caller)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// answers keeps answers by key of the codebook.
func (b *bedside) answers(t testing.TB, said map[string]any) {
	t.Helper()
	if _, err := b.Answer(context.Background(), b.caller, charley.NewEntryID(), said); err != nil {
		t.Fatal(err)
	}
}

// keeps writes whole nights from one on, each with as many cramps as spells says.
func (b *bedside) keeps(t testing.TB, first charley.Night, nights int, spells func(int) int) {
	t.Helper()
	var items []app.Item
	add := func(kind charley.Kind, body map[string]any) {
		d, err := diary.NewDraft(kind, body)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, app.Item{ID: charley.NewEntryID(), Draft: d})
	}
	for i := range nights {
		n := first.Add(i)
		add(charley.KindMorning, map[string]any{"night": n.String(), "nothing_more": true})
		for k := range spells(i) {
			add(charley.KindEpisode, map[string]any{"what": "cramp", "night": n.String(), "start": n.String() + []string{"T23:10:00+01:00", "T23:50:00+01:00"}[k]})
		}
	}
	if _, err := b.PutMany(context.Background(), b.caller, items); err != nil {
		t.Fatal(err)
	}
}

func weekly(i int) int {
	if i%7 == 0 {
		return 1
	}
	return 0
}

// takes writes down a medicine with its start; "" where it was not said.
func (b *bedside) takes(t testing.TB, code, from string) {
	t.Helper()
	body := map[string]any{"kind": "fact", "about": "medicine", "code": code, "name": code}
	if from != "" {
		body["from"] = from
	}
	b.put(t, body)
}

func remedy(t testing.TB, a treat.Advice, id string) treat.Remedy {
	t.Helper()
	i := slices.IndexFunc(a.Remedies, func(r treat.Remedy) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("there is no remedy %s", id)
	}
	return a.Remedies[i]
}

// A tablet that was begun years ago is laid over the nights of that time, not
// over those of the last year and a half, in which it has no before.
func TestATabletBegunYearsAgoIsLaidOverTheNightsOfThatTime(t *testing.T) {
	b := newClinic(t)
	start := charley.Night{Year: 2023, Month: time.March, Day: 1}
	b.keeps(t, start.Add(-70), 70, weekly)
	b.keeps(t, start, 70, func(i int) int { return i % 2 })
	b.keeps(t, night(60), 60, weekly)
	b.takes(t, "indapamide", start.String())
	told := b.advised(t)
	if len(told.Looks) != 1 || told.Looks[0].Look == nil {
		t.Fatalf("got %+v, want one look", told.Looks)
	}
	look := told.Looks[0]
	if look.ID != "indapamide" || look.Look.What != charley.Cramp || look.Look.Start != start || look.Why != nil {
		t.Errorf("got %s, %+v, %v", look.ID, look.Look, look.Why)
	}
	if before, after := look.Look.Before, look.Look.After; before.Nights != 70 || before.Count != 10 || after.Nights != 70 || after.Count != 35 {
		t.Errorf("got %d cramps in %d nights before, %d in %d after; want 10 in 70, 35 in 70", before.Count, before.Nights, after.Count, after.Nights)
	}
}

// A start that cannot be laid over the nights says why.
func TestAStartThatCannotBeLaidOverTheNights(t *testing.T) {
	for name, tc := range map[string]struct {
		from string
		want error
	}{
		"only the year is known": {"2026", cause.ErrNoStart},
		"before the diary began": {"2019-05-01", charley.ErrTooFew},
		"a month without nights": {"2020-02", charley.ErrTooFew},
		"last week":              {night(7).String(), charley.ErrTooFew},
	} {
		t.Run(name, func(t *testing.T) {
			b := newClinic(t)
			b.keeps(t, night(60), 60, weekly)
			b.takes(t, "indapamide", tc.from)
			b.takes(t, "indapamide", "") // no start was said: nothing to look at
			told := b.advised(t)
			if len(told.Looks) != 1 || told.Looks[0].Look != nil || !errors.Is(told.Looks[0].Why, tc.want) {
				t.Errorf("got %+v, want no look because of %v", told.Looks, tc.want)
			}
		})
	}
}

// A medicine that no list links with spells is not laid over them.
func TestAMedicineOfNoMatterIsNotLookedAt(t *testing.T) {
	b := newClinic(t)
	b.keeps(t, night(120), 120, weekly)
	b.takes(t, "paracetamol", night(60).String())
	if told := b.advised(t); len(told.Looks) > 0 {
		t.Errorf("got %+v", told.Looks)
	}
}

// What makes remedies unsafe is looked through again after the days of the
// records, and as soon as there is a medicine that was not there.
func TestWhenToLookThroughItAgain(t *testing.T) {
	b := newClinic(t)
	check := func(when string, checked time.Time, again bool) {
		t.Helper()
		if told := b.advised(t); !told.Checked.Equal(checked) || told.Again != again {
			t.Errorf("%s: checked %s, again %v; want %s, %v", when, told.Checked, told.Again, checked, again)
		}
	}
	looked := func() time.Time {
		b.put(t, map[string]any{"kind": "fact", "about": "none", "group": charley.GroupChecked})
		return b.clock
	}
	b.takes(t, "metformin", "2025")
	check("never", time.Time{}, true)
	b.clock = b.clock.Add(time.Hour)
	at := looked()
	check("just now", at, false)
	b.clock = b.clock.Add(time.Hour)
	b.takes(t, "indapamide", "2026-11")
	check("a medicine came since", at, true)
	b.clock = b.clock.Add(time.Hour)
	at = looked()
	days := b.Counsel.Base.Advice().AskAgain
	b.clock = at.AddDate(0, 0, days)
	check("on the last day", at, false)
	b.clock = b.clock.Add(time.Hour)
	check("after it", at, true)
}

// While a warning sign stands there is nothing to try, nothing that could
// explain it away, no look and nothing to eat.
func TestNothingIsAdvisedWhileAFlagStands(t *testing.T) {
	b := newClinic(t)
	b.keeps(t, night(120), 120, weekly)
	b.takes(t, "indapamide", night(60).String())
	b.put(t, map[string]any{"kind": "fact", "about": "condition", "code": "diabetes", "answer": "yes"})
	if told := b.advised(t); len(told.Looks) != 1 || len(told.Standing.Cramps) == 0 {
		t.Fatalf("before the flag: got %d looks, %d causes", len(told.Looks), len(told.Standing.Cramps))
	}
	b.answers(t, map[string]any{"swelling": "one_leg", "portion_nuts": 0.0})
	told := b.advised(t)
	if !told.Telling.Urgent() {
		t.Fatalf("no flag stands: %s", told.Telling.Urgency)
	}
	if n := len(told.Advice.With(treat.Offered, treat.AskFirst)); n > 0 {
		t.Errorf("%d remedies are offered or to be asked about", n)
	}
	if len(told.Standing.Cramps)+len(told.Standing.Restless)+len(told.Looks) > 0 {
		t.Errorf("got causes %+v and %+v, looks %+v", told.Standing.Cramps, told.Standing.Restless, told.Looks)
	}
	wantNoFoods(t, b.Counsel.FoodOf(told))
}

// What somebody tried, and what eased their spells, comes with the remedies.
func TestWhatWasTriedAndWhatEased(t *testing.T) {
	b := newClinic(t)
	ctx := context.Background()
	if _, err := b.TryRemedy(ctx, b.caller, charley.NewEntryID(), "warm-bath", "no"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.TryRemedy(ctx, b.caller, charley.NewEntryID(), "moonlight", "yes"); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("a remedy that there is not: got %v, want ErrNotFound", err)
	}
	for i, eased := range [][]string{{"stretch"}, {"stretch", "heat"}, {"heat"}, nil} {
		body := map[string]any{"kind": "episode", "what": "cramp", "start": night(i+1).String() + "T23:10:00+01:00"}
		if eased != nil {
			body["eased_by"] = eased
		}
		b.put(t, body)
	}
	a := b.advised(t).Advice
	type tried struct {
		said      string
		eased, of int
	}
	for id, want := range map[string]tried{"warm-bath": {treat.HelpedNot, 0, 0}, "stretch-now": {"", 2, 3}, "heat-after-cramp": {"", 2, 3}, "massage": {}} {
		r := remedy(t, a, id)
		if got := (tried{r.Tried, r.Eased, r.EasedOf}); got != want {
			t.Errorf("%s: got %+v, want %+v", id, got, want)
		}
	}
}

// What the food check makes of the portions speaks for food that holds more.
func TestLittleMagnesiumSpeaksForFood(t *testing.T) {
	for name, tc := range map[string]struct {
		step int
		want bool
	}{"never eats any of it": {0, true}, "eats each once or twice a week": {1, true}, "eats each three times a day": {5, false}} {
		t.Run(name, func(t *testing.T) {
			b := newClinic(t)
			weekly := b.Counsel.Base.Advice().FoodSteps[tc.step]
			said := map[string]any{"age_years": 45.0, "sex": "M"}
			for _, p := range b.Counsel.Base.Portions().All() {
				said[p.ID] = weekly
			}
			b.answers(t, said)
			told := b.advised(t)
			n, ok := told.Food.Of(food.Magnesium)
			if !ok || n.Band == food.CannotTell || told.Facts.Answers()["magnesium_share"].Low != n.Share {
				t.Fatalf("got %s, %v%%, and as a fact %+v", n.Band, n.Share, told.Facts.Answers()["magnesium_share"])
			}
			r := remedy(t, told.Advice, "magnesium-diet")
			if got := slices.Contains(r.Causes, "magnesium_food"); got != tc.want {
				t.Errorf("at %.0f%% it speaks for food: %v, want %v", n.Share, got, tc.want)
			}
		})
	}
}

// What the evenings of the last weeks show counts as an answer; what was long
// ago or seldom asked does not.
func TestUsualDaysFromTheEvenings(t *testing.T) {
	for name, tc := range map[string]struct {
		before, evenings int
		want             bool
	}{"last week and before": {10, 10, true}, "two months ago": {60, 10, false}, "three evenings only": {10, 3, false}} {
		t.Run(name, func(t *testing.T) {
			b := newClinic(t)
			for i := range tc.evenings {
				b.put(t, map[string]any{"kind": "evening", "night": night(tc.before - i).String(), "exposures": map[string]any{"hard_floor": true}})
			}
			told := b.advised(t)
			usual := slices.ContainsFunc(told.Usual, func(u cause.Usual) bool {
				return u.Exposure == "hard_floor" && u.Days == tc.evenings && u.So == tc.evenings
			})
			shoes := slices.Contains(remedy(t, told.Advice, "supportive-shoes").Causes, "hard_floor")
			if usual != tc.want || shoes != tc.want || told.Facts.Known("usual_hard_floor") != tc.want {
				t.Errorf("usual %v, speaks for shoes %v, known %v; want %v", usual, shoes, told.Facts.Known("usual_hard_floor"), tc.want)
			}
		})
	}
}

// Advice is for the caller alone, and a program without knowledge gives none.
func TestNobodyIsAdvisedOnAnotherPerson(t *testing.T) {
	b := newClinic(t)
	ctx := context.Background()
	if _, err := b.Advise(ctx, charley.Caller{}); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("got %v, want ErrForbidden", err)
	}
	if _, err := b.TryRemedy(ctx, charley.Caller{}, charley.NewEntryID(), "warm-bath", "yes"); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("got %v, want ErrForbidden", err)
	}
	b.Counsel = nil
	if _, err := b.Advise(ctx, b.caller); err == nil {
		t.Error("got advice without knowledge")
	}
}

func wantNoFoods(t *testing.T, check app.FoodCheck) {
	t.Helper()
	for _, list := range check.Best {
		if len(list.Foods) > 0 {
			t.Errorf("got %d foods with %s", len(list.Foods), list.Nutrient)
		}
	}
}

func TestCheckingFoodOnFacts(t *testing.T) {
	c := newClinic(t).Counsel
	healthy := `"age_years":45,"sex":"M","conditions":[],"medications":[],"salt_substitute":false`
	for _, tc := range []struct {
		name, facts, urgency, raise string
		foods                       bool
	}{
		{"healthy", `{` + healthy + `,"portion_nuts":7}`, "self_care", food.May, true},
		{"nothing known", `{}`, "self_care", food.AskFirst, false},
		{"kidney disease", `{"age_years":45,"sex":"M","conditions":["kidney disease"],"medications":[]}`, "self_care", food.MayNot, false},
		{"healthy but for a swollen leg", `{` + healthy + `,"swelling":"one_leg"}`, "same_day", food.MayNot, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f, err := c.Teller.Read([]byte(tc.facts))
			if err != nil {
				t.Fatal(err)
			}
			got := c.CheckFood(f)
			if got.Urgency != tc.urgency || len(got.Nutrients) != 2 || len(got.Best) != len(got.Nutrients) || got.Version == "" {
				t.Fatalf("got %s, %d nutrients, %d lists, version %q", got.Urgency, len(got.Nutrients), len(got.Best), got.Version)
			}
			for i, n := range got.Nutrients {
				if list := got.Best[i]; list.Nutrient != n.Nutrient || n.Raise != tc.raise || list.Foods == nil || (len(list.Foods) > 0) != tc.foods {
					t.Errorf("%s: got %s, %d foods with %s", n.Nutrient, n.Raise, len(list.Foods), list.Nutrient)
				}
				if shut := tc.raise == food.MayNot; shut != (n.Amount == nil) || shut != (got.Best[i].Amount == nil) || shut && len(got.Best[i].Levels) > 0 {
					t.Errorf("%s: got the amounts %v and %v, want none where more may be dangerous", n.Nutrient, n.Amount, got.Best[i].Amount)
				}
			}
			if tc.urgency != "self_care" && (got.Water.Amount != nil || got.Water.Drinks != nil) {
				t.Errorf("got %v of water while a warning sign stands", got.Water.Amount)
			}
		})
	}
}

// The check of a diary is that of its facts.
func TestCheckingFoodOfADiary(t *testing.T) {
	b := newClinic(t)
	b.answers(t, map[string]any{"age_years": 45.0, "sex": "M", "portion_nuts": 7.0, "portion_milk": 14.0})
	told := b.advised(t)
	got := b.Counsel.FoodOf(told)
	if n, _ := got.Of(food.Magnesium); n.Asked != 2 || !reflect.DeepEqual(got.Result, told.Food) {
		t.Errorf("got %+v, want %+v", got.Result, told.Food)
	}
	if on := b.Counsel.CheckFood(told.Facts); !reflect.DeepEqual(got.Result, on.Result) || !reflect.DeepEqual(got.Water, on.Water) {
		t.Error("the facts of the diary alone give another result")
	}
}
