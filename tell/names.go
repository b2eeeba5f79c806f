package tell

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// names finds what people and programs call conditions and medicines.
type names struct {
	conditions map[string][]string // by plain name: the ids that then hold
	medicines  map[string][]string // by plain name: the medicine and its groups
	prefixes   []knowledge.MedicineGroup
	parents    map[string][]string
}

func newNames(base *knowledge.Base) names {
	n := names{conditions: map[string][]string{}, medicines: map[string][]string{}, parents: map[string][]string{}}
	for _, g := range base.Groups().All() {
		n.parents[g.ID] = g.Parents
		if len(g.ATC) > 0 {
			n.prefixes = append(n.prefixes, g)
		}
	}
	for _, g := range base.Groups().All() {
		ids := n.up(g.ID)
		n.add(n.medicines, ids, g.ID, g.Name)
	}
	n.addMedicines(base.Medicines().All())
	n.addConditions(base)
	return n
}

func (n names) addMedicines(list []knowledge.Medicine) {
	for _, m := range list {
		ids := append([]string{m.ID}, n.up(m.Groups...)...)
		for _, code := range m.ATC {
			ids = append(ids, n.groupsOf(code)...)
		}
		ids = distinct(ids)
		for _, alias := range slices.Concat([]string{m.ID, m.Name}, m.ATC, m.Brands, m.Names) {
			n.add(n.medicines, ids, alias)
		}
	}
}

func (n names) addConditions(base *knowledge.Base) {
	implies := map[string][]string{}
	for _, s := range base.Standing().All() {
		implies[s.ID] = s.Implies
	}
	for _, c := range base.Conditions().All() {
		n.add(n.conditions, closure(implies, c.ID), c.ID, c.Name)
	}
	for _, s := range base.Standing().All() {
		n.add(n.conditions, closure(implies, s.ID), append([]string{s.ID, s.Name}, s.Names...)...)
	}
}

func (n names) add(to map[string][]string, ids []string, aliases ...string) {
	for _, alias := range aliases {
		to[plainName(alias)] = ids
	}
}

// up are groups with all that they are part of.
func (n names) up(groups ...string) []string { return closure(n.parents, groups...) }

// distinct is a list without repeats, in the order of first mention.
func distinct(list []string) []string { return closure(nil, list...) }

// closure is what follows from a start by a table of what implies what.
func closure(table map[string][]string, start ...string) []string {
	var out []string
	for todo := slices.Clone(start); len(todo) > 0; todo = todo[1:] {
		if id := todo[0]; !slices.Contains(out, id) {
			out = append(out, id)
			todo = append(todo, table[id]...)
		}
	}
	return out
}

// groupsOf are the groups that an ATC code belongs to.
func (n names) groupsOf(code string) []string {
	var out []string
	for _, g := range n.prefixes {
		if slices.ContainsFunc(g.ATC, func(p string) bool { return strings.HasPrefix(code, p) }) {
			out = append(out, n.up(g.ID)...)
		}
	}
	return out
}

var (
	notName     = regexp.MustCompile(`[^\p{L}\p{N}]+`)
	dosePattern = regexp.MustCompile(`(?i)\s*\d+([.,]\d+)?\s*(mg|g|mcg|micrograms?|µg|ug|ml|iu|units?|%).*$`)
	atcPattern  = regexp.MustCompile(`^[A-Z]\d\d[A-Z]{2}\d\d$`)
)

// plainName makes names comparable: letters and digits in lower case.
func plainName(s string) string {
	return strings.TrimSpace(notName.ReplaceAllString(strings.ToLower(strings.ReplaceAll(s, "'", "")), " "))
}

// list reads conditions or medications. What is not recognised is kept as a
// warning, and then nothing that was not named is known to be no.
func (n names) list(feature string, items []string) (rule.Value, []Warning) {
	table := n.conditions
	if feature == "medications" {
		table = n.medicines
	}
	v := rule.Value{Kind: rule.List, Named: map[string]int{}, Complete: true}
	var warnings []Warning
	seen := map[string]bool{}
	for _, item := range items {
		ids, ok := table[plainName(item)]
		if !ok { // "furosemide 40 mg"
			ids, ok = table[plainName(dosePattern.ReplaceAllString(item, ""))]
		}
		if code := strings.ToUpper(strings.TrimSpace(item)); !ok && feature == "medications" && atcPattern.MatchString(code) {
			ids = distinct(append([]string{code}, n.groupsOf(code)...))
			ok = true
		}
		if !ok {
			v.Complete = false
			warnings = append(warnings, Warning{Code: "not_recognised", Text: fmt.Sprintf("%q in %s is not known here: it was kept, and nothing was concluded from it.", charley.Clip(item), feature)})
			continue
		}
		if seen[ids[0]] {
			continue // the same thing under two names counts once
		}
		seen[ids[0]] = true
		for _, id := range ids {
			v.Named[id]++
		}
	}
	return v, warnings
}
