package lookup

import (
	"slices"
	"strings"

	"charley/knowledge"
)

// Medicines finds medicines by a name that may be mistyped. It does not change
// and may be used by many at once.
type Medicines struct {
	list  []knowledge.Medicine
	at    map[string]int   // by id
	codes map[string][]int // by ATC code
	index index
}

// A MedicineMatch is a medicine that may have been meant.
type MedicineMatch struct {
	Medicine knowledge.Medicine
	Via      string   // the name that matched: the generic name, another name, a brand or a code
	Exact    bool     // it is that name, whatever the case, spaces, hyphens, accents and dose
	Score    float64  // from 0 to 1, 1 for an exact name; orders one search, and is no probability
	Alike    []string // ids of medicines that it is confused with; ask which was meant
	AlikeOf  string   // id of the one found that it is shown beside; "" if it was found itself
}

// partOfName is what it costs to type only one word of a name of several.
const partOfName price = 60

// NewMedicines makes the index of all names.
func NewMedicines(base *knowledge.Base) *Medicines {
	m := &Medicines{list: base.Medicines().All(), at: map[string]int{}, codes: map[string][]int{}}
	for i, one := range m.list {
		m.at[one.ID] = i
		for _, code := range one.ATC {
			m.codes[code] = append(m.codes[code], i)
		}
		m.index.addAs(i, one.ID, one.Name, 0)
		for _, name := range slices.Concat([]string{one.Name}, one.Names, one.Brands) {
			m.index.add(i, name, 0)
			m.addWords(i, name)
		}
	}
	m.index.sort()
	return m
}

func (m *Medicines) addWords(owner int, name string) {
	words := strings.Fields(knowledge.PlainName(name))
	if len(words) == 1 {
		return
	}
	for _, w := range words[1:] { // the first is found as a beginning
		if says(w) {
			m.index.addAs(owner, w, name, partOfName)
		}
	}
}

// Find returns the medicines that may have been meant, the likeliest first, at
// most so many. After a name that is not exact the medicines that those are
// confused with come on top, beyond that number if need be: who mistypes one of
// two that look alike must be shown both. Nothing near enough is an empty list.
func (m *Medicines) Find(typed string, most int) []MedicineMatch {
	if most <= 0 {
		return nil
	}
	typed = clip(typed)
	if code := strings.ToUpper(strings.TrimSpace(typed)); len(m.codes[code]) > 0 {
		return m.coded(code, most)
	}
	hits := m.search(typed)
	var out []MedicineMatch
	for _, h := range hits[:min(most, len(hits))] {
		out = append(out, m.match(h))
	}
	if len(hits) == 0 || hits[0].exact {
		return out
	}
	return m.withAlike(out, hits)
}

func (m *Medicines) coded(code string, most int) []MedicineMatch {
	var out []MedicineMatch
	for _, i := range m.codes[code] {
		out = append(out, m.match(hit{owner: i, via: code, exact: true}))
	}
	return out[:min(most, len(out))]
}

func (m *Medicines) match(h hit) MedicineMatch {
	one := m.list[h.owner]
	return MedicineMatch{Medicine: one, Via: h.via, Exact: h.exact, Score: score(h.cost), Alike: slices.Clone(one.ConfusedWith)}
}

// score turns a cost into a number that falls from 1 towards 0.
func score(cost price) float64 { return float64(wrong) / float64(wrong+cost) }

// withAlike adds the medicines that those found are confused with.
func (m *Medicines) withAlike(found []MedicineMatch, hits []hit) []MedicineMatch {
	for _, f := range found {
		for _, id := range f.Alike {
			i, known := m.at[id]
			if !known || slices.ContainsFunc(found, func(g MedicineMatch) bool { return g.Medicine.ID == id }) {
				continue
			}
			h := hit{owner: i, via: m.list[i].Name, cost: mostLimit}
			if n := slices.IndexFunc(hits, func(h hit) bool { return h.owner == i }); n >= 0 {
				h = hits[n]
			}
			beside := m.match(h)
			beside.AlikeOf = f.Medicine.ID
			found = append(found, beside)
		}
	}
	return found
}
