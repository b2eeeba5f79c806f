package treat

import (
	"slices"

	"charley"
	"charley/knowledge"
	"charley/rule"
	"charley/tell"
)

// gated applies the gates of a remedy to the status it has so far. Who is to be
// asked, and what, is only told where it could change anything.
func (a *Advisor) gated(rec knowledge.Remedy, r *Remedy, states []charley.Tri, status string) string {
	before := status
	for _, use := range rec.Gates {
		i, ok := a.at[use.ID]
		if !ok {
			continue // lint refuses such a record
		}
		g := a.gates[i]
		switch states[i] {
		case charley.Yes:
			r.Gates = append(r.Gates, Gate{ID: g.ID, Phrase: g.Phrase, State: charley.Yes.String(), Then: use.Then, Why: use.Why})
			status = stricter(status, thenStatus(use.Then))
			r.askWhom(g.Who)
		case charley.Unknown:
			if strictness[before] >= strictness[Prescriber] {
				continue // whoever decides will ask; it is not offered anyway
			}
			r.Gates = append(r.Gates, Gate{ID: g.ID, Phrase: g.Phrase, State: charley.Unknown.String(), Why: use.Why})
			status = stricter(status, AskFirst)
			if !slices.Contains(r.Ask, g.Question) {
				r.Ask = append(r.Ask, g.Question)
			}
			r.askWhom(g.Who)
		}
	}
	return status
}

func thenStatus(then string) string {
	if then == NotAdvised {
		return never
	}
	return then
}

func (r *Remedy) askWhom(who string) {
	if !slices.Contains(r.Who, who) {
		r.Who = append(r.Who, who)
	}
}

// Safety are the gates of a remedy that are shut, or of which it is not known, whatever
// advice says of the remedy otherwise: for one that is in use already. own tells that
// somebody may use it on their own at all: it is known, and of class A or B.
func (a *Advisor) Safety(remedy string, answers rule.Answers) (gates []Gate, own bool) {
	i := slices.IndexFunc(a.remedies, func(r knowledge.Remedy) bool { return r.ID == remedy })
	if i < 0 {
		return nil, false
	}
	rec := a.remedies[i]
	for _, use := range rec.Gates {
		at, ok := a.at[use.ID]
		if !ok {
			continue // lint refuses such a record
		}
		g := a.gates[at]
		switch state := g.When.Eval(answers); state {
		case charley.Yes:
			gates = append(gates, Gate{ID: g.ID, Phrase: g.Phrase, State: state.String(), Then: use.Then, Why: use.Why})
		case charley.Unknown:
			gates = append(gates, Gate{ID: g.ID, Phrase: g.Phrase, State: state.String(), Why: use.Why})
		}
	}
	return gates, rec.Class == knowledge.ClassA || rec.Class == knowledge.ClassB
}

// flagGate stands before everything while a red flag of the same day or above does.
func (a *Advisor) flagGate(v tell.Verdict) Gate {
	why := ""
	if u, ok := a.base.Urgencies().Get(v.Urgency); ok {
		why = u.Headline
	}
	return Gate{ID: RedFlag, Phrase: why, State: charley.Yes.String(), Then: Gated, Why: why}
}

// why says in a few words what decided the status: the gates that are shut or
// not known, or what the evidence says, or what was found in the person.
func (a *Advisor) why(r *Remedy, rec knowledge.Remedy, status string, found []string, block knowledge.RemedyFor, aims []string) []string {
	why := []string{}
	because := func(of func(Gate) bool) {
		for _, g := range r.Gates {
			if of(g) {
				why = append(why, g.Phrase)
			}
		}
	}
	switch status {
	case Gated:
		because(func(g Gate) bool { return thenStatus(g.Then) == Gated || thenStatus(g.Then) == never })
	case AskFirst:
		because(func(Gate) bool { return true })
	case never:
		because(func(g Gate) bool { return thenStatus(g.Then) == never })
		if len(why) == 0 {
			why = append(why, block.Says)
		}
	case NotAdvised:
		switch r.Reason {
		case Others:
			why = append(why, knowledge.Filled(a.points.SaysOthers, rec.What))
		case Elsewhere:
			why = append(why, a.isFor(rec))
		default:
			why = append(why, block.Says)
		}
	default:
		why = append(why, found...)
		for _, g := range r.Gates {
			if g.State == charley.Yes.String() {
				why = append(why, g.Why)
			}
		}
	}
	return why
}

// reason is why a remedy is not advised; "" if it is not that.
func reason(status string, block knowledge.RemedyFor, aims []string) string {
	switch {
	case status != NotAdvised && status != never:
		return ""
	case status == never:
		return Evidence
	case block.Says == "":
		return Others
	case !slices.Contains(aims, block.Condition) && (block.Condition == cramps || block.Condition == restless):
		return Elsewhere
	}
	return Evidence
}

// isFor says what a remedy is for, where that is not what fits the person.
func (a *Advisor) isFor(rec knowledge.Remedy) string {
	var names []string
	for _, f := range rec.For {
		if c, ok := a.base.Conditions().Get(f.Condition); ok && !slices.Contains(names, c.Phrase) {
			names = append(names, c.Phrase)
		}
	}
	return knowledge.Filled(a.points.SaysElse, a.base.Phrases().Listed(names))
}

// tried keeps in view what was tried already.
func (r *Remedy) tried(t Tried) {
	r.TriedWhen, r.Eased, r.EasedOf = t.When, t.Eased, t.Of
	if t.Said {
		r.Tried = map[charley.Tri]string{charley.Yes: Helped, charley.No: HelpedNot, charley.Unknown: Unsure}[t.Helped]
	}
}
