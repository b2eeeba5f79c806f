package trial

import "charley/measure"

// An Advice is what a person should know before starting a plan that is
// possible all the same. Its words are made at the edge.
type Advice string

// The advice.
const (
	RareEvents   Advice = "rare_events"   // below two event nights a week: another measure, or a longer trial
	FewDraws     Advice = "few_draws"     // no outcome can reach a p below 0.05: more pairs, or rely on the probabilities only
	FewLogged    Advice = "few_logged"    // a third of the nights before was not logged: what is missing weakens a trial
	Unhidden     Advice = "unhidden"      // the person knows what was drawn: belief can look like an effect
	LeavesLittle Advice = "leaves_little" // half of the nights or more are left out as washout
)

// Advices are all of them, for those who must have words for each.
func Advices() []Advice { return []Advice{RareEvents, FewDraws, FewLogged, Unhidden, LeavesLittle} }

// Advice is what speaks for caution with a plan.
func (p Plan) Advice() []Advice {
	var out []Advice
	if m, _ := measure.Of(p.Measure); m.Events() && p.RunIn.EventNightsPerWeek() < rareNights {
		out = append(out, RareEvents)
	}
	if lots, err := p.Lots(); err == nil && lots.Smallest() > .05 {
		out = append(out, FewDraws)
	}
	if 3*p.RunIn.Logged < 2*p.RunIn.Nights {
		out = append(out, FewLogged)
	}
	if p.Blind == Open {
		out = append(out, Unhidden)
	}
	if 2*p.Washout >= p.Period {
		out = append(out, LeavesLittle)
	}
	return out
}
