package lookup

import (
	"slices"
	"strings"

	"charley/knowledge"
)

// A foodName is a food's name, made ready to be compared.
type foodName struct {
	words []placed
	parts []namePart
	rest  price // what the name says beyond the food itself
}

// A namePart is what stands between commas, or an everyday name.
type namePart struct {
	size  int8 // words
	worth int8 // parts before it that say what the food is
	same  bool // an everyday name
}

// A placed word is one of a name, in a part of it between commas.
type placed struct {
	word int32
	part int8
}

// mostParts of a name, and mostSame everyday names of a food, are told apart.
const (
	mostParts = 12
	mostSame  = 12
)

func (f *Foods) read(i int, food knowledge.Food, known foodWords) foodName {
	var n foodName
	var all, head []string
	shelf := 0
	for p, part := range splitName(food.Name) {
		words := roots(part)
		if p == 0 && known.shelf[knowledge.PlainName(part)] {
			shelf = 1
		}
		n.parts = append(n.parts, namePart{worth: int8(max(0, p-shelf))})
		for _, w := range words {
			n.put(f.word(i, w))
			n.rest += perFoodWord
			if known.plain[w] {
				n.rest += perPlainWord - perFoodWord
			}
		}
		all = append(all, words...)
		if p <= shelf {
			head = append(head, words...)
		}
	}
	if !food.Common {
		n.rest += uncommon
	}
	for k, h := range head {
		if slices.Contains(head[:k], h) {
			continue
		}
		for _, s := range known.same[h] {
			if len(n.parts) < mostParts+mostSame && s.fits(all) {
				n.parts = append(n.parts, namePart{same: true})
				for _, w := range s.name {
					n.put(f.word(i, w))
				}
			}
		}
	}
	return n
}

func (n *foodName) put(word int32) {
	p := len(n.parts) - 1
	n.parts[p].size++
	n.words = append(n.words, placed{word, int8(p)})
}

// splitName parts a name at its commas and brackets.
func splitName(name string) []string {
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(",();", r) })
	return parts[:min(len(parts), mostParts)]
}
