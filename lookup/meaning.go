package lookup

import (
	"slices"
)

// A meaning is what one typed word may stand for.
type meaning struct {
	words []meant
}

// A meant word is one of the words of foods, and how far it is from what was typed.
type meant struct {
	word int32
	cost price
}

// cost of taking the typed word for one of the words of foods.
func (m *meaning) cost(word int32) (price, bool) {
	i, ok := slices.BinarySearchFunc(m.words, word, func(a meant, w int32) int { return int(a.word - w) })
	if !ok {
		return 0, false
	}
	return m.words[i].cost, true
}

// wanted are the words that were typed with what each may stand for. Words that
// name no food are passed over; so are those beyond the first few.
func (f *Foods) wanted(typed string) []meaning {
	words := roots(typed)
	words = f.joined(words[:min(len(words), mostWords)])
	var out []meaning
	for i := 0; i < len(words); i++ {
		m := f.meaning(words[i])
		if len(m.words) == 0 && i+1 < len(words) { // "hazle nuts"
			if both := f.meaning(words[i] + words[i+1]); len(both.words) > 0 {
				m, i = both, i+1
			}
		}
		if len(m.words) == 0 {
			if one, two, ok := f.parted(words[i]); ok {
				out = append(out, f.meaning(one))
				m = f.meaning(two)
			}
		}
		out = append(out, m)
	}
	return out
}

// meaning of one word: itself, those that begin with it, and if it is not a
// known one, those that it may be a mistake for.
func (f *Foods) meaning(w string) meaning {
	key := fold(w)
	most := min(limit(len(key)), foodLimit)
	_, known := f.at[w]
	if known {
		most = unended + mostRest
	}
	var m meaning
	for _, h := range f.index.search(key, most) { // the nearest first
		switch {
		case known && !begins(h.via, w): // only what it begins, not what it resembles
		case slices.ContainsFunc(m.words, func(c meant) bool { return int(c.word) == h.owner }):
		default:
			m.words = append(m.words, meant{int32(h.owner), h.cost})
		}
	}
	slices.SortFunc(m.words, func(a, b meant) int { return int(a.word - b.word) })
	return m
}

// foodLimit is the most that a word of a food may cost. Everyday words are
// spelt better than names of medicines, and lie closer together.
const foodLimit price = 180

func begins(word, with string) bool { return len(word) >= len(with) && word[:len(with)] == with }

// joined puts two words together that are one word of the table: "pea nut".
func (f *Foods) joined(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		if i+1 < len(words) {
			if _, known := f.at[words[i]+words[i+1]]; known {
				out = append(out, words[i]+words[i+1])
				i++
				continue
			}
		}
		out = append(out, words[i])
	}
	return out
}

func (f *Foods) knows(words ...string) bool {
	for _, w := range words {
		if _, known := f.at[w]; !known {
			return false
		}
	}
	return true
}

// parted takes a word apart that the table writes as two: "cornflakes".
func (f *Foods) parted(w string) (one, two string, ok bool) {
	for i := leastRest; i <= len(w)-leastRest; i++ {
		if f.knows(w[:i], w[i:]) {
			return w[:i], w[i:], true
		}
	}
	return "", "", false
}
