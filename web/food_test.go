package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"charley"
	"charley/rule"
	"charley/treat"
)

// eatsAll answers the whole check with one number of portions a week.
func eatsAll(t *testing.T, often string) url.Values {
	t.Helper()
	out := url.Values{}
	for _, p := range base(t).Portions().All() {
		out.Set(p.ID, often)
	}
	return out
}

// saysItEats fills in the check and looks at what it comes to.
func (p *person) saysItEats(fill url.Values) page {
	p.t.Helper()
	got := p.submit(p.open(foodPath), foodPath, "do=save", fill)
	address, found := strings.CutSuffix(got.location, "#result")
	if got.status != http.StatusSeeOther || !found {
		p.t.Fatalf("got %d to %q, want 303 to the result", got.status, got.location)
	}
	return p.open(address)
}

// hasNothingUnsafe says no to everything that could make more of it unsafe.
func (p *person) hasNothingUnsafe() *person {
	p.t.Helper()
	about := p.open("/about-you")
	fill := url.Values{"born": {"1979"}, "sex": {"F"}, "pregnant": {"no"}, "none.medicines": {"yes"}}
	for _, part := range standingParts() {
		if about.first(`[name="`+noneField(part)+`"]`).Node != nil {
			fill.Set(noneField(part), "yes")
		}
	}
	p.press(about, "/about-you", "", fill)
	return p
}

func TestTheFoodPageBeforeAnythingIsSaid(t *testing.T) {
	p := newPerson(t, morningOf)
	g := p.open(foodPath)
	g.says("h1", "Enough, not more")
	g.count(`form[role="search"] [name="q"]`, 1)
	g.count("#check fieldset", len(base(t).Portions().All()))
	g.count("#check[open]", 1)
	g.says("#check h3", "In a usual week, how often do you eat or drink this?")
	g.says("#check legend", "Nuts and seeds")
	g.says("#check .hint", "a small handful")
	if text := g.first("main").text(); strings.Index(text, "The two-minute check") > strings.Index(text, "What does a food hold?") {
		t.Error("got the search before the check")
	}
	g.count("#result .nutrient", 0)
	g.count("#result", 0)
	g.says("#best-potassium .caution", "Was a kidney test normal in the past year?")
	for _, id := range []string{"magnesium", "potassium"} {
		g.count("#best-"+id+" dl", 0) // nobody knows yet whether more of it is safe
	}
	g.says("#fluids", "litres a day")
	g.count(`#fluids a[href="/about-you"]`, 1)
	g.count(`.subnav [aria-current="page"][href="/answers/food"]`, 1)
	wellMade(t, foodPath, g)
}

func TestAWholeFoodCheck(t *testing.T) {
	p := newPerson(t, morningOf).hasNothingUnsafe()
	g := p.saysItEats(eatsAll(t, "7"))
	g.says(".notice", "Saved on your server")
	g.count("#check[open]", 0)
	g.count(`#check input[value="7"][checked]`, len(base(t).Portions().All()))
	for _, says := range []string{"mg a day, likely between", "That looks like enough. It is about", "Enough for women from 31 is put at 320 mg a day.", "(RDA)", "no target"} {
		g.says("#magnesium", says)
	}
	g.says("#potassium", "(AI)")
	g.says("#magnesium details", "Nuts and seeds")
	g.count("#result .missing", 0)
	g.count(`#result a[href="/about-you"]`, 0)
	g.says("#best-magnesium dl", "Pumpkin seeds, roasted a small handful, 30 g")
	g.says("#best-magnesium dl", "% of a day")
	g.says("#best-potassium dl", "mg")
	g.count(".caution", 0)
	g.says("#fluids", "About 2 litres a day for women and girls from 14, with the water in food.")
	g.says("#fluids", "drinks bring about 1.4 to 1.6 litres, and food 0.4 to 0.6")
	answers := p.told().Facts.Answers()
	if a := answers["portion_fish"]; a.Kind != rule.Number || a.Low != 7 {
		t.Errorf("got %+v, want seven a week", a)
	}
	wellMade(t, foodPath, g)
	sheet := p.do(packed(g.first(`link[rel="stylesheet"]`).attr("href")))
	p.isLight(foodPath+"?q=milk", len(sheet.raw))
}

func TestLittleFoodIsLow(t *testing.T) {
	g := newPerson(t, morningOf).hasNothingUnsafe().saysItEats(eatsAll(t, "0"))
	g.says("#magnesium", "That looks low.")
}

// What is not answered is not nothing: it can make the difference.
func TestAHalfAnsweredCheckCannotTell(t *testing.T) {
	p := newPerson(t, morningOf).hasNothingUnsafe()
	g := p.saysItEats(url.Values{"portion_nuts": {"1.5"}, "portion_milk": {"7"}})
	g.count("#check[open]", 1)
	g.says("#magnesium", "cannot be told yet")
	g.says("#magnesium", "What was not answered could add up to")
	g.says("#magnesium .missing", "Fish")
	g.says("#magnesium .hint", "Too few portions were answered to tell.")
	if p.told().Facts.Known("portion_fish") {
		t.Error("got an answer about fish, want none")
	}
	g = p.saysItEats(url.Values{"portion_nuts": {""}})
	if p.told().Facts.Known("portion_nuts") {
		t.Error("got nuts still known after the answer was taken back")
	}
	if !p.told().Facts.Known("portion_milk") {
		t.Error("got milk lost")
	}
	g.says("#magnesium .missing", "Nuts and seeds")
}

func TestWithoutAgeTheReferenceIsARange(t *testing.T) {
	g := newPerson(t, morningOf).saysItEats(eatsAll(t, "7"))
	g.says("#magnesium", "by age and sex")
	g.count(`#magnesium a[href="/about-you"]`, 1)
}

// Food that holds much is named to whoever is offered it as a remedy, and to
// nobody else: the two pages say the same.
func TestFoodAndItsRemedyAgree(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"born": {"1950"}, "sex": {"F"}})
	g := p.saysItEats(eatsAll(t, "7"))
	ctx, c := p.owner()
	told, err := p.app.Advise(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"magnesium", "potassium"} {
		for _, r := range told.Advice.Remedies {
			if r.ID != id+"-diet" {
				continue
			}
			named := g.first("#best-"+id+" dl").Node != nil
			if named != (r.Status == treat.Offered) {
				t.Errorf("%s is %s as a remedy, and foods are named: %v", id, r.Status, named)
			}
		}
	}
}

// The words of the taps are those of the steps in the records, and no more.
func TestEveryStepOfTheFoodCheckHasItsWords(t *testing.T) {
	steps, texts := base(t).Advice().FoodSteps, 0
	for _, key := range english(t).Keys() {
		if strings.HasPrefix(key, "food.often.") {
			texts++
		}
	}
	if texts != len(steps) {
		t.Errorf("got %d texts for the steps %v", texts, steps)
	}
	g := newPerson(t, morningOf).open(foodPath)
	for i, n := range steps {
		if !english(t).Has("food.often." + strconv.Itoa(i)) {
			t.Errorf("there are no words for step %d, %v a week", i, n)
		}
		g.count(`#check [name="portion_nuts"][value="`+number(n)+`"]`, 1)
	}
}

// Whoever must not take more potassium is never shown where it is, and no usual
// amount that they fall short of.
func TestKidneyDiseaseShowsNoPotassiumToEat(t *testing.T) {
	p := newPerson(t, morningOf)
	kidneys, _ := base(t).Standing().Get("kidney_disease")
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"born": {"1959"}, "sex": {"F"}, partField(kidneys.Part): {"kidney_disease"}})
	g := p.saysItEats(eatsAll(t, "0"))
	for _, id := range []string{"potassium", "magnesium"} {
		g.count("#best-"+id+" dl", 0)
		g.says("#best-"+id+" .caution", "Do not eat more of it on your own, because of your kidneys")
		g.says("#best-"+id+" .caution", "Ask your kidney clinic or your doctor.")
		g.says("#"+id, "The usual amounts do not hold for you.")
		for _, never := range []string{"looks low", "is put at", "%"} {
			if strings.Contains(g.first("#"+id+" b").text()+g.first("#"+id+" .amount").text(), never) {
				t.Errorf("got %q in %s", never, g.first("#"+id).text())
			}
		}
	}
	g.says("#fluids .caution", "because of your kidneys")
	if text := g.first("#fluids").text(); strings.Contains(text, "litre") {
		t.Errorf("got %q, want no amount to drink", text)
	}
}

func TestNobodyIsToldToDrinkUpToAnything(t *testing.T) {
	for _, g := range []page{newPerson(t, morningOf).open(foodPath), newPerson(t, morningOf).hasNothingUnsafe().open(foodPath)} {
		text := strings.ToLower(g.first("main").text())
		text = strings.ReplaceAll(strings.ReplaceAll(text, "never drink up to", ""), "nobody should drink up to", "")
		if strings.Contains(text, "drink up to") || strings.Contains(text, "drink at least") {
			t.Errorf("got %q", text)
		}
	}
}

func TestSearchingForFood(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, typed := range []string{"almonds", "almnds"} {
		g := p.open(foodPath + "?q=" + typed)
		g.says("#found th", "almonds")
		g.says("#found td", "30 g")
		g.says("#found td", "100 g")
		g.says("#found td", "270")
		if got := g.first(`[name="q"]`).attr("value"); got != typed {
			t.Errorf("got %q in the box, want what was typed", got)
		}
		wellMade(t, foodPath, g)
	}
	none := p.open(foodPath + "?q=xqzzvw")
	none.says("#found", "Nothing was found for that. Try one plain word")
	none.count("#found table", 0)
	p.open(foodPath+"?q=++").count("#found", 0)
	long := p.open(foodPath + "?q=" + strings.Repeat("%3Cb%3E", 200) + "%ff")
	long.count("#found b", 0)
	long.count("#found h2", 1)
}

// What cannot be is refused where it stands, and everything else is kept.
func TestAFoodCheckThatCannotBe(t *testing.T) {
	for name, tc := range map[string]struct{ said, says string }{
		"too many":      {"71", "Please give a number from 0 to 70."},
		"below nothing": {"-1", "Please give a number from 0 to 70."},
		"no number":     {"often", "Please choose one of these."},
		"not a number":  {"NaN", "Please give a number from 0 to 70."},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, morningOf)
			values := url.Values{"id": {freshID()}, "portion_nuts": {tc.said}, "portion_milk": {"14"}}
			g := p.post(foodPath, values)
			if g.status != http.StatusUnprocessableEntity {
				t.Fatalf("got %d, want 422", g.status)
			}
			g.says("#portion_nuts-wrong", tc.says)
			g.count(`[name="portion_milk"][value="14"][checked]`, 1)
			g.count("#check[open]", 1)
			if got := g.first(`#check [name="id"]`).attr("value"); got != values.Get("id") {
				t.Errorf("got the id %q, want the one of the page", got)
			}
			if n := len(p.entries(charley.KindFact)); n != 0 {
				t.Errorf("got %d entries, want none", n)
			}
		})
	}
	p := newPerson(t, morningOf)
	if g := p.post(foodPath, url.Values{"portion_milk": {"14"}}); g.status != http.StatusUnprocessableEntity {
		t.Errorf("got %d without an id, want 422", g.status)
	}
	if g := p.post(foodPath, url.Values{"id": {freshID()}}); g.status != http.StatusSeeOther || len(p.entries(charley.KindFact)) != 0 {
		t.Errorf("got %d and %d entries for an empty form", g.status, len(p.entries(charley.KindFact)))
	}
}

// What another program said, which no tap could say, is shown and stays.
func TestAnotherNumberOfPortionsStays(t *testing.T) {
	p := newPerson(t, morningOf)
	p.says(map[string]any{"portion_nuts": 5})
	g := p.open(foodPath)
	g.says("#check", "5 a week")
	p.saysItEats(nil)
	if a := p.told().Facts.Answers()["portion_nuts"]; a.Low != 5 {
		t.Errorf("got %+v, want five a week", a)
	}
}

// While a warning sign stands there is nothing to eat either.
func TestNoFoodWhileAFlagStands(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.says(map[string]any{"swelling": "one_leg"})
	g := p.open(foodPath)
	g.says("h1", "Get this looked at today.")
	g.count("#best", 0)
	wantNothingButTheFlag(t, g)
}
