package lookup

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"charley/knowledge"
)

// An entry is one name in an index.
type entry struct {
	key    []byte // folded
	owner  int    // whose name it is
	via    string // as it is written
	extra  price  // for what is only part of a name
	shared int    // first letters that the entry before it begins with, too
	mark   []byte // a last word of one letter, perhaps with a number: "D", "B12"
}

// A hit is a name that may have been meant.
type hit struct {
	owner int
	via   string
	cost  price
	exact bool // the whole name, letter for letter
	begun bool // only its beginning
}

// An index finds names by what was typed. It holds them in order of the
// alphabet, and the distance to a name is worked out letter by letter of it. So
// what was worked out for a beginning serves all names with that beginning, and
// a beginning that is already too far rules them all out. Nothing near is lost.
type index struct {
	entries []entry
}

func (x *index) add(owner int, name string, extra price) { x.addAs(owner, name, name, extra) }

// addAs adds a part of a name, or another spelling of it.
func (x *index) addAs(owner int, key, via string, extra price) {
	if folded := fold(key); len(folded) > 0 {
		x.entries = append(x.entries, entry{key: folded, owner: owner, via: via, extra: extra, mark: markOf(key)})
	}
}

// markOf is the last of several words, if it is one letter that tells the name
// from others: vitamin D is no slip for vitamin K.
func markOf(name string) []byte {
	words := strings.Fields(knowledge.PlainName(name))
	if len(words) < 2 || len(strings.TrimRight(words[len(words)-1], "0123456789")) != 1 {
		return nil
	}
	return fold(words[len(words)-1])
}

// marked says that the mark of a name was typed, or as much of it as there is of
// a name that is not finished.
func (e *entry) marked(typed []byte, begun bool) bool {
	if !begun || len(e.mark) == 0 {
		return bytes.HasSuffix(typed, e.mark)
	}
	return len(typed) <= len(e.key)-len(e.mark) || len(e.mark) > 1 && bytes.HasSuffix(typed, e.mark[:len(e.mark)-1])
}

// sort makes the index ready; nothing is added afterwards.
func (x *index) sort() {
	slices.SortStableFunc(x.entries, func(a, b entry) int {
		return cmp.Or(slices.Compare(a.key, b.key), cmp.Compare(a.extra, b.extra))
	})
	for i := 1; i < len(x.entries); i++ {
		a, b := x.entries[i-1].key, x.entries[i].key
		n := 0
		for n < len(a) && n < len(b) && a[n] == b[n] {
			n++
		}
		x.entries[i].shared = n
	}
}

// How far is too far.
const (
	perLetter      price = 28  // of what was typed: about one wrong letter in four
	mostLimit      price = 420 // however long it is
	unended        price = 20  // a name of which only the beginning was typed
	unendedMistake price = 2   // a mistake in a beginning counts so many times: a beginning fits many names
	perRest        price = 5   // for each letter that is not typed yet
	mostRest       price = 60
	leastRest            = 3 // letters that make a beginning
)

// limit is the most that a name may cost to be offered for so many letters. Two
// letters say too little to be forgiven anything, three to be forgiven a letter.
func limit(typed int) price {
	switch {
	case typed < leastRest:
		return 0
	case typed == leastRest:
		return unended + mostRest
	}
	return min(price(typed)*perLetter, mostLimit)
}

// search returns the hits that cost at most so much, the nearest first.
func (x *index) search(typed []byte, most price) []hit {
	if len(typed) == 0 {
		return nil
	}
	d := newDistance(typed, most)
	var out []hit
	dead := longest + 1 // a name that begins with so many letters of the last one is too far
	for i := range x.entries {
		e := &x.entries[i]
		if e.shared >= dead {
			continue
		}
		dead = longest + 1
		d.back(min(d.rows, e.shared))
		for d.rows < len(e.key) && dead > longest {
			d.add(e.key[d.rows])
			if d.tooFar() {
				dead = d.rows
			}
		}
		cost, begun := d.of(e)
		if cost > most || !e.marked(typed, begun) {
			continue
		}
		out = append(out, hit{owner: e.owner, via: e.via, cost: cost, exact: cost == 0, begun: begun})
	}
	slices.SortStableFunc(out, func(a, b hit) int { return cmp.Compare(a.cost, b.cost) })
	return out
}

// of is the cost of an entry that was read to its end, or until it was too far,
// and whether that is the cost of its beginning.
func (d *distance) of(e *entry) (cost price, begun bool) {
	cost = far
	if d.rows == len(e.key) {
		cost = d.whole() + e.extra
	}
	if len(d.typed) < leastRest || d.ends[d.rows] > d.most {
		return cost, false
	}
	for i := 1; i < d.rows; i++ { // it may be a beginning
		rest := min(price(len(e.key)-i)*perRest, mostRest)
		if c := unendedMistake*d.cost[i][len(d.typed)] + unended + rest + e.extra; c < cost {
			cost, begun = c, true
		}
	}
	return cost, begun
}

// far is more than any name may cost.
const far = 1 << 20
