package treat

import (
	"cmp"
	"slices"

	"charley"
	"charley/knowledge"
	"charley/rule"
	"charley/tell"
)

// The pair of conditions that remedies are for. What is for another condition
// helps the cramps, or the restlessness, of people who live with it.
const (
	cramps   = "leg_cramps"
	restless = "rls"
)

// An Advisor is the knowledge, made ready for much advice. It does not change
// and may be used by many at once.
type Advisor struct {
	base     *knowledge.Base
	points   knowledge.Advice
	remedies []knowledge.Remedy
	gates    []knowledge.Gate // in their order
	at       map[string]int   // place of a gate
	reliefs  []knowledge.Relief
}

// New makes the knowledge ready.
func New(base *knowledge.Base) *Advisor {
	a := &Advisor{base: base, points: base.Advice(), remedies: base.Remedies().All(), gates: base.Gates().All(), at: map[string]int{}, reliefs: base.Reliefs().All()}
	for i, g := range a.gates {
		a.at[g.ID] = i
	}
	return a
}

// Advise is every remedy for one person: those to try first, then those to ask
// about, and at the end what is not for them, each with the reasons.
//
//	Range    every remedy record comes exactly once.
//	Missing  a gate that is not known makes its remedies ask first.
//	Order    by status; then by what was found in the person, how sure the
//	         evidence is, safety, effort, and how well it can be tested.
//	Cost     well below a millisecond.
func (a *Advisor) Advise(p Person) Advice {
	aims, sure := a.aims(p.Verdict)
	out := Advice{Case: p.Verdict.Case, Urgency: p.Verdict.Urgency, Version: p.Verdict.Version, Aims: aims, Sure: sure, Warnings: p.Verdict.Warnings,
		Remedies: make([]Remedy, 0, len(a.remedies))}
	states := a.states(p.Facts.Answers())
	for _, rec := range a.remedies {
		out.Remedies = append(out.Remedies, a.remedy(rec, p, states, aims, sure))
	}
	slices.SortStableFunc(out.Remedies, func(x, y Remedy) int {
		return cmp.Or(
			cmp.Compare(group(x), group(y)),
			cmp.Compare(y.score, x.score),
			cmp.Compare(x.Name, y.Name))
	})
	return out
}

// group is the place of a remedy's status in the list. What comes first for a
// condition that fits comes before all, unless it is not for this person.
func group(r Remedy) int {
	if r.first && r.Status != Gated && r.Status != NotAdvised {
		return -1
	}
	return slices.Index([]string{Offered, AskFirst, Prescriber, Gated, NotAdvised}, r.Status)
}

// aims are the conditions that advice is for: those of the pair that fit, at
// least possibly. While it cannot be told yet, it is both, and sure is false.
// Where both are unlikely there is nothing to aim at.
func (a *Advisor) aims(v tell.Verdict) (aims []string, sure bool) {
	var open []string
	for _, c := range v.Conditions {
		switch {
		case c.ID != cramps && c.ID != restless:
		case c.Band == tell.Strong || c.Band == tell.Possible:
			aims = append(aims, c.ID)
		case c.Band == tell.CannotTell:
			open = append(open, c.ID)
		}
	}
	if len(aims) > 0 {
		return aims, true
	}
	if v.Urgent() {
		open = []string{cramps, restless}
	}
	slices.Sort(open)
	if open == nil {
		open = []string{}
	}
	return open, false
}

// states are the gates of one person, each looked at once.
func (a *Advisor) states(answers rule.Answers) []charley.Tri {
	out := make([]charley.Tri, len(a.gates))
	for i, g := range a.gates {
		out[i] = g.When.Eval(answers)
	}
	return out
}

// remedy is one remedy for one person.
func (a *Advisor) remedy(rec knowledge.Remedy, p Person, states []charley.Tri, aims []string, sure bool) Remedy {
	r := Remedy{ID: rec.ID, Name: rec.Name, Class: rec.Class, Why: []string{}, Gates: []Gate{}, Causes: []string{}, Ask: []string{}, Who: []string{}, Sources: []string{}}
	block, supported := a.block(rec, aims, sure, p.Facts.Answers())
	if supported && rec.Needs.Eval(p.Facts.Answers()) == charley.No {
		block, supported = knowledge.RemedyFor{Condition: block.Condition, Certainty: block.Certainty, Mark: block.Mark, Sources: block.Sources}, false
	}
	r.Condition, r.Certainty, r.Says, r.Mark = block.Condition, block.Certainty, block.Says, block.Mark
	if block.Sources != nil {
		r.Sources = slices.Clone(block.Sources)
	}
	status := base(rec, supported)
	found, weight := a.found(rec, p.Facts.Answers(), &r)
	if gated := a.gated(rec, &r, states, status); supported || slices.Contains(aims, block.Condition) {
		status = gated // what is for something else stays that, whatever its gates say
	}
	if p.Verdict.Urgent() && status != never && status != Prescriber {
		status = Gated
		r.Gates = slices.Insert(r.Gates, 0, a.flagGate(p.Verdict))
	}
	r.Reason = reason(status, block, aims)
	r.Why = a.why(&r, rec, status, found, block, aims)
	r.first = sure && rec.FirstFor != "" && slices.Contains(aims, rec.FirstFor)
	r.tried(p.Tried[rec.ID])
	r.score = a.score(rec, r, weight, p.Verdict)
	r.Testable = status == Offered && (rec.Trial.Fit == knowledge.TrialGood || rec.Trial.Fit == knowledge.TrialFair)
	if r.Status = status; status == never {
		r.Status = NotAdvised
	}
	return r
}

// base is the status of a remedy before anything about safety is asked.
func base(rec knowledge.Remedy, supported bool) string {
	switch {
	case rec.Class == knowledge.ClassX:
		return never
	case !supported:
		return NotAdvised
	case rec.Class == knowledge.ClassC:
		return Prescriber
	}
	return Offered
}

// block is what a remedy does for this person, and whether the evidence supports
// it. Of several conditions that fit, the one counts for which it is supported;
// while none is known to fit, it must be supported for each that could.
func (a *Advisor) block(rec knowledge.Remedy, aims []string, sure bool, answers rule.Answers) (knowledge.RemedyFor, bool) {
	var good, bad []knowledge.RemedyFor
	for _, aim := range aims {
		if f, ok := blockFor(rec, aim, answers); !ok {
			continue
		} else if f.NotAdvised {
			bad = append(bad, f)
		} else {
			good = append(good, f)
		}
	}
	if len(good) > 0 && (sure || len(bad) == 0) {
		best := slices.MaxFunc(good, func(x, y knowledge.RemedyFor) int {
			return cmp.Compare(a.points.Certainty[x.Certainty], a.points.Certainty[y.Certainty])
		})
		return best, true
	}
	if len(bad) > 0 {
		return bad[0], false
	}
	for _, f := range rec.For {
		if slices.Contains(aims, f.Condition) || !f.When.IsZero() { // for some people only, and not known to be for this one
			return knowledge.RemedyFor{Condition: f.Condition, Certainty: f.Certainty, Mark: f.Mark, Sources: f.Sources}, false
		}
	}
	return rec.For[0], false
}

// blockFor is the first block for a condition that is for this person. A block
// for some people only counts once it is known that they are among them. What
// is for people with another illness is for the cramps, or the restlessness,
// that they have with it.
func blockFor(rec knowledge.Remedy, aim string, answers rule.Answers) (knowledge.RemedyFor, bool) {
	for _, f := range rec.For {
		other := f.Condition != cramps && f.Condition != restless && aim == cramps && !f.When.IsZero()
		if f.Condition != aim && !other {
			continue
		}
		if f.When.IsZero() || f.When.Eval(answers) == charley.Yes {
			return f, true
		}
	}
	return knowledge.RemedyFor{}, false
}

// found are what in a person speaks for a remedy, in words, and its weight.
func (a *Advisor) found(rec knowledge.Remedy, answers rule.Answers, r *Remedy) (says []string, weight int) {
	for _, m := range rec.Matches {
		if m.When.Eval(answers) != charley.Yes {
			continue
		}
		says = append(says, m.Says)
		weight += m.Weight
		if m.Cause != "" && !slices.Contains(r.Causes, m.Cause) {
			r.Causes = append(r.Causes, m.Cause)
		}
	}
	return says, weight
}

// score orders remedies of one status.
func (a *Advisor) score(rec knowledge.Remedy, r Remedy, weight int, v tell.Verdict) float64 {
	s := a.points.Found*float64(weight) + a.points.Certainty[r.Certainty] - a.points.Effort*float64(rec.Effort-1)
	for _, c := range v.Conditions {
		switch {
		case c.ID != r.Condition:
		case c.Band == tell.Strong:
			s += a.points.Strong
		case c.Band == tell.Possible:
			s += a.points.Possible
		}
	}
	if rec.Class == knowledge.ClassA {
		s += a.points.ClassA
	}
	switch rec.Trial.Fit {
	case knowledge.TrialGood:
		s += a.points.Good
	case knowledge.TrialFair:
		s += a.points.Fair
	}
	if r.Tried == HelpedNot {
		s -= a.points.Found * knowledge.MostWeight // after what is untried and fits as well
	}
	return s
}
