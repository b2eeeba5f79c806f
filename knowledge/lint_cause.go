package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

func causeRules() []promise[Cause] {
	return []promise[Cause]{
		ownPlace((*Base).Causes, func(c Cause) (string, int) { return c.ID, c.Order }),
		{"known-strength", func(c Cause, _ *index) string { return known("grade", c.Grade, Grades()) }},
		{"cause-sentence", func(c Cause, _ *index) string {
			return first(endsWith("effect", c.Effect, "."), endsWith("do", c.Do, "."))
		}},
		{"known-flag", func(c Cause, x *index) string { return lacks("first", c.First, x.flags) }},
		{"cause-group", func(c Cause, x *index) string {
			if c.Kind != CauseMedicine {
				return ""
			}
			return lacks("group", []string{c.Group}, x.groups)
		}},
		{"cause-do-prescriber", doWithPrescriber},
	}
}

// Words that say who decides about a medicine, and that nobody does so alone.
var (
	prescribers = []string{"prescriber", "pharmacist", "doctor", "team", "unit"}
	notAlone    = []string{"on your own", "leave it off"}
)

// doWithPrescriber: a medicine that may be the cause is raised with whoever gave
// it. Many are dangerous to leave off suddenly, and an open stop proves nothing.
func doWithPrescriber(c Cause, _ *index) string {
	says := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(c.Do, w) })
	}
	switch {
	case c.Kind != CauseMedicine:
		return ""
	case !says(prescribers):
		return "do does not say with whom to raise it: " + strings.Join(prescribers, ", ")
	case !says(notAlone):
		return "do does not say that it is not left off alone: " + strings.Join(notAlone, ", ")
	}
	return ""
}

func portionRules() []promise[Portion] {
	return []promise[Portion]{
		ownPlace((*Base).Portions, func(p Portion) (string, int) { return p.ID, p.Order }),
		{"portion-feature", func(p Portion, x *index) string {
			if f, ok := x.features.Get(p.ID); !ok || f.Kind != Quantity {
				return "there is no feature of this id that counts portions"
			}
			return ""
		}},
		{"food-known", func(p Portion, _ *index) string {
			for _, f := range p.Foods {
				if said := foodKnown(f.FDC); said != "" {
					return said
				}
			}
			return ""
		}},
	}
}

func intakeRules() []promise[Intake] {
	return []promise[Intake]{
		{"enough-sentence", func(i Intake, _ *index) string { return endsWith("enough", i.Enough, ".") }},
		{"best-known", func(i Intake, _ *index) string {
			for _, f := range i.Best {
				if said := foodKnown(f.FDC); said != "" {
					return said
				}
			}
			return ""
		}},
		{"intake-gate", func(i Intake, x *index) string { return lacks("gates", i.Gates, x.gates) }},
		hasClaim(func(i Intake) []Claim { return i.Claims }),
	}
}

func foodKnown(fdc int) string {
	if _, ok := Foods().Get(fdc); !ok {
		return fmt.Sprintf("food %d is not in the table", fdc)
	}
	return ""
}
