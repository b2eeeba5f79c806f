package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

func conditionRules() []promise[Condition] {
	return []promise[Condition]{
		{"known-urgency", func(c Condition, x *index) string { return lacks("urgency", []string{c.Urgency}, x.urgencies) }},
		ownPlace((*Base).Conditions, func(c Condition) (string, int) { return c.ID, c.Order }),
		{"scored-known", scoredKnown},
		{"test-asks", testAsks},
		hasClaim(func(c Condition) []Claim { return c.Claims }),
	}
}

// fewestFindings are needed to say how well a condition fits.
const fewestFindings = 3

func scoredKnown(c Condition, x *index) string {
	if c.Kind != Scored {
		return ""
	}
	if !x.priors.Has(c.ID) {
		return "is scored and has no prior"
	}
	n := 0
	for _, f := range x.findings.list {
		if _, ok := f.Rate(c.ID); ok {
			n++
		}
	}
	if n < fewestFindings {
		return fmt.Sprintf("is scored by %d findings, at least %d", n, fewestFindings)
	}
	return ""
}

// orders begin a sentence that tells somebody what to do.
var orders = []string{
	"get", "take", "order", "ask", "request", "check", "measure", "make", "arrange", "book", "test", "start", "stop", "increase", "reduce", "see", "try",
	"avoid", "consider", "refer", "repeat", "bring", "tell", "demand", "insist",
}

// testAsks: a test is a question to bring, never an order, and no order stands
// beside it.
func testAsks(c Condition, _ *index) string {
	for i, t := range c.Tests {
		at := fmt.Sprintf("test %d", i+1)
		if said := endsWith(at+" ask", t.Ask, "?"); said != "" {
			return said
		}
		for _, s := range strings.FieldsFunc(t.Ask+" "+t.Why, func(r rune) bool { return strings.ContainsRune(".?!;:", r) }) {
			if word, _, _ := strings.Cut(strings.TrimSpace(s), " "); slices.Contains(orders, strings.ToLower(word)) {
				return fmt.Sprintf("%s says %q: a question, never an order", at, word)
			}
		}
	}
	return ""
}

func findingRules() []promise[Finding] {
	return []promise[Finding]{
		{"finding-sentence", func(f Finding, _ *index) string {
			return first(endsWith("says", f.Says, "."), endsWith("says_not", f.SaysNot, "."))
		}},
		{"rate-scored", rateScored},
		{"own-rate", ownRate},
	}
}

func rateScored(f Finding, x *index) string {
	var wrong []string
	for _, r := range f.Rates {
		if c, ok := x.conditions.Get(r.Condition); !ok || c.Kind != Scored {
			wrong = append(wrong, r.Condition+" is no condition that is scored")
		}
	}
	return because("rates", wrong)
}

func ownRate(f Finding, _ *index) string {
	seen := map[string]bool{}
	for _, r := range f.Rates {
		if seen[r.Condition] {
			return r.Condition + " has two rates"
		}
		seen[r.Condition] = true
	}
	return ""
}

func priorRules() []promise[Prior] {
	return []promise[Prior]{
		{"prior-scored", func(p Prior, x *index) string {
			if c, ok := x.conditions.Get(p.ID); !ok || c.Kind != Scored {
				return "there is no scored condition of this id"
			}
			return ""
		}},
	}
}

func criteriaRules() []promise[CriteriaSet] {
	return []promise[CriteriaSet]{
		{"known-condition", func(s CriteriaSet, x *index) string { return lacks("condition", []string{s.Condition}, x.conditions) }},
		{"known-set-kind", func(s CriteriaSet, _ *index) string { return known("kind", s.Kind, SetKinds()) }},
		{"own-criterion", ownCriterion},
		{"tier-criteria", tierCriteria},
	}
}

func ownCriterion(s CriteriaSet, x *index) string {
	for _, other := range x.criteria.list {
		for j, o := range other.Criteria {
			for i, c := range s.Criteria {
				if c.ID == "" {
					return fmt.Sprintf("criterion %d has no id", i+1)
				}
				if c.ID == o.ID && (other.ID < s.ID || other.ID == s.ID && j < i) {
					return fmt.Sprintf("criterion %s is also one of %s", c.ID, other.ID)
				}
			}
		}
	}
	return ""
}

func tierCriteria(s CriteriaSet, _ *index) string {
	for _, t := range s.Tiers {
		if t.Name == "" || len(t.All)+len(t.None) == 0 {
			return "a tier needs its name and criteria"
		}
		for _, id := range slices.Concat(t.All, t.None) {
			if !slices.ContainsFunc(s.Criteria, func(c Criterion) bool { return c.ID == id }) {
				return fmt.Sprintf("tier %s names %s, which is no criterion of this set", t.Name, id)
			}
		}
	}
	return ""
}

func contradictionRules() []promise[Contradiction] {
	return []promise[Contradiction]{
		{"known-feature", func(c Contradiction, x *index) string { return lacks("features", c.Features, x.features) }},
		{"asks-again", asksAgain},
		{"contradiction-sentence", func(c Contradiction, _ *index) string { return endsWith("says", c.Says, ".?") }},
	}
}

// asksAgain: what is asked again is something that the contradiction is about.
func asksAgain(c Contradiction, _ *index) string {
	for _, name := range c.Features {
		if !slices.Contains(c.When.Names(), name) {
			return name + " is asked again, yet the rule does not name it"
		}
	}
	return ""
}

func topicRules() []promise[Topic] {
	return []promise[Topic]{
		ownPlace((*Base).Topics, func(t Topic) (string, int) { return t.ID, t.Order }),
		hasClaim(func(t Topic) []Claim { return t.Claims }),
	}
}
