package trial

import (
	"strings"

	"charley"
	"charley/knowledge"
	"charley/measure"
)

// A Reason is why a trial is not sensible. Its words are made at the edge.
type Reason string

// The reasons, the gravest first.
const (
	SeenFirst   Reason = "seen_first"     // a warning sign stands: it comes before any trial
	Never       Reason = "never"          // class X: advised to nobody
	Prescriber  Reason = "prescriber"     // class C: with a prescriber only
	NotOffered  Reason = "not_offered"    // a safety gate is closed, or not answered
	Pregnancy   Reason = "pregnancy"      // pregnant, and the remedy or its pace makes it unwise
	NoLot       Reason = "no_lot"         // it cannot be drawn by lot
	EachAttack  Reason = "each_attack"    // it is for the moment it hurts: nothing to draw for a night
	Slow        Reason = "slow_remedy"    // an answer would take too long
	FewNights   Reason = "too_few_nights" // too few nights logged before the start
	FewEvents   Reason = "too_few_events" // too few events in them
	NoVariation Reason = "no_variation"   // every night had the same value
)

// Reasons are all reasons, for those who must have words for each.
func Reasons() []Reason {
	return []Reason{SeenFirst, Never, Prescriber, NotOffered, Pregnancy, NoLot, EachAttack, Slow, FewNights, FewEvents, NoVariation}
}

// A Refusal says why there is no plan. It is ErrInvalid, and ErrTooFew where
// logging longer would help.
type Refusal struct {
	Reasons []Reason `json:"reasons"`
	RunIn   RunIn    `json:"run_in"`
	Wait    int      `json:"wait,omitempty"` // nights still to be logged; 0: waiting is no help, or nobody knows
}

// Error lists the codes of the reasons.
func (r *Refusal) Error() string {
	words := make([]string, len(r.Reasons))
	for i, w := range r.Reasons {
		words[i] = string(w)
	}
	return "no trial: " + strings.Join(words, ", ")
}

// Unwrap is what callers tell it apart by.
func (r *Refusal) Unwrap() error {
	if r.Reasons[0] == FewNights || r.Reasons[0] == FewEvents {
		return charley.ErrTooFew
	}
	return charley.ErrInvalid
}

// refuse collects everything that speaks against the wish; nil if nothing does.
func refuse(w Wish, m measure.Measure, r RunIn) *Refusal {
	out := &Refusal{RunIn: r}
	out.Reasons = append(remedyReasons(w), runInReasons(m, r)...)
	if len(out.Reasons) == 0 {
		return nil
	}
	out.Wait = max(0, leastLogged-r.Logged)
	return out
}

// remedyReasons are those that lie in the remedy and the person.
func remedyReasons(w Wish) []Reason {
	var out []Reason
	rec := w.Remedy
	if w.Urgent {
		out = append(out, SeenFirst)
	}
	switch {
	case rec.Class == knowledge.ClassX:
		out = append(out, Never)
	case rec.Class == knowledge.ClassC:
		out = append(out, Prescriber)
	case !w.Offered:
		out = append(out, NotOffered)
	}
	if w.Pregnant == charley.Yes && NotInPregnancy(rec) {
		out = append(out, Pregnancy)
	}
	switch {
	case rec.Trial.Unit == unitAttack:
		out = append(out, EachAttack)
	case rec.Trial.Unit == unitNone || rec.Trial.Unit == "" || rec.Trial.Fit == fitNo:
		out = append(out, NoLot)
	case rec.Trial.Fit != knowledge.TrialGood && rec.Trial.Fit != knowledge.TrialFair:
		out = append(out, Slow)
	case shape(rec.Trial).Block > MostNights/2:
		out = append(out, Slow)
	}
	return out
}

// NotInPregnancy tells a remedy that is not to be tested then: what is swallowed is not for
// an experiment, and in weeks of waiting the pregnancy itself changes the nights.
func NotInPregnancy(rec knowledge.Remedy) bool {
	return rec.Class != knowledge.ClassA || rec.Trial.Unit != UnitNight
}

// runInReasons are those that lie in the nights before.
func runInReasons(m measure.Measure, r RunIn) []Reason {
	switch {
	case r.Logged < leastLogged:
		return []Reason{FewNights}
	case m.Events() && r.per(RunInNights, r.Events) < leastEvents:
		return []Reason{FewEvents}
	case r.SD == 0 && m.Outcome != measure.Count:
		return []Reason{NoVariation}
	}
	return nil
}
