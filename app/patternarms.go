package app

import (
	"slices"

	"charley"
	"charley/cause"
	"charley/knowledge"
)

// arms are what trials had drawn for each night, one row for each remedy: 1 on its
// nights, and 0 on the others and where none went on. What is hidden from the person
// is not used: what is found could tell it. Neither is the arm of a remedy that most
// evenings of the trial say was done or not: it acts through that, and beside it
// nothing would be left of what the lot shows.
func (k keptTrials) arms(d patternSeries, known []knowledge.Exposure) [][]float64 {
	rows, order := map[string][]float64{}, []string{}
	for _, t := range k.trials {
		v := k.view(t)
		first, last := t.First.Sub(d.first), t.First.Sub(d.first)+v.Night // in the days
		if v.Tampered != nil || t.Blind == charley.BlindHelper && veiled(t, k.tonight) || d.asksFor(t.Remedy, first, last, known) {
			continue
		}
		for i := max(0, first); i < min(last, len(d.Y)); i++ {
			if v.Sealed.Arms[i-first] != 1 {
				continue
			}
			if rows[t.Remedy] == nil {
				rows[t.Remedy], order = make([]float64, len(d.Y)), append(order, t.Remedy)
			}
			rows[t.Remedy][i] = 1
		}
	}
	var out [][]float64
	for _, id := range order {
		out = append(out, rows[id])
	}
	return out
}

// asksFor says that most of some days say whether a remedy was done.
func (d patternSeries) asksFor(remedy string, first, last int, known []knowledge.Exposure) bool {
	i := slices.IndexFunc(known, func(x knowledge.Exposure) bool { return x.TestedBy == remedy && x.TestDoes })
	if i < 0 {
		return false
	}
	at := slices.IndexFunc(d.Columns, func(c cause.Column) bool { return c.ID == known[i].ID })
	if at < 0 {
		return false
	}
	said, of := 0, 0
	for j := max(0, first); j < min(last, len(d.Y)); j++ {
		of++
		if x := d.Columns[at].Values[j]; x == x {
			said++
		}
	}
	return 2*said > of
}
