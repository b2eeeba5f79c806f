package web

import (
	"slices"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// A standingGroup is one group of standing conditions on the page about the
// person, with "none of these".
type standingGroup struct {
	Part string
	Ask  choice
	None choice
}

// askedStanding are the ids that the page asks for, by part, in their order.
func (s *site) askedStanding() map[string][]string {
	out := map[string][]string{}
	for _, r := range s.knowledge.Standing().All() {
		if r.Part != "" {
			out[r.Part] = append(out[r.Part], r.ID)
		}
	}
	return out
}

// standingParts are the parts in which the page asks, in their order.
func standingParts() []string {
	var out []string
	for _, p := range knowledge.StandingParts() {
		if p.Value != knowledge.Alone {
			out = append(out, p.Value)
		}
	}
	return out
}

// partField and noneField are the names of the fields of a part.
func partField(part string) string { return "c." + part }
func noneField(part string) string { return "none." + part }

// groups are the questions of the page. A condition that does not apply to this
// person is left out, unless it is ticked.
func (v *visit) groups(f *form, known rule.Answers) []standingGroup {
	w := v.site.words
	var out []standingGroup
	for _, part := range standingParts() {
		g := standingGroup{Part: part, Ask: choice{Name: partField(part), Legend: w.T("about.part." + part), Many: true, Wrong: f.wrong[partField(part)]}}
		ticked := f.values[partField(part)]
		shown := v.site.shown(part, known)
		for _, id := range v.site.standing[part] {
			rec, _ := v.site.knowledge.Standing().Get(id)
			on := slices.Contains(ticked, id)
			if !on && !slices.Contains(shown, id) {
				continue
			}
			g.Ask.Options = append(g.Ask.Options, option{Value: id, Label: standingLabel(rec), On: on})
		}
		if len(g.Ask.Options) == 0 {
			continue
		}
		g.None = f.askMany(noneField(part), "about.none", "about.none.", []string{"yes"})
		if len(ticked) > 0 {
			g.None.Options[0].Label = w.T("about.others")
		}
		out = append(out, g)
	}
	return out
}

// alone are the standing conditions that are asked on their own, each with no,
// yes and not sure.
func (v *visit) alone(f *form, known rule.Answers) []choice {
	var out []choice
	for _, id := range v.site.shown(knowledge.Alone, known) {
		rec, _ := v.site.knowledge.Standing().Get(id)
		c := choice{Name: aloneField(id), Legend: standingLabel(rec), Wrong: f.wrong[aloneField(id)]}
		for _, answer := range answers {
			c.Options = append(c.Options, option{Value: answer, Label: f.words.T("answer." + answer), On: f.get(c.Name) == answer})
		}
		out = append(out, c.orNone(f))
	}
	return out
}

func aloneField(id string) string { return "alone." + id }

// standingLabel is a standing condition on the page.
func standingLabel(s knowledge.Standing) string {
	if s.Ask != "" {
		return s.Ask
	}
	return s.Name
}

// shown are the standing conditions of a part that the page shows to a person
// of whom so much is known: only to those can "none of these" have been said.
func (s *site) shown(part string, known rule.Answers) []string {
	var out []string
	for _, id := range s.standing[part] {
		if rec, _ := s.knowledge.Standing().Get(id); rec.When.IsZero() || rec.When.Eval(known) != charley.No {
			out = append(out, id)
		}
	}
	return out
}

// covers says that "none of these" was said to everything that the page shows
// and that is not ticked: only then is the box shown as ticked.
func (s *site) covers(none charley.Fact, part string, ticked []string, known rule.Answers) bool {
	if len(none.Asked) == 0 {
		return part == charley.GroupConditions
	}
	return !slices.ContainsFunc(s.shown(part, known), func(id string) bool {
		return !slices.Contains(ticked, id) && !slices.Contains(none.Asked, id)
	})
}
