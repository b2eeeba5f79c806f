package knowledge

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"charley/rule"
)

func gateRules() []promise[Gate] {
	return []promise[Gate]{
		ownPlace((*Base).Gates, func(g Gate) (string, int) { return g.ID, g.Order }),
		{"plain-question", func(g Gate, _ *index) string { return plainQuestion("question", g.Question) }},
		{"who-sentence", func(g Gate, _ *index) string { return endsWith("who", g.Who, ".") }},
		{"gate-used", gateUsed},
		{"gate-answerable", gateAnswerable},
		hasClaim(func(g Gate) []Claim { return g.Claims }),
	}
}

// gateUsed: a gate that guards nothing is a promise that nobody keeps.
func gateUsed(g Gate, x *index) string {
	for _, r := range x.remedies.list {
		if slices.ContainsFunc(r.Gates, func(u RemedyGate) bool { return u.ID == g.ID }) {
			return ""
		}
	}
	return "no remedy asks for it"
}

// gateAnswerable: what makes a gate can be settled by what is asked, about the
// person, on a screen or by a question of its own, or is guarded by "is known":
// to somebody with nothing, who answered everything, no gate is unknown.
func gateAnswerable(g Gate, x *index) string {
	for _, who := range []struct {
		name, sex string
		age       float64
	}{{"woman", "F", 45}, {"man", "M", 45}, {"woman of 75", "F", 75}, {"boy", "M", 8}} {
		a := x.nothing(who.sex, who.age)
		var open []string
		for _, name := range g.When.Missing(a) {
			if name != conditionsList {
				open = append(open, name)
				continue
			}
			for _, u := range g.When.Uses() {
				for _, w := range u.Words {
					if u.Name == name && !slices.Contains(a[name].Denied, w) {
						open = append(open, name+"."+w)
					}
				}
			}
		}
		if len(open) > 0 {
			return fmt.Sprintf("when: nothing that is asked of a %s settles %s", who.name, strings.Join(open, ", "))
		}
	}
	return ""
}

const (
	conditionsList = "conditions"
	toldByWeeks    = "pregnancy" // a condition that the question about weeks answers
)

// nothing are the answers of somebody to whom nothing applies and who answered all
// that is asked: "none of these" denies what was shown, and what implies any of
// it. That there is no pregnancy denies it alone: what it brings can come later.
func (x *index) nothing(sex string, age float64) rule.Answers {
	a := rule.Answers{}
	for _, f := range x.features.list {
		switch {
		case x.asked(f) || x.onScreen(f.ID):
			a[f.ID] = rule.Value{Kind: rule.Absent}
		case f.Kind == ManyOf:
			a[f.ID] = rule.Value{Kind: rule.List, Denied: slices.DeleteFunc(f.Words(), func(w string) bool { return !x.onScreen(f.ID + "." + w) })}
		}
	}
	maps.Copy(a, adult)
	a["sex"], a["age_years"] = rule.OneWord(sex), rule.Num(age)
	var denied []string
	for _, s := range x.standing.list {
		if s.Part != "" { // asked, or, where its rule says that it cannot be so, no without asking
			denied = append(denied, s.ID)
		}
	}
	for before := 0; before != len(denied); { // what implies what implies …
		before = len(denied)
		for _, s := range x.standing.list {
			if !slices.Contains(denied, s.ID) && slices.ContainsFunc(s.Implies, func(id string) bool { return slices.Contains(denied, id) }) {
				denied = append(denied, s.ID)
			}
		}
	}
	a[conditionsList] = rule.Value{Kind: rule.List, Denied: append(denied, toldByWeeks)}
	return a
}

func remedyRules() []promise[Remedy] {
	return []promise[Remedy]{
		ownPlace((*Base).Remedies, func(r Remedy) (string, int) { return r.ID, r.Order }),
		{"known-remedy-kind", func(r Remedy, _ *index) string { return known("kind", r.Kind, RemedyKinds()) }},
		{"remedy-for", remedyFor},
		{"first-for", firstFor},
		{"remedy-complete", remedyComplete},
		{"few-steps", fewSteps},
		{"known-gate", knownGate},
		{"guarded", guarded},
		{"known-match", knownMatch},
		{"known-easer", knownEaser},
		{"trial-complete", trialComplete},
		hasClaim(func(r Remedy) []Claim { return r.Claims }),
	}
}

func remedyFor(r Remedy, x *index) string {
	for i, f := range r.For {
		at := fmt.Sprintf("for %d", i+1)
		if said := first(lacks(at+" condition", []string{f.Condition}, x.conditions), known(at+" certainty", f.Certainty, Certainties()),
			endsWith(at+" says", f.Says, ".")); said != "" {
			return said
		}
		if f.Says == "" {
			return at + " says nothing"
		}
		if f.When.IsZero() != (f.Who == "") {
			return at + ": when and who go together: the rule, and the same in words"
		}
		if r.Class == ClassX && !f.NotAdvised {
			return at + ": what is never suggested is not_advised for everything"
		}
	}
	return ""
}

// firstFor: it is a condition that the remedy is for, and so one that exists.
func firstFor(r Remedy, _ *index) string {
	if r.FirstFor == "" || slices.ContainsFunc(r.For, func(f RemedyFor) bool { return f.Condition == r.FirstFor && !f.NotAdvised }) {
		return ""
	}
	return fmt.Sprintf("comes first for %s, and is not for it", r.FirstFor)
}

// remedyComplete: what may be tried says everything that one must know before.
func remedyComplete(r Remedy, _ *index) string {
	switch {
	case r.Effort < 1 || r.Effort > 3:
		return fmt.Sprintf("effort is %d, must be from 1 to 3", r.Effort)
	case r.Expect == "":
		return "expect is missing: say when to expect an effect, and when to give up"
	case r.Pregnancy == "":
		return "pregnancy is missing: say what holds then"
	case len(r.Limits) == 0:
		return "limits is missing: say who should not, and when to leave off"
	}
	for _, t := range slices.Concat([]string{r.What, r.Expect, r.Pregnancy}, r.Limits, r.Interactions) {
		if said := endsWith("a text", t, "."); said != "" {
			return fmt.Sprintf("%s: %q", said, t)
		}
	}
	return ""
}

// mostSteps one can follow without scrolling back.
const mostSteps = 5

func fewSteps(r Remedy, _ *index) string {
	switch n := len(r.Steps); {
	case n > mostSteps:
		return fmt.Sprintf("steps: %d, at most %d", n, mostSteps)
	case n == 0 && (r.Class == ClassA || r.Class == ClassB):
		return "steps is missing: say how to do what may be tried"
	}
	for _, s := range r.Steps {
		if said := endsWith("a step", s, "."); said != "" {
			return fmt.Sprintf("%s: %q", said, s)
		}
	}
	return ""
}

func knownGate(r Remedy, x *index) string {
	seen := map[string]bool{}
	for _, g := range r.Gates {
		switch {
		case !x.gates.Has(g.ID):
			return "gate: there is no gates/" + g.ID + ".toml; charley knowledge list gates shows those that there are"
		case seen[g.ID]:
			return "gate " + g.ID + " is there twice"
		case g.Why == "":
			return "gate " + g.ID + " does not say why"
		}
		if said := endsWith("gate "+g.ID+" why", g.Why, "."); said != "" {
			return said
		}
		seen[g.ID] = true
	}
	return ""
}

// guarded: class B means that something has to be asked first, and nothing of
// that class is for anybody under 18.
func guarded(r Remedy, _ *index) string {
	if r.Class != ClassB {
		return ""
	}
	if !slices.ContainsFunc(r.Gates, func(g RemedyGate) bool { return g.ID == underAge }) {
		return "gate: class B needs one with the id " + underAge
	}
	if len(r.Gates) < 2 {
		return "gate: class B needs another beside " + underAge + ", or it is class A"
	}
	return ""
}

// underAge is the gate of children and teenagers.
const underAge = "under-18"

func knownMatch(r Remedy, x *index) string {
	for i, m := range r.Matches {
		if said := endsWith(fmt.Sprintf("match %d says", i+1), m.Says, "."); said != "" {
			return said
		}
		if m.Cause != "" && !x.causes.Has(m.Cause) && !x.exposures.Has(m.Cause) {
			return fmt.Sprintf("match %d: there is no cause or exposure %s", i+1, m.Cause)
		}
	}
	return ""
}

func knownEaser(r Remedy, _ *index) string {
	for i, w := range r.Easers {
		if !slices.Contains(Easers(), w) {
			return fmt.Sprintf("easers: %s is no word of a spell, which are %s", w, strings.Join(Easers(), " "))
		}
		if slices.Contains(r.Easers[:i], w) {
			return fmt.Sprintf("easers: %s is there twice", w)
		}
	}
	return ""
}

func trialComplete(r Remedy, _ *index) string {
	t := r.Trial
	if said := first(known("trial unit", t.Unit, TrialUnits()), known("trial fit", t.Fit, TrialFits())); said != "" {
		return said
	}
	switch {
	case (t.Unit == "none") != (t.Fit == "no"):
		return "trial: what cannot be drawn by lot fits no trial, and only that"
	case t.Unit == "none" && t.Note == "":
		return "trial: the note does not say why it cannot be tested"
	case t.Hideable && (t.Unit == "none" || t.Unit == "attack"):
		return "trial: what is not drawn for a night cannot be hidden by a helper"
	case t.Unit == "none":
		return ""
	case t.Unit != "attack" && t.Nights < 1, t.Pairs < 1, t.Blinding == "", t.Control == "":
		return "trial: nights, pairs, blinding and control are needed"
	case t.Washout >= t.Nights && t.Nights > 1:
		return "trial: the washout leaves nothing of a period"
	}
	return ""
}

func reliefRules() []promise[Relief] {
	return []promise[Relief]{
		ownPlace((*Base).Reliefs, func(r Relief) (string, int) { return r.ID, r.Order }),
		{"known-remedy", func(r Relief, x *index) string { return lacks("remedy", []string{r.Remedy}, x.remedies) }},
		{"short-relief", shortRelief},
		{"relief-places", reliefPlaces},
		{"drawing-told", func(r Relief, _ *index) string {
			if r.Drawing != "" && r.Alt == "" {
				return "the drawing has no words for who cannot see it"
			}
			return ""
		}},
	}
}

// mostReliefSteps fit on the page of a spell that runs.
const mostReliefSteps = 3

func shortRelief(r Relief, _ *index) string {
	if n := len(r.Steps); n > mostReliefSteps {
		return fmt.Sprintf("has %d steps, at most %d", n, mostReliefSteps)
	}
	return ""
}

// reliefPlaces: a place that no spell can be in would never be helped.
func reliefPlaces(r Relief, _ *index) string {
	for _, p := range r.Places {
		if !slices.Contains(Places(), p) {
			return fmt.Sprintf("places: %s is no place of a spell, which are %s", p, strings.Join(Places(), " "))
		}
	}
	return ""
}
