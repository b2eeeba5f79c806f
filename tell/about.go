package tell

import (
	"cmp"
	"math"
	"slices"
	"time"

	"charley"
	"charley/rule"
)

// about are the answers that the facts about a person give.
func (t *Teller) about(h History, said map[string]time.Time) rule.Answers {
	out := rule.Answers{}
	conditions := rule.Value{Kind: rule.List, Named: map[string]int{}}
	var medicines []string
	told := map[string]bool{}
	latest := func(name string, at time.Time) {
		if at.After(said[name]) {
			said[name] = at
		}
	}
	for _, f := range h.Facts {
		switch f.About {
		case charley.FactAge:
			if f.Born != nil {
				out["age_years"] = rule.Num(max(0, float64(h.Now.Year())-*f.Born))
				latest("age_years", f.Client)
			}
		case charley.FactSex:
			if f.Sex != "" {
				out["sex"] = rule.OneWord(f.Sex)
				latest("sex", f.Client)
			}
		case charley.FactPregnancy:
			t.pregnancy(f, h.Now, out)
			latest("pregnant_weeks", f.Client)
		case charley.FactCondition:
			t.condition(f, &conditions)
			told["conditions"] = true
			latest("conditions", f.Client)
		case charley.FactMedicine:
			if current(f, h.Now) {
				medicines = append(medicines, cmp.Or(f.Code, f.Name))
			}
			told["medications"] = true
			latest("medications", f.Client)
		case charley.FactNone:
			if f.Group == "medicines" {
				told["medications"] = true
				latest("medications", f.Client)
			} else if f.Group == "conditions" {
				told["conditions"] = true
				t.noneOf(f.Asked, &conditions)
				latest("conditions", f.Client)
			}
		}
	}
	if told["conditions"] {
		for id := range conditions.Named { // what is not known here may be any of them
			conditions.Complete = conditions.Complete && len(t.names.conditions[plainName(id)]) > 0
		}
		out["conditions"] = conditions
	}
	if told["medications"] {
		out["medications"], _ = t.names.list("medications", medicines)
	}
	return out
}

// condition adds one standing condition to the list; a later fact about it
// counts more. Yes to one says yes to what it implies, no says no to it alone.
func (t *Teller) condition(f charley.Fact, list *rule.Value) {
	written := cmp.Or(f.Code, f.Name)
	ids, known := t.names.conditions[plainName(written)]
	if !known {
		ids = []string{written}
	}
	switch f.Answer {
	case "no":
		delete(list.Named, ids[0])
		list.Denied = append(list.Denied, ids[0])
	case "yes":
		for _, id := range ids {
			list.Named[id] = 1
		}
		list.Denied = slices.DeleteFunc(list.Denied, func(d string) bool { return slices.Contains(ids, d) })
	}
}

// noneOf says no to the conditions that were shown, and to those that imply one
// of them; to all where it was not written down which were shown.
func (t *Teller) noneOf(shown []string, list *rule.Value) {
	if len(shown) == 0 {
		list.Complete = true
	}
	for _, ids := range t.names.conditions {
		if slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(shown, id) }) && !slices.Contains(list.Denied, ids[0]) {
			list.Denied = append(list.Denied, ids[0])
		}
	}
}

// current says that a medicine is being taken.
func current(f charley.Fact, now time.Time) bool {
	return f.Until == "" || f.Until >= now.Format("2006-01-02")[:len(f.Until)]
}

const days = 24 * time.Hour

// pregnancy turns a due date, or a plain answer, into weeks.
func (t *Teller) pregnancy(f charley.Fact, now time.Time, out rule.Answers) {
	if f.Answer == "no" {
		out["pregnant_weeks"] = rule.Num(0)
		return
	}
	if f.Due.IsZero() {
		if f.Answer == "yes" { // taken for late: what could be dangerous then must not be missed
			out["pregnant_weeks"] = rule.Value{Kind: rule.Range, Low: t.weigh.PregnancyAtLeast, High: t.weigh.PregnancyLongest}
		}
		return
	}
	y, m, d := now.Date()
	left := f.Due.Sub(charley.Night{Year: y, Month: m, Day: d})
	weeks := t.weigh.PregnancyWeeks - float64(left)/7
	switch {
	case weeks < 0:
	case weeks <= t.weigh.PregnancyLongest:
		out["pregnant_weeks"] = rule.Num(math.Floor(weeks))
	default:
		out["pregnant_weeks"] = rule.Num(0)
		out["postpartum_weeks"] = rule.Num(math.Floor(weeks - t.weigh.PregnancyWeeks))
	}
}
