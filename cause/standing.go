package cause

import (
	"cmp"
	"encoding/json"
	"slices"

	"charley"
	"charley/knowledge"
	"charley/rule"
	"charley/tell"
)

// The states of a cause in one person.
const (
	Present      = "present"       // it is there
	Likely       = "likely"        // of a state: more than possible
	Unknown      = "unknown"       // it is not known whether it is there
	CheckFirst   = "check_first"   // it is there, and warning signs must be checked before it is named
	NotSupported = "not_supported" // it is there, and studies do not support it
	Absent       = "absent"
)

// A Finding is one standing cause in one person.
type Finding struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Kind      string     `json:"kind"` // fact, medicine, state
	State     string     `json:"state"`
	Grade     string     `json:"grade"`
	Effect    string     `json:"effect"` // empty while warning signs must be checked first
	Mark      string     `json:"mark"`
	Sources   []string   `json:"sources"`
	Do        string     `json:"do"`
	Because   []string   `json:"because"` // features whose answers decided it
	Unknown   []string   `json:"unknown"` // features that could still decide it
	First     []string   `json:"first"`   // red flags that are not checked
	Medicines []Medicine `json:"medicines,omitempty"`

	fixed bool
}

// A Medicine is one that a person takes.
type Medicine struct {
	Name   string          `json:"name"`             // as they wrote it
	ID     string          `json:"id,omitempty"`     // of the record; empty where it is not known
	From   string          `json:"from,omitempty"`   // partial date
	Timing string          `json:"timing,omitempty"` // of its start against that of the trouble
	Entry  charley.EntryID `json:"-"`
	Groups []string        `json:"-"` // that it belongs to
}

// When a medicine began, against when the legs did.
const (
	StartedShortlyBefore = "shortly_before" // suspect
	StartedLongBefore    = "long_before"
	StartedAfter         = "after" // the trouble was there already
)

// A Standing is what may lie behind cramps and restless legs in one person, in
// two lists, what is there first.
type Standing struct {
	Case     json.RawMessage `json:"case,omitempty"`
	Urgency  string          `json:"urgency"`
	Version  string          `json:"knowledge_version"`
	Cramps   []Finding       `json:"cramps"`
	Restless []Finding       `json:"restless"`
	Dry      Finding         `json:"dehydration"`
	Warnings []tell.Warning  `json:"warnings"`
}

// Dehydration is the cause that is a finding of its own: having drunk too little
// for these days.
const Dehydration = "cramps_dehydration"

// A Finder is the knowledge, made ready. It does not change.
type Finder struct {
	base   *knowledge.Base
	causes []knowledge.Cause
	method knowledge.Advice
}

// New makes the knowledge ready.
func New(base *knowledge.Base) *Finder {
	return &Finder{base: base, causes: base.Causes().All(), method: base.Advice()}
}

// Standing is what may lie behind the cramps and the restlessness of a person
// with these facts and medicines. Causes that are known to be absent are left
// out. While a red flag of the same day or above stands, both lists are empty:
// nothing may look like an explanation then.
func (f *Finder) Standing(facts tell.Facts, v tell.Verdict, medicines []Medicine) Standing {
	out := Standing{Case: v.Case, Urgency: v.Urgency, Version: v.Version, Cramps: []Finding{}, Restless: []Finding{}, Warnings: v.Warnings,
		Dry: Finding{ID: Dehydration, State: Unknown, Sources: []string{}, Because: []string{}, Unknown: []string{}, First: []string{}}}
	unchecked := map[string]bool{}
	for _, flag := range v.Unchecked() {
		unchecked[flag.ID] = true
	}
	for _, rec := range f.causes {
		found := f.finding(rec, facts.Answers(), unchecked, medicines)
		if rec.ID == Dehydration && !v.Urgent() {
			out.Dry = found
		}
		switch {
		case found.State == Absent || v.Urgent():
		case rec.About == "cramps":
			out.Cramps = append(out.Cramps, found)
		default:
			out.Restless = append(out.Restless, found)
		}
	}
	inOrder(out.Cramps)
	inOrder(out.Restless)
	return out
}

func (f *Finder) finding(rec knowledge.Cause, a rule.Answers, unchecked map[string]bool, medicines []Medicine) Finding {
	out := Finding{fixed: rec.Fixed, ID: rec.ID, Name: rec.Name, Kind: rec.Kind, Grade: rec.Grade, Effect: rec.Effect, Mark: rec.Mark, Sources: slices.Clone(rec.Sources), Do: rec.Do,
		Because: []string{}, Unknown: []string{}, First: []string{}}
	switch rec.When.Eval(a) {
	case charley.No:
		out.State, out.Because = Absent, rec.When.Because(a)
		return out
	case charley.Unknown:
		out.State, out.Unknown = Unknown, rec.When.Missing(a)
		return out
	}
	out.State, out.Because = Present, rec.When.Because(a)
	for _, m := range medicines {
		if rec.Kind == knowledge.CauseMedicine && decides(rec.When, m) {
			out.Medicines = append(out.Medicines, m)
		}
	}
	for _, id := range rec.First {
		if unchecked[id] {
			out.First = append(out.First, id)
		}
	}
	switch {
	case rec.Grade == "X":
		out.State = NotSupported
	case len(out.First) > 0:
		out.State, out.Effect = CheckFirst, ""
	case rec.Likely.Eval(a) == charley.Yes:
		out.State, out.Because = Likely, rec.Likely.Because(a)
	}
	return out
}

// decides says that a medicine alone would make a rule yes.
func decides(when rule.Rule, m Medicine) bool {
	alone := rule.Answers{"medications": rule.Words(append([]string{m.ID}, m.Groups...)...)}
	return m.ID != "" && when.Eval(alone) == charley.Yes
}

// inOrder puts what is there before what is not supported and what is not known;
// of what is there, a medicine that came shortly before the trouble first and
// what cannot be changed last; and then the better studied first.
func inOrder(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(strength(a.Grade), strength(b.Grade)))
	})
}

func place(f Finding) int {
	suspect := slices.ContainsFunc(f.Medicines, func(m Medicine) bool { return m.Timing == StartedShortlyBefore })
	switch {
	case f.State == Unknown:
		return 4
	case f.State == NotSupported:
		return 3
	case f.fixed:
		return 2
	case suspect:
		return 0
	}
	return 1
}

func strength(grade string) int { return slices.Index([]string{"G", "A", "B", "C", "D", "X"}, grade) }
