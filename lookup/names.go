package lookup

import (
	"regexp"
	"slices"
	"strings"

	"charley/knowledge"
)

// Names finds conditions and medicines by exactly what people and programs call
// them, whatever the case and punctuation. It does not change and may be used by
// many at once. The slices that it returns must not be changed.
type Names struct {
	base       *knowledge.Base
	conditions map[string][]string // by plain name: the ids that then hold
	medicines  map[string][]string // by plain name: the medicine and its groups
	own        map[string]string   // by plain name: the medicine alone
	groups     map[string][]string // by id of a medicine
	prefixes   []knowledge.MedicineGroup
	parents    map[string][]string
}

// NewNames makes the tables.
func NewNames(base *knowledge.Base) *Names {
	n := &Names{base: base, conditions: map[string][]string{}, medicines: map[string][]string{}, own: map[string]string{}, groups: map[string][]string{}, parents: map[string][]string{}}
	for _, g := range base.Groups().All() {
		n.parents[g.ID] = g.Parents
		if len(g.ATC) > 0 {
			n.prefixes = append(n.prefixes, g)
		}
	}
	for _, g := range base.Groups().All() {
		add(n.medicines, n.up(g.ID), g.ID, g.Name)
	}
	n.addMedicines(base.Medicines().All())
	n.addConditions(base)
	return n
}

func (n *Names) addMedicines(list []knowledge.Medicine) {
	for _, m := range list {
		groups := n.up(m.Groups...)
		for _, code := range m.ATC {
			groups = append(groups, n.groupsOf(code)...)
		}
		n.groups[m.ID] = distinct(groups)
		ids := distinct(append([]string{m.ID}, groups...))
		for _, alias := range slices.Concat([]string{m.ID, m.Name}, m.ATC, m.Brands, m.Names) {
			add(n.medicines, ids, alias)
			n.own[knowledge.PlainName(alias)] = m.ID
		}
	}
}

func (n *Names) addConditions(base *knowledge.Base) {
	implies := map[string][]string{}
	for _, s := range base.Standing().All() {
		implies[s.ID] = s.Implies
	}
	for _, c := range base.Conditions().All() {
		add(n.conditions, closure(implies, c.ID), c.ID, c.Name)
	}
	for _, s := range base.Standing().All() {
		add(n.conditions, closure(implies, s.ID), append([]string{s.ID, s.Name}, s.Names...)...)
	}
}

// Standing are the ids that hold for somebody with the condition that goes by a
// name: its own first, then what it implies.
func (n *Names) Standing(written string) (ids []string, ok bool) {
	ids, ok = n.conditions[knowledge.PlainName(written)]
	return ids, ok
}

// Implying are the conditions that are one of these or imply one, sorted.
func (n *Names) Implying(conditions []string) []string {
	var out []string
	for _, ids := range n.conditions {
		if slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(conditions, id) }) {
			out = append(out, ids[0])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Taken are the ids that hold for somebody who takes what goes by a name: the
// medicine, or its ATC code if only that is known, or the group that was named,
// and then all groups that it belongs to. A dose after the name is passed over.
func (n *Names) Taken(written string) (ids []string, ok bool) {
	if ids, ok = n.medicines[knowledge.PlainName(written)]; ok {
		return ids, true
	}
	if ids, ok = n.medicines[knowledge.PlainName(WithoutDose(written))]; ok { // "furosemide 40 mg"
		return ids, true
	}
	if code := strings.ToUpper(strings.TrimSpace(written)); atcPattern.MatchString(code) {
		return distinct(append([]string{code}, n.groupsOf(code)...)), true
	}
	return nil, false
}

// Medicine is the medicine that goes by a name, another name, a brand or an ATC
// code. A dose after it is passed over. The name of a group is no medicine.
func (n *Names) Medicine(written string) (knowledge.Medicine, bool) {
	id, ok := n.own[knowledge.PlainName(written)]
	if !ok {
		id, ok = n.own[knowledge.PlainName(WithoutDose(written))]
	}
	if !ok {
		return knowledge.Medicine{}, false
	}
	return n.base.Medicines().Get(id)
}

// Groups are all groups that a medicine belongs to: those of its record, those
// of its ATC codes, and what these are part of. None if there is no such id.
func (n *Names) Groups(medicineID string) []string { return n.groups[medicineID] }

func add(to map[string][]string, ids []string, aliases ...string) {
	for _, alias := range aliases {
		to[knowledge.PlainName(alias)] = ids
	}
}

// up are groups with all that they are part of.
func (n *Names) up(groups ...string) []string { return closure(n.parents, groups...) }

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
func (n *Names) groupsOf(code string) []string {
	var out []string
	for _, g := range n.prefixes {
		if slices.ContainsFunc(g.ATC, func(p string) bool { return strings.HasPrefix(code, p) }) {
			out = append(out, n.up(g.ID)...)
		}
	}
	return out
}

var (
	dosePattern = regexp.MustCompile(`(?i)\s*\d+([.,]\d+)?\s*(mg|g|mcg|micrograms?|µg|ug|ml|iu|units?|%).*$`)
	atcPattern  = regexp.MustCompile(`^[A-Z]\d\d[A-Z]{2}\d\d$`)
)

// WithoutDose is what is written up to the first amount with a unit:
// "furosemide" of "furosemide 40 mg in the morning".
func WithoutDose(written string) string { return dosePattern.ReplaceAllString(written, "") }
