package lookup

// A distance is how far what was typed is from a name that is being read letter
// by letter: the cheapest series of mistakes that leads from the one to the
// other. It is the optimal string alignment distance (Damerau–Levenshtein, each
// letter swapped at most once) with prices, and with sounds that are spelt in
// more than one way. What costs more than the most that is of interest is not
// worked out, and is far.
//
//	Range    0 for the same letters; never negative
//	Cost     letters of the name × letters typed at most, usually a narrow band
//	         of them, and once for a shared beginning
//	Checked  against a plain table without band and sharing (distance_test.go)
type distance struct {
	prices *prices
	typed  []byte
	lost   [longest + 1]price // what it costs to have typed each letter too many
	most   price
	name   [longest + 1]byte // as far as it was read, from place 1
	rows   int               // letters of the name that were read
	cost   [longest + 1][longest + 1]price
	low    [longest + 1]int   // of each row: the first place that is not too far
	high   [longest + 1]int   // and the last; before low if there is none
	ends   [longest + 1]price // the least that all letters typed cost, up to each row
}

func newDistance(typed []byte, most price) *distance {
	d := &distance{prices: allPrices, typed: typed, most: most}
	for j := range typed {
		d.lost[j+1] = d.prices.lossOf(typed, j)
		d.cost[0][j+1] = d.cost[0][j] + d.lost[j+1]
		if j == 0 {
			d.cost[0][1] += first
		}
		if d.cost[0][j+1] <= most {
			d.high[0] = j + 1
		}
	}
	d.ends[0] = far
	return d
}

// lossOf is what it costs to have one letter of a word too many.
func (p *prices) lossOf(word []byte, at int) price {
	if at > 0 && word[at] == word[at-1] && word[at] < digits {
		return doubled
	}
	return p.loss[word[at]]
}

// back forgets the letters of the name from a place on.
func (d *distance) back(rows int) { d.rows = rows }

// add reads one more letter of the name. A row follows from the two before it,
// so only places within two of theirs, and right of one that is near, can be near.
func (d *distance) add(c byte) {
	d.rows++
	i := d.rows
	d.name[i] = c
	row, last := &d.cost[i], &d.cost[i-1]
	from, to := d.low[i-1], d.high[i-1]
	missing := d.prices.lossOf(d.name[1:i+1], i-1)
	if i == 1 {
		missing += first
	} else {
		from, to = min(from, d.low[i-2]), max(to, d.high[i-2])
	}
	d.low[i], d.high[i] = len(d.typed)+1, -1
	for j := range from {
		row[j] = far
	}
	for j := from; j <= len(d.typed); j++ {
		if j > to+2 && row[j-1] > d.most {
			for ; j <= len(d.typed); j++ {
				row[j] = far
			}
			break
		}
		best := last[j] + missing
		if j > 0 {
			best = min(best, row[max(j-1, 0)]+d.lost[j], d.change(c, i, j))
		}
		row[j] = best
		if best <= d.most {
			d.low[i], d.high[i] = min(d.low[i], j), j
		}
	}
	d.ends[i] = min(d.ends[i-1], row[len(d.typed)])
}

// change is the cost of reaching a place by the same letter, another one, two
// that are swapped, or another spelling of a sound.
func (d *distance) change(c byte, i, j int) price {
	t := d.typed[j-1]
	best := d.cost[i-1][j-1]
	if c != t {
		best += d.prices.change[c][t]
		if i == 1 || j == 1 {
			best += first
		}
		if i > 1 && j > 1 && c == d.typed[j-2] && d.name[i-1] == t {
			best = min(best, d.cost[i-2][j-2]+swap(c, t))
		}
	}
	if list := d.prices.sounds[c][t]; list != 0 {
		for _, s := range d.prices.lists[list] {
			best = min(best, d.sound(s, i, j))
		}
	}
	return best
}

// sound is the cost of reaching a place by two spellings of one sound.
func (d *distance) sound(s sound, i, j int) price {
	n, t := len(s.name), len(s.typed)
	if n > i || t > j || n == 2 && d.name[i-1] != s.name[0] || t == 2 && d.typed[j-2] != s.typed[0] {
		return far
	}
	return d.cost[i-n][j-t] + s.price
}

func swap(a, b byte) price {
	switch {
	case a >= digits || b >= digits:
		return number
	case isVowel(a) && isVowel(b):
		return swappedIE
	}
	return swapped
}

// whole is the cost if the name ends here.
func (d *distance) whole() price { return d.cost[d.rows][len(d.typed)] }

// tooFar says that no name with this beginning is near: neither this row nor
// the one before holds a place that is.
func (d *distance) tooFar() bool { return d.high[d.rows] < 0 && d.high[d.rows-1] < 0 }
