package lookup

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// plainDistance is the same distance without a band, a limit and shared beginnings.
func plainDistance(name, typed []byte) price {
	return plainTable(name, typed)[len(name)][len(typed)]
}

func plainTable(name, typed []byte) [][]price {
	p := allPrices
	d := make([][]price, len(name)+1)
	for i := range d {
		d[i] = make([]price, len(typed)+1)
		for j := range d[i] {
			best := price(far)
			reach := func(a, b int, cost price) {
				if i >= a && j >= b {
					best = min(best, d[i-a][j-b]+cost)
				}
			}
			start := price(0)
			if i == 1 || j == 1 {
				start = first
			}
			switch {
			case i == 0 && j == 0:
				best = 0
			case i > 0 && j > 0 && name[i-1] == typed[j-1]:
				reach(1, 1, 0)
			case i > 0 && j > 0:
				reach(1, 1, p.change[name[i-1]][typed[j-1]]+start)
			}
			if i > 0 {
				lead := price(0)
				if i == 1 {
					lead = first
				}
				reach(1, 0, p.lossOf(name, i-1)+lead)
			}
			if j > 0 {
				lead := price(0)
				if j == 1 && i == 0 {
					lead = first
				}
				reach(0, 1, p.lossOf(typed, j-1)+lead)
			}
			if i > 1 && j > 1 && name[i-1] != typed[j-1] && name[i-1] == typed[j-2] && name[i-2] == typed[j-1] {
				reach(2, 2, swap(name[i-1], typed[j-1]))
			}
			for _, s := range sounds {
				for _, way := range [][2][]byte{{fold(s.one), fold(s.other)}, {fold(s.other), fold(s.one)}} {
					if hasEnd(name[:i], way[0]) && hasEnd(typed[:j], way[1]) {
						reach(len(way[0]), len(way[1]), s.price)
					}
				}
			}
			d[i][j] = best
		}
	}
	return d
}

func hasEnd(word, end []byte) bool {
	return len(word) >= len(end) && slices.Equal(word[len(word)-len(end):], end)
}

func TestWhatMistakesCost(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		want        price
	}{
		{"Sertraline", "sertraline", 0},
		{"Co-codamol", "co codamol", 0},
		{"Säntis", "santis", 0},
		{"Amitriptyline", "amitriptiline", alike},      // as it sounds
		{"Xarelto", "zarelto", near},                   // as it sounds, at the beginning, too
		{"Ramipril", "tamipril", neighbour + first},    // the first letter is rarely mistaken
		{"Quetiapine", "kwetiapine", alike},            // as it sounds
		{"Morphine", "morfine", alike},                 // as it sounds
		{"Warfarin", "warfarrin", doubled},             // two of one
		{"Metformin", "metfromin", swapped},            // fingers in the wrong order
		{"Codeine", "codiene", swappedIE},              // as many spell it
		{"Ramipril", "ramiptil", neighbour},            // the next key
		{"Ramipril", "ramixril", wrong},                // any key
		{"Ramipril", "rampril", lostVowel},             // a vowel forgotten
		{"Vitamin B6", "vitamin b12", number + number}, // another vitamin
		{"Aspirin", "", 2*lostVowel + lostVowel + 4*lost + first},
	} {
		if got := plainDistance(fold(c.name), fold(c.typed)); got != c.want {
			t.Errorf("%q for %q costs %d, want %d", c.typed, c.name, got, c.want)
		}
	}
}

// A search must find what a look at every name by itself finds, at the same cost.
func TestASearchFindsWhatLookingAtEveryNameFinds(t *testing.T) {
	word := rapid.StringOfN(rapid.SampledFrom([]rune("aaeiosspphhcckktn2")), 1, 9, -1)
	rapid.Check(t, func(t *rapid.T) {
		var x index
		names := rapid.SliceOfN(word, 1, 30).Draw(t, "names")
		for i, n := range names {
			x.add(i, n, 0)
		}
		x.sort()
		typed := fold(word.Draw(t, "typed"))
		most := price(rapid.IntRange(0, 500).Draw(t, "most"))
		got := map[int]price{}
		for _, h := range x.search(typed, most) {
			got[h.owner] = h.cost
		}
		for i, n := range names {
			want := plainCost(fold(n), typed)
			if cost, found := got[i]; found != (want <= most) || found && cost != want {
				t.Fatalf("%q for %q: got %d, %v, want %d of at most %d", typed, n, cost, found, want, most)
			}
		}
	})
}

// plainCost is the distance to a name, or to its beginning where only that was typed.
func plainCost(name, typed []byte) price {
	table := plainTable(name, typed)
	cost := table[len(name)][len(typed)]
	for i := 1; i < len(name) && len(typed) >= leastRest; i++ {
		cost = min(cost, unendedMistake*table[i][len(typed)]+unended+min(price(len(name)-i)*perRest, mostRest))
	}
	return cost
}
