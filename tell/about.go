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
	taken := takenList{}
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
			if Taken(f, h.Now) {
				taken.add(t, f)
			}
			told["medications"] = true
			latest("medications", f.Client)
		case charley.FactNone:
			switch f.Group {
			case charley.GroupChecked: // says nothing by itself
			case charley.GroupMedicines:
				told["medications"], taken.all = true, true
				latest("medications", f.Client)
			default:
				told["conditions"] = true
				t.noneOf(f, &conditions)
				latest("conditions", f.Client)
			}
		}
	}
	if told["conditions"] {
		for id := range conditions.Named { // what is not known here may be any of them
			_, known := t.names.Standing(id)
			conditions.Complete = conditions.Complete && known
		}
		for _, s := range t.standing { // what cannot be so of this person
			if s.When.Eval(out) == charley.No && conditions.Named[s.ID] == 0 && !slices.Contains(conditions.Denied, s.ID) {
				conditions.Denied = append(conditions.Denied, s.ID)
			}
		}
		out["conditions"] = conditions
	}
	if told["medications"] {
		out["medications"] = taken.value(t)
	}
	return out
}

// A takenList are the medicines that a person takes.
type takenList struct {
	written []string
	unsure  bool // of one it is not known, or not settled, which medicine it is
	all     bool // the person said that these are all
}

// add adds one medicine. A name that looks like that of another medicine counts
// as what was written, and may be the other one, until a person has tapped which
// of them it is; one that is none of those known may be any.
func (l *takenList) add(t *Teller, f charley.Fact) {
	if f.Code == charley.AsWritten {
		l.unsure = true
		return
	}
	if rec, ok := t.names.Medicine(f.Name); f.Code == "" && ok && len(rec.ConfusedWith) > 0 {
		l.unsure = true
	}
	l.written = append(l.written, cmp.Or(f.Code, f.Name))
}

// value is the list as an answer. It is complete, so that what is not named is
// no, only if the person said so and every name is settled.
func (l *takenList) value(t *Teller) rule.Value {
	v, _ := listed(t.names, "medications", l.written)
	v.Complete = v.Complete && l.all && !l.unsure
	return v
}

// condition adds one standing condition to the list; a later fact about it
// counts more. Yes to one says yes to what it implies, no says no to it alone.
func (t *Teller) condition(f charley.Fact, list *rule.Value) {
	written := cmp.Or(f.Code, f.Name)
	ids, known := t.names.Standing(written)
	if !known {
		ids = []string{written}
	}
	switch f.Answer {
	case "no":
		delete(list.Named, ids[0])
		list.Denied = append(list.Denied, ids[0])
	case "unsure": // takes back what was said before
		delete(list.Named, ids[0])
		list.Denied = slices.DeleteFunc(list.Denied, func(d string) bool { return d == ids[0] })
	case "yes":
		for _, id := range ids {
			list.Named[id] = 1
		}
		list.Denied = slices.DeleteFunc(list.Denied, func(d string) bool { return slices.Contains(ids, d) })
	}
}

// noneOf says no to the conditions that were shown, and to those that imply one
// of them; to all where it was said of the conditions as a whole, without
// writing down which were shown.
func (t *Teller) noneOf(f charley.Fact, list *rule.Value) {
	if len(f.Asked) == 0 && f.Group == charley.GroupConditions {
		list.Complete = true
	}
	for _, id := range t.names.Implying(f.Asked) {
		if !slices.Contains(list.Denied, id) {
			list.Denied = append(list.Denied, id)
		}
	}
}

// Taken says that a medicine is being taken now: it has not ended.
func Taken(f charley.Fact, now time.Time) bool {
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
		// Somebody who says yes beside a date that is long over may have mistyped it,
		// or may have given birth: whether she is pregnant is not known then.
		if f.Answer != "yes" {
			out["pregnant_weeks"] = rule.Num(0)
		}
		out["postpartum_weeks"] = rule.Num(math.Floor(weeks - t.weigh.PregnancyWeeks))
	}
}
