package food

import (
	"maps"
	"slices"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// Whether it may be said to take more of something.
const (
	May      = "may"       // nothing that makes it unsafe is so
	AskFirst = "ask_first" // it is not known; never said until it is
	MayNot   = "may_not"   // something is so: the clinician of the gate, or a dietitian, instead
)

// A Reference is how much of something is enough for one person, and whether
// more of it may be suggested at all.
type Reference struct {
	Amount  *Span    `json:"reference"` // nil where there is none for this age, and where more may be dangerous
	Unit    string   `json:"unit"`
	Who     string   `json:"who"`  // "men from 31"; "" while several could hold
	Kind    string   `json:"kind"` // RDA, AI
	Levels  []Level  `json:"levels"`
	Sources []string `json:"sources"`
	Enough  string   `json:"enough"` // what "enough, not more" means here
	Raise   string   `json:"raise"`  // May, AskFirst, MayNot; the last also while a warning sign stands
	Gates   []Gate   `json:"gates"`  // those that are yes or not known
}

// A Span is from Lo to Hi; both are the same where the person is known.
type Span struct {
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

func (s Span) middle() float64 { return (s.Lo + s.Hi) / 2 }

// A Level is the amount for a group that the person belongs to, or may.
type Level struct {
	Who     string   `json:"who"`
	Amount  float64  `json:"amount"`
	Kind    string   `json:"kind"`
	Mark    string   `json:"mark"`
	Sources []string `json:"sources"`
}

// A Gate is a reason not to take more, as it is in one person.
type Gate struct {
	ID    string `json:"id"`
	State string `json:"state"` // yes, unknown
}

// A Caution is why nobody tells this person to take more of something.
type Caution struct {
	Shut    bool     // something is so; otherwise it is not known
	Phrases []string // what it is: "your kidneys"
	Ask     []string // questions that would settle it; none where it is shut
	Who     []string // whom to ask where it is shut; otherwise the answers come first
}

// Caution says why it is not said to take more, from the gates that decide it:
// those that are so, or where none is, those that are not known. It is nil where
// it may be said.
func (r Reference) Caution(base *knowledge.Base) *Caution {
	if r.Raise == May {
		return nil
	}
	c := &Caution{Shut: r.Raise == MayNot}
	for _, gate := range r.Gates {
		rec, ok := base.Gates().Get(gate.ID)
		if !ok || c.Shut != (gate.State == charley.Yes.String()) {
			continue
		}
		c.Phrases = withNew(c.Phrases, rec.Phrase)
		if c.Shut {
			c.Who = withNew(c.Who, rec.Who)
		} else {
			c.Ask = withNew(c.Ask, rec.Question)
		}
	}
	return c
}

// withNew adds a text that is not among the others.
func withNew(texts []string, text string) []string {
	if slices.Contains(texts, text) {
		return texts
	}
	return append(texts, text)
}

// noReference is that of something there is no record of.
func noReference() Reference {
	return Reference{Levels: []Level{}, Sources: []string{}, Raise: AskFirst, Gates: []Gate{}}
}

// reference is what is enough for a person: all levels whose rule is not no.
func reference(base *knowledge.Base, in knowledge.Intake, a rule.Answers) Reference {
	r := Reference{Unit: in.Unit, Enough: in.Enough, Levels: []Level{}, Sources: []string{}}
	known := eitherSex(a)
	for _, l := range in.Levels {
		if l.When.Eval(known) == charley.No {
			continue
		}
		r.Levels = append(r.Levels, Level{Who: l.Who, Amount: l.Amount, Kind: l.Kind, Mark: l.Mark, Sources: l.Sources})
		if r.Amount == nil {
			r.Amount, r.Who, r.Kind = &Span{l.Amount, l.Amount}, l.Who, l.Kind
		}
		r.Amount.Lo, r.Amount.Hi = min(r.Amount.Lo, l.Amount), max(r.Amount.Hi, l.Amount)
		for _, id := range l.Sources {
			if !slices.Contains(r.Sources, id) {
				r.Sources = append(r.Sources, id)
			}
		}
	}
	if len(r.Levels) > 1 {
		r.Who = ""
	}
	if r.Raise, r.Gates = raise(base, in, a); r.Raise == MayNot {
		r.withhold()
	}
	return r
}

// withhold takes the amounts away: for whom more could be dangerous, what is
// usual for others is no measure.
func (r *Reference) withhold() {
	r.Raise, r.Amount, r.Levels = MayNot, nil, []Level{}
	r.Who, r.Kind, r.Enough = "", "", ""
}

// eitherSex is the answers of somebody who did not say their sex: either could
// be so, unless they are pregnant or breastfeed.
func eitherSex(a rule.Answers) rule.Answers {
	if v := a["sex"]; v.Kind != rule.Word || v.Word != "U" || mother.Eval(a) == charley.Yes {
		return a
	}
	known := maps.Clone(a)
	delete(known, "sex")
	return known
}

var mother = rule.MustParse("pregnant_weeks > 0 or conditions has pregnancy, breastfeeding")

// raise says whether more of it may be suggested: only if every gate of the
// intake is known to be no.
func raise(base *knowledge.Base, in knowledge.Intake, a rule.Answers) (string, []Gate) {
	out, gates := May, []Gate{}
	for _, id := range in.Gates {
		state := charley.Unknown // of a gate that there is no record of
		if g, ok := base.Gates().Get(id); ok {
			state = g.When.Eval(a)
		}
		switch {
		case state == charley.No:
			continue
		case state == charley.Yes:
			out = MayNot
		case out == May:
			out = AskFirst
		}
		gates = append(gates, Gate{ID: id, State: state.String()})
	}
	return out, gates
}
