package lookup

import (
	"cmp"
	"slices"
	"strings"

	"charley/knowledge"
)

// search returns one hit a medicine, the nearest first.
func (m *Medicines) search(typed string) []hit {
	whole, bare := fold(typed), fold(withoutForm(WithoutDose(typed)))
	if len(bare) == 0 || len(bare) == len(whole) {
		return m.best(m.orByWord(typed, m.nearest(whole, mostLimit)))
	}
	hits := m.nearest(whole, wrong) // what looks like a dose may belong to the name: "vitamin B 12"
	if !isExact(hits) {
		hits = append(hits, m.nearest(bare, mostLimit)...)
	}
	return m.best(m.orByWord(typed, hits))
}

// orByWord adds what the words mean one by one, if together they are near nothing.
func (m *Medicines) orByWord(typed string, hits []hit) []hit {
	if leastCost(hits) <= wrong {
		return hits
	}
	return append(hits, m.byWord(typed)...)
}

// byWord looks for each word alone: "metformin hydrochloride teva".
func (m *Medicines) byWord(typed string) []hit {
	var out []hit
	words := strings.Fields(knowledge.PlainName(withoutForm(WithoutDose(typed))))
	if len(words) < 2 {
		return nil
	}
	for n, w := range words[:min(len(words), mostWords)] {
		if !says(w) {
			continue
		}
		for _, h := range m.nearest(fold(w), wrong) { // of one word among others more must be right
			if h.begun {
				continue // one word of several was surely finished
			}
			h.exact = false
			h.cost += partOfName + price(n)*perWord
			out = append(out, h)
		}
	}
	return out
}

const (
	mostWords       = 6  // that are looked up one by one
	perWord   price = 10 // for each word before the one that is a name
)

// margin is how much farther than the nearest a name may be to be offered too.
const margin = wrong

// nearest searches within a narrow limit first, and wider only if nothing is
// there. Then all that is little farther than the nearest counts too.
func (m *Medicines) nearest(typed []byte, most price) []hit {
	most = min(most, limit(len(typed)))
	for _, try := range []price{swapped, swapped + margin, most} {
		try = min(try, most)
		hits := m.index.search(typed, try)
		switch {
		case len(hits) == 0 && try < most:
		case len(hits) == 0 || try == most || hits[0].cost+margin <= try:
			return hits
		default:
			return m.index.search(typed, min(hits[0].cost+margin, most))
		}
	}
	return nil
}

// best keeps the nearest hit of each medicine; at the same cost, those of which
// the medicine's own name was meant come first, then the shorter name.
func (m *Medicines) best(hits []hit) []hit {
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(byExact(a, b), cmp.Compare(a.cost, b.cost), cmp.Compare(m.rank(a), m.rank(b)), cmp.Compare(len(a.via), len(b.via)), cmp.Compare(a.owner, b.owner))
	})
	var out []hit
	seen := map[int]bool{}
	for _, h := range hits {
		if !seen[h.owner] && h.cost <= hits[0].cost+margin {
			seen[h.owner] = true
			out = append(out, h)
		}
	}
	return out
}

func (m *Medicines) rank(h hit) int {
	if h.via == m.list[h.owner].Name {
		return 0
	}
	return 1
}

func byExact(a, b hit) int {
	switch {
	case a.exact == b.exact:
		return 0
	case a.exact:
		return -1
	}
	return 1
}

func isExact(hits []hit) bool { return slices.ContainsFunc(hits, func(h hit) bool { return h.exact }) }

func leastCost(hits []hit) price {
	least := price(far)
	for _, h := range hits {
		least = min(least, h.cost)
	}
	return least
}
