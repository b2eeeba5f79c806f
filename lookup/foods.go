package lookup

import (
	"cmp"
	"slices"

	"charley/knowledge"
)

// Foods finds foods of the table by words in any order, mistyped or not finished
// yet. It does not change and may be used by many at once.
type Foods struct {
	list  []knowledge.Food
	names []foodName // of each food
	words []string   // roots, each once
	at    map[string]int
	holds [][]int32 // by word: the foods that hold it, each once
	index index     // of the words
}

// NewFoods makes the index of all words.
func NewFoods(table *knowledge.FoodTable) *Foods {
	f := &Foods{list: table.All(), at: map[string]int{}}
	known := readFoodWords(foodWordsFile)
	f.names = make([]foodName, len(f.list))
	for i, food := range f.list {
		f.names[i] = f.read(i, food, known)
	}
	for i, w := range f.words {
		f.index.add(i, w, 0)
	}
	for _, w := range known.words {
		if at, ok := f.at[w.table]; ok && w.british != w.table {
			f.index.add(at, w.british, 0)
			f.at[w.british] = at
		}
	}
	f.index.sort()
	return f
}

// word is the number of a word, of which food i is one more that holds it.
func (f *Foods) word(i int, w string) int32 {
	at, ok := f.at[w]
	if !ok {
		at = len(f.words)
		f.at[w] = at
		f.words, f.holds = append(f.words, w), append(f.holds, nil)
	}
	if h := f.holds[at]; len(h) == 0 || h[len(h)-1] != int32(i) {
		f.holds[at] = append(h, int32(i))
	}
	return int32(at)
}

// Find returns the foods that may have been meant, the likeliest first, at most
// so many. All words must be found in the name, each perhaps mistyped or not
// finished; if no food holds all, those that hold most of them come.
func (f *Foods) Find(typed string, most int) []knowledge.Food {
	wanted := f.wanted(clip(typed))
	if len(wanted) == 0 || most <= 0 {
		return nil
	}
	ranked := f.rank(wanted)
	slices.SortFunc(ranked, func(a, b ranking) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.food, b.food)) })
	var out []knowledge.Food
	for _, r := range ranked[:min(most, len(ranked))] {
		out = append(out, f.list[r.food])
	}
	return out
}
