package stats_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"charley/stats"
)

// admissible looks at a sequence from outside: balanced blocks, no run over the cap.
func admissible(labels []int, block, runCap int) bool {
	run, last := 0, -1
	for _, l := range labels {
		if l != last {
			run, last = 0, l
		}
		if run++; runCap > 0 && run > runCap {
			return false
		}
	}
	for part := range slices.Chunk(labels, block) {
		ones := 0
		for _, l := range part {
			ones += l
		}
		if 2*ones != block {
			return false
		}
	}
	return true
}

func TestTheCountIsThatOfListingEverything(t *testing.T) {
	for _, c := range []struct{ n, block, runCap int }{
		{4, 4, 0}, {8, 4, 0}, {8, 4, 3}, {8, 4, 2}, {12, 4, 3}, {16, 4, 3}, {12, 6, 2}, {16, 8, 3}, {8, 2, 0}, {6, 2, 1}, {10, 10, 4},
	} {
		want := 0
		for bits := range 1 << c.n {
			labels := make([]int, c.n)
			for i := range labels {
				labels[i] = bits >> i & 1
			}
			if admissible(labels, c.block, c.runCap) {
				want++
			}
		}
		s, err := stats.NewSequences(c.n, c.block, c.runCap)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if got := s.Count(); got.Cmp(big.NewInt(int64(want))) != 0 {
			t.Errorf("%+v: got %v sequences, want %d", c, got, want)
		}
	}
}

// 6^14 nights without a cap, by hand.
func TestFiftySixNightsHaveSixToTheFourteenth(t *testing.T) {
	s, err := stats.NewSequences(56, 4, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Count().String(); got != "78364164096" {
		t.Errorf("got %s, want 78364164096", got)
	}
}

func TestEveryRankIsAnotherAdmissibleSequence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		block := 2 * rapid.IntRange(1, 4).Draw(t, "half")
		n := block * rapid.IntRange(1, 12).Draw(t, "blocks")
		runCap := rapid.IntRange(0, block).Draw(t, "cap")
		s, err := stats.NewSequences(n, block, runCap)
		if err != nil {
			t.Skip(err)
		}
		got := s.Draw(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)))
		if !admissible(got, block, runCap) || !s.Admits(got) {
			t.Fatalf("drew %v", got)
		}
		flipped := slices.Clone(got)
		flipped[rapid.IntRange(0, n-1).Draw(t, "place")] ^= 1
		if s.Admits(flipped) {
			t.Fatalf("admits %v", flipped)
		}
	})
	s, err := stats.NewSequences(12, 4, 3)
	if err != nil {
		t.Fatal(err)
	}
	var last []int
	for labels := range s.All() {
		if slices.Compare(last, labels) >= 0 {
			t.Fatalf("%v does not come after %v", labels, last)
		}
		last = labels
	}
}

// 186 sequences, 93,000 draws: chi-square with 185 degrees of freedom lies below 270 but in one of 50,000 tries.
func TestEverySequenceIsDrawnEquallyOften(t *testing.T) {
	s, err := stats.NewSequences(12, 4, 3)
	if err != nil {
		t.Fatal(err)
	}
	k := int(s.Count().Int64())
	seen := map[string]int{}
	r := rand.New(rand.NewPCG(7, 7))
	draws := 500 * k
	for range draws {
		key := ""
		for _, l := range s.Draw(r) {
			key += string(rune('0' + l))
		}
		seen[key]++
	}
	chi := float64(k-len(seen)) * 500
	for _, n := range seen {
		chi += float64((n-500)*(n-500)) / 500
	}
	if limit := float64(k) + 4.1*1.42*math.Sqrt(float64(k)); chi > limit {
		t.Errorf("chi-square %.1f over %d sequences, want at most %.1f", chi, k, limit)
	}
}

func TestShapesThatCannotBeAreRefused(t *testing.T) {
	for name, c := range map[string][3]int{
		"odd blocks":           {9, 3, 0},
		"half a block":         {10, 4, 0},
		"nothing":              {0, 4, 0},
		"huge blocks":          {36, 18, 0},
		"a cap below zero":     {8, 4, -1},
		"one alike in a block": {0, 0, 1},
	} {
		if _, err := stats.NewSequences(c[0], c[1], c[2]); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
