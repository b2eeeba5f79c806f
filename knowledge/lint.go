package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

// A Problem is something in the records that must be mended before they ship.
type Problem struct {
	Record string `json:"record"` // exposures/alcohol
	Rule   string `json:"rule"`   // name of the rule
	Text   string `json:"text"`   // what is wrong, in one line
}

// String is the problem in one line, which begins with the file to open.
func (p Problem) String() string {
	file := p.Record
	if strings.Contains(file, "/") {
		file += ".toml"
	}
	return fmt.Sprintf("%s: %s (%s)", file, p.Text, p.Rule)
}

// Lint checks every promise that the records make. The shipped records have no
// problem; a test holds them to it. Each rule has a bad record of its own under
// testdata/lint, with its exact complaint.
func Lint(b *Base) []Problem {
	x := newIndex(b)
	var found []Problem
	for _, k := range lintedKinds() {
		found = append(found, k.check(x)...)
	}
	found = append(found, x.common("graph", partsOf(b.graph))...)
	return append(found, gather("all", slices.Concat(wholeRules(), graphRules()), b, x)...)
}

// A promise says what is wrong with a value, or nothing.
type promise[T any] struct {
	name  string
	check func(T, *index) string
}

func gather[T any](where string, rules []promise[T], v T, x *index) []Problem {
	var found []Problem
	for _, r := range rules {
		if text := r.check(v, x); text != "" {
			found = append(found, Problem{Record: where, Rule: r.name, Text: text})
		}
	}
	return found
}

// A linted is one folder with its own rules.
type linted struct {
	rules []string
	check func(*index) []Problem
}

// lintedKinds are the folders in the order of kinds, each with the rules of its
// own. The rules that every record must keep, whatever its kind, are added by
// each: those of its texts, its rules and its footings.
func lintedKinds() []linted {
	return []linted{
		each(exposureFolder, (*Base).Exposures, exposureRules()),
		each("features", (*Base).Features, featureRules()),
		each("screens", (*Base).Screens, screenRules()),
		each("flags", (*Base).Flags, flagRules()),
		each("urgencies", (*Base).Urgencies, urgencyRules()),
		each("countries", (*Base).Countries, countryRules()),
		each("conditions", (*Base).Conditions, conditionRules()),
		each("findings", (*Base).Findings, findingRules()),
		each("priors", (*Base).Priors, priorRules()),
		each("criteria", (*Base).Criteria, criteriaRules()),
		each("contradictions", (*Base).Contradictions, contradictionRules()),
		each("topics", (*Base).Topics, topicRules()),
		each("medicines", (*Base).Medicines, medicineRules()),
		each("medicine_groups", (*Base).Groups, groupRules()),
		each("standing", (*Base).Standing, standingRules()),
		each("causes", (*Base).Causes, causeRules()),
		each("gates", (*Base).Gates, gateRules()),
		each("remedies", (*Base).Remedies, remedyRules()),
		each("reliefs", (*Base).Reliefs, reliefRules()),
		each("portions", (*Base).Portions, portionRules()),
		each("intakes", (*Base).Intakes, intakeRules()),
		each(sourceFolder, (*Base).Sources, sourceRules()),
	}
}

func each[T any, P record[T]](folder string, of func(*Base) Records[T], own []promise[T]) linted {
	l := linted{check: func(x *index) (found []Problem) {
		for _, r := range of(x.Base).list {
			where := folder + "/" + P(&r).name()
			found = append(found, gather(where, own, r, x)...)
			found = append(found, x.common(where, partsOf(r))...)
		}
		return found
	}}
	for _, r := range own {
		l.rules = append(l.rules, r.name)
	}
	return l
}

// common are the problems of what records of all kinds are made of.
func (x *index) common(where string, p parts) (found []Problem) {
	for _, t := range p.texts {
		found = append(found, gather(where, textRules(), t, x)...)
	}
	for _, r := range p.rules {
		found = append(found, gather(where, ruleRules(), r, x)...)
	}
	for _, f := range p.footings {
		found = append(found, gather(where, footingRules(), f, x)...)
	}
	for _, c := range p.claims {
		found = append(found, gather(where, claimRules(), c, x)...)
	}
	return found
}

// known says whether a value is in a list of words, and if not, what would be.
func known(field, got string, list []Word) string {
	var values []string
	for _, w := range list {
		if w.Value == got {
			return ""
		}
		values = append(values, w.Value)
	}
	return fmt.Sprintf("%s is %q, must be one of %s", field, got, strings.Join(values, " "))
}

// lacks says which ids there is no record of.
func lacks[T any](what string, ids []string, in Records[T]) string {
	missing := slices.DeleteFunc(slices.Clone(ids), in.Has)
	if len(missing) == 0 {
		return ""
	}
	return fmt.Sprintf("%s: there is no %s", what, strings.Join(missing, ", "))
}

// ownPlace says that another record has the same order.
func ownPlace[T any](of func(*Base) Records[T], place func(T) (id string, order int)) promise[T] {
	return promise[T]{"own-order", func(r T, x *index) string {
		id, order := place(r)
		for _, other := range of(x.Base).list {
			if at, same := place(other); same == order && at < id {
				return fmt.Sprintf("order %d is also that of %s; choose another", order, at)
			}
		}
		return ""
	}}
}

// hasClaim says that a record has nothing to stand on.
func hasClaim[T any](claims func(T) []Claim) promise[T] {
	return promise[T]{"has-claim", func(r T, _ *index) string {
		if len(claims(r)) == 0 {
			return "has no [[claim]]: say why it is here, with a source"
		}
		return ""
	}}
}

// endsWith says that a text does not end with one of these marks.
func endsWith(what, text, marks string) string {
	if text != "" && !strings.ContainsAny(text[len(text)-1:], marks) {
		return fmt.Sprintf("%s does not end with %s", what, map[string]string{".": "a full stop", "?": "a question mark", ".?": "a full stop or a question mark"}[marks])
	}
	return ""
}

// first is the first complaint of several, if any.
func first(complaints ...string) string {
	for _, c := range complaints {
		if c != "" {
			return c
		}
	}
	return ""
}
