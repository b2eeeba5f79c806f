package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/rule"
)

// saveAbout keeps what was answered. What was left open stays unknown, and an
// answer that was taken back is taken out of the diary, not turned into a no.
func saveAbout(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	known, err := v.standings()
	if err != nil {
		return err
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	said := v.said(f, known, told.Facts.Answers())
	tests, testsID := v.bloodTests(f), f.id("a.id")
	if !f.ok() {
		return v.showAbout(http.StatusUnprocessableEntity, known, told.Facts.Answers(), f)
	}
	what := didSave
	for _, key := range slices.Sorted(keysOf(said, v.site.questions())) {
		merged, err := v.keepFact(f, key, said[key], known)
		if err != nil {
			if status, ok := v.unsaved(f, err); ok {
				return v.showAbout(status, known, told.Facts.Answers(), f)
			}
			return err
		}
		if merged {
			what = didMerge
		}
	}
	if err := v.keepTests(f, testsID, tests, told.Facts.Answers()); err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showAbout(status, known, told.Facts.Answers(), f)
		}
		return err
	}
	return v.see(v.afterAbout(f, said, what))
}

// afterAbout is where to go on: to a medicine whose name is to be settled, to
// where the person came from, or to the page again.
func (v *visit) afterAbout(f *form, said map[string]map[string]any, what string) string {
	if medicine := said[charley.FactMedicine]; medicine != nil {
		if name, _ := medicine["name"].(string); !v.site.settled(charley.Fact{Name: name}) {
			return "/about-you?which=" + f.get("m.id") + "#which"
		}
	}
	switch f.get("next") {
	case "ask":
		return askAddress(asking{Without: true})
	case "help":
		return helpPath
	}
	return did("/about-you", what, "")
}

// keysOf are the questions of the page, and any medicine and blood test that was added.
func keysOf(said map[string]map[string]any, questions []string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, key := range questions {
			if !yield(key) {
				return
			}
		}
		for _, added := range []string{charley.FactMedicine, charley.FactLab} {
			if said[added] != nil && !yield(added) {
				return
			}
		}
	}
}

// keepFact keeps the answer to one question, or takes the old one away.
func (v *visit) keepFact(f *form, key string, body map[string]any, known standings) (merged bool, err error) {
	old, stored := known[key]
	if body == nil {
		seen := f.rev("rev." + key)
		if !stored || seen == 0 { // only what the page showed as answered can be taken back on it
			return false, nil
		}
		_, err := v.site.app.Delete(v.r.Context(), v.caller, old.ID, seen)
		return false, err
	}
	if !stored {
		body["night"] = dateOf(charley.MomentAt(v.site.app.Now(), homeZone(v.settings))).String()
	}
	name := "id." + key
	if own := map[string]string{charley.FactMedicine: "m.id", charley.FactLab: "l.id"}[key]; own != "" {
		name = own
	}
	id := f.id(name)
	if !f.ok() {
		return false, charley.ErrInvalid
	}
	s := sheet{ID: id, Rev: f.rev("rev." + key), Kind: charley.KindFact, Body: body}
	if stored && s.Rev == 0 { // answered on another device since the page was made
		s.ID, s.Rev = old.ID, old.Rev
	}
	saved, err := v.save(s)
	return len(saved.Lost) > 0, err
}

// said are the facts that the form states, by question.
func (v *visit) said(f *form, known standings, told rule.Answers) map[string]map[string]any {
	out := map[string]map[string]any{}
	state := func(key string, body map[string]any) {
		body["about"] = aboutOf(key)
		out[key] = body
	}
	if year := f.whole("born", v.homeTime().Year()-diary.Oldest, v.homeTime().Year()); year != nil {
		state(charley.FactAge, map[string]any{"born": *year})
	}
	if sex := f.one("sex", sexes[:]); sex != "" {
		state(charley.FactSex, map[string]any{"sex": sex})
	}
	answer, due := f.one("pregnant", answers[:]), f.date("due")
	if answer == "no" && !due.IsZero() && due != known[charley.FactPregnancy].Due { // a date that is new, beside a no that may be old
		f.refuse("due", "wrong.due_no")
	} else if answer == "no" {
		due = charley.Night{}
	}
	if answer != "" || !due.IsZero() {
		state(charley.FactPregnancy, map[string]any{"answer": orNil(answer), "due": orNil(due.String())})
	}
	for _, part := range standingParts() {
		ticked := f.many(partField(part), v.site.standing[part])
		for _, id := range ticked {
			state(conditionKey(id), map[string]any{"code": id, "answer": "yes"})
		}
		if f.tick(noneField(part)) {
			denied := slices.DeleteFunc(v.site.shown(part, told), func(id string) bool { return slices.Contains(ticked, id) })
			state(noneKey(part), map[string]any{"group": part, "asked": denied})
		}
	}
	for _, id := range v.site.standing[knowledge.Alone] {
		if answer := f.one(aloneField(id), answers[:]); answer != "" {
			state(conditionKey(id), map[string]any{"code": id, "answer": answer})
		}
	}
	if medicine := f.newMedicine(); medicine != nil {
		state(charley.FactMedicine, medicine)
	}
	if lab := f.newLab(v.site.labTests(), dateOf(charley.MomentAt(v.site.app.Now(), homeZone(v.settings)))); lab != nil {
		state(charley.FactLab, lab)
	}
	if f.tick(noneField(medicines)) && out[charley.FactMedicine] == nil {
		state(noneKey(medicines), map[string]any{"group": medicines})
	}
	if v.lookedThrough(f, told) {
		state(noneKey(charley.GroupChecked), map[string]any{"group": charley.GroupChecked, "from": dateOf(charley.MomentAt(v.site.app.Now(), homeZone(v.settings))).String()})
	}
	return out
}

// lookedThrough says that everything that makes remedies unsafe was answered.
func (v *visit) lookedThrough(f *form, told rule.Answers) bool {
	for _, part := range standingParts() {
		if len(v.site.shown(part, told)) > 0 && len(f.values[partField(part)]) == 0 && !f.tick(noneField(part)) {
			return false
		}
	}
	return !slices.ContainsFunc(v.site.shown(knowledge.Alone, told), func(id string) bool { return f.get(aloneField(id)) == "" })
}

// bloodTests are the tests that the form states, by key of the codebook.
func (v *visit) bloodTests(f *form) map[string]any {
	out := map[string]any{}
	for _, key := range bloodTests {
		rec, _ := v.site.knowledge.Features().Get(key)
		switch name := "a." + key; rec.Kind {
		case knowledge.YesOrNo:
			if said := f.one(name, answers[:]); said == "unsure" {
				out[key] = charley.DontKnow
			} else if said != "" {
				out[key] = said == "yes"
			}
		default:
			if n := f.number(name, rec.Min, rec.Max); n != nil {
				out[key] = *n
			}
		}
	}
	return out
}

// keepTests keeps what was said about blood tests, if it is new. A field that was
// emptied takes the answer back.
func (v *visit) keepTests(f *form, id charley.EntryID, said map[string]any, told rule.Answers) error {
	changed := map[string]any{}
	for _, key := range bloodTests {
		now, was := f.get("a."+key), testValue(told[key])
		switch {
		case now == was:
		case said[key] != nil:
			changed[key] = said[key]
		case was != "":
			changed[key] = charley.DontKnow
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return v.keepAnswers(id, changed)
}

// aboutOf is what a question is about: the part of its key before the dot.
func aboutOf(key string) string {
	for _, about := range []string{charley.FactCondition, charley.FactNone} {
		if len(key) > len(about) && key[:len(about)+1] == about+"." {
			return about
		}
	}
	return key
}

// newMedicine reads the medicine that is being added; nil if there is none.
func (f *form) newMedicine() map[string]any {
	name := f.text("m.name", maxName)
	from, dose := f.partial("m.year", "m.month"), f.text("m.dose", maxName)
	if name == "" {
		if from != "" || dose != "" {
			f.refuse("m.name", "wrong.medicine")
		}
		return nil
	}
	return map[string]any{"name": name, "dose": orNil(dose), "from": orNil(from)}
}

// maxName is the greatest length of a name.
var maxName = int(limit(charley.KindFact, "name"))

// Years that a medicine can have begun or ended in.
const (
	firstYear = 1900
	lastYear  = 2200
)

// partial reads a date of a year and, if it is known, a month.
func (f *form) partial(year, month string) string {
	typed, m := f.get(year), f.get(month)
	y := f.whole(year, firstYear, lastYear)
	switch {
	case typed == "" && m != "":
		f.refuse(year, "wrong.year")
		return ""
	case y == nil:
		return ""
	case m == "":
		return strconv.Itoa(*y)
	}
	n, err := strconv.Atoi(m)
	if err != nil || n < 1 || n > 12 {
		f.refuse(month, "wrong.choice")
		return ""
	}
	return fmt.Sprintf("%d-%02d", *y, n)
}
