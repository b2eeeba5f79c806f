package told

import "slices"

// A Change is how one outcome differs from the one before it.
type Change struct {
	From     string  // id of the urgency before
	To       string  // and after
	Signs    []Moved // warning signs of which something else is told, with their urgency
	Fits     []Moved // conditions, with how well they fit
	Remedies []Moved // remedies, with their status
}

// A Moved is one thing of which something else is told.
type Moved struct {
	ID     string
	Name   string
	Before string // "" if nothing was told of it
	After  string // "" if nothing is told of it any more
}

// None says that nothing changed.
func (c Change) None() bool {
	return c.From == c.To && len(c.Signs)+len(c.Fits)+len(c.Remedies) == 0
}

// Lifted are the warning signs that are not told any more. Nothing is safer by a
// change of the records, so whoever shows a change names these first.
func (c Change) Lifted() []Moved {
	return slices.DeleteFunc(slices.Clone(c.Signs), func(m Moved) bool { return m.After != "" })
}

// StillSo is what of a change holds now: a sign that stands again was not lifted for
// good, one that the person has ended themselves was not lifted by the rules, and what
// has moved on since is no news. While an urgent sign stands, nothing milder is left. Of
// remedies an outcome without any says nothing, and they stay.
func (c Change) StillSo(now Outcome, ended []string) Change {
	is := func(list []Said) func(Moved) bool { // something else holds now
		return func(m Moved) bool {
			i := find(list, m.ID)
			return i < 0 && m.After != "" || i >= 0 && list[i].Says != m.After
		}
	}
	c.Signs = slices.DeleteFunc(slices.Clone(c.Signs), func(m Moved) bool {
		return is(now.Flags)(m) || m.After == "" && slices.Contains(ended, m.ID)
	})
	if c.To != now.Urgency {
		c.From, c.To = now.Urgency, now.Urgency
	}
	if !now.Weighed {
		c.Fits, c.Remedies = nil, nil
	}
	c.Fits = slices.DeleteFunc(slices.Clone(c.Fits), is(now.Fits))
	if len(now.Remedies) > 0 {
		c.Remedies = slices.DeleteFunc(slices.Clone(c.Remedies), is(now.Remedies))
	}
	return c
}

// Compare says how an outcome differs from the one before. Where an urgent sign
// stood in either, nothing was weighed there, so conditions and remedies cannot be
// compared: then only signs and urgency are.
func Compare(before, after Outcome) Change {
	c := Change{From: before.Urgency, To: after.Urgency, Signs: moved(before.Flags, after.Flags), Fits: []Moved{}, Remedies: []Moved{}}
	if before.Weighed && after.Weighed {
		c.Fits, c.Remedies = moved(before.Fits, after.Fits), moved(before.Remedies, after.Remedies)
	}
	return c
}

// moved are the things of which something else is told, in the order of the later
// outcome, and then those that it has no more.
func moved(before, after []Said) []Moved {
	out := []Moved{}
	for _, now := range after {
		m := Moved{ID: now.ID, Name: now.Name, After: now.Says}
		if i := find(before, now.ID); i >= 0 {
			m.Before = before[i].Says
		}
		if m.Before != m.After {
			out = append(out, m)
		}
	}
	for _, then := range before {
		if find(after, then.ID) < 0 {
			out = append(out, Moved{ID: then.ID, Name: then.Name, Before: then.Says})
		}
	}
	return out
}

func find(in []Said, id string) int {
	return slices.IndexFunc(in, func(s Said) bool { return s.ID == id })
}
