package cause

import (
	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/rule"
)

// A Usual is how one exposure is on most days, by the evenings.
type Usual struct {
	Exposure string  // its id
	Feature  string  // the key of the codebook that says so
	Days     int     // evenings on which it was answered
	So       int     // of those, with a yes
	Mean     float64 // of an amount, in its unit
	Amount   bool
}

// Usual says what is usual, from the last evenings: the mean of amounts, and of
// a yes or no, or where a yes or no is asked of an amount, whether it was so on most days. An exposure that was answered too
// seldom says nothing; what was not asked counts neither way.
//
//	Shapes   nights: any order; only those from since on count.
//	Missing  an evening without an answer is left out.
func (f *Finder) Usual(nights []diary.NightRecord, since charley.Night) (rule.Answers, []Usual) {
	answers := rule.Answers{}
	var out []Usual
	for _, x := range f.base.Exposures().All() {
		if x.Usual == "" {
			continue
		}
		u := Usual{Exposure: x.ID, Feature: x.Usual, Amount: x.Kind == knowledge.Amount}
		sum := 0.0
		for _, n := range nights {
			if n.Evening == nil || n.Night.Before(since) {
				continue
			}
			switch said := n.Evening.Exposures[x.ID]; {
			case said.Said == charley.Unknown:
			case u.Amount && said.Amount == nil && said.Said == charley.Yes: // a yes to an amount says nothing of how much
			default:
				u.Days++
				if said.Said == charley.Yes {
					u.So++
				}
				if said.Amount != nil {
					sum += *said.Amount
				}
			}
		}
		if u.Days < f.method.HabitLeast {
			continue
		}
		u.Mean = sum / float64(u.Days)
		if v, ok := f.usual(u); ok {
			answers[u.Feature] = v
			out = append(out, u)
		}
	}
	return answers, out
}

// usual is a habit as an answer; ok is false where exposure and feature do not fit.
func (f *Finder) usual(u Usual) (rule.Value, bool) {
	feature, _ := f.base.Features().Get(u.Feature)
	switch feature.Kind {
	case knowledge.Quantity:
		return rule.Num(min(u.Mean, feature.Max)), u.Amount
	case knowledge.YesOrNo:
		return rule.YesNo(float64(u.So) >= f.method.HabitShare*float64(u.Days)), true
	}
	return rule.Value{}, false
}

// HabitDays is how many evenings back say what is usual.
func (f *Finder) HabitDays() int { return f.method.HabitDays }
