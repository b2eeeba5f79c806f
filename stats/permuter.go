package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// A permuter is a test made ready: sums for every pattern of every block.
type permuter struct {
	lots   *Lots
	exact  bool
	draws  int
	seed   uint64
	total  float64 // of the known scores
	known  int
	score  []float64 // by place; NaN: missing
	table  [][]part  // block, pattern
	units  [][]part  // block, unit; for blocks whose patterns are not listed
	wheels [][]wheel // block, state
}

// A part is what some places labelled 1 add: the sum of their scores, and how many are known.
type part struct {
	sum float64
	n   int
}

func newPermuter(y []float64, labels []int, lots *Lots, o PermOptions) (*permuter, error) {
	if len(y) != lots.n || len(labels) != lots.n {
		return nil, fmt.Errorf("%d values and %d labels for %d places: %w", len(y), len(labels), lots.n, ErrSequence)
	}
	for b := range lots.blocks {
		if lot := &lots.blocks[b]; lot.patterns != nil && lot.pattern(labels) < 0 {
			return nil, fmt.Errorf("block %d was not drawn like that: %w", b+1, ErrSequence)
		}
	}
	score, err := scores(y, o.Statistic)
	if err != nil {
		return nil, err
	}
	t := &permuter{lots: lots, seed: o.Seed, draws: o.Draws, exact: lots.count.IsInt64() && lots.count.Int64() <= MostExact}
	if t.exact {
		t.draws = int(lots.count.Int64())
	} else if t.draws <= 0 {
		t.draws = PermDraws
	}
	for _, l := range lots.blocks {
		t.exact = t.exact && l.patterns != nil
		t.wheels = append(t.wheels, wheelsOf(l.chance))
	}
	t.fill(score)
	return t, nil
}

// fill makes the tables for scores.
func (t *permuter) fill(score []float64) {
	t.score, t.total, t.known = score, 0, 0
	for _, v := range score {
		if !math.IsNaN(v) {
			t.total += v
			t.known++
		}
	}
	t.table, t.units = make([][]part, len(t.lots.blocks)), make([][]part, len(t.lots.blocks))
	for b, l := range t.lots.blocks {
		units := make([]part, len(l.units))
		for u, places := range l.units {
			for _, i := range places {
				if !math.IsNaN(score[i]) {
					units[u].sum += score[i]
					units[u].n++
				}
			}
		}
		t.units[b] = units
		for _, labels := range l.patterns {
			t.table[b] = append(t.table[b], sumOf(units, labels))
		}
	}
}

// sumOf adds up the units labelled 1.
func sumOf(units []part, labels []int) (s part) {
	for u, label := range labels {
		if label == 1 {
			s.sum += units[u].sum
			s.n += units[u].n
		}
	}
	return s
}

// diff is the statistic of one labelling; NaN where one label has no value.
func (t *permuter) diff(s part) float64 {
	if s.n == 0 || s.n == t.known {
		return math.NaN()
	}
	return s.sum/float64(s.n) - (t.total-s.sum)/float64(t.known-s.n)
}

// observed is the statistic of the labels that were drawn, summed in the same order as all others.
func (t *permuter) observed(labels []int) float64 {
	var s part
	for b, l := range t.lots.blocks {
		drawn := make([]int, len(l.units))
		for u, places := range l.units {
			drawn[u] = labels[places[0]]
		}
		one := sumOf(t.units[b], drawn)
		s.sum += one.sum
		s.n += one.n
	}
	return t.diff(s)
}

// tails counts the labellings whose statistic lies at least as far up, and at
// least as far down, as the observed one; both sides of zero when twoSided.
// What equals the observed up to rounding counts.
func (t *permuter) tails(observed float64, twoSided bool) (up, down int) {
	if math.IsNaN(observed) {
		return 0, 0
	}
	hi, lo := observed, observed
	if twoSided {
		hi, lo = math.Abs(observed), -math.Abs(observed)
	}
	slack := 1e-12 * (1 + math.Abs(observed))
	hi, lo = hi-slack, lo+slack
	t.each(func(s part) {
		d := t.diff(s)
		undefined := d != d // counts on every side asked for
		above, below := undefined || d >= hi, undefined || d <= lo
		if above {
			up++
		}
		if below && !(twoSided && above) {
			down++
		}
	})
	return up, down
}

// p is a count of labellings as a probability.
func (t *permuter) p(b int) float64 {
	if t.exact {
		return min(1, float64(b)/float64(t.draws))
	}
	return float64(1+b) / float64(1+t.draws)
}

// each goes through all labellings, or draws them.
func (t *permuter) each(yield func(part)) {
	if t.exact {
		t.walk(0, start, part{}, yield)
		return
	}
	src := rand.NewPCG(t.seed, 0x9e3779b97f4a7c15)
	for range t.draws {
		yield(t.draw(src))
	}
}

// walk lists everything from block b on.
func (t *permuter) walk(b, state int, s part, yield func(part)) {
	if b == len(t.table) {
		yield(s)
		return
	}
	next := t.lots.blocks[b].next
	for p, add := range t.table[b] {
		to := start
		if next != nil {
			if to = next[state][p]; to < 0 {
				continue
			}
		}
		t.walk(b+1, to, part{s.sum + add.sum, s.n + add.n}, yield)
	}
}

// draw is one labelling, block after block. A word of 64 random bits serves two blocks.
func (t *permuter) draw(src *rand.PCG) (s part) {
	state, word := start, uint64(0)
	for b, table := range t.table {
		if table == nil {
			add := shuffled(src, t.units[b], t.lots.blocks[b].ones)
			s.sum += add.sum
			s.n += add.n
			continue
		}
		if word >>= 32; b&1 == 0 {
			word = src.Uint64()
		}
		x, p := word&0xffffffff, 0
		if wheels := t.wheels[b]; wheels != nil {
			p = wheels[state].spin(x)
			state = t.lots.blocks[b].next[state][p]
		} else {
			p = int(x * uint64(len(table)) >> 32)
		}
		s.sum += table[p].sum
		s.n += table[p].n
	}
	return s
}

// shuffled sums so many units, drawn without putting back (selection sampling).
func shuffled(src *rand.PCG, units []part, ones int) (s part) {
	for u, one := range units {
		if left := uint64(len(units) - u); (src.Uint64()>>32)*left>>32 < uint64(ones) {
			s.sum += one.sum
			s.n += one.n
			ones--
		}
	}
	return s
}

// A wheel finds the pattern for 32 random bits: ends are where each pattern's
// share ends, in units of 2^-32, and first is where to begin looking for each
// value of the top 8 bits. Rounding to 2^-32 biases a chance by less than can be seen.
type wheel struct {
	ends  []uint64
	first [256]uint16
}

func (w *wheel) spin(x uint64) int {
	p := int(w.first[x>>24])
	for x >= w.ends[p] {
		p++
	}
	return p
}

// wheelsOf makes a wheel for each state; nil where all patterns are alike.
func wheelsOf(chance [][]float64) []wheel {
	if chance == nil {
		return nil
	}
	out := make([]wheel, len(chance))
	for state, row := range chance {
		w, sum, last := &out[state], 0.0, 0
		for p, c := range row {
			sum += c
			w.ends = append(w.ends, uint64(sum*(1<<32)))
			if c > 0 {
				last = p
			}
		}
		for p := last; p < len(row); p++ {
			w.ends[p] = 1 << 32 // rounding must not leave a gap at the end
		}
		p := 0
		for top := range w.first {
			for uint64(top)<<24 >= w.ends[p] {
				p++
			}
			w.first[top] = uint16(p)
		}
	}
	return out
}
