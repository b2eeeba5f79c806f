package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

func medicineRules() []promise[Medicine] {
	return []promise[Medicine]{
		{"known-group", func(m Medicine, x *index) string { return lacks("groups", m.Groups, x.groups) }},
		{"both-ways", bothWays},
		{"own-name", medicineName},
	}
}

// bothWays: what can be confused with another can be so in both directions.
func bothWays(m Medicine, x *index) string {
	for _, id := range m.ConfusedWith {
		other, ok := x.medicines.Get(id)
		switch {
		case id == m.ID:
			return "is confused with itself"
		case !ok:
			return fmt.Sprintf("confused_with: there is no %s", id)
		case !slices.Contains(other.ConfusedWith, m.ID):
			return fmt.Sprintf("is confused with %s, which does not say so of it", id)
		}
	}
	return ""
}

// A nameUser is a medicine that goes by a name, or a group that does.
type nameUser struct {
	id    string
	group bool
}

func (x *index) indexNames() {
	add := func(u nameUser, names ...string) {
		for _, n := range names {
			if n = PlainName(n); !slices.Contains(x.names[n], u) {
				x.names[n] = append(x.names[n], u)
			}
		}
	}
	for _, g := range x.groups.list {
		add(nameUser{g.ID, true}, g.ID, g.Name)
	}
	for _, m := range x.medicines.list {
		add(nameUser{m.ID, false}, slices.Concat([]string{m.ID, m.Name}, m.Brands, m.Names)...)
	}
}

// medicineName: a name that somebody types means one medicine, and means a group
// only if the medicine belongs to it.
func medicineName(m Medicine, x *index) string {
	for _, n := range slices.Concat([]string{m.ID, m.Name}, m.Brands, m.Names) {
		for _, u := range x.names[PlainName(n)] {
			switch {
			case !u.group && u.id < m.ID:
				return fmt.Sprintf("%q is also a name of %s", n, u.id)
			case u.group && !slices.Contains(x.groupsOf(m.Groups), u.id):
				return fmt.Sprintf("%q is also the name of the group %s, to which it does not belong", n, u.id)
			}
		}
	}
	return ""
}

// groupsOf are groups with all that they are part of.
func (x *index) groupsOf(ids []string) []string {
	var out []string
	for todo := slices.Clone(ids); len(todo) > 0; todo = todo[1:] {
		if !slices.Contains(out, todo[0]) {
			out = append(out, todo[0])
			g, _ := x.groups.Get(todo[0])
			todo = append(todo, g.Parents...)
		}
	}
	return out
}

func groupRules() []promise[MedicineGroup] {
	return []promise[MedicineGroup]{
		{"known-linger", func(g MedicineGroup, x *index) string {
			if (g.Lingers > 0) != (g.As != "") {
				return "lingers and as go together: for how long, and what it then is"
			}
			if g.As == "" {
				return ""
			}
			return lacks("as", []string{g.As}, x.standing)
		}},
		{"known-parent", func(g MedicineGroup, x *index) string { return lacks("parents", g.Parents, x.groups) }},
		{"no-circle", func(g MedicineGroup, x *index) string {
			if slices.Contains(x.groupsOf(g.Parents), g.ID) {
				return "is part of itself"
			}
			return ""
		}},
	}
}

func standingRules() []promise[Standing] {
	return []promise[Standing]{
		{"known-implied", func(s Standing, x *index) string {
			missing := slices.DeleteFunc(slices.Clone(s.Implies), func(id string) bool { return x.standing.Has(id) || x.conditions.Has(id) })
			if len(missing) > 0 {
				return fmt.Sprintf("implies: there is no %s", strings.Join(missing, ", "))
			}
			return ""
		}},
		{"own-name", standingName},
		{"known-risk", func(s Standing, x *index) string {
			if f, _ := x.features.Get("risk"); s.Risk != "" && !slices.Contains(f.Words(), s.Risk) {
				return fmt.Sprintf("risk is never %s", s.Risk)
			}
			return ""
		}},
		{"known-asking", func(s Standing, _ *index) string {
			if s.Part == "" {
				return ""
			}
			return known("part", s.Part, StandingParts())
		}},
		ownPlace((*Base).Standing, func(s Standing) (string, int) { return s.ID, s.Order }),
	}
}

func standingName(s Standing, x *index) string {
	for _, other := range x.standing.list {
		if other.ID >= s.ID {
			continue
		}
		theirs := allNames(other)
		for _, n := range allNames(s) {
			if slices.ContainsFunc(theirs, func(t string) bool { return PlainName(t) == PlainName(n) }) {
				return fmt.Sprintf("%q is also a name of %s", n, other.ID)
			}
		}
	}
	return ""
}

func allNames(s Standing) []string { return append([]string{s.ID, s.Name}, s.Names...) }

// mostAsked standing conditions fit into one group of the page about the person.
const mostAsked = 12

func fewAsked(b *Base, _ *index) string {
	n := map[string]int{}
	for _, s := range b.standing.list {
		n[s.Part]++
	}
	for _, part := range StandingParts() {
		if n[part.Value] > mostAsked {
			return fmt.Sprintf("the page about the person asks for %d standing conditions in the group %s, at most %d", n[part.Value], part.Value, mostAsked)
		}
	}
	return ""
}
