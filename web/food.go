package web

import (
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"charley"
	"charley/food"
	"charley/knowledge"
	"charley/rule"
)

// A foodPage is about magnesium, potassium and drinks: what a food holds, what a
// usual day brings, and foods that hold much. Enough is the goal, never more.
type foodPage struct {
	Search    input
	Searched  bool
	Found     []foundFood
	Check     foodCheck
	Nutrients []nutrientCard // none before something was answered
	Best      []bestList
	Fluid     fluidCard
	Claims    []claimGroup
	Version   string
	Reviewed  string
}

// A foundFood is one food of the table, in portions that people eat.
type foundFood struct {
	Name string
	Rows []foodRow
}

// A foodRow is an amount of food and what it holds, in mg.
type foodRow struct{ Size, Magnesium, Potassium string }

// A foodCheck asks how often somebody eats each of a few kinds of food.
type foodCheck struct {
	Fresh     string
	Questions []choice
	Wrong     string
	Answered  int
	Open      bool // it is not folded
}

// A claimGroup is what is known about one thing that people eat or drink.
type claimGroup struct {
	Name   string
	Claims []claimLine
}

func showFood(v *visit) error { return v.showFood(nil) }

func (v *visit) showFood(f *form) error {
	told, urgent, err := v.advised()
	if err != nil || urgent {
		return err
	}
	s, w, answers := v.site, v.site.words, told.Facts.Answers()
	check := s.app.Counsel.FoodOf(told)
	if f == nil {
		f = s.newForm(s.portionValues(answers))
	}
	p := foodPage{Version: told.Advice.Version, Reviewed: s.reviewed(), Check: s.foodCheck(f), Fluid: s.fluidCard(check.Water)}
	p.Search, p.Found = s.searchFood(v.r.URL.Query().Get("q"))
	p.Searched = p.Search.Value != ""
	p.Check.Open = p.Check.Open && !p.Searched
	for i, n := range check.Nutrients {
		why := s.moreCaution(n.Nutrient, n.Reference, told.Advice)
		if n.Asked > 0 {
			p.Nutrients = append(p.Nutrients, s.nutrientCard(n, why, answers))
		}
		p.Best = append(p.Best, s.bestList(n.Name, check.Best[i], why))
	}
	for _, in := range s.knowledge.Intakes().All() {
		p.Claims = append(p.Claims, claimGroup{in.Name, s.claims(in.Claims)})
	}
	status := http.StatusOK
	if !f.ok() {
		status = http.StatusUnprocessableEntity
	}
	return v.showStatus(status, "food", frame{Title: w.T("food.title"), Nav: "answers", Page: p})
}

// Limits of the search: characters that are read, foods that are shown, and
// portions of each.
const (
	maxFoodQuery = 80
	mostFoods    = 6
	mostPortions = 2
)

// searchFood finds what was typed, however it is spelt.
func (s *site) searchFood(typed string) (input, []foundFood) {
	typed = string(firstRunes(strings.ToValidUTF8(strings.TrimSpace(typed), ""), maxFoodQuery))
	box := input{Name: "q", Label: s.words.T("food.search"), Hint: s.words.T("food.search.hint"), Type: "search", Value: typed}
	if typed == "" {
		return box, nil
	}
	var out []foundFood
	for _, f := range s.app.Counsel.FindFoods(typed, mostFoods) {
		found := foundFood{Name: f.Name}
		for _, p := range s.portions(f) {
			found.Rows = append(found.Rows, foodRow{unbroken(p.Name), s.words.Number(foodMg(p.Magnesium)), s.words.Number(foodMg(p.Potassium))})
		}
		found.Rows = append(found.Rows, foodRow{s.words.T("food.per100"), s.words.Number(foodMg(f.Magnesium)), s.words.Number(foodMg(f.Potassium))})
		out = append(out, found)
	}
	return box, out
}

// unbroken keeps grams on the line of their number.
func unbroken(size string) string { return strings.ReplaceAll(size, " g", "\u00a0g") }

func firstRunes(text string, most int) []rune {
	runes := []rune(text)
	return runes[:min(len(runes), most)]
}

// portions are household portions of a food: the one in which the records count
// it if they do, or the first ones of the table, with their grams.
func (s *site) portions(f food.Held) []food.HeldPortion {
	for _, in := range s.knowledge.Intakes().All() {
		if i := slices.IndexFunc(in.Best, func(b knowledge.BestFood) bool { return b.FDC == f.FDC }); i >= 0 {
			return []food.HeldPortion{f.Portion(in.Best[i].Size, in.Best[i].Grams)}
		}
	}
	var out []food.HeldPortion
	for _, p := range f.Portions[:min(len(f.Portions), mostPortions)] {
		p.Name = s.words.T("food.serving", p.Name, math.Round(p.Grams))
		out = append(out, p)
	}
	return out
}

// foodMg is an amount that is not known better than to two figures.
func foodMg(mg float64) float64 {
	step := 1.0
	switch {
	case mg >= 1000:
		step = 50
	case mg >= 100:
		step = 10
	}
	return math.Round(mg/step) * step
}

// foodCheck is the form of the check. What another program said, which no tap
// could, is offered beside the usual answers.
func (s *site) foodCheck(f *form) foodCheck {
	w := s.words
	c := foodCheck{Fresh: f.get("id"), Wrong: f.wrong["id"]}
	for _, p := range s.knowledge.Portions().All() {
		q := choice{Name: p.ID, Legend: p.Name, Hint: p.Size, Wrong: f.wrong[p.ID]}
		said, offered := f.get(p.ID), false
		for i, n := range s.knowledge.Advice().FoodSteps {
			value := number(n)
			offered = offered || value == said
			q.Options = append(q.Options, option{Value: value, Label: w.T("food.often." + strconv.Itoa(i)), On: value == said})
		}
		if n, err := strconv.ParseFloat(said, 64); err == nil && !offered {
			q.Options = append(q.Options, option{Value: said, Label: w.T("food.often", n), On: true})
		}
		if q.Answered() {
			c.Answered++
		}
		c.Questions = append(c.Questions, q.orNone(f))
	}
	c.Open = c.Answered < len(c.Questions) || !f.ok()
	return c
}

// portionValues are the answers as the form shows them.
func (s *site) portionValues(known rule.Answers) url.Values {
	out := url.Values{"id": {freshID()}}
	for _, p := range s.knowledge.Portions().All() {
		if a := known[p.ID]; a.Kind == rule.Number || a.Kind == rule.Range {
			out.Set(p.ID, number((a.Low+a.High)/2))
		}
	}
	return out
}

// saveFood keeps how often somebody eats what. What was not answered stays not
// known; "no answer" takes an answer back.
func saveFood(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	said := map[string]any{}
	for _, p := range v.site.knowledge.Portions().All() {
		rec, _ := v.site.knowledge.Features().Get(p.ID)
		values, sent := f.values[p.ID]
		switch {
		case len(values) > 1:
			f.refuse(p.ID, "wrong.choice")
		case f.get(p.ID) != "":
			if _, err := strconv.ParseFloat(f.get(p.ID), 64); err != nil {
				f.refuse(p.ID, "wrong.choice")
			} else if n := f.number(p.ID, rec.Min, rec.Max); n != nil {
				said[p.ID] = *n
			}
		case sent && told.Facts.Known(p.ID):
			said[p.ID] = charley.DontKnow
		}
	}
	id := f.id("id")
	if !f.ok() {
		return v.showFood(f)
	}
	if len(said) > 0 {
		if err := v.keepAnswers(id, said); err != nil {
			return err
		}
	}
	return v.see(did(foodPath, didSave, "") + "#result")
}
