package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

// ruleRules are for every text in the rule language, wherever it stands.
func ruleRules() []promise[rulePart] {
	return []promise[rulePart]{
		{"known-name", knownName},
		{"right-form", rightForm},
		{"known-value", knownValue},
	}
}

func knownName(r rulePart, x *index) string { return lacks(r.at, r.rule.Names(), x.features) }

// forms are the kinds of feature that a form of the rule language can ask.
var forms = map[string][]string{
	"flag": {YesOrNo}, "is": {OneWord}, "has": {ManyOf}, "number": {Quantity}, "range": {Span}, "constant": {Span, OneWord},
	"known": {YesOrNo, OneWord, ManyOf, Quantity, Span, LabTests},
}

func rightForm(r rulePart, x *index) string {
	var wrong []string
	for _, u := range r.rule.Uses() {
		if f, ok := x.features.Get(u.Name); ok && !slices.Contains(forms[u.Form], f.Kind) {
			wrong = append(wrong, fmt.Sprintf("%s is a %s, which the form %q does not fit", u.Name, f.Kind, u.Form))
		}
	}
	return because(r.at, wrong)
}

func knownValue(r rulePart, x *index) string {
	var wrong []string
	for _, u := range r.rule.Uses() {
		f, ok := x.features.Get(u.Name)
		for _, w := range u.Words {
			if ok && !x.takes(f, w) {
				wrong = append(wrong, fmt.Sprintf("%s is never %s", u.Name, w))
			}
		}
	}
	return because(r.at, wrong)
}

// takes says that a feature can have a value: one of its words, or the id of a
// record where it is free.
func (x *index) takes(f Feature, word string) bool {
	switch {
	case f.ID == "conditions" && f.Free:
		return x.standing.Has(word) || x.conditions.Has(word) || slices.ContainsFunc(x.standing.list, func(s Standing) bool { return slices.Contains(s.Implies, word) })
	case f.ID == "medications" && f.Free:
		return x.medicines.Has(word) || x.groups.Has(word)
	}
	return slices.Contains(f.Words(), word)
}

func because(at string, wrong []string) string {
	if len(wrong) == 0 {
		return ""
	}
	return at + ": " + strings.Join(slices.Compact(wrong), "; ")
}
