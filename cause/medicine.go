package cause

import (
	"cmp"
	"slices"
	"time"

	"charley"
	"charley/lookup"
)

// Medicines are those that a person takes, with the groups they belong to. What
// is not recognised is kept under the name it was written with.
func Medicines(names *lookup.Names, facts []charley.Fact) []Medicine {
	var out []Medicine
	for _, f := range facts {
		if f.About != charley.FactMedicine {
			continue
		}
		m := Medicine{Name: f.Name, From: f.From, Entry: f.ID}
		for _, written := range []string{f.Code, f.Name} {
			if rec, ok := names.Medicine(written); ok && written != "" {
				m.ID, m.Groups = rec.ID, names.Groups(rec.ID)
				break
			}
		}
		if m.Name == "" {
			m.Name = m.ID
		}
		out = append(out, m)
	}
	return out
}

// Timing lays the start of a medicine against when the trouble began.
//
//	Missing  "" where either is not known well enough to say.
//	Source   a medicine counts as suspect within the days of the records
//	         (garrison-2012 looked at one year).
func (f *Finder) Timing(from string, began time.Time) string {
	first, next, err := startOf(from)
	if err != nil || began.IsZero() {
		return ""
	}
	y, m, d := began.Date()
	legs := charley.Night{Year: y, Month: m, Day: d}
	switch {
	case legs.Before(first):
		return StartedAfter
	case next.Before(legs) && legs.Sub(next) > f.method.SuspectDays:
		return StartedLongBefore
	}
	return StartedShortlyBefore
}

// InOrder sorts medicines by name.
func InOrder(list []Medicine) []Medicine {
	slices.SortStableFunc(list, func(a, b Medicine) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return list
}

// Linked are the kinds of spell that the groups of a medicine are linked with.
func (f *Finder) Linked(m Medicine) []string {
	var out []string
	for _, id := range m.Groups {
		what := map[string]string{"cramps": charley.Cramp, "restless": charley.Restless}
		if g, _ := f.base.Groups().Get(id); what[g.Effect] != "" && !slices.Contains(out, what[g.Effect]) {
			out = append(out, what[g.Effect])
		}
	}
	return out
}
