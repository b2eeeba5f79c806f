package treat

import (
	"slices"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// A Relief is what to do while it hurts, as it is safe for one person.
type Relief struct {
	ID, Name, Drawing, Alt string
	Steps                  []string
	Gentle                 bool     // the steps are those for whom the usual ones could harm
	Check                  string   // for whom it is not; shown unless all of it is known to be no
	Gates                  []string // phrases of the gates that are shut
	Cautions               []string // what to take care of
}

// Relieve is what to do about a spell of one kind in some places: what is for
// those places first, and after it what is for any. Steps that could harm this
// person are replaced by gentle ones, or left out where there are none.
//
// The caller sees to red flags: while one stands nothing of this is shown.
func (a *Advisor) Relieve(what string, places []string, answers rule.Answers) []Relief {
	var here, anywhere []Relief
	for _, rec := range a.reliefs {
		if rec.What != what {
			continue
		}
		fits := slices.ContainsFunc(rec.Places, func(p string) bool { return slices.Contains(places, p) })
		if !fits && len(rec.Places) > 0 && len(places) > 0 {
			continue
		}
		r, ok := a.relief(rec, answers)
		switch {
		case !ok:
		case fits:
			here = append(here, r)
		default:
			anywhere = append(anywhere, r)
		}
	}
	return append(here, anywhere...)
}

// relief is one relief for one person; ok is false where it could harm and there
// is nothing gentle instead.
func (a *Advisor) relief(rec knowledge.Relief, answers rule.Answers) (Relief, bool) {
	r := Relief{ID: rec.ID, Name: rec.Name, Drawing: rec.Drawing, Alt: rec.Alt, Steps: slices.Clone(rec.Steps)}
	remedy, _ := a.base.Remedies().Get(rec.Remedy)
	shut, open := false, false
	for _, use := range remedy.Gates {
		i, ok := a.at[use.ID]
		if !ok {
			continue // lint refuses such a record
		}
		switch g := a.gates[i]; g.When.Eval(answers) {
		case charley.Yes:
			if use.Then == AskFirst { // a word of caution; the steps stay
				r.Cautions = append(r.Cautions, use.Why)
				continue
			}
			shut = true
			r.Gates = append(r.Gates, g.Phrase)
		case charley.Unknown:
			open = true
		}
	}
	switch {
	case shut && rec.Gentle == "":
		return Relief{}, false
	case shut:
		r.Gentle, r.Drawing, r.Steps = true, "", []string{rec.Gentle}
	case open || len(r.Cautions) > 0:
		r.Check = rec.Check
	}
	return r, true
}
