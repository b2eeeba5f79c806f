package tell

import (
	"cmp"
	"encoding/json"
	"slices"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// A Verdict is what the answers come to. contracts.md describes its JSON.
type Verdict struct {
	Case           json.RawMessage `json:"case,omitempty"`
	Urgency        string          `json:"urgency"`
	RedFlags       []RedFlag       `json:"red_flags"`
	Conditions     []Condition     `json:"conditions"`
	Main           *string         `json:"main"`
	Criteria       []Criterion     `json:"criteria"`
	Contradictions []Contradiction `json:"contradictions"`
	Confidence     string          `json:"confidence"`
	AskNext        []string        `json:"ask_next"`
	Warnings       []Warning       `json:"warnings"`
	Sources        []string        `json:"sources"`
	Version        string          `json:"knowledge_version"`
}

// A Contradiction is two answers that cannot both be right.
type Contradiction struct {
	ID       string   `json:"id"`
	Says     string   `json:"says"`
	Features []string `json:"features"`
}

// How sure a verdict is as a whole.
const (
	High   = "high"
	Medium = "medium"
	Low    = "low"
)

// Urgent says that a red flag of the same day or above stands.
func (v Verdict) Urgent() bool {
	return v.Urgency == knowledge.EmergencyNow || v.Urgency == knowledge.SameDay
}

// Pressing says that a warning sign of the same day or above is not checked.
func (v Verdict) Pressing() bool {
	return slices.ContainsFunc(v.Unchecked(), func(f RedFlag) bool { return f.Urgency == knowledge.EmergencyNow || f.Urgency == knowledge.SameDay })
}

// Fired are the red flags that fired, most urgent first.
func (v Verdict) Fired() []RedFlag {
	var out []RedFlag
	for _, f := range v.RedFlags {
		if f.State == Fired {
			out = append(out, f)
		}
	}
	return out
}

// Unchecked are those that could not be checked.
func (v Verdict) Unchecked() []RedFlag { return v.RedFlags[len(v.Fired()):] }

// Apart is the verdict on what is known.
func (t *Teller) Apart(f Facts) Verdict { return t.verdict(f, t.redFlags(f.all)) }

func (t *Teller) verdict(f Facts, flags []RedFlag) Verdict {
	v := Verdict{Case: f.Case, RedFlags: flags, Conditions: []Condition{}, Warnings: slices.Clone(f.warnings),
		Version: t.base.Version(), Sources: []string{}}
	if v.Warnings == nil {
		v.Warnings = []Warning{}
	}
	v.Criteria = t.criteria(f.all)
	v.Contradictions = t.contradict(f.all)
	v.Urgency = t.higher(knowledge.SelfCare, t.firedUrgency(v.RedFlags))
	var w weighed // stays empty while an urgent flag stands
	if v.Urgent() {
		v.Conditions = t.pointedTo(v.RedFlags)
	} else {
		w = t.net.weigh(f.all)
		v.Conditions = t.weighedConditions(f.all, w, v.RedFlags)
		for _, c := range v.Conditions {
			if named(c.Band) {
				v.Urgency = t.higher(v.Urgency, c.Urgency)
			}
		}
	}
	for _, c := range v.Conditions {
		if named(c.Band) {
			main := c.ID
			v.Main = &main
			break
		}
	}
	v.Confidence = confidence(v)
	v.AskNext = t.askNext(f.all, v, w)
	v.Sources = t.sources(v)
	return v
}

// contradict finds the answers that cannot both be right.
func (t *Teller) contradict(a rule.Answers) []Contradiction {
	out := []Contradiction{}
	for _, c := range t.contradictions {
		if c.When.Eval(a) == charley.Yes {
			out = append(out, Contradiction{ID: c.ID, Says: c.Says, Features: c.Features})
		}
	}
	return out
}

// pointedTo is what the urgent flags point to, and nothing else: no fit, no
// other condition, so that nothing on the page can be read as reassurance.
func (t *Teller) pointedTo(flags []RedFlag) []Condition {
	out := []Condition{}
	for _, f := range flags {
		rec, _ := t.base.Flags().Get(f.ID)
		if f.State != Fired || !t.urgent(f.Urgency) {
			continue
		}
		for _, id := range rec.PointsTo {
			i := slices.IndexFunc(out, func(c Condition) bool { return c.ID == id })
			if i < 0 {
				out = append(out, newCondition(id, f.Urgency))
				i = len(out) - 1
			}
			out[i].For, out[i].Flags = join(out[i].For, f.Because), join(out[i].Flags, []string{f.ID})
		}
	}
	return out
}

// weighedConditions are cramps and restless legs, and of the others those that
// fit, or that a flag points to.
func (t *Teller) weighedConditions(a rule.Answers, w weighed, flags []RedFlag) []Condition {
	fits := t.fits(a, w)
	pointed, raised := map[string][]string{}, map[string]bool{}
	open := false
	for _, f := range flags {
		open = open || f.State == NotChecked
		if rec, ok := t.base.Flags().Get(f.ID); ok && f.State == Fired {
			// Of those that a flag points to, the one that fits best.
			if i := slices.IndexFunc(fits, func(c Condition) bool { return slices.Contains(rec.PointsTo, c.ID) }); i >= 0 {
				pointed[fits[i].ID] = append(pointed[fits[i].ID], f.ID)
			}
		}
	}
	out := []Condition{}
	nothing, ruledOut := true, false // nothing fits, and at least one of the two does not
	for _, c := range fits {
		if ids := pointed[c.ID]; len(ids) > 0 {
			c.Flags = ids
			if !named(c.Band) {
				c.Band, raised[c.ID] = Possible, true
			}
		}
		if c.Band == Strong && open { // a warning sign that was not checked could still explain it
			c.Band = Possible
		}
		pair := t.pair(c.ID)
		ruledOut = ruledOut || pair && c.Band == UnlikelyIs
		if named(c.Band) || pair && c.Fit.Known < t.weigh.EnoughKnown {
			nothing = false
		}
		if pair || named(c.Band) || c.Band == CannotTell && len(c.For) > 0 && c.Fit.Known >= t.weigh.LeastKnown {
			out = append(out, c)
		}
	}
	if nothing && ruledOut {
		rec, _ := t.base.Conditions().Get(none)
		out = append([]Condition{newCondition(none, rec.Urgency)}, out...)
	}
	slices.SortStableFunc(out, func(a, b Condition) int {
		return cmp.Or(bandOrder(a.Band)-bandOrder(b.Band), before(raised[a.ID], raised[b.ID])) // what only a flag points to comes first
	})
	return out
}

func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func bandOrder(band string) int {
	return slices.Index([]string{Strong, Possible, CannotTell, UnlikelyIs}, band)
}

// confidence is low while a warning sign is not checked, one step lower for a
// contradiction, and high only where something fits strongly.
func confidence(v Verdict) string {
	steps := []string{Low, Medium, High}
	level := 1
	if len(v.Conditions) > 0 && (v.Conditions[0].Band == Strong || v.Urgent()) {
		level = 2
	}
	if len(v.Contradictions) > 0 {
		level--
	}
	for _, f := range v.RedFlags {
		if f.State == NotChecked {
			level = 0
		}
	}
	return steps[level]
}
