package lookup

import "math/bits"

// What speaks against a food, on the scale of the mistakes in a word.
const (
	perFoodWord  price = 8   // each word of its name
	perPlainWord price = 2   // each word that is plain
	uncommon     price = 60  // people do not eat it often
	perPart      price = 40  // each part before the one that was meant
	beside       price = 45  // each word beside the one that was meant, in its part
	mostBeside   price = 120 // in all
	absent       price = 300 // a word that this name does not hold
	everyday     price = 60  // speaks for it: the words are its everyday name
	typedWrong   price = 3   // a mistake in a word counts so many times: another word is another food
)

// A ranking is one food and what speaks against it.
type ranking struct {
	food int32
	cost price
}

// rank gathers the foods that hold what says most of the wanted words: all of
// them, or else those that few foods hold.
func (f *Foods) rank(wanted []meaning) []ranking {
	held := make([]tally, len(f.list))
	var best tally
	for n, w := range wanted {
		weight := f.weight(w)
		for _, c := range w.words {
			for _, i := range f.holds[c.word] {
				if h := &held[i]; int(h.last) <= n {
					*h = tally{h.weight + weight, h.words + 1, int16(n + 1)}
					best = tally{max(best.weight, h.weight), max(best.words, h.words), 0}
				}
			}
		}
	}
	if best.words == 0 || int(best.words)*2 < len(wanted) {
		return nil
	}
	var out []ranking
	for i, h := range held {
		if h.weight == best.weight {
			out = append(out, ranking{int32(i), f.against(&f.names[i], wanted)})
		}
	}
	return out
}

// A tally is what a food holds of the wanted words.
type tally struct {
	weight int32
	words  int16
	last   int16 // the word that was counted last, from 1
}

// weight is how much a word says: the fewer foods hold it, the more. It is the
// number of times that all foods must be halved to be as few.
func (f *Foods) weight(w meaning) int32 {
	held := 0
	for _, c := range w.words {
		held += len(f.holds[c.word])
	}
	return int32(1 + bits.Len(uint(len(f.list)/max(1, held))))
}

// against is what speaks against a food, by its own name or by that of its
// everyday names which says it best.
func (f *Foods) against(n *foodName, wanted []meaning) price {
	best := n.by(wanted, -1)
	for p, part := range n.parts {
		if part.same {
			best = min(best, n.by(wanted, int8(p)))
		}
	}
	return best
}

// by is what speaks against a food that goes by an everyday name, or by none:
// mistakes in the words, the part of the name that the words stand in, and what
// stands beside them there.
func (n *foodName) by(wanted []meaning, same int8) price {
	total := n.rest
	var hits [mostParts + mostSame]int8 // by part
	worst := int8(0)
	for w := range wanted {
		if p, mistake, ok := n.place(&wanted[w], same); ok {
			total += mistake * typedWrong
			hits[p]++
			worst = max(worst, n.parts[p].worth)
		} else {
			total += absent
		}
	}
	total += price(worst) * perPart
	side := price(0)
	for p, part := range n.parts {
		switch {
		case hits[p] == 0:
		case hits[p] < part.size:
			side += price(part.size-hits[p]) * beside
		case part.same:
			total -= everyday
		}
	}
	return total + min(side, mostBeside)
}

// place is the part of a name where a word most likely belongs, and the mistake in it.
func (n *foodName) place(wanted *meaning, same int8) (part int8, mistake price, ok bool) {
	least := price(far)
	for _, p := range n.words {
		at := n.parts[p.part]
		cost, means := wanted.cost(p.word)
		if !means || at.same && p.part != same {
			continue
		}
		here := cost*typedWrong + price(at.worth)*perPart + price(at.size-1)*beside/2
		if at.same {
			here = cost * typedWrong
		}
		if here < least || here == least && at.same {
			least, part, mistake, ok = here, p.part, cost, true
		}
	}
	return part, mistake, ok
}
