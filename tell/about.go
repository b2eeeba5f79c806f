package tell

import (
	"cmp"
	"math"
	"slices"
	"time"

	"charley"
	"charley/rule"
)

// A telling collects what the facts about a person say.
type telling struct {
	*Teller
	now        time.Time
	out        rule.Answers
	said       map[string]time.Time
	conditions rule.Value
	taken      takenList
	told       map[string]bool
	recent     []string             // standing conditions that medicines left behind
	perhaps    []string             // those that medicines of an unknown kind may have left behind
	since      time.Time            // before it, what was said of pregnancy and after may have changed
	denied     map[string]time.Time // when a standing condition was last said not to be so
	deniedAll  time.Time            // when all of them were
}

// about are the answers that the facts about a person give.
func (t *Teller) about(h History, said map[string]time.Time) rule.Answers {
	p := &telling{Teller: t, now: h.Now, out: rule.Answers{}, said: said, conditions: rule.Value{Kind: rule.List, Named: map[string]int{}}, told: map[string]bool{}, denied: map[string]time.Time{}}
	for _, f := range h.Facts {
		p.fact(f)
	}
	if p.told["conditions"] {
		p.out["conditions"] = p.standing()
	}
	if p.told["medications"] {
		p.out["medications"] = p.taken.value(t)
	}
	return p.out
}

// says notes that a feature was answered, and when.
func (p *telling) says(name string, f charley.Fact) {
	p.told[name] = true
	if f.Client.After(p.said[name]) {
		p.said[name] = f.Client
	}
}

func (p *telling) fact(f charley.Fact) {
	switch f.About {
	case charley.FactAge:
		if f.Born != nil {
			p.out["age_years"] = rule.Num(max(0, float64(p.now.Year())-*f.Born))
			p.says("age_years", f)
		}
	case charley.FactSex:
		if f.Sex != "" {
			p.out["sex"] = rule.OneWord(f.Sex)
			p.says("sex", f)
		}
	case charley.FactPregnancy:
		p.pregnancy(f, p.now, p.out)
		p.since = p.outlivedBy(f)
		p.says("pregnant_weeks", f)
	case charley.FactCondition:
		p.condition(f, &p.conditions)
		if ids, ok := p.names.Standing(cmp.Or(f.Code, f.Name)); ok && f.Answer == "no" {
			p.denied[ids[0]] = f.Client
		}
		p.says("conditions", f)
	case charley.FactMedicine:
		if Taken(f, p.now) {
			p.taken.add(p.Teller, f)
		} else {
			p.lingers(f)
		}
		p.says("medications", f)
	case charley.FactNone:
		p.none(f)
	}
}

// none reads "none of these", said to a group.
func (p *telling) none(f charley.Fact) {
	switch f.Group {
	case charley.GroupChecked: // says nothing by itself
	case charley.GroupMedicines:
		p.taken.all = true
		p.says("medications", f)
	default:
		p.noneOf(f, &p.conditions)
		for _, id := range p.names.Implying(f.Asked) {
			p.denied[id] = f.Client
		}
		if p.conditions.Complete {
			p.deniedAll = f.Client
		}
		p.says("conditions", f)
	}
}

// standing is the list of standing conditions as an answer. What cannot be so of
// this person is no.
func (p *telling) standing() rule.Value {
	list := p.conditions
	for _, id := range p.perhaps {
		p.reopen(&list, id)
	}
	for _, id := range p.recent { // also where a no says otherwise: the dates are more exact
		p.reopen(&list, id)
		list.Named[id] = 1
	}
	p.outlived(&list)
	for id := range list.Named { // what is not known here may be any of them
		_, known := p.names.Standing(id)
		list.Complete = list.Complete && known
	}
	for _, s := range p.Teller.standing {
		if s.When.Eval(p.out) == charley.No && list.Named[s.ID] == 0 && !slices.Contains(list.Denied, s.ID) {
			list.Denied = append(list.Denied, s.ID)
		}
	}
	return list
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
	weeks := t.weeksAt(f, now)
	switch {
	case weeks < 0:
	case weeks <= t.weigh.PregnancyLongest:
		out["pregnant_weeks"] = rule.Num(math.Floor(weeks))
	default:
		// Who said yes when the date was over already has mistyped it: whether she is
		// pregnant is not known then. Otherwise she has given birth since.
		if f.Answer != "yes" || t.weeksAt(f, f.Client) <= t.weigh.PregnancyLongest {
			out["pregnant_weeks"] = rule.Num(0)
		}
		out["postpartum_weeks"] = rule.Num(math.Floor(weeks - t.weigh.PregnancyWeeks))
	}
}

// weeksAt is how many weeks a pregnancy with this due date has gone on at a time.
func (t *Teller) weeksAt(f charley.Fact, at time.Time) float64 {
	y, m, d := at.Date()
	return t.weigh.PregnancyWeeks - float64(f.Due.Sub(charley.Night{Year: y, Month: m, Day: d}))/7
}
