package stats

import (
	"errors"
	"fmt"
	"iter"
	"math/big"
	"math/rand/v2"
	"slices"
)

// ErrSequence says that no sequence of the asked shape exists, or that there
// are too many patterns in one block to list.
var ErrSequence = errors.New("no such sequences")

// maxPatterns is how many patterns one block may have: those of 16 labels, 8 and 8.
const maxPatterns = 12870

// Sequences are all sequences of zeros and ones that are made of balanced
// blocks, each with as many ones as zeros, in which no label runs longer than a
// cap. One is drawn with equal chances for each by counting, from the end, how
// many ways there are to go on from every state (dynamic programming), and
// reading the drawn rank as a path.
//
//	Shapes   a sequence has length n, a multiple of block; block is even, 2 to 16.
//	Units    labels, 0 and 1.
//	Range    runCap 1 … n; 0 is no cap.
//	Errors   ErrSequence if the shape is not possible.
//	Assumes  nothing; the count is exact at any length (big.Int).
//	Cost     O(n/block · patterns · runCap) once; a draw O(n/block · patterns) comparisons.
//	Source   Nijenhuis and Wilf (1978), Combinatorial Algorithms, ch. 13 (count, then unrank).
//	Checked  by hand for n = 4 and 8, against enumeration of all 2^n for n ≤ 16, chi-square of draws.
type Sequences struct {
	n, block, runCap int
	patterns         [][]int
	next             [][]int      // state, pattern → state after it, or -1
	ways             [][]*big.Int // block, state → ways to go on
}

// start is the state before the first label; state 1 + 2(run-1) + label is a run of that label behind.
const start = 0

// NewSequences counts the sequences of n labels in blocks of block with runs of at most runCap.
func NewSequences(n, block, runCap int) (*Sequences, error) {
	switch {
	case block < 2 || block > 16 || block%2 != 0:
		return nil, fmt.Errorf("blocks of %d, must be even and from 2 to 16: %w", block, ErrSequence)
	case n < block || n%block != 0:
		return nil, fmt.Errorf("%d labels are no whole blocks of %d: %w", n, block, ErrSequence)
	case runCap < 0:
		return nil, fmt.Errorf("runs of at most %d: %w", runCap, ErrSequence)
	case runCap == 0 || runCap > block:
		runCap = block // the halves of two blocks that meet make no longer run
	}
	s := &Sequences{n: n, block: block, runCap: runCap, patterns: balanced(block, block/2)}
	s.link()
	s.count()
	if s.Count().Sign() == 0 {
		return nil, fmt.Errorf("no sequence of %d has runs of at most %d: %w", n, runCap, ErrSequence)
	}
	return s, nil
}

// balanced lists the 0/1 patterns of a length with so many ones, in ascending order.
func balanced(length, ones int) [][]int {
	if ones < 0 || ones > length {
		return nil
	}
	if length == 0 {
		return [][]int{{}}
	}
	var out [][]int
	for label := range 2 {
		for _, rest := range balanced(length-1, ones-label) {
			out = append(out, append([]int{label}, rest...))
		}
	}
	return out
}

// link notes which state follows which, pattern by pattern.
func (s *Sequences) link() {
	s.next = make([][]int, 1+2*s.runCap)
	for state := range s.next {
		row := make([]int, len(s.patterns))
		for p, labels := range s.patterns {
			row[p] = s.after(state, labels)
		}
		s.next[state] = row
	}
}

// after is the state behind the labels, or -1 where a run grows too long.
func (s *Sequences) after(state int, labels []int) int {
	last, run := -1, 0
	if state != start {
		last, run = (state-1)%2, (state-1)/2+1
	}
	for _, l := range labels {
		if l != last {
			last, run = l, 0
		}
		if run++; run > s.runCap {
			return -1
		}
	}
	return 1 + 2*(run-1) + last
}

// count fills, from the end, how many ways lead on.
func (s *Sequences) count() {
	blocks := s.n / s.block
	s.ways = make([][]*big.Int, blocks+1)
	for b := blocks; b >= 0; b-- {
		s.ways[b] = make([]*big.Int, len(s.next))
		for state, row := range s.next {
			sum := new(big.Int)
			if b == blocks {
				sum.SetInt64(1)
			} else {
				for _, to := range row {
					if to >= 0 {
						sum.Add(sum, s.ways[b+1][to])
					}
				}
			}
			s.ways[b][state] = sum
		}
	}
}

// Count is how many sequences there are.
func (s *Sequences) Count() *big.Int { return new(big.Int).Set(s.ways[0][start]) }

// Len is the length of a sequence.
func (s *Sequences) Len() int { return s.n }

// At is the sequence of a rank, in ascending order, from 0; nil if the rank is none.
func (s *Sequences) At(rank *big.Int) []int {
	if rank.Sign() < 0 || rank.Cmp(s.ways[0][start]) >= 0 {
		return nil
	}
	left := new(big.Int).Set(rank)
	out, state := make([]int, 0, s.n), start
	for b := range s.n / s.block {
		for p, to := range s.next[state] {
			if to < 0 {
				continue
			}
			ways := s.ways[b+1][to]
			if left.Cmp(ways) < 0 {
				out, state = append(out, s.patterns[p]...), to
				break
			}
			left.Sub(left, ways)
		}
	}
	return out
}

// Draw is one sequence, each with the same chance.
func (s *Sequences) Draw(r *rand.Rand) []int { return s.At(bigBelow(r, s.ways[0][start])) }

// bigBelow is uniform below n, by drawing bits until they are below it.
func bigBelow(r *rand.Rand, n *big.Int) *big.Int {
	bits := new(big.Int).Sub(n, big.NewInt(1)).BitLen()
	for {
		x := new(big.Int)
		for have := 0; have < bits; have += 64 {
			word := r.Uint64()
			if rest := bits - have; rest < 64 {
				word >>= 64 - rest
			}
			x.Lsh(x, uint(min(64, bits-have))).Or(x, new(big.Int).SetUint64(word))
		}
		if x.Cmp(n) < 0 {
			return x
		}
	}
}

// Admits says whether the labels are one of the sequences.
func (s *Sequences) Admits(labels []int) bool {
	if len(labels) != s.n {
		return false
	}
	state := start
	for part := range slices.Chunk(labels, s.block) {
		p := slices.IndexFunc(s.patterns, func(x []int) bool { return slices.Equal(x, part) })
		if p < 0 || s.next[state][p] < 0 {
			return false
		}
		state = s.next[state][p]
	}
	return true
}

// All goes through the sequences in ascending order. Only for small counts: see Count.
func (s *Sequences) All() iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		one := big.NewInt(1)
		for rank := new(big.Int); rank.Cmp(s.ways[0][start]) < 0; rank.Add(rank, one) {
			if !yield(s.At(rank)) {
				return
			}
		}
	}
}
